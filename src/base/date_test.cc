#include "base/date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace qingshui {
namespace {

Date day(std::string_view iso) { return *Date::parse(iso); }

TEST(Date, KnowsTheCalendar) {
    EXPECT_EQ(Date().text(), "1970-01-01");
    EXPECT_EQ(Date::of(2020, 2, 29)->text(), "2020-02-29");
    EXPECT_FALSE(Date::of(2021, 2, 29));
    EXPECT_FALSE(Date::of(2021, 13, 1));
    EXPECT_FALSE(Date::of(2021, 4, 31));
    EXPECT_FALSE(Date::of(0, 1, 1));
    EXPECT_FALSE(Date::of(10000, 1, 1));
    EXPECT_EQ(Date::min().text(), "0001-01-01");
    EXPECT_EQ(Date::max().text(), "9999-12-31");
    EXPECT_EQ(day("2021-05-13").weekday(), 4);
    EXPECT_EQ(day("2021-05-16").weekday(), 7);
    EXPECT_EQ(day("2020-02-13").last_of_month(), day("2020-02-29"));
    EXPECT_EQ(day("2020-02-13").first_of_month(), day("2020-02-01"));
}

TEST(Date, ReadsOnlyIsoText) {
    for (const auto* text : {"", "2021-5-13", "2021-05-13 ", "20210513", "2021/05/13", "2021-05-1x",
                             "-021-05-13", "2021-02-30"}) {
        EXPECT_FALSE(Date::parse(text)) << text;
    }
}

TEST(Date, StaysInsideTheCalendar) {
    EXPECT_FALSE(Date::max().plus_days(1));
    EXPECT_FALSE(Date::min().plus_days(-1));
    EXPECT_FALSE(Date::max().plus_days(INT64_MAX));
    EXPECT_EQ(day("2020-02-28").plus_days(2), day("2020-03-01"));
}

RC_GTEST_PROP(Date, PrintsWhatItReads, ()) {
    const auto date = *Date::from_days(*rc::gen::inRange(-719162, 2932897));
    RC_ASSERT(Date::parse(date.text()) == date);
    RC_ASSERT(Date::of(date.year(), date.month(), date.day()) == date);
}

TEST(DateTime, ReadsTimeWithAndWithoutSeconds) {
    EXPECT_EQ(DateTime::parse("2021-05-13")->second, 0);
    EXPECT_EQ(DateTime::parse("2021-05-13 08:30")->second, 30600);
    EXPECT_EQ(DateTime::parse("2021-05-13 08:30:01")->text(), "2021-05-13 08:30:01");
    for (const auto* text : {"2021-05-13 24:00", "2021-05-13 08:60", "2021-05-13T08:30",
                             "2021-05-13 08:30:", "2021-05-13 08:30:60", "2021-05-13 8:30"}) {
        EXPECT_FALSE(DateTime::parse(text)) << text;
    }
}

TEST(Instant, ShowsTheOfficesClock) {
    EXPECT_EQ(Instant{0}.wall().text(), "1970-01-01 08:00:00");
    EXPECT_EQ(Instant{-8 * 3'600'000 - 1}.wall().text(), "1969-12-31 23:59:59");
    const auto wall = *DateTime::parse("2021-05-13 08:30:01");
    EXPECT_EQ(Instant::at(wall).wall(), wall);
}

struct PeriodCase {
    const char* text;
    const char* from;
    const char* to;
    const char* printed;
};

TEST(Period, ReadsEachForm) {
    const PeriodCase cases[] = {
        {"2021", "2021-01-01", "2021-12-31", "2021"},
        {"2021-05", "2021-05-01", "2021-05-31", "2021-05"},
        {"2021-05-13", "2021-05-13", "2021-05-13", "2021-05-13"},
        {"2021Q3", "2021-07-01", "2021-09-30", "2021Q3"},
        {"2021H2", "2021-07-01", "2021-12-31", "2021H2"},
        {"2021-01..2021-10", "2021-01-01", "2021-10-31", "2021-01..2021-10"},
        {"2021-07..2021-09", "2021-07-01", "2021-09-30", "2021Q3"},
        {"2020..2021Q1", "2020-01-01", "2021-03-31", "2020-01..2021-03"},
        {"2019..2021", "2019-01-01", "2021-12-31", "2019..2021"},
        {"2021-01..2021-05-13", "2021-01-01", "2021-05-13", "2021-01-01..2021-05-13"},
        {"2021-12..2022-02", "2021-12-01", "2022-02-28", "2021-12..2022-02"},
    };
    for (const auto& c : cases) {
        const auto period = Period::parse(c.text);
        ASSERT_TRUE(period) << c.text;
        EXPECT_EQ(period->from, day(c.from)) << c.text;
        EXPECT_EQ(period->to, day(c.to)) << c.text;
        EXPECT_EQ(period->text(), c.printed);
    }
}

TEST(Period, RefusesOtherText) {
    for (const auto* text :
         {"", "21", "2021-13", "2021Q5", "2021Q0", "2021H3", "2021X1", "2021-05..", "..2021",
          "2021-05..2021-04", "0000", "2021..2022..2023", "2021-5"}) {
        EXPECT_FALSE(Period::parse(text)) << text;
    }
}

RC_GTEST_PROP(Period, PrintsWhatItReads, ()) {
    const auto a = *Date::from_days(*rc::gen::inRange(-719162, 2932897));
    const auto b = *Date::from_days(*rc::gen::inRange(-719162, 2932897));
    Period period{std::min(a, b), std::max(a, b)};
    if (*rc::gen::arbitrary<bool>()) {
        period = {period.from.first_of_month(), period.to.last_of_month()};
    }
    RC_ASSERT(Period::parse(period.text()) == period);
}

}  // namespace
}  // namespace qingshui
