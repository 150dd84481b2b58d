#pragma once

#include <optional>
#include <string>

#include "report/layout.h"
#include "report/report.h"

namespace qingshui::report {

// A number as a report shows it.
struct Shown {
    std::optional<Decimal> value;  // In `unit`, rounded to its decimals.
    std::string unit;
    std::string text;  // 38起, 五次, 190余次, 1164.24万元; "—" without a value.
};

// `value` is exact, in storage units. Conversion is the last step, rounding happens once.
Shown shown(const registry::Indicator& indicator, const FigureTag& tag,
            const std::optional<Decimal>& value);

// The form of a number that is already in its unit: rounding word, numerals, unit text.
std::string text_of(const registry::Indicator& indicator, const FigureTag& tag,
                    const Decimal& value);

// The last day that counts as "so far": today, but not outside the period.
Date cutoff(const Period& period, Date today);

// The period a tag asks about within a report of `period`. Months are those of the year in which
// the report's period ends, and end with it if they begin before its end.
Period period_of(const FigureTag& tag, const Period& period, Date cutoff);

// How long a period is, as a review begins: 一年来, 半年来, 十个月来, 两年来; 这段时间以来 if it
// does not consist of whole months.
std::string span_words(const Period& period);

// What a figure counts, in words: 台账“环保检查”中“检查方式”为“定期”的记录，“检查日期”在本期内，
// 逐条计数. Of a rate: its table, and the days and basis of the row in force on `day`, the
// period's last.
Text definition(const Sources& sources, const tally::FigureName& figure, Date day);

// “补助标准”中的“每亩补助”72.5元，自2025年1月1日起施行，依据：…
Text rate_words(const tally::RateInForce& rate);

// What people call the cell of a figure: a choice's title, the label of a record referred to; the
// cell's key if there is no such record.
Text cell_title(const Sources& sources, const tally::FigureName& figure);

// 检查次数, with the cell's title after a dot: 污染纠纷·水. A reference's cell goes by the label of
// the record referred to: 征收房屋·小树林.
Text title_of(const Sources& sources, const tally::FigureName& figure);

// A number in an indicator's unit with all its digits, unrounded: 1164.2375万元; "—" without one.
std::string exact_text(const registry::Unit& unit, const std::optional<Decimal>& value);

}  // namespace qingshui::report
