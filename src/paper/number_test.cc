#include "paper/number.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace qingshui::paper {
namespace {

std::string shown(std::string_view digits) {
    const auto number = number_of(digits);
    return number ? number->text() : "none";
}

TEST(NumberOf, IsWhatAPersonSees) {
    EXPECT_EQ(shown("855.31"), "855.31");
    EXPECT_EQ(shown("855.30999999999995"), "855.31");
    EXPECT_EQ(shown("855.3099999999999"), "855.31");
    EXPECT_EQ(shown("0.30000000000000004"), "0.3");
    EXPECT_EQ(shown("12.50"), "12.50");
    EXPECT_EQ(shown("-0.5"), "-0.5");
    EXPECT_EQ(shown("1E3"), "1000");
    EXPECT_EQ(shown("1.23456789012346e+17"), "123456789012346000");
    EXPECT_EQ(shown("341502199001011234"), "341502199001011234");
    EXPECT_EQ(shown("0.333333333333333315"), "0.333333333333");
    EXPECT_EQ(shown("0.666666666666666666"), "0.666666666667");
    EXPECT_EQ(shown("1e-300"), "0");
    EXPECT_EQ(shown("0"), "0");
}

TEST(NumberOf, IsNoneForWhatDoesNotFit) {
    EXPECT_EQ(shown("1e300"), "none");
    EXPECT_EQ(shown("abc"), "none");
    EXPECT_EQ(shown(""), "none");
    EXPECT_EQ(shown("nan"), "none");
    EXPECT_EQ(shown("inf"), "none");
    EXPECT_EQ(shown("1 "), "none");
}

// What the writer writes (a double to 16 digits) is read back as the number it was.
RC_GTEST_PROP(NumberOf, UndoesBinary, ()) {
    const auto mantissa =
        *rc::gen::inRange<std::int64_t>(-999'999'999'999'999, 999'999'999'999'999);
    const auto scale = *rc::gen::inRange(0, Decimal::kScaleMax + 1);
    const Decimal number(mantissa, scale);
    const double binary = std::stod(number.text());
    RC_ASSERT(number_of(fmt::format("{:.16g}", binary)) == number);
    RC_ASSERT(number_of(fmt::format("{:.17g}", binary)) == number);
    RC_ASSERT(number_of(fmt::format("{}", binary)) == number);
}

TEST(FilledTo, IsWhatAFormatOfZerosSays) {
    EXPECT_EQ(filled_to("0000"), 4U);
    EXPECT_EQ(filled_to("00;-0"), 2U);
    for (const char* other : {"0", "0.00", "#,##0", "0000-00-00", "General", "\"A\"0", "@", ""}) {
        EXPECT_EQ(filled_to(other), 0U) << other;
    }
}

TEST(Filled, IsAWholeNumberWithTheZerosThatAreSeen) {
    EXPECT_EQ(filled(Decimal::whole(7), 4), Cell("0007"));
    EXPECT_EQ(filled(Decimal::whole(0), 2), Cell("00"));
    for (const Cell& other : {Cell(Decimal::whole(1234)), Cell(Decimal::whole(12345)),
                              Cell(Decimal(75, 1)), Cell(Decimal::whole(-7)), Cell("7"), Cell()}) {
        EXPECT_EQ(filled(other, 4), other);
    }
}

TEST(ShownBy, ReadsFormatCodes) {
    EXPECT_EQ(shown_by("General"), Shown::Number);
    EXPECT_EQ(shown_by("#,##0.00_ "), Shown::Number);
    EXPECT_EQ(shown_by("0.00E+00"), Shown::Number);
    EXPECT_EQ(shown_by("[Red]General"), Shown::Number);
    EXPECT_EQ(shown_by("[$¥-804]#,##0.00"), Shown::Number);
    EXPECT_EQ(shown_by("0\"days\""), Shown::Number);
    EXPECT_EQ(shown_by("@"), Shown::Number);
    EXPECT_EQ(shown_by("yyyy-mm-dd"), Shown::Day);
    EXPECT_EQ(shown_by("yyyy\\-mm\\-dd;@"), Shown::Day);
    EXPECT_EQ(shown_by("yyyy\"年\"m\"月\"d\"日\";@"), Shown::Day);
    EXPECT_EQ(shown_by("[$-804]yyyy/m/d"), Shown::Day);
    EXPECT_EQ(shown_by("[DBNum1][$-804]yyyy\"年\"m\"月\";@"), Shown::Day);
    EXPECT_EQ(shown_by("mmm"), Shown::Day);
    EXPECT_EQ(shown_by("yyyy-mm-dd hh:mm:ss"), Shown::Moment);
    EXPECT_EQ(shown_by("m/d/yy h:mm AM/PM"), Shown::Moment);
    EXPECT_EQ(shown_by("h:mm AM/PM"), Shown::Time);
    EXPECT_EQ(shown_by("[h]:mm"), Shown::Time);
    EXPECT_EQ(shown_by("\"unclosed"), Shown::Number);
    EXPECT_EQ(shown_by("[unclosed"), Shown::Number);
    EXPECT_EQ(shown_by(""), Shown::Number);
}

TEST(ShownBy, KnowsPercentages) {
    EXPECT_EQ(shown_by("0%"), Shown::Percent);
    EXPECT_EQ(shown_by("0.00%"), Shown::Percent);
    EXPECT_EQ(shown_by("[Red]#,##0.0%;-0.0%"), Shown::Percent);
    EXPECT_EQ(shown_by("0\"%\""), Shown::Number);
    EXPECT_EQ(shown_by(9), Shown::Percent);
    EXPECT_EQ(shown_by(10), Shown::Percent);
}

TEST(ShownBy, KnowsTheBuiltInFormats) {
    EXPECT_EQ(shown_by(0), Shown::Number);
    EXPECT_EQ(shown_by(2), Shown::Number);
    EXPECT_EQ(shown_by(14), Shown::Day);
    EXPECT_EQ(shown_by(22), Shown::Moment);
    EXPECT_EQ(shown_by(31), Shown::Day);
    EXPECT_EQ(shown_by(57), Shown::Day);
    EXPECT_EQ(shown_by(46), Shown::Time);
    EXPECT_EQ(shown_by(49), Shown::Number);
}

TEST(CellOf, IsThePercentageThatAPersonSees) {
    const auto cell = [](std::string_view digits) {
        return cell_of(digits, Shown::Percent, Epoch::Year1900);
    };
    EXPECT_EQ(cell("0.85"), Cell("85%"));
    EXPECT_EQ(cell("0.8537"), Cell("85.37%"));
    EXPECT_EQ(cell("0.28999999999999998"), Cell("29%"));
    EXPECT_EQ(cell("-1"), Cell("-100%"));
    EXPECT_EQ(cell("100000000000000000"), Cell(*Decimal::parse("100000000000000000")));
    EXPECT_EQ(cell("n/a"), Cell("n/a"));
}

TEST(CellOf, CountsDaysAsWorkbooksDo) {
    const auto day = [](std::string_view digits, Epoch epoch = Epoch::Year1900) {
        return cell_of(digits, Shown::Day, epoch);
    };
    EXPECT_EQ(day("44329"), Cell(*Date::of(2021, 5, 13)));
    EXPECT_EQ(day("1"), Cell(*Date::of(1900, 1, 1)));
    EXPECT_EQ(day("59"), Cell(*Date::of(1900, 2, 28)));
    EXPECT_EQ(day("61"), Cell(*Date::of(1900, 3, 1)));
    EXPECT_EQ(day("60"), Cell(Decimal::whole(60)));
    EXPECT_EQ(day("-1"), Cell(Decimal::whole(-1)));
    EXPECT_EQ(day("1e15"), Cell(Decimal::whole(1'000'000'000'000'000)));
    EXPECT_EQ(day("42867", Epoch::Year1904), Cell(*Date::of(2021, 5, 13)));
}

TEST(CellOf, RoundsMomentsToTheSecond) {
    EXPECT_EQ(cell_of("44329.35416666666", Shown::Moment, Epoch::Year1900),
              Cell(*DateTime::parse("2021-05-13 08:30:00")));
    EXPECT_EQ(cell_of("44329.9999999999", Shown::Moment, Epoch::Year1900),
              Cell(*DateTime::parse("2021-05-14 00:00:00")));
    EXPECT_EQ(cell_of("0.354166666666667", Shown::Time, Epoch::Year1900), Cell("08:30"));
    EXPECT_EQ(cell_of("0.354178240740741", Shown::Time, Epoch::Year1900), Cell("08:30:01"));
}

}  // namespace
}  // namespace qingshui::paper
