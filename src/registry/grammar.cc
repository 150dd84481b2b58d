#include "registry/grammar.h"

#include <array>

#include "base/ensure.h"

namespace qingshui::registry {

namespace {

constexpr bool kRequired = true;
constexpr bool kOptional = false;

// Columns: key, shape, required, only for, part, meaning zh, meaning en, example.
constexpr auto kFile = std::to_array<KeyRule>({
    {"pack", Shape::Part, kRequired, "", "pack", "这个业务包是什么", "What this pack is", "[pack]"},
    {"register", Shape::NamedParts, kOptional, "", "register", "台账，每个标识一个",
     "Registers, one per id", "[register.repair]"},
    {"rates", Shape::NamedParts, kOptional, "", "rates", "标准表，每个标识一个",
     "Tables of rates, one per id", "[rates.fees]"},
    {"indicator", Shape::NamedParts, kOptional, "", "indicator",
     "指标，每个标识一个；标识可以分段，分段的要加引号",
     "Indicators, one per id; an id may have parts, then it is quoted",
     "[indicator.\"bridge.repairs\"]"},
    {"check", Shape::PartList, kOptional, "", "figure_check", "指标之间的勾稽关系",
     "Checks between figures", "[[check]]"},
    {"report", Shape::NamedParts, kOptional, "", "report", "报告，写在街道自己的业务包里",
     "Reports, in the office's own pack", "[report.annual]"},
});

constexpr auto kPack = std::to_array<KeyRule>({
    {"id", Shape::Text, kRequired, "", "", "标识，与文件夹同名", "Id: the name of the folder",
     "id = \"roads\""},
    {"title", Shape::Both, kRequired, "", "", "名称", "Title",
     "title = { zh = \"道路养护\", en = \"Roads\" }"},
    {"chapter", Shape::Integer, kOptional, "", "", "在年度报告中的章次，0 为不占章次",
     "Its place in the yearly report; 0: none", "chapter = 7"},
    {"version", Shape::Text, kRequired, "", "", "这份声明的版本", "Version of these declarations",
     "version = \"2021.1\""},
    {"requires", Shape::Texts, kOptional, "", "", "引用了哪些业务包的台账、指标或标准",
     "The packs whose registers, indicators or rates it refers to", "requires = [\"firms\"]"},
});

constexpr auto kRegister = std::to_array<KeyRule>({
    {"title", Shape::Both, kRequired, "", "", "台账名称", "Title",
     "title = { zh = \"道路维修\", en = \"Repair\" }"},
    {"help", Shape::Both, kOptional, "", "", "给填写人的说明", "Advice to those who fill it in",
     "help = { zh = \"一次检查一条\", en = \"One per visit\" }"},
    {"area", Shape::Text, kRequired, "", "", "哪个字段说明在哪里（area 类型、必填）",
     "The field that says where (type area, required)", "area = \"place\""},
    {"day", Shape::Text, kRequired, "", "", "哪个字段说明在哪天（date 类型、必填）",
     "The field that says when (type date, required)", "day = \"repaired_on\""},
    {"label", Shape::Text, kRequired, "", "",
     "一条记录怎么称呼，字段写在花括号里；先写编号，再写是什么，区域和日期另有栏目",
     "How a record is named; fields in braces: its number, then what it is about",
     R"(label = "{code} {road}")"},
    {"unique", Shape::TextLists, kOptional, "", "", "唯一键：每个键是一组字段，组合不得重复",
     "Unique keys: lists of fields that no two records share",
     R"(unique = [["code"], ["road", "repaired_on"]])"},
    {"see", Shape::Texts, kOptional, "", "", "哪些岗位可以查看", "Roles that may see it",
     "see = [\"street.roads\"]"},
    {"write", Shape::Texts, kOptional, "", "", "哪些岗位可以填写", "Roles that may write it",
     "write = [\"street.roads\"]"},
    {"retention", Shape::Part, kOptional, "", "retention", "保存多久", "How long records are kept",
     "retention = { years = 10, basis = \"…\" }"},
    {"fields", Shape::PartList, kRequired, "", "field", "字段，一行一个，按填写顺序",
     "Fields, one inline table per line, in the order of the form", "fields = [ … ]"},
    {"lines", Shape::NamedParts, kOptional, "", "lines", "子表，每个标识一个",
     "Sub-tables, one per id", "lines.workers = { … }"},
    {"check", Shape::PartList, kOptional, "", "check", "一条记录应满足的条件",
     "What a record must satisfy", "[[register.repair.check]]"},
});

constexpr auto kRetention = std::to_array<KeyRule>({
    {"years", Shape::Integer, kOptional, "", "", "从记录的日期起保存多少年",
     "Years after the record's day", "years = 10"},
    {"permanent", Shape::Flag, kOptional, "", "", "永久保存（与 years 二选一）",
     "Kept for ever (instead of years)", "permanent = true"},
    {"basis", Shape::Text, kRequired, "", "", "依据", "Legal basis",
     "basis = \"机关档案管理规定\""},
});

constexpr auto kField = std::to_array<KeyRule>({
    {"id", Shape::Text, kRequired, "", "", "标识，也是数据库的列名", "Id, and the column's name",
     "id = \"cost\""},
    {"type", Shape::Text, kRequired, "", "", "类型，见“字段类型”", "Type, see \"Types of fields\"",
     "type = \"decimal(2)\""},
    {"zh", Shape::Text, kRequired, "", "", "中文名称，导入时按它认列",
     "Chinese title; imports find columns by it", "zh = \"费用\""},
    {"en", Shape::Text, kRequired, "", "", "英文名称", "English title", "en = \"Cost\""},
    {"help", Shape::Both, kOptional, "", "", "填写说明", "Advice for filling it in",
     "help = { zh = \"以结算单为准\", en = \"As settled\" }"},
    {"required", Shape::Flag, kOptional, "", "", "必填", "Must be filled in", "required = true"},
    {"unit", Shape::Text, kOptional, "integer decimal money", "", "单位，money 不写为元",
     "What the number counts; money is in 元 by default", "unit = \"平方米\""},
    {"choices", Shape::PartList, kRequired, "choice choices", "choice", "选项", "The choices",
     "choices = [{ code = \"road\", zh = \"道路\", en = \"Road\" }]"},
    {"levels", Shape::Texts, kOptional, "area", "", "允许的区域层级，不写为全部",
     "Levels of areas allowed; absent: all", R"(levels = ["community", "grid"])"},
    {"min", Shape::Number, kOptional, "integer decimal money", "", "最小值", "Smallest value",
     "min = 0"},
    {"max", Shape::Number, kOptional, "integer decimal money", "", "最大值", "Largest value",
     "max = 1000000"},
    {"length", Shape::Integer, kOptional, "text longtext", "",
     "最多多少字；text 默认 200，longtext 默认 20000",
     "Most characters; text has 200 by default, longtext 20000", "length = 2000"},
    {"mask", Shape::Text, kOptional, "text longtext identity phone", "", "遮盖方式，见“遮盖”",
     "How it is masked, see \"Masks\"", "mask = \"phone\""},
    {"search", Shape::Flag, kOptional, "text longtext", "", "可全文检索",
     "Found by full-text search", "search = true"},
    {"source", Shape::Text, kOptional, "", "", "字段所依据的标准或文件",
     "The standard or law it comes from", "source = \"GB/T 2261.1\""},
    {"computed", Shape::Text, kOptional,
     "text longtext integer decimal money date datetime choice yesno", "",
     "由表达式算出，不用填写；可用所有填写的字段、子表和排在它前面的计算字段；required "
     "的算不出就不能登记",
     "Computed by an expression, never typed in; it may use what is typed in, sub-tables and "
     "computed fields above it; one that is required must come to something",
     "computed = \"workers.count()\""},
});

constexpr auto kChoice = std::to_array<KeyRule>({
    {"code", Shape::Text, kRequired, "", "", "代码：数据里存的是它", "Code: what is stored",
     "code = \"road\""},
    {"zh", Shape::Text, kRequired, "", "", "中文名称", "Chinese title", "zh = \"道路\""},
    {"en", Shape::Text, kRequired, "", "", "英文名称", "English title", "en = \"Road\""},
});

constexpr auto kLines = std::to_array<KeyRule>({
    {"title", Shape::Both, kRequired, "", "", "子表名称", "Title",
     "title = { zh = \"养护人员\", en = \"Workers\" }"},
    {"least", Shape::Integer, kOptional, "", "", "最少几行，默认 0", "Fewest lines; 0 by default",
     "least = 2"},
    {"most", Shape::Integer, kOptional, "", "", "最多几行，默认 1000",
     "Most lines; 1000 by default", "most = 50"},
    {"fields", Shape::PartList, kRequired, "", "field", "字段", "Fields", "fields = [ … ]"},
});

constexpr auto kCheck = std::to_array<KeyRule>({
    {"id", Shape::Text, kOptional, "", "", "标识，不写则按次序编号", "Id; numbered if absent",
     "id = \"two_workers\""},
    {"rule", Shape::Text, kRequired, "", "", "条件表达式，结果为假才算违反",
     "Condition; broken only when it is false", "rule = \"worker_count >= 2\""},
    {"says", Shape::Both, kRequired, "", "", "违反时告诉填写人的话",
     "What is said when it is broken",
     "says = { zh = \"养护人员不得少于两人\", en = \"At least two workers must take part\" }"},
    {"basis", Shape::Text, kOptional, "", "", "依据", "Legal basis",
     "basis = \"城市道路管理条例 第21条\""},
});

constexpr auto kFigureCheck = std::to_array<KeyRule>({
    {"id", Shape::Text, kRequired, "", "", "标识", "Id", "id = \"repairs_sum\""},
    {"rule", Shape::Text, kRequired, "", "", "指标之间应成立的关系；分项写作 指标.代码",
     "What must hold between figures; a cell is written indicator.code",
     "rule = \"repairs == repairs.road + repairs.path\""},
    {"says", Shape::Both, kRequired, "", "", "不成立时写在句子旁边的话",
     "What stands beside the sentence when it fails",
     "says = { zh = \"两类之和应等于总数\", en = \"The two kinds must add up\" }"},
    {"basis", Shape::Text, kOptional, "", "", "依据", "Basis", "basis = \"统计报表制度\""},
});

constexpr auto kRates = std::to_array<KeyRule>({
    {"title", Shape::Both, kRequired, "", "", "标准名称", "Title",
     "title = { zh = \"收费标准\", en = \"Fees\" }"},
    {"fields", Shape::PartList, kRequired, "", "field", "列", "Columns", "fields = [ … ]"},
    {"row", Shape::PartList, kRequired, "", "rate_row", "行，每行一段有效期",
     "Rows, each with its days of validity", "[[rates.fees.row]]"},
});

constexpr auto kRateRow = std::to_array<KeyRule>({
    {"from", Shape::Date, kRequired, "", "", "从哪天起有效", "First day", "from = 2021-01-01"},
    {"until", Shape::Date, kOptional, "", "", "到哪天为止，不写为一直有效",
     "Last day; absent: until further notice", "until = 2021-12-31"},
    {"basis", Shape::Text, kRequired, "", "", "依据", "Basis", "basis = \"收费目录清单\""},
});

constexpr auto kIndicator = std::to_array<KeyRule>({
    {"title", Shape::Both, kRequired, "", "", "指标名称", "Title",
     "title = { zh = \"维修次数\", en = \"Repairs\" }"},
    {"kind", Shape::Text, kOptional, "", "", "种类，默认 flow，见“指标种类”",
     "Kind, flow by default, see \"Kinds of indicators\"", "kind = \"stock\""},
    {"unit", Shape::Unit, kRequired, "", "unit", "单位；只写文字，或写成表",
     "Unit: a text, or a table", "unit = \"处\""},
    {"of", Shape::Text, kRequired, "flow stock distinct scope", "",
     "数哪个台账，别的业务包的写全称", "The register counted; of another pack with its full id",
     "of = \"repair\""},
    {"where", Shape::Text, kOptional, "flow stock distinct scope", "", "只数哪些记录",
     "Which records count", "where = \"planned == 'planned'\""},
    {"measure", Shape::Text, kOptional, "flow stock", "", "每条记录加多少，不写为 1",
     "What each record adds; absent: 1", "measure = \"workers.count()\""},
    {"day", Shape::Text, kOptional, "flow stock distinct scope", "",
     "记在哪天的日期字段，不写为台账的日期；为空的记录不计",
     "The date field it counts on; absent: the register's; a record with it empty does not count",
     "day = \"closed_on\""},
    {"split", Shape::Text, kOptional, "flow stock", "",
     "按哪个字段分项（choice、yesno 或 ref）；ref 以所引记录第一个唯一键的值为分项",
     "The field that splits it (choice, yesno or ref); of a ref, cells are the values of the "
     "first unique key",
     "split = \"kind\""},
    {"until", Shape::FieldOrDate, kOptional, "", "",
     "stock：存续到哪个日期字段，为空则仍存续；在 earlier 里写日期：旧定义用到哪天",
     "stock: the date field of its last day, empty: it still holds; a date in earlier: the "
     "last day of that definition",
     "until = \"dissolved_on\""},
    {"distinct", Shape::Text, kRequired, "distinct", "", "数哪个字段有多少个不同的值",
     "The field whose different values are counted", "distinct = \"person\""},
    {"over", Shape::Text, kRequired, "ratio", "", "分子指标", "The indicator above the line",
     "over = \"rectified\""},
    {"under", Shape::Text, kRequired, "ratio", "", "分母指标", "The indicator below the line",
     "under = \"found\""},
    {"scale", Shape::Integer, kOptional, "ratio", "", "商保留几位小数，默认 4",
     "Decimals of the quotient, 4 by default", "scale = 4"},
    {"rule", Shape::Text, kRequired, "derived", "", "由其他指标算出的表达式",
     "Expression over indicators", "rule = \"planned + unplanned\""},
    {"counts", Shape::Text, kRequired, "scope", "",
     "在每条记录的区域里、在其当天，数什么：区域层级或 stock 指标",
     "What is counted within each record's area on its day: a level of areas or a stock "
     "indicator",
     "counts = \"building\""},
    {"rate", Shape::Text, kRequired, "rate", "", "标准表.列，取期末有效的值",
     "Table.column; what is in force at the period's end", "rate = \"fees.amount\""},
    {"rounding", Shape::Part, kOptional, "", "rounding", "余数写法：190余", "Rounding word: 190余",
     "rounding = { to = 10, word = \"余\" }"},
    {"cutoff", Shape::Flag, kOptional, "", "", "报告里数到截止日为止（截至目前），不数到期末",
     "Reports count up to their cut-off, not to the period's end", "cutoff = true"},
    {"basis", Shape::Text, kOptional, "", "", "口径依据", "Basis of the definition",
     "basis = \"统计报表制度\""},
    {"version", Shape::Integer, kOptional, "", "",
     "定义的版本，默认 1；改口径须加 1。时期跨两版的，全期按期末那一版计",
     "Version of the definition, 1 by default; a changed definition is a new version. That of its "
     "last day holds for a whole period",
     "version = 2"},
    {"from", Shape::Date, kOptional, "", "", "这个定义从哪天起用，有 earlier 时必写",
     "First day of this definition; needed beside earlier", "from = 2021-01-01"},
    {"earlier", Shape::PartList, kOptional, "", "indicator",
     "以前的定义：键与指标相同，必写 version 和 from，期间首尾相接",
     "Earlier definitions: the same keys, with version and from; their days join without gap",
     "[[indicator.repairs.earlier]]"},
});

constexpr auto kUnit = std::to_array<KeyRule>({
    {"text", Shape::Text, kRequired, "", "", "单位文字", "The word", "text = \"万元\""},
    {"en", Shape::Text, kOptional, "", "", "英文单位，用在英文的答案里；不写则用中文",
     "The English word, for answers in English; else they have the Chinese one", "en = \"cases\""},
    {"per", Shape::Number, kOptional, "", "", "多少合一个单位，默认 1",
     "How many make one, 1 by default", "per = 10000"},
    {"decimals", Shape::Integer, kOptional, "", "", "四舍五入到几位小数；不写则不舍入",
     "Rounded half up to so many decimals; absent: nothing is rounded away", "decimals = 2"},
});

constexpr auto kRounding = std::to_array<KeyRule>({
    {"to", Shape::Integer, kRequired, "", "", "舍到多少的整数倍", "Cut down to a multiple of this",
     "to = 10"},
    {"word", Shape::Text, kOptional, "", "", "写在数后的字，默认“余”",
     "The word after the number, 余 by default", "word = \"余\""},
});

constexpr auto kReport = std::to_array<KeyRule>({
    {"title", Shape::Both, kRequired, "", "", "报告名称", "Title",
     "title = { zh = \"年度工作报告\", en = \"Annual report\" }"},
    {"heading", Shape::Text, kRequired, "", "", "标题的写法；一行放不下时在 \\n 处分行",
     "The title; where it is too long for a line it is broken at \\n",
     "heading = \"{{area}}{{year}}年工作报告\""},
    {"chapters", Shape::Texts, kRequired, "", "", "依次收入哪些业务包的 report.md",
     "The packs whose report.md it holds, in order", R"(chapters = ["roads", "parks"])"},
    {"text", Shape::Text, kRequired, "", "", "框架文件，各章放在 {{chapters}} 处",
     "The frame's file, with {{chapters}} where they stand", "text = \"annual.md\""},
    {"passages", Shape::Text, kOptional, "", "",
     "存放手写段落的台账，须有文本字段 report、period、key 和长文本字段 words",
     "The register that keeps hand-written passages: text fields report, period, key and a "
     "longtext words",
     "passages = \"passage\""},
});

constexpr auto kParts = std::to_array<PartRule>({
    {"file", "pack.toml", "整个文件", "The whole file", kFile, "", "", false},
    {"pack", "[pack]", "业务包", "The pack", kPack, "", "", false},
    {"register", "[register.ID]", "台账：一张带类型的表，每条记录有地点和日期",
     "A register: a typed table whose records have a place and a day", kRegister, "", "", false},
    {"field", "fields = [{ … }]", "字段", "A field", kField, "type", "", false},
    {"choice", "choices = [{ … }]", "选项", "A choice", kChoice, "", "", false},
    {"lines", "lines.ID = { … }", "子表：随记录存亡的若干行",
     "A sub-table: lines that live and die with their record", kLines, "", "", false},
    {"check", "[[register.ID.check]]", "记录的校验", "A check of a record", kCheck, "", "", false},
    {"retention", "retention = { … }", "保存期限", "Retention", kRetention, "", "", false},
    {"rates", "[rates.ID]", "标准：带有效期的数值表", "A table of rates with dates of validity",
     kRates, "", "", false},
    {"rate_row", "[[rates.ID.row]]", "标准的一行：有效期、依据和各列的值",
     "A row: its days, its basis and a value for each column", kRateRow, "", "", true},
    {"indicator", "[indicator.ID]", "指标：一个数字的定义", "An indicator: one figure's definition",
     kIndicator, "kind", "flow", false},
    {"unit", "unit = { … }", "单位：所数的值除以 per，四舍五入",
     "A unit: what is measured divided by per, rounded half up", kUnit, "", "", false},
    {"rounding", "rounding = { … }", "余数写法", "A rounding word", kRounding, "", "", false},
    {"figure_check", "[[check]]", "勾稽关系", "A check between figures", kFigureCheck, "", "",
     false},
    {"report", "[report.ID]", "报告", "A report", kReport, "", "", false},
});

constexpr auto kFieldTypes = std::to_array<WordRule>({
    {"text", "短文字", "Short text"},
    {"longtext", "长文字，可分段", "Long text, with paragraphs"},
    {"integer", "整数", "Whole number"},
    {"decimal(N)", "N 位小数（1至12），精确存储", "Number with N decimals (1 to 12), exact"},
    {"money", "金额，元，两位小数", "Money in yuan, two decimals"},
    {"date", "日期", "Day"},
    {"datetime", "日期和时间", "Day and time"},
    {"choice", "单选", "One of the choices"},
    {"choices", "多选", "Any of the choices"},
    {"yesno", "是或否", "Yes or no"},
    {"area", "区域：社区、小区、网格等", "An area: community, compound, grid, …"},
    {"ref:PACK.REGISTER", "引用另一个台账的记录；本包的可只写台账，如 ref:firm",
     "A record of a register; of this pack's by its short id too, as ref:firm"},
    {"attachment", "附件", "Files"},
    {"place", "地图上的点（WGS 84 经纬度）", "A place on the map (WGS 84)"},
    {"identity", "公民身份号码，按 GB 11643 校验", "Identity number, checked by GB 11643"},
    {"phone", "电话号码", "Telephone number"},
});

constexpr auto kIndicatorKinds = std::to_array<WordRule>({
    {"flow", "流量：每条记录记在它的日期，期间内累加",
     "Adds up over time: each record counts on its day"},
    {"stock", "存量：每条记录从起始日存续到终止日，取期末",
     "Holds on a day: each record counts from its day to its last day; the period's end counts"},
    {"distinct", "去重：期间内某字段出现过多少个不同的值",
     "How many different values of a field occurred in the period"},
    {"ratio", "比率：一个指标除以另一个", "One indicator divided by another"},
    {"derived", "派生：由其他指标算出", "Computed from other indicators"},
    {"scope", "范围：在台账所列区域内数区域或存量",
     "Areas or a stock counted within the areas that a register names"},
    {"rate", "标准：期末有效的标准值", "A rate in force at the period's end"},
});

constexpr auto kMasks = std::to_array<WordRule>({
    {"name", "姓名：张**", "Name: 张**"},
    {"identity", "身份号码：341502********1234", "Identity number: 341502********1234"},
    {"phone", "电话：138****1234", "Phone: 138****1234"},
    {"hidden", "完全不显示", "Not shown at all"},
});

}  // namespace

std::span<const PartRule> part_rules() { return kParts; }

const PartRule& part_rule(std::string_view id) {
    for (const PartRule& part : kParts) {
        if (part.id == id) return part;
    }
    ensure(false, "every part that is named has its rules");
    return kParts.front();
}

std::span<const WordRule> field_type_words() { return kFieldTypes; }
std::span<const WordRule> indicator_kind_words() { return kIndicatorKinds; }
std::span<const WordRule> mask_words() { return kMasks; }

std::vector<std::string> words_of(std::span<const WordRule> rules) {
    std::vector<std::string> words;
    for (const WordRule& rule : rules) words.emplace_back(rule.word);
    return words;
}

}  // namespace qingshui::registry
