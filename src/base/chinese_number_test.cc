#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/chinese.h"

namespace qingshui::chinese {
namespace {

struct NumeralCase {
    std::int64_t number;
    const char* text;
};

constexpr NumeralCase kNumerals[] = {
    {0, "零"},
    {5, "五"},
    {10, "十"},
    {12, "十二"},
    {20, "二十"},
    {110, "一百一十"},
    {205, "二百零五"},
    {250, "二百五十"},
    {1005, "一千零五"},
    {1050, "一千零五十"},
    {1015, "一千零一十五"},
    {10'000, "一万"},
    {16'000, "一万六千"},
    {10'005, "一万零五"},
    {100'000, "十万"},
    {120'305, "十二万零三百零五"},
    {41'876, "四万一千八百七十六"},
    {100'000'000, "一亿"},
    {100'000'005, "一亿零五"},
    {100'100'000, "一亿零一十万"},
    {1'000'000'000'000, "一万亿"},
    {-3, "负三"},
};

TEST(Numeral, WritesAndReadsEachForm) {
    for (const auto& c : kNumerals) {
        EXPECT_EQ(numeral(c.number), c.text);
        EXPECT_EQ(parse_numeral(c.text), c.number) << c.text;
    }
}

TEST(Numeral, SaysTwoAsLiangBeforeAMeasureWord) {
    EXPECT_EQ(numeral(2, true), "两");
    EXPECT_EQ(numeral(2), "二");
    EXPECT_EQ(numeral(12, true), "十二");
}

TEST(Numeral, ReadsOtherSpellings) {
    const NumeralCase cases[] = {{12, "１２"},     {12, " 12 "},       {-7, "-7"},
                                 {2000, "两千"},   {205, "贰佰零伍"},  {15, "拾伍"},
                                 {20'000, "两万"}, {1050, "一千五十"}, {100'100'000, "一亿零十万"},
                                 {0, "〇"},        {205, "二百〇五"},  {7, "007"}};
    for (const auto& c : cases) EXPECT_EQ(parse_numeral(c.text), c.number) << c.text;
}

TEST(Numeral, RefusesWhatIsNoWholeNumber) {
    for (const auto* text : {"",
                             "-",
                             "负",
                             "1.5",
                             "1,000",
                             "五五",
                             "二百五",
                             "一万五",
                             "十十",
                             "百",
                             "零五",
                             "五零",
                             "二百零",
                             "二百零零五",
                             "一百千",
                             "万",
                             "亿",
                             "一亿五",
                             "三人",
                             "99999999999999999999",
                             "九十九亿亿亿",
                             "五-",
                             "--5"}) {
        EXPECT_FALSE(parse_numeral(text)) << text;
    }
}

RC_GTEST_PROP(Numeral, ReadsWhatItWrites, (std::int64_t number)) {
    RC_ASSERT(parse_numeral(numeral(number)) == number);
}

RC_GTEST_PROP(Numeral, ReadsWhatItWritesOfGreatNumbers, ()) {
    auto number = *rc::gen::inRange<std::int64_t>(INT64_MIN + 1, INT64_MAX);
    // Many zeros make the rules of 零 work.
    for (int shift = *rc::gen::inRange(0, 18); shift > 0; --shift) number /= 10;
    for (int shift = *rc::gen::inRange(0, 18);
         shift > 0 && number < INT64_MAX / 10 && number > INT64_MIN / 10; --shift) {
        number *= 10;
    }
    RC_ASSERT(parse_numeral(numeral(number)) == number);
}

TEST(Numeral, WritesTheEndsOfTheRange) {
    EXPECT_EQ(parse_numeral(numeral(INT64_MAX)), INT64_MAX);
    EXPECT_EQ(numeral(INT64_MIN).substr(0, 6), "负九");
}

}  // namespace
}  // namespace qingshui::chinese
