#include "report/no_number.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/chinese.h"
#include "report/condition.h"

namespace qingshui::report {

namespace {

Refusal no_rate(const registry::Catalogue& catalogue, const registry::Indicator& indicator,
                Date day) {
    const auto* table = catalogue.rates(indicator.rate_table);
    const Text id{indicator.rate_table, indicator.rate_table};
    const auto& title = table != nullptr ? table->title : id;
    return {.reason = Reason::Missing,
            .rule = "figure.no_rate",
            .subject = indicator.id,
            .says = {fmt::format("{}没有施行中的标准{}", chinese::date(day), quoted(title.zh)),
                     fmt::format("No row of the rate {} is in force on {}",
                                 quoted(title.in(Language::English)), day.text())},
            .remedy = {"请核对时期，或在业务包的 rates 里补上当时的标准",
                       "Check the period, or declare the row of then under `rates` in the pack"}};
}

Refusal no_operand(const registry::Indicator& indicator, const Component& component) {
    return {.reason = Reason::Missing,
            .rule = "figure.no_operand",
            .subject = indicator.id,
            .says = {fmt::format("它由{}算得，而那个数还没有", quoted(component.title.zh)),
                     fmt::format("It is computed from {}, which has no number",
                                 quoted(component.title.in(Language::English)))},
            .remedy = {"请先查那个数为什么没有", "See first why that one has none"}};
}

Refusal divided_by_zero(const registry::Indicator& indicator,
                        const std::vector<Component>& components) {
    Text divisor{"算式里的除数", "a divisor in its rule"};
    if (indicator.kind == registry::IndicatorKind::Ratio && !components.empty()) {
        const auto& title = components.back().title;
        divisor = {quoted(title.zh), quoted(title.in(Language::English))};
    }
    return {.reason = Reason::Missing,
            .rule = "figure.divided_by_zero",
            .subject = indicator.id,
            .says = {fmt::format("{}为零，不能作除数", divisor.zh),
                     fmt::format("Nothing is divided by zero: {} is", divisor.en)},
            .remedy = {"请核对时期和区域", "Check the period and the area"}};
}

}  // namespace

bool is_yet_to_come(const Period& period, Date cutoff) { return period.from > cutoff; }

Refusal yet_to_come(const Period& period, Date cutoff) {
    return {.reason = Reason::Missing,
            .rule = "figure.yet_to_come",
            .subject = period.text(),
            .says = {fmt::format("{}还没有到，统计只到{}", chinese::period(period),
                                 chinese::date(cutoff)),
                     fmt::format("{} is yet to come: it is counted up to {}", period.text(),
                                 cutoff.text())},
            .remedy = {"请到那时再生成报告，或在模板里用“{{#if}}”围住这一句",
                       "Make the report then, or put the sentence between “{{#if}}” and "
                       "“{{/if}}” in the template"}};
}

Refusal no_number(const Sources& sources, const tally::Question& question,
                  const std::vector<Component>& components) {
    const auto& indicator = *question.figure.indicator;
    if (indicator.kind == registry::IndicatorKind::Rate) {
        return no_rate(sources.catalogue, indicator, question.period.to);
    }
    const auto without = std::find_if(components.begin(), components.end(),
                                      [](const Component& each) { return !each.value; });
    if (without != components.end()) return no_operand(indicator, *without);
    return divided_by_zero(indicator, components);
}

}  // namespace qingshui::report
