#include <fmt/format.h>

#include "base/chinese.h"
#include "registry/suggestion.h"
#include "tally/count.h"
#include "tally/reads.h"

namespace qingshui::tally {

namespace {

using registry::Catalogue;
using registry::Indicator;
using registry::IndicatorKind;

const registry::Field* split_field(const Catalogue& catalogue, const Indicator& indicator) {
    if (!indicator.split || indicator.kind == IndicatorKind::Distinct) return nullptr;
    const auto* schema = catalogue.schema(indicator.of);
    if (schema == nullptr || *indicator.split >= schema->fields.size()) return nullptr;
    return &schema->fields[*indicator.split];
}

// The newest indicator whose id is the longest beginning of `name`; ids may have dots.
const Indicator* indicator_of(const Catalogue& catalogue, std::string_view name) {
    for (;;) {
        if (const auto* indicator = catalogue.indicator(name)) return indicator;
        const auto dot = name.rfind('.');
        if (dot == std::string_view::npos) return nullptr;
        name = name.substr(0, dot);
    }
}

// The names a figure may bear, for "did you mean".
std::vector<registry::Named> figure_names(const Catalogue& catalogue) {
    std::vector<registry::Named> names;
    for (const auto& id : catalogue.indicator_ids()) {
        const auto& indicator = *catalogue.indicator(id);
        names.push_back({id, indicator.title});
        for (const auto& [cell, title] : declared_cells(catalogue, indicator)) {
            names.push_back({fmt::format("{}.{}", id, cell),
                             {fmt::format("{}：{}", indicator.title.zh, title.zh),
                              fmt::format("{}: {}", indicator.title.en, title.en)}});
        }
    }
    return names;
}

Refusal unknown(const Catalogue& catalogue, std::string_view name) {
    return {.reason = Reason::Missing,
            .rule = "indicator.unknown",
            .subject = std::string(name),
            .says = {fmt::format("没有名为“{}”的指标", chinese::shortened(name)),
                     fmt::format("There is no indicator named “{}”", chinese::shortened(name))},
            .remedy = registry::did_you_mean(
                name, figure_names(catalogue),
                {"用 qingshui pack show 查看有哪些指标，加 --office 看办公室在用的",
                 "See the indicators with qingshui pack show; --office: those of an office"})};
}

Refusal not_in_force(const Indicator& newest, Date day) {
    return {
        .reason = Reason::Missing,
        .rule = "indicator.not_in_force",
        .subject = newest.id,
        .says = {fmt::format("指标“{}”在{}没有定义", newest.id, chinese::date(day)),
                 fmt::format("Indicator “{}” has no definition for {}", newest.id, day.text())},
        .remedy = {fmt::format("它的第{}版自{}起使用；请改问以后的时期，或在业务包里补上当时的定义",
                               newest.version, chinese::date(newest.valid.from)),
                   fmt::format("Its version {} is used from {}: ask about a later period, or "
                               "declare the earlier definition in the pack",
                               newest.version, newest.valid.from.text())}};
}

Refusal no_such_cell(const Catalogue& catalogue, const Indicator& indicator,
                     std::string_view cell) {
    std::vector<std::string> cells;
    for (const auto& [code, title] : declared_cells(catalogue, indicator)) cells.push_back(code);
    Text remedy{fmt::format("指标“{}”没有分项，请去掉“.{}”", indicator.id, cell),
                fmt::format("Indicator “{}” is not split: leave out “.{}”", indicator.id, cell)};
    if (!cells.empty()) {
        remedy = {fmt::format("它的分项有：“{}”", fmt::join(cells, "”、“")),
                  fmt::format("Its cells are “{}”", fmt::join(cells, "”, “"))};
    }
    return {.reason = Reason::Missing,
            .rule = "indicator.cell",
            .subject = indicator.id,
            .says = {fmt::format("指标“{}”没有名为“{}”的分项", indicator.id, cell),
                     fmt::format("Indicator “{}” has no cell “{}”", indicator.id, cell)},
            .remedy = remedy};
}

bool takes_cell(const Catalogue& catalogue, const Indicator& indicator, std::string_view cell) {
    const auto* field = split_field(catalogue, indicator);
    if (field == nullptr) return false;
    if (field->type == registry::FieldType::Reference) return true;
    const auto cells = declared_cells(catalogue, indicator);
    return std::any_of(cells.begin(), cells.end(),
                       [&](const auto& declared) { return declared.first == cell; });
}

int scale_of(const Catalogue& catalogue, const Indicator& indicator, std::size_t depth) {
    ensure(depth < Indicator::kDepthMax, "a scope's indicator is a stock");
    switch (indicator.kind) {
        case IndicatorKind::Flow:
        case IndicatorKind::Stock: return indicator.measure ? indicator.measure->type().scale : 0;
        case IndicatorKind::Distinct: return 0;
        case IndicatorKind::Ratio: return indicator.scale;
        case IndicatorKind::Derived: return indicator.rule ? indicator.rule->type().scale : 0;
        case IndicatorKind::Scope: {
            const auto* counted = indicator_of(catalogue, indicator.counts_indicator);
            return counted != nullptr ? scale_of(catalogue, *counted, depth + 1) : 0;
        }
        case IndicatorKind::Rate: break;
    }
    const auto* rates = catalogue.rates(indicator.rate_table);
    if (rates == nullptr) return 0;
    for (const auto& field : rates->fields) {
        if (field.id == indicator.rate_column) return registry::type_of(field).scale;
    }
    return 0;
}

}  // namespace

int scale_of(const Catalogue& catalogue, const Indicator& indicator) {
    return scale_of(catalogue, indicator, 0);
}

std::vector<std::pair<std::string, Text>> declared_cells(const Catalogue& catalogue,
                                                         const Indicator& indicator) {
    std::vector<std::pair<std::string, Text>> cells;
    const auto* field = split_field(catalogue, indicator);
    if (field == nullptr) return cells;
    for (const auto& choice : field->choices) cells.emplace_back(choice.code, choice.title);
    if (field->type == registry::FieldType::YesNo) {
        cells = {{"yes", {"是", "yes"}}, {"no", {"否", "no"}}};
    }
    return cells;
}

Result<FigureName> find_figure(const Catalogue& catalogue, std::string_view name, Date day) {
    const auto* newest = indicator_of(catalogue, name);
    if (newest == nullptr) return unknown(catalogue, name);
    const auto* indicator = catalogue.indicator(newest->id, day);
    if (indicator == nullptr) return not_in_force(*newest, day);
    const std::string_view id = newest->id;
    if (id.size() == name.size()) return FigureName{indicator, ""};
    const auto cell = name.substr(id.size() + 1);
    if (!takes_cell(catalogue, *indicator, cell)) return no_such_cell(catalogue, *indicator, cell);
    return FigureName{indicator, std::string(cell)};
}

namespace {

void add_read(const Catalogue& catalogue, const Indicator& indicator, Date day,
              std::vector<const Indicator*>& out) {
    if (std::find(out.begin(), out.end(), &indicator) != out.end()) return;
    out.push_back(&indicator);
    std::vector<std::string> names;
    for (const auto& [name, full] : indicator.reads) names.push_back(full);
    if (indicator.kind == IndicatorKind::Ratio) names = {indicator.over, indicator.under};
    for (const auto& name : names) {
        const auto figure = find_figure(catalogue, name, day);
        if (figure) add_read(catalogue, *figure->indicator, day, out);
    }
}

}  // namespace

std::vector<const Indicator*> rested_on(const Catalogue& catalogue, const Indicator& indicator,
                                        Date day) {
    std::vector<const Indicator*> out;
    add_read(catalogue, indicator, day, out);
    return out;
}

Text version_note(const Catalogue& catalogue, const Question& question) {
    const auto read = rested_on(catalogue, *question.figure.indicator, question.period.to);
    Text out;
    for (const auto* indicator : read) {
        if (indicator->valid.from <= question.period.from) continue;
        const bool is_own = indicator == read.front();
        const auto& title = indicator->title;
        out.zh +=
            fmt::format("{}{}{}起用第{}版口径，全期按第{}版计", out.zh.empty() ? "" : "；",
                        is_own ? "" : "“" + title.zh + "”", chinese::date(indicator->valid.from),
                        indicator->version, indicator->version);
        out.en += fmt::format(
            "{}{} is used from {}; the whole period is counted by it", out.en.empty() ? "" : "; ",
            is_own ? fmt::format("Version {} of the definition", indicator->version)
                   : fmt::format("version {} of “{}”", indicator->version,
                                 title.in(Language::English)),
            indicator->valid.from.text());
    }
    return out;
}

std::optional<Decimal> shown_in(const registry::Unit& unit, const std::optional<Decimal>& value) {
    if (!value) return std::nullopt;
    return divided(*value, unit.per, unit.decimals);
}

}  // namespace qingshui::tally
