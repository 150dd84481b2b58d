#include "app/typed_values.h"

#include <gtest/gtest.h>

#include "base/chinese.h"

namespace qingshui::app {
namespace {

// The number as read, "too large" or "no number"; a star where it told its own unit.
std::string number(const char* text, const std::string& unit = "") {
    const auto typed = typed_number(chinese::folded(text), unit);
    if (!typed) return "no number";
    if (typed->too_large) return "too large";
    return typed->number.shortest() + (typed->has_unit ? "*" : "");
}

TEST(TypedNumbers, AreReadAsPeopleTypeThem) {
    EXPECT_EQ(number("1234.50"), "1234.5");
    EXPECT_EQ(number("1,234,567.89"), "1234567.89");
    EXPECT_EQ(number("１２３．５"), "123.5");
    EXPECT_EQ(number("1 234"), "1234");
    EXPECT_EQ(number("-5"), "-5");
    EXPECT_EQ(number("−5"), "-5");
    EXPECT_EQ(number("+5"), "5");
    EXPECT_EQ(number("-1,234.5"), "-1234.5");
    EXPECT_EQ(number("1，234"), "1234");
    EXPECT_EQ(number("十三"), "13");
    EXPECT_EQ(number("一万六千"), "16000");
    EXPECT_EQ(number("￥1,548.00", "元"), "1548");
    EXPECT_EQ(number("¥1,548", "元"), "1548");
}

TEST(TypedNumbers, MayTellTheirUnit) {
    EXPECT_EQ(number("1,548元", "元"), "1548*");
    EXPECT_EQ(number("1,548万元", "元"), "15480000*");
    EXPECT_EQ(number("15.48万", "元"), "154800*");
    EXPECT_EQ(number("2.5亿元", "元"), "250000000*");
    EXPECT_EQ(number("一万六千元", "元"), "16000*");
    EXPECT_EQ(number("三万元", "元"), "30000*");
    EXPECT_EQ(number("1亿", "元"), "100000000*");
    EXPECT_EQ(number("3千", "元"), "3000*");
    EXPECT_EQ(number("3百 元", "元"), "300*");
    EXPECT_EQ(number("38起", "起"), "38*");
    EXPECT_EQ(number("85％", "%"), "85*");
    EXPECT_EQ(number("1.2万平方米", "平方米"), "12000*");
    EXPECT_EQ(number("1548万元", "万元"), "1548*");
    EXPECT_EQ(number("1548万", "万元"), "1548*");
    EXPECT_EQ(number("2千万", "元"), "20000000*");
    EXPECT_EQ(number("1.2万亿元", "元"), "1200000000000*");
}

// 元 and 亿 are not what a field of 万元 counts in, but can be told in it.
TEST(TypedNumbers, MayTellAnotherUnitThanTheirFields) {
    EXPECT_EQ(number("1亿", "万元"), "10000*");
    EXPECT_EQ(number("1.5亿元", "万元"), "15000*");
    EXPECT_EQ(number("一亿", "万元"), "10000*");
    EXPECT_EQ(number("2千万", "万元"), "2000*");
    EXPECT_EQ(number("两千万", "万元"), "2000*");
    EXPECT_EQ(number("三万", "万元"), "3*");
    EXPECT_EQ(number("15000元", "万元"), "1.5*");
    EXPECT_EQ(number("三万元", "万元"), "3*");
    EXPECT_EQ(number("2500米", "千米"), "2.5*");
    EXPECT_EQ(number("12", "万元"), "12");
    EXPECT_EQ(number("十二", "万元"), "12");
}

// A share without a unit of its own may be written as a percentage.
TEST(TypedNumbers, MayBePercentages) {
    EXPECT_EQ(number("85%"), "0.85*");
    EXPECT_EQ(number("100％"), "1*");
    EXPECT_EQ(number("0.5 %"), "0.005*");
    EXPECT_EQ(number("85%", "元"), "no number");
    EXPECT_EQ(number("3万%"), "no number");
    EXPECT_EQ(number("%"), "no number");
}

TEST(TypedNumbers, AreNotGuessed) {
    EXPECT_EQ(number("38起", "元"), "no number");
    EXPECT_EQ(number("约30", "元"), "no number");
    EXPECT_EQ(number("3千", "万元"), "no number");
    EXPECT_EQ(number("5百", "万元"), "no number");
    EXPECT_EQ(number("12a"), "no number");
    EXPECT_EQ(number("元", "元"), "no number");
    EXPECT_EQ(number("万", "元"), "no number");
    EXPECT_EQ(number("1.2.3"), "no number");
    EXPECT_EQ(number("1-2"), "no number");
    EXPECT_EQ(number("1,5"), "no number");
    EXPECT_EQ(number("3，5"), "no number");
    EXPECT_EQ(number("3 5"), "no number");
    EXPECT_EQ(number("1234,567"), "no number");
    EXPECT_EQ(number(",123"), "no number");
    EXPECT_EQ(number("1.234,5"), "no number");
    EXPECT_EQ(number("1e3"), "no number");
}

TEST(TypedNumbers, MayBeTooLarge) {
    EXPECT_EQ(number("99999999999999999999"), "too large");
    EXPECT_EQ(number("999999999999999999万", "元"), "too large");
}

std::string moment(const char* text) {
    const auto typed = typed_moment(text);
    return typed ? typed->text() : "no moment";
}

TEST(TypedMoments, AreReadAsPeopleTypeThem) {
    EXPECT_EQ(moment("2021-05-13 08:30:15"), "2021-05-13 08:30:15");
    EXPECT_EQ(moment("2021-05-13T08:30"), "2021-05-13 08:30:00");
    EXPECT_EQ(moment("2021/5/13 8:30"), "2021-05-13 08:30:00");
    EXPECT_EQ(moment("２０２１年５月１３日　８：３０"), "2021-05-13 08:30:00");
    EXPECT_EQ(moment("2021年5月13日8时30分"), "2021-05-13 08:30:00");
    EXPECT_EQ(moment("2021年5月13日 下午3点半"), "2021-05-13 15:30:00");
    EXPECT_EQ(moment("2021年5月13日晚上十点"), "2021-05-13 22:00:00");
    EXPECT_EQ(moment("2021年5月13日中午12点"), "2021-05-13 12:00:00");
    EXPECT_EQ(moment("2021年5月13日"), "2021-05-13 00:00:00");
    EXPECT_EQ(moment("2021.5.13"), "2021-05-13 00:00:00");
    EXPECT_EQ(moment("20210513"), "2021-05-13 00:00:00");
    EXPECT_EQ(moment("2021年2月5日8时30分"), "2021-02-05 08:30:00");
    EXPECT_EQ(moment("2021-05-03 10:00"), "2021-05-03 10:00:00");
}

TEST(TypedMoments, AreNotGuessed) {
    EXPECT_EQ(moment("昨天"), "no moment");
    EXPECT_EQ(moment("2021年2月30日 8:30"), "no moment");
    EXPECT_EQ(moment("2021-05-13 24:30"), "no moment");
    EXPECT_EQ(moment("2021-05-13 8:60"), "no moment");
    EXPECT_EQ(moment("2021-05-13 8:30:15:1"), "no moment");
    EXPECT_EQ(moment("8:30"), "no moment");
    EXPECT_EQ(moment(""), "no moment");
}

TEST(TypedMoments, MayNameTheDayOfTheWeekIfItIsTheirs) {
    for (const char* text : {"2021年05月13日 星期四", "2021-05-13（周四）", "2021.5.13礼拜四",
                             "2021年5月13日（星期四）"}) {
        ASSERT_TRUE(typed_moment(text)) << text;
        EXPECT_EQ(typed_moment(text)->date.text(), "2021-05-13") << text;
    }
    EXPECT_EQ(typed_moment("2021年5月16日星期日")->date.text(), "2021-05-16");
    EXPECT_EQ(typed_moment("2021年5月16日 周天")->date.text(), "2021-05-16");
    for (const char* text :
         {"2021年05月13日 星期五", "星期四", "2021-05-13 四", "2021-05-13 周四)"}) {
        EXPECT_FALSE(typed_moment(text)) << text;
    }
}

TEST(TypedPhones, AreKeptInOneWay) {
    EXPECT_EQ(typed_phone("138-1234-5678"), "13812345678");
    EXPECT_EQ(typed_phone("138 1234 5678"), "13812345678");
    EXPECT_EQ(typed_phone("(0564)3312345"), "0564-3312345");
    EXPECT_EQ(typed_phone("(0564) 331-2345"), "0564-3312345");
    for (const char* as_it_is : {"+86 13805641234", "0564-3212345", "3212345", "400-820-8820",
                                 "138-1234-567", "(0564", "(12)34", "不详"}) {
        EXPECT_EQ(typed_phone(as_it_is), as_it_is);
    }
}

TEST(BracketedAmounts, AreNegative) {
    EXPECT_EQ(without_brackets("(100)"), "-100");
    EXPECT_EQ(without_brackets("(1,234.50)"), "-1,234.50");
    EXPECT_EQ(without_brackets("(¥100)"), "-100");
    for (const char* as_it_is : {"100", "(100", "(甲)", "()", "(¥)", "(-100)"}) {
        EXPECT_EQ(without_brackets(as_it_is), as_it_is);
    }
}

TEST(TypedYesNo, IsReadInManyWords) {
    for (const char* yes : {"是", "有", "对", "√", "Yes", "TRUE", "1", "Ｙ"}) {
        EXPECT_EQ(typed_yes_no(yes), true) << yes;
    }
    for (const char* no : {"否", "无", "没有", "错", "×", "X", "No", "FALSE", "0"}) {
        EXPECT_EQ(typed_yes_no(no), false) << no;
    }
    EXPECT_EQ(typed_yes_no("也许"), std::nullopt);
}

TEST(SpoiltCells, AreKnown) {
    EXPECT_EQ(typed_serial("44329"), Date::of(2021, 5, 13));
    for (const char* other : {"4432", "04432", "443290", "4432x", ""}) {
        EXPECT_FALSE(typed_serial(other)) << other;
    }
    for (const char* shortened :
         {"3.41502E+17", "6.22202123456789e+18", "-1.00000000000000E+20", "1E+05", "1.5e-07"}) {
        EXPECT_TRUE(is_scientific(shortened)) << shortened;
    }
    for (const char* other :
         {"1e3", "E+17", "abE+17", ".E+17", "1.2.3E+17", "1E+", "1E+x", "1", ""}) {
        EXPECT_FALSE(is_scientific(other)) << other;
    }
    for (const char* error : {"#N/A", "#DIV/0!", "####"}) EXPECT_TRUE(is_sheet_error(error));
    for (const char* other : {"#", "#12", "##", "N/A", ""}) EXPECT_FALSE(is_sheet_error(other));
}

TEST(Dashes, StandForNothing) {
    EXPECT_TRUE(is_dash("/"));
    EXPECT_TRUE(is_dash("——"));
    EXPECT_FALSE(is_dash("无"));
    EXPECT_FALSE(is_dash(""));
}

TEST(TypedMoments, AreShort) {
    EXPECT_TRUE(typed_moment("二〇二一年十二月三十一日 下午十一时五十九分五十九秒"));
    EXPECT_FALSE(typed_moment("2021年3月1日" + std::string(200, ' ') + "8:30"));
}

}  // namespace
}  // namespace qingshui::app
