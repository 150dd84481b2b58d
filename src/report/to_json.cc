#include <fmt/format.h>

#include "json/json.h"
#include "report/report.h"

namespace qingshui::report {

namespace {

std::string text(std::string_view words) { return json::print(json::Value(words)); }

// A number with the digits it has: json::Value keeps binary fractions only.
std::string number(const std::optional<Decimal>& value) {
    return value ? value->shortest() : "null";
}

std::string truth(const std::optional<bool>& value) {
    if (!value) return "null";
    return *value ? "true" : "false";
}

std::string list(const std::vector<std::string>& words) {
    std::vector<std::string> parts;
    parts.reserve(words.size());
    for (const auto& word : words) parts.push_back(text(word));
    return fmt::format("[{}]", fmt::join(parts, ", "));
}

// Of a figure that rests on rates, the rows of then; a day that is not bounded is null.
std::string rates_member(const Figure& figure) {
    if (figure.rates.empty()) return "";
    const auto bound = [](Date day) {
        const bool is_bounded = day != Date::min() && day != Date::max();
        return is_bounded ? text(day.text()) : std::string("null");
    };
    std::vector<std::string> rows;
    for (const auto& rate : figure.rates) {
        const auto& [from, to] = rate.row->valid;
        rows.push_back(fmt::format(
            R"({{"rate": {}, "column": {}, "value": {}, "from": {}, "until": {}, "basis": {}}})",
            text(rate.table->id), text(rate.column->id), rate.number.shortest(), bound(from),
            bound(to), text(rate.row->basis)));
    }
    return fmt::format(", \"rates\": [{}]", fmt::join(rows, ", "));
}

std::string figure_line(const Figure& figure) {
    const auto& indicator = *figure.question.figure.indicator;
    return fmt::format(
        R"({{"id": {}, "value": {}, "unit": {}, "text": {}, "indicator": {}, "version": {}, )"
        R"("area": {}, "period": {}, "records": {}, "digest": {}{}}})",
        text(figure.id), number(figure.value), text(figure.unit), text(figure.text),
        text(figure.name), indicator.version, text(figure.area_code),
        text(figure.question.period.text()), figure.records(), text(figure.digest.hex()),
        rates_member(figure));
}

std::string check_line(const CheckOutcome& check) {
    return fmt::format(
        R"({{"id": {}, "holds": {}, "says": {}, "left": {}, "right": {}, "rule": {}, )"
        R"("basis": {}, "period": {}, "figures": {}}})",
        text(check.id), truth(check.holds), text(check.says.zh), number(check.left),
        number(check.right), text(check.rule), text(check.basis), text(check.period.text()),
        list(check.figures));
}

std::string list_line(const ListShown& list) {
    return fmt::format(R"({{"register": {}, "shown": {}, "left_out": {}}})", text(list.register_id),
                       list.shown, list.left_out);
}

}  // namespace

std::string to_json(const Draft& draft) {
    std::vector<std::string> figures;
    for (const auto& figure : draft.figures) figures.push_back("    " + figure_line(figure));
    std::vector<std::string> checks;
    for (const auto& check : draft.checks) checks.push_back("    " + check_line(check));
    std::vector<std::string> lists;
    for (const auto& list : draft.lists) lists.push_back("    " + list_line(list));
    return fmt::format(
        "{{\n  \"report\": {},\n  \"office\": {},\n  \"area\": {},\n  \"period\": {},\n  "
        "\"as_of\": {},\n"
        "  \"figures\": [\n{}\n  ],\n  \"checks\": [\n{}\n  ],\n  \"lists\": [\n{}\n  ]\n}}\n",
        text(draft.report), text(draft.office), text(draft.area_code), text(draft.period.text()),
        draft.as_of, fmt::join(figures, ",\n"), fmt::join(checks, ",\n"), fmt::join(lists, ",\n"));
}

}  // namespace qingshui::report
