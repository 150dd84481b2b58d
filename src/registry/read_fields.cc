#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "registry/limits.h"
#include "registry/naming.h"
#include "registry/read_register.h"

namespace qingshui::registry {

namespace {

constexpr int kMoneyScale = 2;

// "decimal(2)" → "2", "ref:economy.firm" → "economy.firm"; empty if there is nothing.
std::string argument_of(const std::string& type) {
    const std::size_t open = type.find_first_of("(:");
    if (open == std::string::npos) return {};
    if (type[open] == ':') return type.substr(open + 1);
    return type.back() == ')' ? type.substr(open + 1, type.size() - open - 2) : "";
}

std::optional<int> decimals_of(const std::string& argument) {
    int scale = 0;
    const char* end = argument.data() + argument.size();
    const auto [stop, error] = std::from_chars(argument.data(), end, scale);
    const bool valid =
        error == std::errc() && stop == end && scale >= 1 && scale <= qingshui::Decimal::kScaleMax;
    return valid ? std::optional(scale) : std::nullopt;
}

void unknown_type(const Section& section, const std::string& type) {
    section.fault("type", "pack.type",
                  {fmt::format("没有“{}”这种字段类型", type),
                   fmt::format("There is no type \"{}\" of fields", type)},
                  Section::suggestion(type, words_of(field_type_words())));
}

bool read_decimals(const Section& section, const std::string& type, Field& field) {
    const auto scale = decimals_of(argument_of(type));
    if (scale && type == fmt::format("decimal({})", *scale)) {
        field.scale = *scale;
        return true;
    }
    section.fault("type", "pack.type",
                  {fmt::format("“{}”没有写明小数位数（1至12）", type),
                   fmt::format("\"{}\" does not say how many decimals (1 to 12)", type)},
                  {"请写成：type = \"decimal(2)\"", "Write: type = \"decimal(2)\""});
    return false;
}

bool read_reference(const std::string& pack_id, const Section& section, const std::string& type,
                    Field& field) {
    field.refers_to = argument_of(type);
    if (field.refers_to.find('.') == std::string::npos) {
        field.refers_to = pack_id + "." + field.refers_to;
    }
    if (is_dotted_id(field.refers_to)) return true;
    section.fault("type", "pack.type",
                  {fmt::format("“{}”没有写明引用哪个台账", type),
                   fmt::format("\"{}\" does not say which register it refers to", type)},
                  {"请写成：type = \"ref:业务包.台账\"，如 \"ref:economy.firm\"",
                   R"(Write: type = "ref:PACK.REGISTER", as in "ref:economy.firm")"});
    return false;
}

// Answers whether it is a type, fully written.
bool read_type(const std::string& pack_id, const Section& section, Field& field) {
    const std::string type = section.text("type");
    if (type.empty()) return false;
    const std::string word = type.substr(0, type.find_first_of("(:"));
    const auto parsed = parse_field_type(word);
    if (!parsed) {
        unknown_type(section, type);
        return false;
    }
    field.type = *parsed;
    if (field.type == FieldType::Decimal) return read_decimals(section, type, field);
    if (field.type == FieldType::Reference) return read_reference(pack_id, section, type, field);
    if (field.type == FieldType::Money) field.scale = kMoneyScale;
    if (type == word) return true;
    unknown_type(section, type);
    return false;
}

const Text kOtherId{"请换一个标识", "Give it another id"};
const Text kOtherTitle{"请换一个名称", "Give it another title"};

void repeated(const Section& section, std::string_view key, std::string_view word,
              const Text& remedy) {
    section.fault(key, "pack.repeated",
                  {fmt::format("“{}”已经用过", word), fmt::format("\"{}\" is used twice", word)},
                  remedy);
}

void read_choices(const Section& section, Field& field) {
    std::set<std::string> codes;
    std::set<std::string> titles;
    for (const Section& each : section.parts("choices")) {
        Choice choice{each.text("code"), {each.text("zh"), each.text("en")}};
        const bool plain = choice.code.find_first_of(kNotInCodes) == std::string::npos;
        if (!plain || choice.code.size() > kCodeLengthMax) {
            each.fault(
                "code", "pack.id",
                {fmt::format("选项代码“{}”不能用：最多{}个字符，不含空格、逗号、分号、竖线和引号",
                             choice.code, kCodeLengthMax),
                 fmt::format("\"{}\" cannot be a code: at most {} characters, no spaces, "
                             "commas, semicolons, bars or quotes",
                             choice.code, kCodeLengthMax)},
                {"请改用简短的英文或数字，如 \"water\"", "Use a short word such as \"water\""});
        }
        if (!choice.code.empty() && !codes.insert(choice.code).second) {
            repeated(each, "code", choice.code, {"请换一个代码", "Give it another code"});
        }
        if (!choice.title.zh.empty() && !titles.insert(choice.title.zh).second) {
            repeated(each, "zh", choice.title.zh, kOtherTitle);
        }
        field.choices.push_back(std::move(choice));
    }
    if (field.choices.empty() && section.has("choices")) {
        section.fault("choices", "pack.range", {"选项一个也没有", "There are no choices"},
                      {"请至少写一个选项", "Write at least one"});
    }
}

void read_levels(const Section& section, Field& field) {
    std::vector<std::string> known;
    for (int level = 0; level <= static_cast<int>(area::Level::Household); ++level) {
        known.emplace_back(area::name(static_cast<area::Level>(level)));
    }
    for (const std::string& word : section.texts("levels")) {
        if (const auto level = area::parse_level(word)) {
            field.levels.push_back(*level);
            continue;
        }
        section.fault("levels", "pack.word",
                      {fmt::format("没有“{}”这个区域层级", word),
                       fmt::format("There is no level \"{}\" of areas", word)},
                      Section::suggestion(word, known));
    }
}

void read_mask(const Section& section, Field& field) {
    const std::string word = section.text("mask");
    if (word.empty()) return;
    const auto known = words_of(mask_words());
    const auto found = std::find(known.begin(), known.end(), word);
    if (found != known.end()) {
        field.mask = static_cast<Mask>(found - known.begin() + 1);
        return;
    }
    section.fault(
        "mask", "pack.word",
        {fmt::format("没有“{}”这种遮盖方式", word), fmt::format("There is no mask \"{}\"", word)},
        Section::suggestion(word, known));
}

std::optional<qingshui::Decimal> read_limit(const Section& section, std::string_view key,
                                            const Field& field) {
    const auto number = section.number(key);
    if (!number) return std::nullopt;
    if (const auto exact = number->rescaled(field.scale)) return exact;
    section.fault(key, "pack.range",
                  {fmt::format("“{}”的小数位数比字段多", number->text()),
                   fmt::format("\"{}\" has more decimals than the field", number->text())},
                  {fmt::format("字段有{}位小数，请照此书写", field.scale),
                   fmt::format("The field has {} decimals: write no more", field.scale)});
    return std::nullopt;
}

void read_limits(const Section& section, Field& field) {
    field.min = read_limit(section, "min", field);
    field.max = read_limit(section, "max", field);
    if (field.min && field.max && *field.min > *field.max) {
        section.fault(
            "min", "pack.range",
            {fmt::format("最小值{}大于最大值{}", field.min->shortest(), field.max->shortest()),
             fmt::format("The minimum {} is above the maximum {}", field.min->shortest(),
                         field.max->shortest())},
            {"请对调或改正", "Exchange or correct them"});
    }
    const auto length = section.integer("length");
    if (!length) return;
    if (*length >= 1 && *length <= kLengthMax) {
        field.length_max = static_cast<std::size_t>(*length);
        return;
    }
    section.fault("length", "pack.range",
                  {fmt::format("字数应在1至{}之间", kLengthMax),
                   fmt::format("The length lies between 1 and {}", kLengthMax)},
                  {"请改正", "Correct it"});
}

void check_column(const Section& section, const std::string& id) {
    check_id(section, "id", id);
    const auto& system = system_columns();
    const bool taken = std::find(system.begin(), system.end(), id) != system.end();
    if (!taken && !is_sql_word(id)) return;
    section.fault("id", "pack.reserved",
                  {fmt::format("“{}”是保留的名字，不能作字段标识", id),
                   fmt::format("\"{}\" is reserved and cannot be a field's id", id)},
                  {fmt::format("请换一个，例如“{}_no”或更具体的名字", id),
                   fmt::format("Use another, such as \"{}_no\" or something more telling", id)});
}

// A title that sheets read as the record's own number.
void check_title(const Section& section, const Text& title) {
    const bool is_zh = title.zh == kRecordIdTitle.zh;
    if (!is_zh && title.en != kRecordIdTitle.en) return;
    section.fault(
        is_zh ? "zh" : "en", "pack.reserved",
        {fmt::format("“{}”是系统给每条记录的编号，不能作字段名称", is_zh ? title.zh : title.en),
         fmt::format("\"{}\" is the number that the system gives each record and cannot "
                     "be a field's title",
                     is_zh ? title.zh : title.en)},
        {"请换一个名称，例如“档案编号”", "Use another, such as \"File number\""});
}

// Search would find what a mask hides.
void check_search(const Section& section, const Field& field) {
    if (!field.search || field.mask == Mask::None) return;
    section.fault("search", "pack.search",
                  {fmt::format("“{}”要遮盖，不能全文检索", field.title.zh),
                   fmt::format("\"{}\" is masked and cannot be searched", field.title.en)},
                  {"请去掉 search；不必遮盖的，去掉 mask",
                   "Take out search, or mask if nothing needs to be hidden"});
}

Field read_field(const std::string& pack_id, const Section& section) {
    Field field;
    field.id = section.text("id");
    field.title = {section.text("zh"), section.text("en")};
    field.help = section.both("help");
    field.required = section.flag("required");
    field.unit = section.text("unit");
    field.search = section.flag("search");
    field.source = section.text("source");
    check_column(section, field.id);
    check_title(section, field.title);
    const bool is_typed = read_type(pack_id, section, field);
    if (field.type == FieldType::Money && field.unit.empty()) field.unit = "元";
    read_choices(section, field);
    read_levels(section, field);
    read_mask(section, field);
    if (is_typed) read_limits(section, field);
    check_search(section, field);
    return field;
}

// The columns and titles of the fields so far.
struct Names {
    std::set<std::string> ids;
    std::set<std::string> titles;
};

// A place takes two columns beside its own name.
void check_repeated(const Section& section, const Field& field, Names& taken) {
    std::vector<std::string> columns;
    if (!field.id.empty()) columns.push_back(field.id);
    if (field.type == FieldType::Place) {
        columns.insert(columns.end(), {field.id + "_lon", field.id + "_lat"});
    }
    for (const std::string& column : columns) {
        if (!taken.ids.insert(column).second) repeated(section, "id", column, kOtherId);
    }
    const std::string& title = field.title.zh;
    if (!title.empty() && !taken.titles.insert(title).second) {
        repeated(section, "zh", title, kOtherTitle);
    }
}

}  // namespace

void check_id(const Section& section, std::string_view key, std::string_view id) {
    if (id.empty() || is_id(id)) return;
    section.fault(key, "pack.id",
                  {fmt::format("“{}”不能作标识", id), fmt::format("\"{}\" cannot be an id", id)},
                  {"标识以小写字母开头，只用小写字母、数字和下划线，最多40个字符",
                   "An id starts with a lower-case letter and has only lower-case letters, digits "
                   "and underscores, at most 40"});
}

std::vector<Field> read_fields(const std::string& pack_id, const Section& section) {
    std::vector<Field> fields;
    Names taken;
    for (const Section& each : section.parts("fields")) {
        Field field = read_field(pack_id, each);
        check_repeated(each, field, taken);
        fields.push_back(std::move(field));
    }
    if (fields.size() > Schema::kFieldsMax) {
        section.fault("fields", "pack.too_many",
                      {fmt::format("字段多于{}个", Schema::kFieldsMax),
                       fmt::format("There are more than {} fields", Schema::kFieldsMax)},
                      {"请分成几个台账或子表", "Divide it into several registers or sub-tables"});
    }
    return fields;
}

}  // namespace qingshui::registry
