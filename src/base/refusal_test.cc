#include "base/refusal.h"

#include <gtest/gtest.h>

namespace qingshui {
namespace {

Refusal import_refused() {
    return {.rule = "import.refused",
            .says = {"有1处错误，没有导入任何一行", "There is 1 fault; no row was imported"},
            .where = {.file = "检查.csv"},
            .faults = {{.rule = "area.unknown",
                        .says = {"没有这个区域", "There is no such area"},
                        .remedy = {"您是不是想写“清水河社区”？", "Did you mean \"清水河社区\"?"},
                        .where = {.row = 3, .column = "所在区域", .value = "清水社区"}}}};
}

TEST(Words, SayPlaceFaultAndRemedyInChinese) {
    EXPECT_EQ(words(import_refused(), Language::Chinese),
              "检查.csv：有1处错误，没有导入任何一行。\n"
              "  第3行 “所在区域”列 “清水社区”：没有这个区域。\n"
              "    您是不是想写“清水河社区”？\n");
}

TEST(Words, SayPlaceFaultAndRemedyInEnglish) {
    EXPECT_EQ(words(import_refused(), Language::English),
              "检查.csv: There is 1 fault; no row was imported.\n"
              "  row 3 column \"所在区域\" \"清水社区\": There is no such area.\n"
              "    Did you mean \"清水河社区\"?\n");
}

TEST(Clause, IsWhatOthersQuoteInASentence) {
    const Refusal fault = import_refused().faults.front();
    EXPECT_EQ(clause(fault, Language::Chinese), "第3行 “所在区域”列 “清水社区”：没有这个区域");
    EXPECT_EQ(clause(fault, Language::English),
              "row 3 column \"所在区域\" \"清水社区\": There is no such area");
}

TEST(Words, FallBackToTheRuleWhenThereAreNone) {
    EXPECT_EQ(words({.rule = "record.required"}, Language::Chinese), "record.required\n");
}

}  // namespace
}  // namespace qingshui
