#include "paper/cell_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace qingshui::paper {
namespace {

TEST(CsvText, IsDefusedWhereASpreadsheetWouldCalculate) {
    EXPECT_EQ(to_csv("=1+1"), "'=1+1");
    EXPECT_EQ(to_csv("+86 564"), "'+86 564");
    EXPECT_EQ(to_csv("-"), "'-");
    EXPECT_EQ(to_csv("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(to_csv("\t=1"), "'\t=1");
    EXPECT_EQ(to_csv("＝1"), "'＝1");
    EXPECT_EQ(to_csv("'=1"), "''=1");
}

TEST(CsvText, IsOtherwiseLeftAlone) {
    EXPECT_EQ(to_csv("清水河街道"), "清水河街道");
    EXPECT_EQ(to_csv("1-2"), "1-2");
    EXPECT_EQ(to_csv("'quoted'"), "'quoted'");
    EXPECT_EQ(from_csv("'quoted'"), "'quoted'");
    EXPECT_EQ(from_csv("'"), "'");
    EXPECT_EQ(from_csv(""), "");
}

RC_GTEST_PROP(CsvText, IsReadBack, ()) {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("'=+-@\t\r\nab1 ")));
    RC_ASSERT(from_csv(to_csv(text)) == text);
    RC_ASSERT(text.empty() || std::string("=+-@\t\r\n").find(to_csv(text)[0]) == std::string::npos);
}

TEST(WorkbookText, EscapesWhatLooksLikeAnEscape) {
    EXPECT_EQ(to_workbook("_x0041_"), "_x005F_x0041_");
    EXPECT_EQ(to_workbook("_x41_"), "_x41_");
    EXPECT_EQ(from_workbook("_x000D_"), "\r");
    EXPECT_EQ(from_workbook("_x6E05_"), "清");
    EXPECT_EQ(from_workbook("_xD800_"), "_xD800_");
}

RC_GTEST_PROP(WorkbookText, IsReadBack, ()) {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("_x0041__xABCD_")));
    RC_ASSERT(from_workbook(to_workbook(text)) == text);
}

}  // namespace
}  // namespace qingshui::paper
