#include "paper/number.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>

#include "base/replaced.h"

namespace qingshui::paper {
namespace {

constexpr std::size_t kDigits = 15;  // Significant digits of a workbook's numbers.
constexpr std::int32_t kDaySeconds = 86'400;
constexpr double kSerialMax = 3'000'000;  // After 9999-12-31.

std::optional<double> real(std::string_view digits) {
    double value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc() || stop != end || !std::isfinite(value)) return {};
    return value;
}

// Digits from the first that is not zero.
std::size_t significant(std::string_view digits) {
    std::size_t count = 0;
    for (const char digit : digits) {
        if (digit >= '0' && digit <= '9' && (count > 0 || digit != '0')) ++count;
    }
    return count;
}

// mantissa × 10^exponent, rounded to the scale that Decimal has.
std::optional<Decimal> scaled(std::int64_t mantissa, int exponent) {
    for (; exponent > 0; --exponent) {
        if (std::abs(mantissa) > Decimal::kMantissaMax / 10) return {};
        mantissa *= 10;
    }
    for (; exponent < -Decimal::kScaleMax - 1; ++exponent) mantissa /= 10;
    if (exponent < -Decimal::kScaleMax) {
        mantissa = (mantissa + (mantissa < 0 ? -5 : 5)) / 10;
        ++exponent;
    }
    for (; exponent < 0 && mantissa % 10 == 0; ++exponent) mantissa /= 10;
    return Decimal(mantissa, -exponent);
}

// The number to 15 significant digits.
std::optional<Decimal> rounded(double value) {
    if (value == 0) return Decimal();
    const std::string text = fmt::format("{:.{}e}", value, kDigits - 1);  // -d.dd…de±xx
    const std::size_t mark = text.find('e');
    std::string digits = text.substr(0, mark);
    std::erase(digits, '.');
    const int exponent = std::atoi(text.c_str() + mark + 1);
    return scaled(std::stoll(digits), exponent - static_cast<int>(kDigits) + 1);
}

// The day that a workbook counts as `serial`. The calendar of 1900 has a 29 February that
// never was, at 60; nothing is shown for it.
std::optional<Date> day_of(std::int64_t serial, Epoch epoch) {
    if (epoch == Epoch::Year1904) return Date::of(1904, 1, 1)->plus_days(serial);
    if (serial < 1 || serial == 60) return {};
    return Date::of(1899, 12, 30)->plus_days(serial < 60 ? serial + 1 : serial);
}

std::string time_text(std::int32_t second) {
    const std::string minutes = fmt::format("{:02}:{:02}", second / 3600, second / 60 % 60);
    return second % 60 == 0 ? minutes : fmt::format("{}:{:02}", minutes, second % 60);
}

std::optional<Cell> dated(double serial, Shown shown, Epoch epoch) {
    if (serial < 0 || serial > kSerialMax) return {};
    auto days = static_cast<std::int64_t>(std::floor(serial));
    auto second =
        static_cast<std::int32_t>(std::lround((serial - std::floor(serial)) * kDaySeconds));
    if (second == kDaySeconds) {
        second = 0;
        ++days;
    }
    if (shown == Shown::Time && days == 0) return time_text(second);
    const std::optional<Date> day = day_of(days, epoch);
    if (!day) return {};
    if (shown == Shown::Day) return *day;
    return DateTime{*day, second};
}

// The letters of a format code that stand for something: no quoted text, colours, fillers.
std::string letters_of(std::string_view code) {
    std::string letters;
    for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
        const char letter = code[at];
        if (letter == '"') {
            at = std::min(code.find('"', at + 1), code.size() - 1);
        } else if (letter == '[') {
            const std::size_t end = std::min(code.find(']', at), code.size() - 1);
            const std::string_view inside = code.substr(at + 1, end - at - 1);
            const bool elapsed = inside.find_first_not_of("hHmMsS") == std::string_view::npos;
            if (elapsed && !inside.empty()) letters += 'h';
            at = end;
        } else if (letter == '\\' || letter == '_' || letter == '*') {
            ++at;
        } else {
            letters += static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
        }
    }
    return letters;
}

}  // namespace

Shown shown_by(std::string_view code) {
    std::string letters = letters_of(code);
    for (const std::string_view word : {"general", "am/pm", "a/p", "e+", "e-"}) {
        letters = replaced(letters, word, "");
    }
    const auto has = [&](const char* any) {
        return letters.find_first_of(any) != std::string::npos;
    };
    const bool hour = has("hs");
    const bool day = has("yde") || (has("m") && !hour);
    if (has("%")) return Shown::Percent;
    if (day && hour) return Shown::Moment;
    if (day) return Shown::Day;
    return hour ? Shown::Time : Shown::Number;
}

Shown shown_by(int built_in) {
    const auto within = [&](int from, int to) { return built_in >= from && built_in <= to; };
    if (within(9, 10)) return Shown::Percent;
    if (built_in == 22) return Shown::Moment;
    if (within(18, 21) || within(32, 35) || within(45, 47) || within(55, 56)) return Shown::Time;
    if (within(14, 17) || within(27, 31) || built_in == 36) return Shown::Day;
    if (within(50, 54) || within(57, 58)) return Shown::Day;
    return Shown::Number;
}

std::size_t filled_to(std::string_view code) {
    const std::string letters = letters_of(code);
    const bool is_filling =
        letters.size() > 1 && letters.find_first_not_of('0') == std::string::npos;
    return is_filling ? letters.size() : 0;
}

Cell filled(Cell cell, std::size_t digits) {
    const auto* number = std::get_if<Decimal>(&cell);
    if (number == nullptr || number->scale() != 0 || number->mantissa() < 0) return cell;
    std::string text = number->text();
    if (text.size() >= digits) return cell;
    return text.insert(0, digits - text.size(), '0');
}

std::optional<Decimal> number_of(std::string_view digits) {
    const bool whole = digits.find_first_not_of("-0123456789") == std::string_view::npos;
    if (whole || significant(digits) <= kDigits) {
        if (const auto exact = Decimal::parse(digits)) return exact;
    }
    const std::optional<double> value = real(digits);
    return value ? rounded(*value) : std::nullopt;
}

Cell cell_of(std::string_view digits, Shown shown, Epoch epoch) {
    if (shown == Shown::Percent) {
        const std::optional<Decimal> share = number_of(digits);
        const auto percent = share ? times(*share, Decimal::whole(100)) : std::nullopt;
        if (percent) return percent->shortest() + "%";
    } else if (shown != Shown::Number) {
        const std::optional<double> serial = real(digits);
        if (serial) {
            if (auto cell = dated(*serial, shown, epoch)) return *std::move(cell);
        }
    }
    if (const auto number = number_of(digits)) return *number;
    return std::string(digits);
}

}  // namespace qingshui::paper
