#include "registry/shown.h"

#include <optional>

#include <fmt/format.h>

#include "registry/grammar.h"

namespace qingshui::registry {

namespace {

using Entry = Shown::Entry;
using Telling = Shown::Telling;

constexpr bool kBinds = true;

// How a cell of a table of rates is written.
struct CellText {
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const qingshui::Decimal& number) const { return number.shortest(); }
    std::string operator()(const Date& date) const { return date.text(); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    template <typename Other>
    std::string operator()(const Other& /*none of a rate*/) const {
        return "";
    }
};

// The same in both languages.
Text both(const std::string& text) { return {text, text}; }

Text list(const std::vector<std::string>& words) {
    return {fmt::format("{}", fmt::join(words, "、")), fmt::format("{}", fmt::join(words, ", "))};
}

Text yes_or_no(bool flag) { return flag ? Text{"是", "yes"} : Text{"否", "no"}; }

Text number_text(const std::optional<qingshui::Decimal>& number) {
    return both(number ? number->shortest() : "");
}

std::string type_text(const Field& field) {
    if (field.type == FieldType::Decimal) return fmt::format("decimal({})", field.scale);
    if (field.type == FieldType::Reference) return "ref:" + field.refers_to;
    return std::string(name(field.type));
}

// From a day to another; the calendar's own ends stand for "open".
Text days(const Period& valid) {
    const bool is_open = valid.to == Date::max();
    if (valid.from == Date::min()) {
        return is_open ? Text{"始终", "always"}
                       : Text{"至 " + valid.to.text(), "to " + valid.to.text()};
    }
    const auto from = valid.from.text();
    if (is_open) return {from + " – 至今", from + " – open"};
    return both(fmt::format("{} – {}", from, valid.to.text()));
}

Text retention(const Retention& kept) {
    if (kept.basis.empty()) return {};
    if (!kept.years) return {"永久 (" + kept.basis + ")", "permanent (" + kept.basis + ")"};
    return {fmt::format("{}年 ({})", *kept.years, kept.basis),
            fmt::format("{} years ({})", *kept.years, kept.basis)};
}

// 字段 费用 (cost)
Text titled(const Text& noun, const Text& title, const std::string& id) {
    return {fmt::format("{} {} ({})", noun.zh, title.zh, id),
            fmt::format("{} {} ({})", noun.en, title.en, id)};
}

Entry title_of(const Text& title) { return {{"名称", "title"}, title}; }

Shown shown(const Choice& choice) {
    Shown out{choice.code, {"选项", "choice"}, choice.title};
    out.line = {fmt::format("选项：{} {}", choice.code, choice.title.zh),
                fmt::format("choice: {} {}", choice.code, choice.title.en)};
    out.heads = {title_of(choice.title)};
    return out;
}

Text mask_text(Mask mask) {
    if (mask == Mask::None) return {};
    return both(std::string(mask_words()[static_cast<std::size_t>(mask) - 1].word));
}

Shown shown(const Field& field) {
    Shown out{field.id, {"字段", "field"}, field.title};
    const auto type = type_text(field);
    out.line = {
        fmt::format("{} ({}) {}{}", field.title.zh, field.id, type, field.required ? " 必填" : ""),
        fmt::format("{} ({}) {}{}", field.title.en, field.id, type,
                    field.required ? " required" : "")};
    out.heads = {title_of(field.title),
                 {{"类型", "type"}, both(type), kBinds},
                 {{"必填", "required"}, yes_or_no(field.required), kBinds}};
    std::vector<std::string> levels;
    for (const area::Level level : field.levels) levels.emplace_back(area::name(level));
    out.entries = {
        {{"说明", "help"}, field.help},
        {{"单位", "unit"}, both(field.unit)},
        {{"层级", "levels"}, list(levels), kBinds},
        {{"最小", "min"}, number_text(field.min), kBinds},
        {{"最大", "max"}, number_text(field.max), kBinds},
        {{"字数", "length"},
         both(field.length_max ? fmt::to_string(*field.length_max) : ""),
         kBinds},
        {{"遮盖", "mask"}, mask_text(field.mask)},
        {{"检索", "search"}, field.search ? Text{"全文", "full text"} : Text{}},
        {{"出处", "source"}, both(field.source)},
        {{"计算", "computed"}, both(field.computed ? field.computed->source() : ""), kBinds}};
    for (const Choice& choice : field.choices) out.parts.push_back(shown(choice));
    out.binds = field.required;
    out.is_step = true;
    return out;
}

// A check of records or of figures.
template <typename Declared>
Shown shown_check(const Text& noun, const Declared& check) {
    Shown out{"check " + check.id, noun, check.says};
    const auto rule = check.rule.source();
    out.line = {fmt::format("{} {}: {}", noun.zh, check.id, rule),
                fmt::format("{} {}: {}", noun.en, check.id, rule)};
    out.heads = {{{"条件", "rule"}, both(rule), kBinds}};
    out.entries = {{{"提示", "says"}, check.says}, {{"依据", "basis"}, both(check.basis)}};
    out.binds = true;
    return out;
}

Shown shown(const Lines& lines) {
    Shown out{"lines " + lines.id, {"子表", "Lines"}, lines.title};
    const auto line = titled(out.noun, lines.title, lines.id);
    const auto span = fmt::format("{}–{}", lines.least, lines.most);
    out.line = {line.zh + " " + span, line.en + " " + span};
    out.heads = {title_of(lines.title),
                 {{"最少行数", "least"}, both(fmt::to_string(lines.least)), kBinds},
                 {{"最多行数", "most"}, both(fmt::to_string(lines.most)), kBinds}};
    for (const Field& field : lines.fields) out.parts.push_back(shown(field));
    out.binds = lines.least > 0;
    out.is_step = true;
    return out;
}

Text key_text(const Schema& schema, const std::vector<std::size_t>& key) {
    std::vector<std::string_view> ids;
    ids.reserve(key.size());
    for (const std::size_t index : key) ids.push_back(schema.fields[index].id);
    return both(fmt::format("{}", fmt::join(ids, " + ")));
}

Shown shown(const Schema& schema) {
    Shown out{"register " + schema.id, {"台账", "Register"}, schema.title};
    out.register_id = schema.id;
    out.line = titled(out.noun, schema.title, schema.id);
    out.heads = {title_of(schema.title)};
    out.entries = {{{"说明", "help"}, schema.help},
                   {{"区域", "area"}, both(schema.fields[schema.area].id)},
                   {{"日期", "day"}, both(schema.fields[schema.day].id)},
                   {{"称呼", "label"}, both(schema.label)}};
    for (const auto& key : schema.unique) {
        out.entries.push_back(
            {{"唯一", "unique"}, key_text(schema, key), !kBinds, Telling::ByStep});
    }
    out.entries.push_back({{"可查看", "see"}, list(schema.see)});
    out.entries.push_back({{"可填写", "write"}, list(schema.write)});
    out.entries.push_back({{"保存", "retention"}, retention(schema.retention)});
    for (const Field& field : schema.fields) out.parts.push_back(shown(field));
    for (const Lines& lines : schema.lines) out.parts.push_back(shown(lines));
    for (const Check& check : schema.checks) {
        out.parts.push_back(shown_check({"校验", "Check"}, check));
    }
    out.is_step = true;
    return out;
}

// A row is known by its first day and by the words and days of its cells.
Shown shown(const Rates& table, const Rates::Row& row) {
    Shown out{"row " + row.valid.from.text(), {"一行", "row"}};
    out.heads = {{{"有效期", "days"}, days(row.valid)}};
    std::vector<std::string> cells;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        const Field& field = table.fields[i];
        const auto cell = std::visit(CellText{}, row.values[i]);
        const bool is_number = std::holds_alternative<qingshui::Decimal>(row.values[i]);
        if (!is_empty(row.values[i])) cells.push_back(field.id + " = " + cell);
        if (!is_number && !cell.empty()) names.push_back(cell);
        out.heads.push_back({field.title, both(cell)});
    }
    for (const auto& each : names) out.id += "\n" + each;
    names.insert(names.begin(), row.valid.from == Date::min() ? "…" : row.valid.from.text());
    out.title = both(fmt::format("{}", fmt::join(names, " ")));
    const auto valid = days(row.valid);
    out.line = {fmt::format("{}: {}", valid.zh, fmt::join(cells, ", ")),
                fmt::format("{}: {}", valid.en, fmt::join(cells, ", "))};
    out.entries = {{{"依据", "basis"}, both(row.basis)}};
    return out;
}

Shown shown(const Rates& table) {
    Shown out{"rates " + table.id, {"标准", "Rates"}, table.title};
    out.line = titled(out.noun, table.title, table.id);
    out.heads = {title_of(table.title)};
    for (const Field& field : table.fields) {
        out.parts.push_back(shown(field));
        out.parts.back().is_step = false;
    }
    for (const Rates::Row& row : table.rows) out.parts.push_back(shown(table, row));
    return out;
}

// Which records count, and how.
void add_source(const Catalogue& catalogue, const Indicator& indicator, Shown& out) {
    const Schema* counted = catalogue.schema(indicator.of);
    if (counted == nullptr) return;
    const auto field = [&](const std::optional<std::size_t>& index) {
        return both(index ? counted->fields[*index].id : "");
    };
    const auto rule = [&](const std::optional<expr::Expression>& each) {
        return both(each ? each->source() : "");
    };
    out.entries.insert(out.entries.end(), {{{"台账", "of"}, both(indicator.of)},
                                           {{"条件", "where"}, rule(indicator.where)},
                                           {{"加数", "measure"}, rule(indicator.measure)},
                                           {{"日期", "day"}, field(indicator.day)},
                                           {{"终止", "until"}, field(indicator.until)},
                                           {{"分项", "split"}, field(indicator.split)},
                                           {{"去重", "distinct"}, field(indicator.distinct)}});
}

// What it is made of besides records.
void add_making(const Indicator& indicator, Shown& out) {
    const bool is_ratio = indicator.kind == IndicatorKind::Ratio;
    const auto ratio =
        is_ratio ? fmt::format("{} / {}", indicator.over, indicator.under) : std::string();
    const auto counts = indicator.counts_level ? std::string(area::name(*indicator.counts_level))
                                               : indicator.counts_indicator;
    const auto rate = indicator.rate_table.empty()
                          ? std::string()
                          : indicator.rate_table + "." + indicator.rate_column;
    out.entries.insert(out.entries.end(),
                       {{{"比率", "ratio"}, both(ratio)},
                        {{"小数", "scale"}, both(is_ratio ? fmt::to_string(indicator.scale) : "")},
                        {{"算法", "rule"}, both(indicator.rule ? indicator.rule->source() : "")},
                        {{"数", "counts"}, both(counts)},
                        {{"标准", "rate"}, both(rate)}});
}

// How the number is shown.
void add_form(const Indicator& indicator, Shown& out) {
    const bool is_divided = indicator.unit.per != qingshui::Decimal::whole(1);
    const int decimals = indicator.unit.decimals;
    const auto& rounding = indicator.rounding;
    out.entries.insert(
        out.entries.end(),
        {{{"除以", "per"}, both(is_divided ? indicator.unit.per.shortest() : "")},
         {{"小数", "decimals"}, both(decimals > 0 ? fmt::to_string(decimals) : "")},
         {{"数到", "counted to"}, indicator.until_cutoff ? Text{"截止日", "cutoff"} : Text{}},
         {{"余数", "rounding"},
          both(rounding ? fmt::format("{} {}", rounding->to, rounding->word) : "")}});
}

Shown shown(const Catalogue& catalogue, const Indicator& indicator) {
    Shown out{fmt::format("indicator {} {}", indicator.id, indicator.version),
              {"指标", "Indicator"},
              indicator.title};
    const std::string kind(indicator_kind_words()[static_cast<std::size_t>(indicator.kind)].word);
    const auto line = titled(out.noun, indicator.title, indicator.id);
    const Text unit{indicator.unit.text, indicator.unit.word(Language::English)};
    out.line = {fmt::format("{} {} {}", line.zh, kind, unit.zh),
                fmt::format("{} {} {}", line.en, kind, unit.en)};
    out.heads = {
        title_of(indicator.title), {{"种类", "kind"}, both(kind)}, {{"单位", "unit"}, unit}};
    const bool is_only = indicator.version == 1 && indicator.valid.from == Date::min() &&
                         indicator.valid.to == Date::max();
    const auto valid = days(indicator.valid);
    const Text version{fmt::format("{}, {}", indicator.version, valid.zh),
                       fmt::format("{}, {}", indicator.version, valid.en)};
    out.entries = {{{"版本", "version"}, is_only ? Text{} : version}};
    add_source(catalogue, indicator, out);
    add_making(indicator, out);
    add_form(indicator, out);
    out.entries.push_back({{"依据", "basis"}, both(indicator.basis)});
    return out;
}

Shown shown(const Report& report) {
    Shown out{"report " + report.id, {"报告", "Report"}, report.title};
    out.line = titled(out.noun, report.title, report.id);
    out.heads = {title_of(report.title)};
    out.entries = {{{"标题", "heading"}, both(report.heading)},
                   {{"各章", "chapters"}, list(report.chapters)},
                   {{"框架", "text"}, both(report.file)},
                   {{"手写段落", "passages"}, both(report.passages)}};
    return out;
}

// A template or another file beside the declarations; only its being another is told.
Shown shown_file(const std::string& name, const std::string& text) {
    Shown out{"file " + name, {"文件", "file"}, both(name)};
    out.heads = {{{"内容", "text"}, both(text), !kBinds, Telling::Only}};
    return out;
}

}  // namespace

Shown shown(const Catalogue& catalogue, const Pack& pack) {
    Shown out{pack.id, {"业务包", "Pack"}, pack.title};
    out.line = {fmt::format("{} ({}) {}", pack.title.zh, pack.id, pack.version),
                fmt::format("{} ({}) {}", pack.title.en, pack.id, pack.version)};
    out.heads = {title_of(pack.title), {{"版本", "version"}, both(pack.version)}};
    out.entries = {
        {{"章次", "chapter"}, both(pack.chapter > 0 ? fmt::to_string(pack.chapter) : "")},
        {{"引用", "requires"}, list(pack.needs)}};
    for (const Schema& schema : pack.registers) out.parts.push_back(shown(schema));
    for (const Rates& table : pack.rates) out.parts.push_back(shown(table));
    for (const Indicator& each : pack.indicators) out.parts.push_back(shown(catalogue, each));
    for (const FigureCheck& check : pack.checks) {
        out.parts.push_back(shown_check({"勾稽", "Check"}, check));
    }
    for (const Report& report : pack.reports) out.parts.push_back(shown(report));
    for (const auto& [name, text] : pack.files) {
        if (name != "pack.toml") out.parts.push_back(shown_file(pack.id + "/" + name, text));
    }
    return out;
}

}  // namespace qingshui::registry
