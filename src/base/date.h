#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qingshui {

// A civil day in the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31.
class Date {
public:
    constexpr Date() = default;  // 1970-01-01.

    // None if there is no such day.
    static std::optional<Date> of(int year, int month, int day);
    // Reads "2021-05-13" and nothing else. Reading what people write is chinese.h's.
    static std::optional<Date> parse(std::string_view iso);
    // The day `days` after 1970-01-01; none outside the calendar's range.
    static std::optional<Date> from_days(std::int64_t days);

    int year() const;
    int month() const;                           // 1..12
    int day() const;                             // 1..31
    int weekday() const;                         // 1 (Monday) .. 7 (Sunday)
    std::int32_t days() const { return days_; }  // Since 1970-01-01.

    // None if that leaves the calendar.
    std::optional<Date> plus_days(std::int64_t days) const;
    Date first_of_month() const;
    Date last_of_month() const;

    std::string text() const;  // "2021-05-13"

    static Date min();  // 0001-01-01, "since ever".
    static Date max();  // 9999-12-31, "until further notice".

    friend constexpr auto operator<=>(const Date&, const Date&) = default;

private:
    explicit constexpr Date(std::int32_t days) : days_(days) {}
    std::int32_t days_ = 0;
};

// A moment on the office's wall clock, to the second. Offices of China keep one
// time (UTC+8, no daylight saving), so no zone is stored.
struct DateTime {
    Date date;
    std::int32_t second = 0;  // Of the day, 0..86399.

    // Reads "2021-05-13 08:30:00"; seconds, or the whole time, may be left out.
    static std::optional<DateTime> parse(std::string_view iso);
    std::string text() const;  // "2021-05-13 08:30:00"

    friend constexpr auto operator<=>(const DateTime&, const DateTime&) = default;
};

// A moment of the machine's clock: milliseconds since 1970-01-01 UTC.
struct Instant {
    std::int64_t ms = 0;

    DateTime wall() const;  // What an office's clock showed: UTC+8.
    static Instant at(const DateTime& wall);

    friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

// The days from `from` to `to`, both included; from <= to.
struct Period {
    Date from;
    Date to;

    // Reads "2021", "2021-05", "2021-05-13", "2021Q3", "2021H1" and
    // "2021-01..2021-10" with any of these on either side. None otherwise.
    static std::optional<Period> parse(std::string_view text);
    static Period year(int year);

    bool holds(Date day) const { return from <= day && day <= to; }
    // What parse() reads back: one unit where it is one ("2021", "2021Q3"), otherwise
    // years, months or days on both sides ("2021-01..2021-10").
    std::string text() const;

    friend constexpr auto operator<=>(const Period&, const Period&) = default;
};

}  // namespace qingshui
