#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tally/evaluation.h"

namespace qingshui::tally {

namespace {

using area::Area;
using registry::Catalogue;
using registry::Indicator;
using registry::IndicatorKind;

Result<Answer> answer(const Question& question, const std::optional<Decimal>& value) {
    const auto& indicator = *question.figure.indicator;
    const auto shown = shown_in(indicator.unit, value);
    if (value && !shown) return too_large(indicator);
    return Answer{value, shown};
}

const registry::Field* reference_split(const Catalogue& catalogue, const Indicator& indicator) {
    const auto* schema = catalogue.schema(indicator.of);
    if (!indicator.split || schema == nullptr) return nullptr;
    const auto& field = schema->fields.at(*indicator.split);
    return field.type == registry::FieldType::Reference ? &field : nullptr;
}

// The question with a reference's cell given as tallies know it, by record number.
Result<Question> resolved(const Catalogue& catalogue, Books& books, Question question) {
    auto& figure = question.figure;
    if (figure.cell.empty()) return question;
    const auto* field = reference_split(catalogue, *figure.indicator);
    if (field == nullptr) return question;
    const auto record = books.referred(field->refers_to, figure.cell);
    if (!record) {
        return Refusal{
            .reason = Reason::Missing,
            .rule = "indicator.cell",
            .subject = figure.indicator->id,
            .says = {fmt::format("指标“{}”按“{}”分项，但没有编号为“{}”的{}", figure.indicator->id,
                                 field->title.zh, figure.cell, field->title.zh),
                     fmt::format("Indicator “{}” is split by “{}”, but there is no record “{}”",
                                 figure.indicator->id, field->title.in(Language::English),
                                 figure.cell)},
            .remedy = {fmt::format("请核对写法，或先在台账“{}”里登记它", field->refers_to),
                       fmt::format("Check the spelling, or file it in register “{}” first",
                                   field->refers_to)}};
    }
    figure.cell = std::to_string(record->number);
    return question;
}

std::string cell_name(const Catalogue& catalogue, Books& books, const Indicator& indicator,
                      const std::string& cell) {
    const auto* field = reference_split(catalogue, indicator);
    std::int64_t number = 0;
    const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (field == nullptr || read.ec != std::errc()) return cell;
    auto key = books.key_of(field->refers_to, {number});
    return key.empty() ? cell : key;
}

}  // namespace

Result<Answer> Counting::count(const Question& question) {
    const auto exact = TRY(resolved(catalogue_, books_, question));
    Evaluation evaluation(catalogue_, tree_, books_, By::Whole);
    return answer(question, TRY(evaluation.numbers(exact)).at({}));
}

Result<std::vector<Part>> Counting::trace(const Question& question) {
    const auto exact = TRY(resolved(catalogue_, books_, question));
    return Evaluation(catalogue_, tree_, books_, By::Whole).parts(exact);
}

Result<std::vector<std::pair<Period, Answer>>> Counting::by_month(const Question& question) {
    std::vector<std::pair<Period, Answer>> out;
    const auto whole = question.period;
    for (std::optional<Date> first = whole.from; first && *first <= whole.to;) {
        const Period month{*first, std::min(first->last_of_month(), whole.to)};
        auto part = question;
        part.period = month;
        part.defined_on = whole.to;
        out.emplace_back(month, TRY(count(part)));
        first = month.to.plus_days(1);
    }
    return out;
}

Result<std::vector<std::pair<Id<Area>, Answer>>> Counting::by_area(const Question& question) {
    const auto exact = TRY(resolved(catalogue_, books_, question));
    Evaluation evaluation(catalogue_, tree_, books_, By::Area);
    const auto numbers = TRY(evaluation.numbers(exact));
    std::vector<std::pair<Id<Area>, Answer>> out;
    const Group own{question.area, ""};
    if (numbers.by.contains(own))
        out.emplace_back(own.area, TRY(answer(question, numbers.at(own))));
    for (const auto& child : Ground(tree_, question.area, question.period).children()) {
        out.emplace_back(child, TRY(answer(question, numbers.at({child, ""}))));
    }
    return out;
}

Result<std::vector<std::pair<std::string, Answer>>> Counting::by_cell(const Question& question) {
    const auto& indicator = *question.figure.indicator;
    const bool split = indicator.split && (indicator.kind == IndicatorKind::Flow ||
                                           indicator.kind == IndicatorKind::Stock);
    if (!split) {
        return Refusal{
            .rule = "indicator.no_split",
            .subject = indicator.id,
            .says = {fmt::format("指标“{}”没有分项", indicator.id),
                     fmt::format("Indicator “{}” is not split", indicator.id)},
            .remedy = {"请在业务包里为它声明 split", "Declare `split` for it in its pack"}};
    }
    const auto exact = TRY(resolved(catalogue_, books_, question));
    auto numbers = TRY(Evaluation(catalogue_, tree_, books_, By::Cell).numbers(exact));
    std::vector<std::pair<std::string, Answer>> out;
    for (const auto& [cell, title] : declared_cells(catalogue_, indicator)) {
        out.emplace_back(cell, TRY(answer(question, numbers.at({{}, cell}))));
        numbers.by.erase({{}, cell});
    }
    const auto declared = out.size();
    for (const auto& [group, value] : numbers.by) {
        out.emplace_back(cell_name(catalogue_, books_, indicator, group.cell),
                         TRY(answer(question, value)));
    }
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(declared), out.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return out;
}

}  // namespace qingshui::tally
