#include "report/working.h"

#include <algorithm>

#include "report/condition.h"
#include "report/figure_text.h"
#include "report/formula.h"

namespace qingshui::report {

namespace {

using registry::IndicatorKind;

// Name in the rule → full figure id.
using Reads = std::vector<std::pair<std::string, std::string>>;

Reads reads_of(const registry::Indicator& indicator) {
    switch (indicator.kind) {
        case IndicatorKind::Ratio:
            return {{indicator.over, indicator.over}, {indicator.under, indicator.under}};
        case IndicatorKind::Derived: return indicator.reads;
        default: return {};
    }
}

Result<Component> component(const Sources& sources, const tally::Question& whole,
                            const std::string& name, const std::string& full) {
    tally::Question question = whole;
    question.figure = TRY(tally::find_figure(sources.catalogue, full, whole.period.to));
    tally::Counting counting(sources.catalogue, sources.tree, sources.books);
    const auto answer = TRY(counting.count(question));
    const auto& unit = question.figure.indicator->unit;
    return Component{name, title_of(sources, question.figure), answer.value,
                     unit, exact_text(unit, answer.value),     TRY(counting.trace(question))};
}

// “工时”45小时, as a formula has it.
std::optional<Text> operand(const Figure& figure, const std::string& name) {
    for (const auto& each : figure.components) {
        if (each.name != name) continue;
        return Text{quoted(each.title.zh) + each.text,
                    quoted(each.title.in(Language::English)) + " " + each.text};
    }
    return std::nullopt;
}

}  // namespace

std::vector<Component> components(const Sources& sources, const tally::Question& question) {
    std::vector<Component> out;
    for (const auto& [name, full] : reads_of(*question.figure.indicator)) {
        auto made = component(sources, question, name, full);
        if (!made) return {};
        out.push_back(std::move(made).value());
    }
    return out;
}

Text working(const Figure& figure) {
    if (figure.components.empty()) return {};
    const auto& indicator = *figure.question.figure.indicator;
    std::optional<Text> words;
    if (indicator.kind == IndicatorKind::Ratio) {
        const auto& over = figure.components.front().name;
        const auto& under = figure.components.back().name;
        const auto above = operand(figure, over);
        const auto below = operand(figure, under);
        words = Text{above->zh + " ÷ " + below->zh, above->en + " ÷ " + below->en};
    } else {
        words = formula_words(*indicator.rule, nullptr,
                              [&](const std::string& name) { return operand(figure, name); });
    }
    if (!words) return {};
    const auto value = figure.value ? figure.value->shortest() + figure.unit : figure.text;
    return {words->zh + " = " + value, words->en + " = " + value};
}

}  // namespace qingshui::report
