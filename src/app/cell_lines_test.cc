#include "app/cell_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace qingshui::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Line = std::vector<std::string>;

// Words made of what could go wrong: marks, blanks, backslashes, letters that mean something
// after one, characters of several bytes.
rc::Gen<std::string> part() {
    const auto piece = rc::gen::elementOf(
        std::vector<std::string>{"、",     "；", ";", "|", "\\", "\n", "\r", " ", "\t", "\u3000",
                                 "\u00A0", "n",  "r", "e", "张", "伟", "，", ",", "😀",  "1"});
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const auto& one : pieces) text += one;
                            return text;
                        });
}

TEST(Trimming, TakesEveryKindOfBlankFromTheEnds) {
    EXPECT_EQ(trimmed(" \t\r\n\u3000\u00A0甲 乙\u00A0\u3000\n\r\t "), "甲 乙");
    EXPECT_EQ(trimmed("　"), "");
    EXPECT_EQ(trimmed(""), "");
}

TEST(Lists, ArePartedByEveryMark) {
    EXPECT_THAT(split_list("甲、乙，丙；丁,戊;己\n庚"),
                ElementsAre("甲", "乙", "丙", "丁", "戊", "己", "庚"));
}

TEST(Lists, LeaveOutEmptyParts) {
    EXPECT_THAT(split_list("、 甲 、、\n"), ElementsAre("甲"));
    EXPECT_THAT(split_list("、；"), IsEmpty());
    EXPECT_THAT(split_list(""), IsEmpty());
}

TEST(LinesOfACell, AreReadAsPeopleTypeThem) {
    EXPECT_THAT(split_lines("张伟 | 队长\r\n\n李娜|", 2),
                ElementsAre(Line{"张伟", "队长"}, Line{"李娜", ""}));
    EXPECT_THAT(split_lines("张伟、李娜；王芳;赵敏\n钱强", 1),
                ElementsAre(Line{"张伟"}, Line{"李娜"}, Line{"王芳"}, Line{"赵敏"}, Line{"钱强"}));
    EXPECT_THAT(split_lines("张伟、李娜 | 队长", 2), ElementsAre(Line{"张伟、李娜", "队长"}));
    EXPECT_THAT(split_lines("  \n　", 2), IsEmpty());
}

TEST(LinesOfACell, ArePrintedAsPeopleWouldTypeThem) {
    EXPECT_EQ(print_lines({{"张伟、李娜", "队长"}, {"王芳", ""}}), "张伟、李娜 | 队长\n王芳 | ");
    EXPECT_EQ(print_lines({{"张伟"}, {"李娜"}}), "张伟\n李娜");
    EXPECT_EQ(print_lines({{"\n甲、乙 "}, {""}}), "\\n甲\\、乙\\ \n\\e");
}

TEST(LinesOfACell, KeepWhatABackslashPrecedes) {
    EXPECT_THAT(split_lines("甲\\|乙 | \\ 丙\\ ", 2), ElementsAre(Line{"甲|乙", " 丙 "}));
    EXPECT_THAT(split_lines("甲\\、乙", 1), ElementsAre(Line{"甲、乙"}));
    EXPECT_THAT(split_lines("甲\\n乙", 1), ElementsAre(Line{"甲\n乙"}));
    EXPECT_THAT(split_lines("甲\\", 1), ElementsAre(Line{"甲\\"}));
    EXPECT_THAT(split_lines("  \\;甲", 1), ElementsAre(Line{";甲"}));
}

RC_GTEST_PROP(LinesOfACell, ComeBackAsTheyWerePrinted, ()) {
    const auto width = *rc::gen::inRange<std::size_t>(1, 5);
    const auto lines =
        *rc::gen::container<std::vector<Line>>(rc::gen::container<Line>(width, part()));

    RC_ASSERT(split_lines(print_lines(lines), width) == lines);
}

}  // namespace
}  // namespace qingshui::app
