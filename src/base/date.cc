#include "base/date.h"

#include <chrono>

#include <fmt/format.h>

#include "base/ensure.h"

namespace qingshui {
namespace {

namespace chrono = std::chrono;

constexpr std::int32_t kDaysMin = -719'162;   // 0001-01-01.
constexpr std::int32_t kDaysMax = 2'932'896;  // 9999-12-31.
constexpr std::int64_t kMsPerDay = 86'400'000;
constexpr std::int64_t kOfficeOffsetMs = std::int64_t{8} * 3'600'000;  // UTC+8.

chrono::year_month_day civil(const Date& date) {
    return {chrono::sys_days(chrono::days(date.days()))};
}

// Exactly `size` digits at `at`; none otherwise.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t size) {
    if (at + size > text.size()) return std::nullopt;
    int number = 0;
    for (const char c : text.substr(at, size)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

std::optional<Period> months(int year, int first, int last) {
    const auto from = Date::of(year, first, 1);
    const auto to = Date::of(year, last, 1);
    if (!from || !to) return std::nullopt;
    return Period{*from, to->last_of_month()};
}

// "2021Q3", "2021H1": the part numbered `part` of a year that has `parts` parts.
std::optional<Period> part_of_year(int year, int part, int parts) {
    if (part < 1 || part > parts) return std::nullopt;
    const int size = 12 / parts;
    return months(year, (part - 1) * size + 1, part * size);
}

// A period without "..".
std::optional<Period> parse_one(std::string_view text) {
    const auto year = digits(text, 0, 4);
    if (!year) return std::nullopt;
    if (text.size() == 4) return months(*year, 1, 12);
    if (text.size() == 6) {
        const auto part = digits(text, 5, 1);
        if (!part) return std::nullopt;
        if (text[4] == 'Q') return part_of_year(*year, *part, 4);
        if (text[4] == 'H') return part_of_year(*year, *part, 2);
        return std::nullopt;
    }
    if (text.size() == 7 && text[4] == '-') {
        const auto month = digits(text, 5, 2);
        return month ? months(*year, *month, *month) : std::nullopt;
    }
    const auto day = Date::parse(text);
    if (!day) return std::nullopt;
    return Period{*day, *day};
}

std::string month_text(Date day) { return day.text().substr(0, 7); }
std::string year_text(Date day) { return day.text().substr(0, 4); }

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const chrono::year_month_day civil_day(chrono::year(year),
                                           chrono::month(static_cast<unsigned>(month)),
                                           chrono::day(static_cast<unsigned>(day)));
    if (!civil_day.ok()) return std::nullopt;
    const auto days = chrono::sys_days(civil_day).time_since_epoch().count();
    return Date(static_cast<std::int32_t>(days));
}

std::optional<Date> Date::parse(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto year = digits(iso, 0, 4);
    const auto month = digits(iso, 5, 2);
    const auto day = digits(iso, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    return of(*year, *month, *day);
}

std::optional<Date> Date::from_days(std::int64_t days) {
    if (days < kDaysMin || days > kDaysMax) return std::nullopt;
    return Date(static_cast<std::int32_t>(days));
}

int Date::year() const { return static_cast<int>(civil(*this).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(civil(*this).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(civil(*this).day())); }

int Date::weekday() const {
    const chrono::weekday weekday{chrono::sys_days(chrono::days(days_))};
    return static_cast<int>(weekday.iso_encoding());
}

std::optional<Date> Date::plus_days(std::int64_t days) const {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(std::int64_t{days_}, days, &sum)) return std::nullopt;
    return from_days(sum);
}

Date Date::first_of_month() const { return Date(days_ - day() + 1); }

Date Date::last_of_month() const {
    const auto day = civil(*this);
    const chrono::sys_days last(day.year() / day.month() / chrono::last);
    return Date(static_cast<std::int32_t>(last.time_since_epoch().count()));
}

std::string Date::text() const {
    const auto day = civil(*this);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

Date Date::min() { return Date(kDaysMin); }
Date Date::max() { return Date(kDaysMax); }

std::optional<DateTime> DateTime::parse(std::string_view iso) {
    const auto date = Date::parse(iso.substr(0, 10));
    if (!date) return std::nullopt;
    if (iso.size() == 10) return DateTime{*date, 0};
    const bool has_seconds = iso.size() == 19 && iso[16] == ':';
    if ((iso.size() != 16 && !has_seconds) || iso[10] != ' ' || iso[13] != ':') {
        return std::nullopt;
    }
    const auto hour = digits(iso, 11, 2);
    const auto minute = digits(iso, 14, 2);
    const auto second = has_seconds ? digits(iso, 17, 2) : std::optional(0);
    if (!hour || !minute || !second) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return DateTime{*date, *hour * 3600 + *minute * 60 + *second};
}

std::string DateTime::text() const {
    return fmt::format("{} {:02}:{:02}:{:02}", date.text(), second / 3600, second / 60 % 60,
                       second % 60);
}

DateTime Instant::wall() const {
    const std::int64_t shown = ms + kOfficeOffsetMs;
    const std::int64_t days =
        shown >= 0 ? shown / kMsPerDay : -((kMsPerDay - 1 - shown) / kMsPerDay);
    const auto date = Date::from_days(days);
    if (!date) return DateTime{days < 0 ? Date::min() : Date::max(), 0};
    return DateTime{*date, static_cast<std::int32_t>((shown - days * kMsPerDay) / 1000)};
}

Instant Instant::at(const DateTime& wall) {
    return Instant{wall.date.days() * kMsPerDay + wall.second * std::int64_t{1000} -
                   kOfficeOffsetMs};
}

std::optional<Period> Period::parse(std::string_view text) {
    const auto dots = text.find("..");
    if (dots == std::string_view::npos) return parse_one(text);
    const auto first = parse_one(text.substr(0, dots));
    const auto last = parse_one(text.substr(dots + 2));
    if (!first || !last || last->to < first->from) return std::nullopt;
    return Period{first->from, last->to};
}

Period Period::year(int year) {
    const auto period = months(year, 1, 12);
    ensure(period.has_value(), "a year lies in the calendar");
    return *period;
}

std::string Period::text() const {
    if (from == to) return from.text();
    const bool is_months = from == from.first_of_month() && to == to.last_of_month();
    if (!is_months) return from.text() + ".." + to.text();
    const bool is_one_year = from.year() == to.year();
    const int first = from.month();
    const int size = to.month() - first + 1;
    if (first == 1 && to.month() == 12) {
        return is_one_year ? year_text(from) : year_text(from) + ".." + year_text(to);
    }
    if (is_one_year && size == 1) return month_text(from);
    if (is_one_year && size == 3 && first % 3 == 1) {
        return fmt::format("{}Q{}", year_text(from), first / 3 + 1);
    }
    if (is_one_year && size == 6 && first % 6 == 1) {
        return fmt::format("{}H{}", year_text(from), first / 6 + 1);
    }
    return month_text(from) + ".." + month_text(to);
}

}  // namespace qingshui
