#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/decimal.h"

namespace qingshui::app {

// A number as people type it.
struct TypedNumber {
    Decimal number;
    bool has_unit = false;  // Its own unit or 万 stands behind it and is reckoned in.
    bool too_large = false;
};

// "1,234.5", "¥1,548万元", "一万六千元", "３８起": digits or numerals with thousands separators, a
// sign of money, 百, 千, 万 or 亿, and the unit of its field around them. None if it is no
// number, or its commas stand elsewhere than thousands do. `text` is folded.
std::optional<TypedNumber> typed_number(std::string text, const std::string& unit);

// "(1,234.5)" as accounts write a negative amount: "-1,234.5". Anything else as it is.
std::string without_brackets(std::string text);

// A telephone number as it is kept: "138-1234-5678" as 13812345678, "(0564)3312345" as
// 0564-3312345. What is one as it stands, or none at all, stays as it is. `text` is folded.
std::string typed_phone(const std::string& text);

// A day, with or without a time after it, in any way chinese::parse_date reads; the time as
// 8:30, 8:30:15, 8时30分 or 8点半, after 上午 or 下午 if need be. Midnight if there is none. The
// day of the week may stand behind the day (星期四, 周四) and must be its own.
std::optional<DateTime> typed_moment(std::string_view text);

// The day that a spreadsheet counts as this number, 44329 for 2021-05-13: what a date becomes
// in a cell that is not formatted as one. None if it is no such number of our time.
std::optional<Date> typed_serial(std::string_view text);

// "3.41502E+17": a number as spreadsheets shorten it, digits and all.
bool is_scientific(std::string_view text);

// "#N/A" and the like, which formulas come to, or "####" of a column too narrow.
bool is_sheet_error(std::string_view text);

// 是, 有, 对, √, yes, y, true, 1; 否, 无, 错, ×, no, n, false, 0.
std::optional<bool> typed_yes_no(std::string_view text);

// What people write where there is nothing: "/", "-", "—", "——".
bool is_dash(std::string_view text);
// The same in words, where they cannot mean anything else: 无, 没有.
bool is_none(std::string_view text);

// The day of the week that a text ends with, 1 (Monday) to 7, taken off; none if there is none.
std::optional<int> take_weekday(std::string& text);

}  // namespace qingshui::app
