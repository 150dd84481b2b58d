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
    std::vector<std::string> titles;
    for (const auto& block : document.blocks) {
        const bool is_line = block.kind == Kind::Attachment || block.kind == Kind::Appendix ||
                             block.kind == Kind::Title;
        if (is_line) titles.push_back(block.runs.front().text);
    }
    EXPECT_EQ(titles, (std::vector<std::string>{"甲街道2021年工作报告", "附件：数据来源", "附件",
                                                "数据来源"}));
    const auto& table = document.blocks[document.blocks.size() - 2];
    ASSERT_EQ(table.kind, Kind::Table);
    ASSERT_EQ(table.rows.size(), made->figures.size() + 1);
    const auto& row = table.rows[1];
    EXPECT_EQ(row[0].front().text, "花坛数 3处");
    EXPECT_EQ(row[0].front().link, "garden.beds");
    EXPECT_EQ(row[2].front().text, "2021年");
    EXPECT_EQ(row[4].front().text, "3");
    const std::string digest = made->figures[0].digest.hex();
    EXPECT_EQ(row[5].front().text, digest.substr(0, 8) + " " + digest.substr(8, 8));
}

TEST(ToDocument, NamesARateAsTheSourceOfItsFigure) {
    probe::Office office("共{{fee}}。", probe::kFrame, R"toml(
[rates.fee]
title = { zh = "认养标准", en = "Fees" }
fields = [ { id = "amount", type = "money", zh = "每处", en = "Each", unit = "元" } ]
[[rates.fee.row]]
from = 2021-06-01
amount = "15.00"
[indicator.fee]
title = { zh = "认养费", en = "Fee" }
kind = "rate"
rate = "fee.amount"
unit = "元"
)toml");
    auto request = probe::Office::request();
    const auto row_of = [&] {
        const auto document = to_document(*draft(office.sources(), request));
        return document.blocks[document.blocks.size() - 2].rows[1];
    };
    const auto held = draft(office.sources(), request)->figures[0].digest.hex();
    EXPECT_EQ(row_of()[4].front().text, "标准");
    EXPECT_EQ(row_of()[5].front().text, held.substr(0, 8) + " " + held.substr(8, 8));
    request.period = Period::year(2020);
    EXPECT_EQ(row_of()[5].front().text, "—");
}

TEST(ToDocument, BearsTheDayOfMakingUnlessAnotherIsStated) {
    probe::Office office;
    auto request = probe::Office::request();
    const auto date_of = [&] {
        for (const auto& block : to_document(*draft(office.sources(), request)).blocks) {
            if (block.kind == Kind::Date) return block.runs.front().text;
        }
        return std::string();
    };
    EXPECT_EQ(date_of(), "2022年2月1日");
    request.dated = tally::probe::day("2021-12-20");
    EXPECT_EQ(date_of(), "2021年12月20日");
}

TEST(ToDocument, SaysForWhomItIsAtTheMargin) {
    probe::Office office("共{{beds}}。\n", "> 区人民政府：\n\n{{chapters}}\n");
    const auto document = to_document(*draft(office.sources(), probe::Office::request()));
    EXPECT_EQ(document.blocks[1].kind, Kind::Addressee);
    EXPECT_EQ(document.blocks[1].runs.front().text, "区人民政府：");
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
