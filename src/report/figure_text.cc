#include "report/figure_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/chinese.h"
#include "base/ensure.h"
#include "report/units.h"

namespace qingshui::report {

namespace {

constexpr std::string_view kNoValue = "—";

std::optional<Decimal> in_unit(const registry::Indicator& indicator, const FigureTag& tag,
                               const std::optional<Decimal>& value) {
    if (tag.unit.empty() || tag.unit == indicator.unit.text) {
        return tally::shown_in(indicator.unit, value);
    }
    constexpr int kConvertedDecimals = 2;
    const auto factor = conversion(indicator.unit.text, tag.unit);
    if (!value || !factor) return std::nullopt;
    const auto above = times(*value, factor->times);
    const auto below = times(indicator.unit.per, factor->per);
    if (!above || !below) return std::nullopt;
    return divided(*above, *below, std::max(indicator.unit.decimals, kConvertedDecimals));
}

// The whole number below, cut down to a multiple of `to`, if something is cut off.
std::optional<Decimal> cut_down(const registry::Rounding& rounding, const Decimal& value) {
    if (rounding.to <= 0 || value < Decimal::whole(rounding.to)) return std::nullopt;
    std::int64_t whole = value.mantissa();
    for (int digit = 0; digit < value.scale(); ++digit) whole /= 10;
    const auto cut = Decimal::whole(whole / rounding.to * rounding.to);
    return cut == value ? std::nullopt : std::optional(cut);
}

std::string digits(const Decimal& value, bool numerals, bool measured) {
    const auto whole = value.rescaled(0);
    return numerals && whole ? chinese::numeral(whole->mantissa(), measured) : value.shortest();
}

// The same day so many years later; the 29th of February becomes the 28th.
Date years_later(Date day, int years) {
    const int year = std::clamp(day.year() + years, 1, 9999);
    const auto same = Date::of(year, day.month(), day.day());
    return same ? *same : Date::of(year, day.month(), 28).value();
}

}  // namespace

std::string text_of(const registry::Indicator& indicator, const FigureTag& tag,
                    const Decimal& value) {
    const auto& unit = tag.unit.empty() ? indicator.unit.text : tag.unit;
    const bool measured = !tag.bare && !unit.empty();
    const auto cut = indicator.rounding ? cut_down(*indicator.rounding, value) : std::nullopt;
    std::string text = digits(cut.value_or(value), tag.numerals, measured);
    if (cut) text += indicator.rounding->word;
    return measured ? text + unit : text;
}

Shown shown(const registry::Indicator& indicator, const FigureTag& tag,
            const std::optional<Decimal>& value) {
    Shown out{in_unit(indicator, tag, value), tag.unit.empty() ? indicator.unit.text : tag.unit,
              std::string(kNoValue)};
    if (out.value) out.text = text_of(indicator, tag, *out.value);
    return out;
}

std::string exact_text(const registry::Unit& unit, const std::optional<Decimal>& value) {
    constexpr int kDigits = 6;  // Those of a 分 in 万元.
    const auto exact = value ? divided(*value, unit.per, std::max(kDigits, value->scale())) : value;
    return exact ? exact->shortest() + unit.text : std::string(kNoValue);
}

Date cutoff(const Period& period, Date today) { return std::clamp(today, period.from, period.to); }

std::string span_words(const Period& period) {
    constexpr int kYear = 12;
    const bool is_whole = period.from.day() == 1 && period.to == period.to.last_of_month();
    if (!is_whole) return "这段时间以来";
    const int months = (period.to.year() - period.from.year()) * kYear + period.to.month() -
                       period.from.month() + 1;
    if (months == kYear / 2) return "半年来";
    if (months == kYear) return "一年来";
    if (months % kYear == 0) return chinese::numeral(months / kYear, true) + "年来";
    return chinese::numeral(months, true) + "个月来";
}

Period period_of(const FigureTag& tag, const Period& period, Date cutoff) {
    Period out = period;
    if (tag.months) {
        const int year = period.to.year();
        const auto first = Date::of(year, tag.months->first, 1);
        const auto last = Date::of(year, tag.months->second, 1);
        ensure(first && last, "the months of a tag are 1 to 12");
        out = {*first, last->last_of_month()};
        if (period.to >= out.from) out.to = std::min(out.to, period.to);
    }
    if (tag.until_cutoff) out.to = std::clamp(cutoff, out.from, out.to);
    if (tag.years != 0) out = {years_later(out.from, tag.years), years_later(out.to, tag.years)};
    return out;
}

}  // namespace qingshui::report
