#include <fmt/format.h>

#include <algorithm>

#include "base/chinese.h"
#include "report/condition.h"
#include "report/figure_text.h"
#include "report/formula.h"

namespace qingshui::report {

namespace {

using registry::Catalogue;
using registry::Indicator;
using registry::IndicatorKind;

constexpr auto kEnglish = Language::English;

const registry::Field* field_at(const registry::Schema* schema, std::optional<std::size_t> at) {
    if (schema == nullptr || !at || *at >= schema->fields.size()) return nullptr;
    return &schema->fields[*at];
}

void add(Text& text, const std::string& zh, const std::string& en) {
    text.zh += zh;
    text.en += en;
}

// Which records: 台账“党组织”中“组织类别”为“党支部”的记录
Text records_of(const Catalogue& catalogue, const Indicator& indicator) {
    const auto* schema = catalogue.schema(indicator.of);
    const Text title = schema != nullptr ? schema->title : Text{indicator.of, indicator.of};
    Text text{fmt::format("台账{}中", quoted(title.zh)),
              fmt::format("records of register {}", quoted(title.in(kEnglish)))};
    if (indicator.where) {
        const auto source = indicator.where->source();
        const auto words =
            schema != nullptr ? condition_words(*schema, *indicator.where) : std::nullopt;
        add(text, words ? words->zh : fmt::format("符合 {} ", source),
            words ? " where " + words->en : fmt::format(" with {}", source));
    }
    text.zh += "的记录";
    return text;
}

// What a record counts: “受益人数”.
Text measure_words(const registry::Schema* schema, const expr::Expression& measure) {
    const auto title_of = [&](const std::string& name) -> std::optional<Text> {
        const auto* field =
            field_at(schema, schema != nullptr ? schema->position(name) : std::nullopt);
        if (field == nullptr) return std::nullopt;
        return Text{quoted(field->title.zh), quoted(field->title.in(kEnglish))};
    };
    const auto words = formula_words(measure, schema, title_of);
    return words ? *words : Text{" " + measure.source(), measure.source()};
}

// By which day, and how many of what.
void add_how(Text& text, const Catalogue& catalogue, const Indicator& indicator) {
    const auto* schema = catalogue.schema(indicator.of);
    const auto* day =
        schema != nullptr ? field_at(schema, indicator.day.value_or(schema->day)) : nullptr;
    const auto* until = field_at(schema, indicator.until);
    const auto* distinct = field_at(schema, indicator.distinct);
    if (day != nullptr && indicator.kind == IndicatorKind::Stock) {
        add(text, fmt::format("，自{}起计入", quoted(day->title.zh)),
            fmt::format(", held from {}", quoted(day->title.in(kEnglish))));
        if (until != nullptr) {
            add(text, fmt::format("，{}次日起不再计入", quoted(until->title.zh)),
                fmt::format(" to {}", quoted(until->title.in(kEnglish))));
        }
        add(text, "，取期末数", ", on the period's last day");
    } else if (day != nullptr) {
        add(text, fmt::format("，{}在本期内", quoted(day->title.zh)),
            fmt::format(", by {}", quoted(day->title.in(kEnglish))));
    }
    if (distinct != nullptr) {
        add(text, fmt::format("，计{}有多少个不同的值", quoted(distinct->title.zh)),
            fmt::format("; how many different values of {}", quoted(distinct->title.in(kEnglish))));
    } else if (indicator.measure) {
        const Text sum = measure_words(schema, *indicator.measure);
        add(text, "，合计" + sum.zh, "; the sum of " + sum.en);
    } else {
        add(text, "，逐条计数", "; each counts 1");
    }
}

Text scope_words(const Catalogue& catalogue, const Indicator& indicator) {
    Text text = records_of(catalogue, indicator);
    Text what{indicator.counts_indicator, indicator.counts_indicator};
    if (indicator.counts_level) {
        what = area::title(*indicator.counts_level);
    } else if (const auto* counted = catalogue.indicator(indicator.counts_indicator)) {
        what = counted->title;
    }
    add(text, fmt::format("所列区域当天范围内的{}数，同一天内重叠的只计一次", quoted(what.zh)),
        fmt::format(": {} within the areas they name on their day, each once a day",
                    quoted(what.in(kEnglish))));
    return text;
}

// The days on which a row of a table of rates is in force: 自2021年3月1日起, 至2021年5月31日止,
// both.
Text days_in_force(const Period& valid) {
    const bool first = valid.from == Date::min();
    const bool last = valid.to == Date::max();
    Text text;
    if (!first) {
        text = {fmt::format("自{}起", chinese::date(valid.from)),
                fmt::format("from {}", valid.from.text())};
    }
    if (!last) {
        add(text, fmt::format("至{}止", chinese::date(valid.to)),
            fmt::format("{}until {}", first ? "" : " ", valid.to.text()));
    }
    return text;
}

// ，自2025年1月1日起施行，依据：…
Text in_force_words(const registry::Rates::Row& row) {
    Text text;
    const auto days = days_in_force(row.valid);
    if (!days.zh.empty()) add(text, "，" + days.zh + "施行", ", in force " + days.en);
    if (!row.basis.empty()) add(text, "，依据：" + row.basis, "; basis: " + row.basis);
    return text;
}

// 期末施行的标准“补助标准”中的“每亩补助”，自2025年1月1日起施行，依据：…
Text rate_definition(const Catalogue& catalogue, const Indicator& indicator, Date day) {
    const auto* rates = catalogue.rates(indicator.rate_table);
    if (rates == nullptr) return {indicator.rate_table, indicator.rate_table};
    Text text{
        fmt::format("期末施行的标准{}", quoted(rates->title.zh)),
        fmt::format("The rate {} in force at the period's end", quoted(rates->title.in(kEnglish)))};
    const auto column = std::find_if(rates->fields.begin(), rates->fields.end(),
                                     [&](const auto& f) { return f.id == indicator.rate_column; });
    if (column != rates->fields.end()) {
        add(text, fmt::format("中的{}", quoted(column->title.zh)),
            fmt::format(", column {}", quoted(column->title.in(kEnglish))));
    }
    const auto rate = tally::rate_in_force(catalogue, indicator, day);
    const auto more = rate ? in_force_words(*rate->row)
                           : Text{"，但期末没有施行中的标准", "; none is in force then"};
    add(text, more.zh, more.en);
    return text;
}

Text figure_title(const Sources& sources, std::string_view id, Date day) {
    const auto figure = tally::find_figure(sources.catalogue, id, day);
    const Text title = figure ? title_of(sources, *figure) : Text{std::string(id), std::string(id)};
    return {quoted(title.zh), quoted(title.in(kEnglish))};
}

Text ratio_words(const Sources& sources, const Indicator& indicator, Date day) {
    const Text over = figure_title(sources, indicator.over, day);
    const Text under = figure_title(sources, indicator.under, day);
    return {over.zh + "除以" + under.zh, over.en + " divided by " + under.en};
}

// 由其他指标算得：“财政收入” × 100 ÷ “收入计划”
Text derived_words(const Sources& sources, const Indicator& indicator, Date day) {
    const auto pack = indicator.id.substr(0, indicator.id.find('.'));
    const auto title = [&](const std::string& name) -> std::optional<Text> {
        const std::string own = fmt::format("{}.{}", pack, name);
        return figure_title(sources, tally::find_figure(sources.catalogue, own, day) ? own : name,
                            day);
    };
    const auto words = formula_words(*indicator.rule, nullptr, title);
    const Text rule = words ? *words : Text{indicator.rule->source(), indicator.rule->source()};
    return {"由其他指标算得：" + rule.zh, "From other indicators: " + rule.en};
}

}  // namespace

Text cell_title(const Sources& sources, const tally::FigureName& figure) {
    const auto& indicator = *figure.indicator;
    for (const auto& [code, title] : tally::declared_cells(sources.catalogue, indicator)) {
        if (code == figure.cell) return title;
    }
    const auto* split = field_at(sources.catalogue.schema(indicator.of), indicator.split);
    if (split == nullptr || split->refers_to.empty()) return {figure.cell, figure.cell};
    const auto record = sources.books.referred(split->refers_to, figure.cell);
    if (!record) return {figure.cell, figure.cell};
    const auto labels = sources.records.labels(split->refers_to, {record->number});
    const auto label = labels.empty() || labels.front().empty() ? figure.cell : labels.front();
    return {label, label};
}

Text definition(const Sources& sources, const tally::FigureName& figure, Date day) {
    const auto& indicator = *figure.indicator;
    switch (indicator.kind) {
        case IndicatorKind::Ratio: return ratio_words(sources, indicator, day);
        case IndicatorKind::Derived: return derived_words(sources, indicator, day);
        case IndicatorKind::Rate: return rate_definition(sources.catalogue, indicator, day);
        case IndicatorKind::Scope: return scope_words(sources.catalogue, indicator);
        case IndicatorKind::Flow:
        case IndicatorKind::Stock:
        case IndicatorKind::Distinct: break;
    }
    Text text = records_of(sources.catalogue, indicator);
    add_how(text, sources.catalogue, indicator);
    if (const auto* split = field_at(sources.catalogue.schema(indicator.of), indicator.split);
        split != nullptr && !figure.cell.empty()) {
        const auto cell = cell_title(sources, figure);
        add(text, fmt::format("，其中{}为{}", quoted(split->title.zh), quoted(cell.zh)),
            fmt::format("; of them those with {} {}", quoted(split->title.in(kEnglish)),
                        quoted(cell.in(kEnglish))));
    }
    return text;
}

Text rate_words(const tally::RateInForce& rate) {
    const auto number = rate.number.shortest() + rate.column->unit;
    const auto& table = rate.table->title;
    const auto& column = rate.column->title;
    Text text{quoted(table.zh) + "中的" + quoted(column.zh) + number,
              quoted(table.in(kEnglish)) + ", " + quoted(column.in(kEnglish)) + " " + number};
    const auto more = in_force_words(*rate.row);
    add(text, more.zh, more.en);
    return text;
}

Text title_of(const Sources& sources, const tally::FigureName& figure) {
    Text title = figure.indicator->title;
    if (figure.cell.empty()) return title;
    const auto cell = cell_title(sources, figure);
    return {title.zh + "·" + cell.zh, title.in(kEnglish) + ": " + cell.in(kEnglish)};
}

}  // namespace qingshui::report
