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
// sign of money, 万 or 亿, and the unit of its field around them. None if it is no number.
// `text` is folded.
std::optional<TypedNumber> typed_number(std::string text, const std::string& unit);

// A day, with or without a time after it, in any way chinese::parse_date reads; the time as
// 8:30, 8:30:15, 8时30分 or 8点半, after 上午 or 下午 if need be. Midnight if there is none.
std::optional<DateTime> typed_moment(std::string_view text);

// 是, 有, √, yes, y, true, 1; 否, 无, ×, no, n, false, 0.
std::optional<bool> typed_yes_no(std::string_view text);

// What people write where there is nothing: "/", "-", "—", "——".
bool is_dash(std::string_view text);

}  // namespace qingshui::app
