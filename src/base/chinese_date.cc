#include <array>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/utf8.h"

namespace qingshui::chinese {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> number_of(std::string_view digits, std::size_t size_max) {
    if (digits.empty() || digits.size() > size_max) return std::nullopt;
    int number = 0;
    for (const char c : digits) {
        if (!is_digit(c)) return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

// A year's four digits, one by one: 2021, 二〇二一.
std::optional<int> parse_year(std::string_view text) {
    int year = 0;
    int digits = 0;
    while (!text.empty()) {
        const std::size_t size = utf8::first(text).size;
        const auto digit = parse_numeral(text.substr(0, size));
        if (!digit || *digit < 0 || *digit > 9) return std::nullopt;
        year = year * 10 + static_cast<int>(*digit);
        text.remove_prefix(size);
        if (++digits > 4) return std::nullopt;
    }
    return digits == 4 ? std::optional(year) : std::nullopt;
}

std::optional<Date> parse_separated(std::string_view text, char separator) {
    const auto second = text.find(separator, 5);
    if (text.size() < 6 || text[4] != separator || second == std::string_view::npos) {
        return std::nullopt;
    }
    const auto year = number_of(text.substr(0, 4), 4);
    const auto month = number_of(text.substr(5, second - 5), 2);
    const auto day = number_of(text.substr(second + 1), 2);
    return year && month && day ? Date::of(*year, *month, *day) : std::nullopt;
}

// The part of `text` before `mark`, which is taken off with it; none if there is no mark.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(at + mark.size());
    return part;
}

std::optional<int> parse_part(std::string_view text) {
    const auto number = parse_numeral(text);
    if (!number || *number < 1 || *number > 31) return std::nullopt;
    return static_cast<int>(*number);
}

// 2021年5月13日, 二〇二一年五月十三日; 号 for 日 as people say it.
std::optional<Date> parse_marked(std::string text) {
    std::erase(text, ' ');
    std::string_view rest = text;
    const auto year = take_until(rest, "年");
    const auto month = take_until(rest, "月");
    if (!year || !month) return std::nullopt;
    auto day = take_until(rest, "日");
    if (!day) day = take_until(rest, "号");
    if (!day || !rest.empty()) return std::nullopt;
    const auto y = parse_year(*year);
    const auto m = parse_part(*month);
    const auto d = parse_part(*day);
    return y && m && d ? Date::of(*y, *m, *d) : std::nullopt;
}

std::string year_prefix(Date day) { return fmt::format("{}年", day.year()); }

// The words after the year of whole months in one year.
std::string months_text(int first, int last) {
    constexpr std::array<const char*, 4> kQuarters = {"一", "二", "三", "四"};
    const int size = last - first + 1;
    if (size == 1) return fmt::format("{}月", first);
    if (size == 3 && first % 3 == 1) {
        return fmt::format("第{}季度", kQuarters.at(static_cast<std::size_t>(first / 3)));
    }
    if (size == 6 && first == 1) return "上半年";
    if (size == 6 && first == 7) return "下半年";
    return fmt::format("{}至{}月", first, last);
}

std::string days_text(const Period& period) {
    std::string text = fmt::format("{}月{}日", period.from.month(), period.from.day());
    if (period.from == period.to) return text;
    if (period.from.month() == period.to.month()) {
        return text + fmt::format("至{}日", period.to.day());
    }
    return text + fmt::format("至{}月{}日", period.to.month(), period.to.day());
}

// A period that crosses the end of a year: both ends with their years.
std::string crossing_text(const Period& period, bool is_months) {
    const Date& from = period.from;
    const Date& to = period.to;
    if (!is_months) return date(from) + "至" + date(to);
    if (from.month() == 1 && to.month() == 12) {
        return fmt::format("{}年至{}年", from.year(), to.year());
    }
    return fmt::format("{}年{}月至{}年{}月", from.year(), from.month(), to.year(), to.month());
}

// The months of a year from one to another.
std::optional<Period> months(int year, int first, int last) {
    const auto from = Date::of(year, first, 1);
    const auto to = Date::of(year, last, 1);
    if (!from || !to) return std::nullopt;
    return Period{*from, to->last_of_month()};
}

// 三季度, 第三季度.
std::optional<Period> quarter_of(int year, std::string_view words) {
    constexpr std::string_view kQuarter = "季度";
    constexpr std::string_view kNumbered = "第";
    if (!words.ends_with(kQuarter)) return std::nullopt;
    words.remove_suffix(kQuarter.size());
    if (words.starts_with(kNumbered)) words.remove_prefix(kNumbered.size());
    const auto quarter = parse_part(words);
    if (!quarter || *quarter > 4) return std::nullopt;
    return months(year, *quarter * 3 - 2, *quarter * 3);
}

// A month or day in digits: 2021-5, 2021/05, 2021.5, 202105, 2021-05-13, 20210513.
std::optional<Period> parse_digits(std::string_view text) {
    if (const auto day = parse_date(text)) return Period{*day, *day};
    const auto year = number_of(text.substr(0, 4), 4);
    if (!year || text.size() < 6) return std::nullopt;
    const bool is_separated = std::string_view("-/.").find(text[4]) != std::string_view::npos;
    if (!is_separated && text.size() != 6) return std::nullopt;
    const auto month = number_of(text.substr(is_separated ? 5 : 4), 2);
    return month ? months(*year, *month, *month) : std::nullopt;
}

// 2021 for 2021年, 2021上半年 for 2021年上半年; 2021Q3, 2021年Q3 and 2021H1 for 第三季度 and
// 上半年.
std::string with_year_mark(std::string_view text) {
    constexpr std::string_view kYear = "年";
    constexpr std::size_t kDigits = 4;
    const bool is_year = number_of(text.substr(0, kDigits), kDigits) && text.size() >= kDigits;
    if (!is_year || (text.size() > kDigits && is_digit(text[kDigits]))) return std::string(text);
    std::string_view rest = text.substr(kDigits);
    if (rest.starts_with(kYear)) rest.remove_prefix(kYear.size());
    std::string part(rest);
    if (part == "H1" || part == "h1") part = "上半年";
    if (part == "H2" || part == "h2") part = "下半年";
    if (part.size() == 2 && (part[0] == 'Q' || part[0] == 'q')) part = part.substr(1) + "季度";
    return std::string(text.substr(0, kDigits)).append(kYear).append(part);
}

// One unit: 2021年, 上半年, 三季度, 10月, 5月13日; of `year` unless it names its own.
std::optional<Period> parse_unit(std::string_view text, std::optional<int> year) {
    if (const auto digits = parse_digits(text)) return digits;
    const std::string marked = with_year_mark(text);
    std::string_view words = marked;
    if (const auto named = take_until(words, "年"); named && *named != "上半" && *named != "下半") {
        const bool is_whole = *named == "全" && year;
        if (!is_whole) year = parse_year(*named);
    } else {
        words = marked;
    }
    if (!year) return std::nullopt;
    if (words.empty() || words == "全年") return months(*year, 1, 12);
    if (words == "上半年") return months(*year, 1, 6);
    if (words == "下半年") return months(*year, 7, 12);
    if (const auto quarter = quarter_of(*year, words)) return quarter;
    const auto month = take_until(words, "月");
    const auto number = month ? parse_part(*month) : std::nullopt;
    if (!number) return std::nullopt;
    if (words.empty() || words == "份") return months(*year, *number, *number);
    const auto day = parse_marked(fmt::format("{}年{}月{}", *year, *number, words));
    return day ? std::optional(Period{*day, *day}) : std::nullopt;
}

// A period from one unit to another; what one side leaves out the other says: 1至10月,
// 5月13日至16日, 2019至2021年.
std::optional<Period> parse_range(std::string_view first, std::string_view last) {
    auto from = parse_unit(first, std::nullopt);
    for (const std::string_view mark : {"月", "日", "年"}) {
        if (!from) from = parse_unit(std::string(first).append(mark), std::nullopt);
    }
    if (!from || last.empty()) return std::nullopt;
    const Date day = from->from;
    auto to = parse_unit(last, day.year());
    if (!to) to = parse_unit(fmt::format("{}月{}", day.month(), last), day.year());
    const bool is_month = from->from == day.first_of_month() && from->to == day.last_of_month();
    if (!to && is_month) to = parse_unit(std::string(last).append("月"), day.year());
    if (!to || to->to < from->from) return std::nullopt;
    return Period{from->from, to->to};
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
    std::string plain = folded(text);
    std::erase(plain, ' ');
    if (const auto unit = parse_unit(plain, std::nullopt)) return unit;
    const std::string_view words = plain;
    for (const std::string_view mark : {"至", "到", "..", "~", "——", "—", "–", "-"}) {
        for (auto at = words.find(mark); at != words.npos; at = words.find(mark, at + 1)) {
            const auto range = parse_range(words.substr(0, at), words.substr(at + mark.size()));
            if (range) return range;
        }
    }
    return std::nullopt;
}

std::optional<Date> parse_date(std::string_view text) {
    const std::string plain = folded(text);
    if (plain.size() == 8 && number_of(plain, 8)) {
        const std::string_view digits = plain;
        return Date::of(*number_of(digits.substr(0, 4), 4), *number_of(digits.substr(4, 2), 2),
                        *number_of(digits.substr(6, 2), 2));
    }
    for (const char separator : {'-', '/', '.'}) {
        if (const auto day = parse_separated(plain, separator)) return day;
    }
    return parse_marked(plain);
}

std::string date(Date day) {
    return fmt::format("{}年{}月{}日", day.year(), day.month(), day.day());
}

std::string period(const Period& period, bool short_form) {
    const Date& from = period.from;
    const Date& to = period.to;
    const bool is_months = from == from.first_of_month() && to == to.last_of_month();
    if (from.year() != to.year()) return crossing_text(period, is_months);
    if (is_months && from.month() == 1 && to.month() == 12) {
        return short_form ? "全年" : year_prefix(from);
    }
    const std::string rest = is_months ? months_text(from.month(), to.month()) : days_text(period);
    return short_form ? rest : year_prefix(from) + rest;
}

}  // namespace qingshui::chinese
