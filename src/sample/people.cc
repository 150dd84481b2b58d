#include "sample/people.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "base/date.h"
#include "base/ensure.h"

namespace qingshui::sample {

std::string person_name(Chance& chance) {
    constexpr std::array<std::string_view, 22> kSigns = {
        "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子",
        "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"};
    const auto first = kSigns.at(chance.below(kSigns.size()));
    const auto second = kSigns.at(chance.below(kSigns.size()));
    return fmt::format("示例{}{}", first, second);
}

std::string phone_number(Chance& chance) {
    return fmt::format("1990000{:04}", chance.below(10'000));
}

std::string identity_number(Chance& chance) {
    static const Date kEarliest = Date::of(1940, 1, 1).value();
    const auto born = kEarliest.plus_days(chance.between(0, 24'000));
    ensure(born.has_value(), "people are born within the calendar");
    const auto digits = fmt::format("829999{:04}{:02}{:02}{:03}", born->year(), born->month(),
                                    born->day(), chance.below(1'000));
    int sum = 0;  // ISO 7064 MOD 11-2.
    for (const char c : digits) sum = (sum + (c - '0')) * 2 % 11;
    return digits + "10X98765432"[sum % 11];
}

}  // namespace qingshui::sample
