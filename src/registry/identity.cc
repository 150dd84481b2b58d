#include "registry/identity.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <regex>
#include <string>

#include <fmt/format.h>

#include "base/date.h"

namespace qingshui::registry {

namespace {

// GB/T 2260 provinces; 83 stands in residence permits of people from Taiwan.
constexpr std::array<int, 35> kProvinces = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
                                            35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
                                            53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83};
constexpr std::size_t kLength = 18;
constexpr std::size_t kDigits = 17;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

// ISO 7064 MOD 11-2, as GB 11643 takes it.
char check_character(std::string_view digits) {
    int sum = 0;
    for (const char c : digits) sum = (sum + (c - '0')) * 2 % 11;
    return "10X98765432"[sum % 11];
}

}  // namespace

std::optional<Text> identity_fault(std::string_view text) {
    if (text.size() != kLength) {
        return Text{"公民身份号码应为18位", "An identity number has 18 characters"};
    }
    const std::string_view digits = text.substr(0, kDigits);
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) {
        return Text{"公民身份号码前17位应全为数字",
                    "The first 17 characters of an identity number are digits"};
    }
    const int province = number(digits.substr(0, 2));
    if (std::find(kProvinces.begin(), kProvinces.end(), province) == kProvinces.end()) {
        return Text{fmt::format("公民身份号码前两位“{:02}”不是省级代码", province),
                    fmt::format("\"{:02}\", the first two digits, is no province", province)};
    }
    const auto born = Date::of(number(digits.substr(6, 4)), number(digits.substr(10, 2)),
                               number(digits.substr(12, 2)));
    if (!born || born->year() < 1800) {
        return Text{fmt::format("公民身份号码中的出生日期“{}”不存在", digits.substr(6, 8)),
                    fmt::format("\"{}\", its day of birth, does not exist", digits.substr(6, 8))};
    }
    if (text.back() != check_character(digits)) {
        return Text{"公民身份号码的校验码不对，可能有一位写错",
                    "Its check character does not match: one digit may be mistyped"};
    }
    return std::nullopt;
}

bool is_phone(std::string_view text) {
    static const std::regex kPhone(
        "(\\+?86[- ]?)?1[3-9][0-9]{9}"                            // Mobile.
        "|(0[1-9][0-9]{1,2}[- ]?)?[2-8][0-9]{6,7}(-[0-9]{1,6})?"  // Fixed, extension.
        "|[48]00-?[0-9]{3}-?[0-9]{4}"                             // Service.
        "|[19][0-9]{2,5}");                                       // 110, 12345, 96101.
    constexpr std::size_t kLengthMax = 24;
    return text.size() <= kLengthMax && std::regex_match(text.begin(), text.end(), kPhone);
}

}  // namespace qingshui::registry
