// The report of an area within the office: whose it is, whose passages it has, and its lists.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "app/reporting.h"

namespace qingshui::app {
namespace {

using testing::HasSubstr;
using testing::Not;

// The unique key of the passages is filled in.
constexpr const char* kHill = R"toml(
[pack]
id = "hill"
title = { zh = "山岗", en = "The hill" }
version = "1"
requires = ["beacon"]

[report.annual]
title = { zh = "年度报告", en = "Annual report" }
heading = "{{office}}{{period}}工作报告"
chapters = ["hill"]
text = "annual.md"
passages = "passage"
)toml";

probe::Packs packs(const std::string& key) {
    std::string pack = std::string(kHill) + probe::kPassages;
    const std::string_view last = "\"key\"]]";
    pack.insert(pack.find(last) + last.size() - 2, key);
    auto packs = probe::packs();
    packs["hill"] = {{"pack.toml", pack},
                     {"annual.md", "{{chapters}}\n"},
                     {"report.md",
                      "{{text \"plan\" : 计划略}}\n\n"
                      "{{#each beacon.visit}}\n- 巡查{{tower}}，用{{cost}}\n{{/each}}\n"}};
    return packs;
}

struct AreaReport : testing::Test {
    explicit AreaReport(const std::string& key = ", \"place\"") : office(packs(key)) {}

    std::string reported(const std::string& area) {
        Reporting reporting(office.actor, office.store->read(), office.clock);
        const auto draft = reporting.draft({"annual", "2021", area, ""});
        return draft ? report::to_markdown(*draft) : words(draft.error(), Language::Chinese);
    }
    std::string written(const std::string& text, const std::string& area) {
        const auto done = write_passage(office.actor, *office.store, office.clock,
                                        {"annual", "2021", "hill.plan", text, area});
        return done ? "" : words(done.error(), Language::Chinese);
    }
    probe::Office office;
};

// An office whose register keeps a passage once for all areas.
struct OnePassageForAll : AreaReport {
    OnePassageForAll() : AreaReport("") {}
};

TEST_F(AreaReport, BearsTheNameOfItsArea) {
    EXPECT_THAT(reported(""), HasSubstr("# 清水河街道2021年工作报告"));
    EXPECT_THAT(reported("茶棚社区"), HasSubstr("# 茶棚社区2021年工作报告"));
}

TEST_F(AreaReport, HasThePassagesThatWereWrittenForIt) {
    EXPECT_EQ(written("全街大修。", ""), "");
    EXPECT_THAT(reported("茶棚社区"), HasSubstr("计划略"));
    EXPECT_EQ(written("本社区不修。", "茶棚社区"), "");
    EXPECT_THAT(reported("茶棚社区"), HasSubstr("本社区不修。"));
    EXPECT_THAT(reported(""), HasSubstr("全街大修。"));
    EXPECT_EQ(written("", "茶棚社区"), "");
    EXPECT_THAT(reported("茶棚社区"), HasSubstr("计划略"));
    EXPECT_THAT(reported(""), HasSubstr("全街大修。"));
}

TEST_F(AreaReport, ShowsMoneyToTheCent) {
    office.import_or_throw("灯塔.csv", "灯塔编号,所在区域,点亮日期\n东塔,茶棚社区,2020-05-01\n");
    office.import_or_throw("巡查.csv",
                           "所在区域,巡查日期,灯塔,费用\n茶棚社区,2021-05-13,东塔,133061.5\n");
    EXPECT_THAT(reported(""), HasSubstr("- 巡查东塔，用133061.50元"));
}

TEST_F(OnePassageForAll, IsOnlyInTheReportItWasWrittenFor) {
    EXPECT_EQ(written("全街大修。", ""), "");
    EXPECT_THAT(reported("茶棚社区"), Not(HasSubstr("全街大修。")));
    EXPECT_THAT(written("本社区不修。", "茶棚社区"),
                HasSubstr("段落“hill.plan”已为另一个区域写过，台账“手写段落”每段只存一份。"));
    EXPECT_THAT(reported(""), HasSubstr("全街大修。"));
}

}  // namespace
}  // namespace qingshui::app
