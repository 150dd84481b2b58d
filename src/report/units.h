#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace qingshui::report {

// How a number in one unit becomes one in another: times `times`, divided by `per`.
struct Conversion {
    Decimal times = Decimal::whole(1);
    Decimal per = Decimal::whole(1);
};

// Between 元, 百元, 千元, 万元, 百万元, 千万元, 亿元; 平方米 (平米), 亩, 公顷, 平方公里; 米, 公里;
// 斤, 公斤, 吨; 分钟, 小时; and from any unit to 万 or 亿 of it (人次 → 万人次). None otherwise.
std::optional<Conversion> conversion(std::string_view from, std::string_view to);

// The unit that `per` make one `unit` of: 元 for 万元 and 10000, 米 for 公里 and 1000. Empty if
// none is known.
std::string unit_within(std::string_view unit, const Decimal& per);

}  // namespace qingshui::report
