#include "app/column_units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"

namespace qingshui::app {
namespace {

using probe::Office;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Units, AreShortWhateverIsSaidBeforeThem) {
    std::string remark = "以";
    for (int time = 0; time < 10'000; ++time) remark += "为单位";
    for (const std::string& unit : units_in(remark)) EXPECT_LE(unit.size(), 100U);
    EXPECT_THAT(units_in("本表以万元为单位"), ElementsAre("万元"));
}

// What the costs and people of a sheet of visits come to: "300000;2".
std::string taken(const std::string& sheet) {
    Office office;
    const std::string done = office.imported("巡查.csv", sheet);
    if (!done.starts_with("filed")) return done;
    const auto record = office.records("beacon.visit").front().record;
    const auto text = [&](std::size_t field) {
        const auto* number = std::get_if<Decimal>(&record.values[field]);
        return number == nullptr ? std::string() : number->shortest();
    };
    return text(3) + ";" + text(4);
}

constexpr const char* kVisit = "所在区域,巡查日期,费用,人数\n茶棚社区,2021-05-13,30,2\n";

std::string under(const std::string& caption) { return taken(caption + "\n" + kVisit); }

std::vector<std::string> rules(const std::string& sheet) {
    Office office;
    const auto done = office.import({{"巡查.csv", sheet}});
    std::vector<std::string> rules;
    if (done) return rules;
    for (const Refusal& fault : done.error().faults) rules.push_back(fault.rule);
    return rules;
}

TEST(SaidUnits, AreThoseOfTheRowsAboveTheHeader) {
    EXPECT_EQ(under("单位：万元"), "300000;2");
    EXPECT_EQ(under(",,,单位：万元"), "300000;2");
    EXPECT_EQ(under("灯塔巡查台账\n,,（单位：万元）"), "300000;2");
    EXPECT_EQ(under("填报单位：清水河街道,,金额单位: 万元"), "300000;2");
    EXPECT_EQ(under("填报单位：清水河街道　单位：万元　制表人：张三"), "300000;2");
    EXPECT_EQ(under("本表金额以万元为单位"), "300000;2");
    EXPECT_EQ(under("计量单位：人、人民币万元"), "300000;2");
    EXPECT_EQ(under("单位：十万元"), "3000000;2");
    EXPECT_EQ(under("2021年灯塔巡查费用表（万元）"), "300000;2");
    EXPECT_EQ(under("单位：元"), "30;2");
}

TEST(SaidUnits, AreThoseOfTheNotesBelow) {
    EXPECT_EQ(taken(std::string(kVisit) + "注：本表费用单位为万元,,,\n"), "300000;2");
}

TEST(SaidUnits, AreThoseOfTheTitleAboveAGroup) {
    EXPECT_EQ(taken("所在区域,巡查日期,金额（万元）,\n,,费用,人数\n茶棚社区,2021-05-13,30,2\n"),
              "300000;2");
    EXPECT_EQ(taken("单位：元,,,\n所在区域,巡查日期,金额【单位：万元】,\n,,费用,人数\n"
                    "茶棚社区,2021-05-13,30,2\n"),
              "300000;2");
}

TEST(SaidUnits, YieldToThoseOfColumnsAndCells) {
    EXPECT_EQ(taken("单位：万元\n所在区域,巡查日期,费用（元）\n茶棚社区,2021-05-13,30\n"), "30;");
    EXPECT_EQ(taken("单位：万元\n所在区域,巡查日期,费用\n茶棚社区,2021-05-13,30元\n"), "30;");
}

TEST(SaidUnits, LeaveAloneWhatIsNotCountedInThem) {
    EXPECT_EQ(under("单位：人"), "30;2");
    EXPECT_EQ(under("单位：清水河街道"), "30;2");
    EXPECT_EQ(under("单位：万人"), "30;20000");
    EXPECT_EQ(under("预算总额（万元）,500"), "30;2");
}

TEST(SaidUnits, ReachIntoSubTables) {
    Office office(probe::Packs{{"works", {{"pack.toml", R"toml(
[pack]
id = "works"
title = { zh = "工程", en = "Works" }
version = "1"
[register.work]
title = { zh = "工程", en = "Work" }
area = "place"
day = "since"
label = "{since}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "since", type = "date", zh = "日期", en = "Since", required = true },
]
lines.payments = { title = { zh = "付款", en = "Payments" }, fields = [
  { id = "payee", type = "text", zh = "收款人", en = "Payee" },
  { id = "amount", type = "money", zh = "金额", en = "Amount", unit = "元" },
] }
)toml"}}}});

    office.import_or_throw(
        "工程.csv", "单位：万元\n区域,日期,付款\n茶棚社区,2021-05-13,\"甲 | 2\n乙 | 3元\"\n");

    const auto lines = office.records("works.work").front().record.lines.front();
    EXPECT_EQ(lines[0][1], registry::Value(Decimal(2'000'000, 2)));
    EXPECT_EQ(lines[1][1], registry::Value(Decimal(300, 2)));
}

TEST(SaidUnits, AreRefusedWhereSeveralMayBeMeant) {
    EXPECT_THAT(rules(std::string("单位：元,单位：万元\n") + kVisit),
                ElementsAre("import.unit_unclear"));
    EXPECT_THAT(rules(std::string("单位：元/万元\n") + kVisit), ElementsAre("import.unit_unclear"));
    EXPECT_THAT(rules("单位：元/万元\n所在区域,巡查日期,费用（元）\n茶棚社区,2021-05-13,3\n"),
                IsEmpty());
}

TEST(SaidUnits, AreRefusedWhereTheyCannotBeReckonedIn) {
    EXPECT_THAT(rules(std::string("单位：万美元\n") + kVisit), ElementsAre("import.unit_unknown"));
    EXPECT_THAT(rules(std::string("单位：万\n") + kVisit),
                ElementsAre("import.unit_unknown", "import.unit_unknown"));
}

TEST(SaidUnits, AreToldWithTheColumnsTheyWereTakenFor) {
    Office office;
    const auto done = office.import({{"巡查.csv", std::string("单位：万元\n") + kVisit}});

    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    ASSERT_EQ(done->front().units.size(), 1U);
    EXPECT_EQ(done->front().units[0].unit, "万元");
    EXPECT_THAT(done->front().units[0].titles, ElementsAre("费用"));
    EXPECT_THAT(done->front().ignored, IsEmpty());
}

TEST(SaidUnits, AreNoColumnsOfTheirOwn) {
    Office office;
    const auto done = office.import(
        {{"巡查.csv", "所在区域,巡查日期,费用,单位：万元\n茶棚社区,2021-05-13,30,\n"}});

    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_THAT(done->front().ignored, IsEmpty());
    EXPECT_EQ(office.records("beacon.visit").front().record.values[3],
              registry::Value(Decimal(30'000'000, 2)));
}

TEST(ColumnTitles, HaveTheirUnitInBracketsOfAnyKind) {
    for (const char* title :
         {"费用（万元）", "费用[万元]", "费用【万元】", "费用〔万元〕", "费用［单位：万元］"}) {
        EXPECT_EQ(taken("所在区域,巡查日期," + std::string(title) + "\n茶棚社区,2021-05-13,30\n"),
                  "300000;")
            << title;
    }
}

}  // namespace
}  // namespace qingshui::app
