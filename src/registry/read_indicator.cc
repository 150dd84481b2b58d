#include <algorithm>

#include <fmt/format.h>

#include "registry/figures.h"
#include "registry/limits.h"
#include "registry/read_register.h"

namespace qingshui::registry {

namespace {

constexpr int kRatioScale = 4;

// The numbers of an indicator's declaration: its version, decimals, what it is rounded to.
int within(const Section& section, std::string_view key, int otherwise, int least) {
    const auto number = section.integer(key);
    if (!number) return otherwise;
    if (*number >= least && *number <= kIndicatorNumberMax) return static_cast<int>(*number);
    section.fault(key, "pack.range",
                  {fmt::format("“{}”应在 {} 至 {} 之间", key, least, kIndicatorNumberMax),
                   fmt::format("\"{}\" lies between {} and {}", key, least, kIndicatorNumberMax)},
                  {"请改正", "Correct it"});
    return otherwise;
}

int decimals(const Section& section, std::string_view key, int otherwise) {
    const int number = within(section, key, otherwise, 0);
    if (number <= qingshui::Decimal::kScaleMax) return number;
    section.fault(key, "pack.range", {"小数最多12位", "There are at most 12 decimals"},
                  {"请改正", "Correct it"});
    return otherwise;
}

Unit read_unit(const Section& section) {
    const auto part = section.part("unit");
    if (!part) return {section.text("unit")};
    Unit unit{part->text("text"), part->number("per").value_or(qingshui::Decimal::whole(1)),
              decimals(*part, "decimals", 0)};
    if (unit.per > qingshui::Decimal::whole(0)) return unit;
    part->fault("per", "pack.range", {"per 应大于 0", "per is more than 0"},
                {"1 万元 = 10000 元，写成：per = 10000", "For 万元 write: per = 10000"});
    unit.per = qingshui::Decimal::whole(1);
    return unit;
}

bool declares_decimals(const Section& section) {
    const auto unit = section.part("unit");
    return unit && unit->has("decimals");
}

bool is_earlier(const Section& section) {
    return section.path().find(".earlier[") != std::string::npos;
}

// `until` of a stock is a field; of an earlier definition, a day.
void check_until(const Section& section, IndicatorKind kind) {
    if (!section.has("until")) return;
    const bool is_date = section.date("until").has_value();
    if (is_date ? is_earlier(section) : kind == IndicatorKind::Stock) return;
    section.fault("until", "pack.misplaced_key",
                  {"until 写字段时只用于 stock，写日期时只用于 earlier",
                   "until names a field in a stock, and a day in earlier"},
                  {"请删去", "Remove it"});
}

// Ends the days of `before` where those of `after` begin.
void join_days(Indicator& before, const Indicator& after, const Section& ending,
               const Section& section) {
    const auto last = after.valid.from.plus_days(-1);
    if (last && *last >= before.valid.from) before.valid.to = *last;
    const auto declared = ending.date("until");
    const bool joins = before.valid.from < after.valid.from && (!declared || declared == last);
    if (joins || !section.date("from")) return;
    section.fault("from", "pack.versions",
                  {fmt::format("第{}版与第{}版的期间有空隙或重叠", before.version, after.version),
                   fmt::format("The days of versions {} and {} overlap or leave a gap",
                               before.version, after.version)},
                  {"请让前一版的 until 正好是后一版 from 的前一天，或不写 until",
                   "End the earlier one on the day before the later one's from, or leave its "
                   "until out"});
}

void check_successor(const Indicator& before, const Indicator& after, const Section& section) {
    if (before.version >= after.version) {
        section.fault("version", "pack.versions",
                      {"版本号应随时间递增", "Version numbers rise with time"},
                      {fmt::format("请写成：version = {}", before.version + 1),
                       fmt::format("Write: version = {}", before.version + 1)});
    }
    if (before.scale == after.scale) return;
    section.fault(
        "", "pack.versions",
        {fmt::format("第{}版数到{}位小数，第{}版数到{}位，应当一致", before.version, before.scale,
                     after.version, after.scale),
         fmt::format("Version {} counts to {} decimals, version {} to {}: they must agree",
                     before.version, before.scale, after.version, after.scale)},
        {"请用 round(…, n) 使各版本的小数位数相同",
         "Bring them to the same decimals with round(…, n)"});
}

std::vector<std::string> rate_names(const Draft& draft) {
    std::vector<std::string> names;
    for (const Rates& table : draft.pack.rates) {
        const std::string short_id = table.id.substr(draft.pack.id.size() + 1);
        for (const Field& field : table.fields) {
            if (type_of(field).kind == expr::Kind::Number)
                names.push_back(short_id + "." + field.id);
        }
    }
    return names;
}

}  // namespace

int exact_decimals(const Indicator& indicator) {
    const std::string per = indicator.unit.per.shortest();
    const auto whole = static_cast<int>(std::min(per.find('.'), per.size()));
    return std::min(indicator.scale + whole - 1, qingshui::Decimal::kScaleMax);
}

Indicator Figures::read_version(const Entry& entry, const std::string& id, const Section& section) {
    Indicator indicator;
    indicator.id = id;
    read_common(section, indicator);
    const std::string word = section.text("kind");
    const auto kinds = words_of(indicator_kind_words());
    const auto found = std::find(kinds.begin(), kinds.end(), word);
    if (!word.empty() && found == kinds.end()) {
        section.fault("kind", "pack.word",
                      {fmt::format("没有“{}”这种指标", word),
                       fmt::format("There is no kind \"{}\" of indicators", word)},
                      Section::suggestion(word, kinds));
        read_any_kind(entry, section, indicator);
        return indicator;
    }
    if (!word.empty()) indicator.kind = static_cast<IndicatorKind>(found - kinds.begin());
    check_until(section, indicator.kind);
    read_kind(entry, section, indicator);
    if (!declares_decimals(section)) indicator.unit.decimals = exact_decimals(indicator);
    return indicator;
}

void Figures::read_common(const Section& section, Indicator& indicator) const {
    indicator.version = within(section, "version", 1, 1);
    indicator.title = section.both("title");
    indicator.unit = read_unit(section);
    indicator.basis = section.text("basis");
    indicator.until_cutoff = section.flag("cutoff");
    if (const auto rounding = section.part("rounding")) {
        const std::string word = rounding->text("word");
        indicator.rounding = Rounding{within(*rounding, "to", 10, 2), word.empty() ? "余" : word};
    }
    if (is_earlier(section) && section.has("earlier")) {
        section.fault("earlier", "pack.misplaced_key",
                      {"earlier 里不能再写 earlier", "earlier has no earlier of its own"},
                      {"请把所有旧定义并列写在指标下", "Write all earlier ones side by side"});
    }
}

void Figures::read_kind(const Entry& entry, const Section& section, Indicator& indicator) {
    switch (indicator.kind) {
        case IndicatorKind::Flow:
        case IndicatorKind::Stock:
        case IndicatorKind::Distinct: return read_source(entry, section, indicator);
        case IndicatorKind::Ratio: return read_ratio(entry, section, indicator);
        case IndicatorKind::Derived: return read_derived(entry, section, indicator);
        case IndicatorKind::Scope:
            read_source(entry, section, indicator);
            return read_counts(entry, section, indicator);
        case IndicatorKind::Rate: return read_rate(entry, section, indicator);
    }
}

// What names others, of whichever kind it is meant to be: a mistake in the kind hides none there.
void Figures::read_any_kind(const Entry& entry, const Section& section, Indicator& indicator) {
    read_source(entry, section, indicator);
    read_ratio(entry, section, indicator);
    if (section.has("rule")) read_derived(entry, section, indicator);
    if (section.has("counts")) read_counts(entry, section, indicator);
    read_rate(entry, section, indicator);
}

void Figures::read_source(const Entry& entry, const Section& section, Indicator& indicator) {
    const std::string of = section.text("of");
    if (of.empty()) return;
    const Draft& draft = *entry.draft;
    const std::string id =
        full_id(draft.pack, of, [this](const std::string& own) { return schema(own) != nullptr; });
    const Schema* counted = schema(id);
    if (counted == nullptr) {
        if (is_unread(of)) return;
        auto known = register_ids();
        for (const Schema& own : draft.pack.registers) {
            known.push_back(own.id.substr(draft.pack.id.size() + 1));
        }
        return section.fault(
            "of", "pack.register",
            {fmt::format("没有“{}”这个台账", of), fmt::format("There is no register \"{}\"", of)},
            Section::suggestion(of, known));
    }
    check_required(draft, section, "of", id);
    indicator.of = id;
    read_record_parts(section, *counted, indicator);
}

void Figures::read_record_parts(const Section& section, const Schema& schema,
                                Indicator& indicator) {
    const SchemaNames names(schema);
    indicator.where = read_expression(section, "where", names, {expr::Kind::Bool});
    indicator.measure = read_expression(section, "measure", names, {expr::Kind::Number});
    if (indicator.measure) indicator.scale = indicator.measure->type().scale;
    indicator.day = read_field_name(section, "day", schema.fields, {FieldType::Date});
    if (!section.date("until")) {
        indicator.until = read_field_name(section, "until", schema.fields, {FieldType::Date});
    }
    indicator.distinct = read_field_name(section, "distinct", schema.fields, types_for_distinct());
    read_split(section, schema, indicator);
}

void Figures::read_split(const Section& section, const Schema& counted,
                         Indicator& indicator) const {
    indicator.split = read_field_name(section, "split", counted.fields, types_for_splits());
    if (!indicator.split) return;
    const Field& field = counted.fields[*indicator.split];
    const Schema* referred = schema(field.refers_to);
    if (referred == nullptr) return;
    if (!referred->unique.empty()) return check_cell_names(section, field, *referred);
    section.fault(
        "split", "pack.field",
        {fmt::format("“{}”所引的台账“{}”没有唯一键，分项没有名字", field.id, field.refers_to),
         fmt::format(R"("{}" refers to "{}", which has no unique key to name cells by)", field.id,
                     field.refers_to)},
        {"请给那个台账写上 unique，或换一个字段",
         "Give that register a unique key, or use another field"});
}

// Cells are named by the key, in figures, reports and lists: nothing masked may stand there.
void Figures::check_cell_names(const Section& section, const Field& field, const Schema& referred) {
    for (const std::size_t position : referred.unique.front()) {
        const Field& part = referred.fields[position];
        if (part.mask == Mask::None) continue;
        section.fault(
            "split", "pack.field",
            {fmt::format("“{}”所引的台账“{}”以要遮盖的字段“{}”为第一个唯一键，分项会把它显示出来",
                         field.id, referred.id, part.id),
             fmt::format("\"{}\" refers to \"{}\", whose first unique key has the masked field "
                         "\"{}\": naming cells by it would show it",
                         field.id, referred.id, part.id)},
            {"请让那个台账以不遮盖的编号为第一个唯一键，或换一个字段",
             "Let that register's first unique key be a number that is not masked, or use another "
             "field"});
    }
}

std::optional<Figures::Found> Figures::read_figure(const Entry& entry, const Section& section,
                                                   std::string_view key) {
    const std::string name = section.text(key);
    if (name.empty()) return std::nullopt;
    auto found = find(*entry.draft, name);
    if (!found && is_unread(name)) return std::nullopt;
    if (!found) {
        section.fault(key, "pack.indicator",
                      {fmt::format("没有“{}”这个指标", name),
                       fmt::format("There is no indicator \"{}\"", name)},
                      Section::suggestion(name, names(*entry.draft)));
        return std::nullopt;
    }
    check_required(*entry.draft, section, key, found->id);
    rest_on(section, key, found->indicator);
    return found;
}

void Figures::read_ratio(const Entry& entry, const Section& section, Indicator& indicator) {
    indicator.scale = decimals(section, "scale", kRatioScale);
    if (const auto over = read_figure(entry, section, "over")) indicator.over = over->id;
    if (const auto under = read_figure(entry, section, "under")) indicator.under = under->id;
}

void Figures::read_derived(const Entry& entry, const Section& section, Indicator& indicator) {
    indicator.rule = read_rule(*entry.draft, section, expr::Kind::Number, indicator.reads);
    if (indicator.rule) indicator.scale = indicator.rule->type().scale;
}

void Figures::read_counts(const Entry& entry, const Section& section, Indicator& indicator) {
    indicator.counts_level = area::parse_level(section.text("counts"));
    if (indicator.counts_level) return;
    const auto found = read_figure(entry, section, "counts");
    if (!found) return;
    indicator.counts_indicator = found->id;
    indicator.scale = scale(found->indicator);
    const auto& versions = entries_.find(found->indicator)->second.versions;
    if (versions.empty() || versions.back().kind == IndicatorKind::Stock) return;
    section.fault("counts", "pack.indicator",
                  {fmt::format("“{}”不是 stock 指标，不能在范围内计数", found->id),
                   fmt::format("\"{}\" is no stock and cannot be counted within areas", found->id)},
                  {"请写区域层级（如 \"building\"）或 stock 指标",
                   "Name a level of areas, such as \"building\", or a stock indicator"});
}

void Figures::read_rate(const Entry& entry, const Section& section, Indicator& indicator) const {
    const std::string name = section.text("rate");
    if (name.empty()) return;
    const std::size_t dot = name.rfind('.');
    const std::string table =
        full_id(entry.draft->pack, name.substr(0, dot),
                [this](const std::string& own) { return rates(own) != nullptr; });
    const std::string column = dot == std::string::npos ? "" : name.substr(dot + 1);
    const Rates* found = rates(table);
    const auto is_column = [&](const Field& field) {
        return field.id == column && type_of(field).kind == expr::Kind::Number;
    };
    if (found != nullptr) {
        const auto field = std::find_if(found->fields.begin(), found->fields.end(), is_column);
        if (field != found->fields.end()) {
            check_required(*entry.draft, section, "rate", table);
            indicator.rate_table = table;
            indicator.rate_column = column;
            indicator.scale = field->scale;
            return;
        }
    }
    if (is_unread(table)) return;
    section.fault("rate", "pack.rates",
                  {fmt::format("没有“{}”这个标准的数值列", name),
                   fmt::format("There is no column of numbers \"{}\" in the rates", name)},
                  Section::suggestion(name, rate_names(*entry.draft)));
}

// Versions in order of time: numbers rise, days join without gap or overlap.
void Figures::join_versions(Entry& entry, const std::vector<Section>& sections) const {
    auto& versions = entry.versions;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const auto from = sections[i].date("from");
        versions[i].valid = {from.value_or(Date::min()), Date::max()};
        if (!from && versions.size() > 1) {
            sections[i].fault(
                "", "pack.missing_key",
                {"有几个版本的指标，每个版本都要写 from",
                 "With several versions, each needs a from"},
                {"请加上，例如：from = 2021-01-01", "Add it, for example: from = 2021-01-01"});
        }
        if (i == 0) continue;
        join_days(versions[i - 1], versions[i], sections[i - 1], sections[i]);
        check_successor(versions[i - 1], versions[i], sections[i]);
    }
}

}  // namespace qingshui::registry
