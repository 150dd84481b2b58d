#include <array>

#include "base/chinese.h"
#include "base/utf8.h"

namespace qingshui::chinese {
namespace {

constexpr std::int64_t kTenThousand = 10'000;
constexpr std::int64_t kHundredMillion = 100'000'000;

constexpr std::array<std::u32string_view, 10> kDigits = {
    U"零〇○", U"一壹", U"二两贰", U"三叁", U"四肆", U"五伍", U"六陆", U"七柒", U"八捌", U"九玖"};

std::optional<int> digit_of(char32_t code) {
    for (std::size_t digit = 0; digit < kDigits.size(); ++digit) {
        if (kDigits[digit].find(code) != std::u32string_view::npos) {
            return static_cast<int>(digit);
        }
    }
    return std::nullopt;
}

int unit_of(char32_t code) {
    if (code == U'十' || code == U'拾') return 10;
    if (code == U'百' || code == U'佰') return 100;
    if (code == U'千' || code == U'仟') return 1000;
    return 0;
}

// Reads a number below 10000, the part between 亿, 万 and the end. Where a greater part
// stands before it (`is_rest`), a bare digit needs its 零: 一万五 is colloquial for 15000.
class Section {
public:
    explicit Section(bool is_rest) : is_rest_(is_rest) {}

    bool add(char32_t code) {
        if (const int unit = unit_of(code)) return add_unit(unit);
        const auto digit = digit_of(code);
        if (!digit || digit_ > 0) return false;
        if (*digit == 0) return add_zero();
        digit_ = *digit;
        return true;
    }

    std::optional<std::int64_t> number() const {
        const bool is_first = sum_ == 0 && !is_rest_;
        if (digit_ > 0 && !is_zero_before_ && unit_ != 10 && !is_first) return std::nullopt;
        if (digit_ == 0 && is_zero_before_) return std::nullopt;
        const std::int64_t whole = sum_ + digit_;
        return whole > 0 ? std::optional(whole) : std::nullopt;
    }

private:
    bool add_zero() {
        if (is_zero_before_ || (sum_ == 0 && !is_rest_)) return false;
        is_zero_before_ = true;
        return true;
    }

    bool add_unit(int unit) {
        const bool is_bare_ten = unit == 10 && sum_ == 0 && (!is_rest_ || is_zero_before_);
        if (unit >= unit_ || (digit_ == 0 && !is_bare_ten)) return false;
        sum_ += (digit_ == 0 ? 1 : digit_) * std::int64_t{unit};
        unit_ = unit;
        digit_ = 0;
        is_zero_before_ = false;
        return true;
    }

    bool is_rest_;
    std::int64_t sum_ = 0;
    int unit_ = 10'000;  // Of the last digit; units fall from left to right.
    int digit_ = 0;      // Read, its unit not yet.
    bool is_zero_before_ = false;
};

std::optional<std::int64_t> parse_section(std::u32string_view text, bool is_rest) {
    Section section(is_rest);
    for (const char32_t code : text) {
        if (!section.add(code)) return std::nullopt;
    }
    return section.number();
}

using Reader = std::optional<std::int64_t> (*)(std::u32string_view, bool);

// Reads `text` around the last of `marks` (亿 or 万), both sides by `left` and `right`.
std::optional<std::int64_t> parse_around(std::u32string_view text, std::size_t mark,
                                         std::int64_t unit, std::pair<Reader, Reader> readers,
                                         bool is_rest) {
    const auto high = readers.first(text.substr(0, mark), is_rest);
    const std::u32string_view rest = text.substr(mark + 1);
    const auto low = rest.empty() ? std::optional<std::int64_t>(0) : readers.second(rest, true);
    std::int64_t number = 0;
    if (!high || !low || __builtin_mul_overflow(*high, unit, &number) ||
        __builtin_add_overflow(number, *low, &number)) {
        return std::nullopt;
    }
    return number;
}

std::optional<std::int64_t> parse_ten_thousands(std::u32string_view text, bool is_rest) {
    const auto mark = text.find_last_of(U"万萬");
    if (mark == std::u32string_view::npos) return parse_section(text, is_rest);
    return parse_around(text, mark, kTenThousand, {parse_section, parse_section}, is_rest);
}

std::optional<std::int64_t> parse_whole(std::u32string_view text, bool is_rest) {
    const auto mark = text.find_last_of(U"亿億");
    if (mark == std::u32string_view::npos) return parse_ten_thousands(text, is_rest);
    return parse_around(text, mark, kHundredMillion, {parse_whole, parse_ten_thousands}, is_rest);
}

std::optional<std::int64_t> parse_digits(std::string_view text) {
    std::int64_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, c - '0', &number)) {
            return std::nullopt;
        }
    }
    return text.empty() ? std::nullopt : std::optional(number);
}

constexpr std::array<const char*, 10> kNames = {"零", "一", "二", "三", "四",
                                                "五", "六", "七", "八", "九"};

// 1..9999. The first ten of a whole number is 十, elsewhere 一十.
std::string section_text(std::int64_t number, bool is_first) {
    constexpr std::array<std::pair<int, const char*>, 4> kUnits = {
        {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}}};
    std::string text;
    bool is_zero_due = false;
    for (const auto& [unit, name] : kUnits) {
        const auto digit = static_cast<std::size_t>(number / unit % 10);
        if (digit == 0) {
            is_zero_due = !text.empty();
            continue;
        }
        if (is_zero_due) text += kNames[0];
        is_zero_due = false;
        const bool is_bare_ten = is_first && text.empty() && unit == 10 && digit == 1;
        if (!is_bare_ten) text += kNames[digit];
        text += name;
    }
    return text;
}

std::string whole_text(std::int64_t number, bool is_first) {
    const bool is_huge = number >= kHundredMillion;
    const std::int64_t unit = is_huge ? kHundredMillion : kTenThousand;
    if (number < unit) return section_text(number, is_first);
    std::string text = whole_text(number / unit, is_first) + (is_huge ? "亿" : "万");
    const std::int64_t rest = number % unit;
    if (rest == 0) return text;
    if (rest < unit / 10) text += kNames[0];
    return text + whole_text(rest, false);
}

}  // namespace

std::optional<std::int64_t> parse_numeral(std::string_view text) {
    const std::string plain = folded(text);
    std::string_view rest = plain;
    constexpr std::string_view kMinus = "负";
    const bool is_negative = rest.starts_with('-') || rest.starts_with(kMinus);
    if (is_negative) rest.remove_prefix(rest.starts_with('-') ? 1 : kMinus.size());
    auto number = parse_digits(rest);
    if (!number) {
        const std::u32string points = utf8::code_points(rest);
        const bool is_zero = points.size() == 1 && digit_of(points[0]) == 0;
        number = is_zero ? std::optional<std::int64_t>(0) : parse_whole(points, false);
    }
    return number && is_negative ? std::optional(-*number) : number;
}

std::string numeral(std::int64_t number, bool measure) {
    if (number == 0) return kNames[0];
    if (number == 2 && measure) return "两";
    if (number > 0) return whole_text(number, true);
    // The smallest number has no positive twin; its last digit is taken apart.
    if (number == INT64_MIN)
        return "负九百二十二亿三千三百七十二万零三百六十八亿五千四百七十七万五千八百零八";
    return "负" + whole_text(-number, true);
}

}  // namespace qingshui::chinese
