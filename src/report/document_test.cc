#include <gtest/gtest.h>

#include "report/probe_report.h"

namespace qingshui::report {
namespace {

using Kind = paper::Block::Kind;

TEST(ToDocument, EndsWithTheSourcesOfEveryFigure) {
    probe::Office office;
    office.three_beds();
    const auto made = draft(office.sources(), probe::Office::request());
    ASSERT_TRUE(made);
    const auto document = to_document(*made);
    EXPECT_EQ(document.title, "甲街道2021年工作报告");
    EXPECT_EQ(document.blocks.front().kind, Kind::Title);
    EXPECT_EQ(document.blocks[1].kind, Kind::Heading1);
    EXPECT_EQ(document.blocks[2].kind, Kind::Heading2);
    const auto& table = document.blocks[document.blocks.size() - 2];
    ASSERT_EQ(table.kind, Kind::Table);
    ASSERT_EQ(table.rows.size(), made->figures.size() + 1);
    const auto& row = table.rows[1];
    EXPECT_EQ(row[0].front().text, "花坛数 3处");
    EXPECT_EQ(row[0].front().link, "garden.beds");
    EXPECT_EQ(row[2].front().text, "2021年");
    EXPECT_EQ(row[4].front().text, "3");
    EXPECT_EQ(row[5].front().text, made->figures[0].digest.hex().substr(0, 16));
}

TEST(ToDocument, MarksAFigureWhereItAppearsFirst) {
    probe::Office office("共{{beds}}，再说一遍{{beds}}。\n");
    const auto made = draft(office.sources(), probe::Office::request());
    ASSERT_TRUE(made);
    int marked = 0;
    const auto document = to_document(*made);
    for (const auto& block : document.blocks) {
        for (const auto& run : block.runs) marked += run.figure == "garden.beds" ? 1 : 0;
    }
    EXPECT_EQ(marked, 1);
}

}  // namespace
}  // namespace qingshui::report
