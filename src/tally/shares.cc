#include <fmt/format.h>

#include "base/ensure.h"
#include "tally/count.h"

namespace qingshui::tally {

namespace {

using registry::Indicator;
using registry::IndicatorKind;
using registry::Record;
using registry::Schema;
using registry::Value;

bool counts_records(const Indicator& indicator) {
    return indicator.kind == IndicatorKind::Flow || indicator.kind == IndicatorKind::Stock ||
           indicator.kind == IndicatorKind::Distinct || indicator.kind == IndicatorKind::Scope;
}

// The texts of a value as cells: several of a multiple choice, none of an empty value.
struct CellTexts {
    using Texts = std::vector<std::string>;

    Texts operator()(std::monostate) const { return {}; }
    Texts operator()(bool yes) const { return {yes ? "yes" : "no"}; }
    Texts operator()(const Decimal& number) const { return {number.text()}; }
    Texts operator()(const std::string& text) const { return {text}; }
    Texts operator()(Date date) const { return {date.text()}; }
    Texts operator()(const DateTime& moment) const { return {moment.text()}; }
    Texts operator()(const Texts& texts) const { return texts; }
    Texts operator()(registry::Key key) const { return {std::to_string(key.number)}; }
    Texts operator()(const area::Point& /*point*/) const { return {}; }
};

const Value& value_at(const Record& record, std::size_t position) {
    ensure(position < record.values.size(), "a record has a value for each field of its schema");
    return record.values[position];
}

std::vector<std::string> cells_of(const Indicator& indicator, const Record& record) {
    if (indicator.kind == IndicatorKind::Distinct) {
        if (!indicator.distinct) return {};
        return cell_texts(value_at(record, *indicator.distinct));
    }
    if (!indicator.split) return {""};
    auto texts = cell_texts(value_at(record, *indicator.split));
    if (texts.size() != 1) return {""};
    return texts;
}

std::int64_t amount_of(const Indicator& indicator, const registry::RecordValues& values) {
    const bool measured =
        indicator.kind == IndicatorKind::Flow || indicator.kind == IndicatorKind::Stock;
    if (!measured || !indicator.measure) return 1;
    const auto measured_value = indicator.measure->evaluate(values);
    const auto* number = std::get_if<Decimal>(&measured_value);
    if (number == nullptr) return 0;
    const auto scaled = number->rescaled(indicator.measure->type().scale);
    ensure(scaled.has_value(), "an expression's value has the scale of its type");
    return scaled->mantissa();
}

void add_shares(const Schema& schema, const Record& record, const Indicator& indicator,
                std::vector<Share>& out) {
    const auto* area = std::get_if<registry::Key>(&value_at(record, schema.area));
    const auto* day = std::get_if<Date>(&value_at(record, indicator.day.value_or(schema.day)));
    if (area == nullptr || day == nullptr) return;
    const registry::RecordValues values(schema, record);
    if (indicator.where && !expr::is_true(indicator.where->evaluate(values))) return;
    const auto amount = amount_of(indicator, values);
    if (amount == 0) return;

    const Date* last = nullptr;
    if (indicator.kind == IndicatorKind::Stock && indicator.until) {
        last = std::get_if<Date>(&value_at(record, *indicator.until));
    }
    if (last != nullptr && *last < *day) return;  // It never held.
    const auto after = last != nullptr ? last->plus_days(1) : std::nullopt;
    for (const auto& cell : cells_of(indicator, record)) {
        Share share{&indicator, {area->number}, *day, cell, amount};
        out.push_back(share);
        if (!after) continue;
        share.day = *after;
        share.amount = -amount;
        out.push_back(std::move(share));
    }
}

bool is_out_of_range(const Indicator& indicator, const registry::RecordValues& values) {
    const auto leaves = [&](const std::optional<expr::Expression>& expression) {
        return expression && expression->outcome(values).is_out_of_range;
    };
    return leaves(indicator.where) || leaves(indicator.measure);
}

Refusal out_of_range(const Indicator& indicator) {
    return {.rule = "record.out_of_range",
            .subject = indicator.id,
            .says = {fmt::format("计入“{}”的数超过18位，或日期不在历法之内", indicator.title.zh),
                     fmt::format("What counts in \"{}\" has more than 18 digits, or is a day "
                                 "outside the calendar",
                                 indicator.title.in(Language::English))},
            .remedy = {"请核对有关各项的数额", "Check the amounts concerned"}};
}

}  // namespace

std::vector<Refusal> share_faults(const Schema& schema, const Record& record,
                                  const std::vector<const Indicator*>& indicators) {
    std::vector<Refusal> faults;
    const registry::RecordValues values(schema, record);
    for (const auto* indicator : indicators) {
        if (indicator->of != schema.id || !counts_records(*indicator)) continue;
        if (is_out_of_range(*indicator, values)) faults.push_back(out_of_range(*indicator));
    }
    return faults;
}

std::vector<std::string> cell_texts(const Value& value) { return std::visit(CellTexts{}, value); }

std::vector<Share> shares(const Schema& schema, const Record& record,
                          const std::vector<const Indicator*>& indicators) {
    std::vector<Share> out;
    for (const auto* indicator : indicators) {
        if (indicator->of != schema.id || !counts_records(*indicator)) continue;
        add_shares(schema, record, *indicator, out);
    }
    return out;
}

}  // namespace qingshui::tally
