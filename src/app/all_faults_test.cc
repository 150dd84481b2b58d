// What cannot be read hides nothing else that is wrong, and is no reason for further faults.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "app/recording.h"

namespace qingshui::app {
namespace {

using probe::Office;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

// "rule column" of each fault.
std::vector<std::string> told(const Refusal& refusal) {
    std::vector<std::string> all;
    for (const Refusal& fault : refusal.faults) {
        all.push_back(fault.rule + " " + fault.where.column);
    }
    return all;
}

std::vector<std::string> imported(Office& office, const std::string& sheet) {
    const auto done = office.import({{"巡查.csv", sheet}});
    return done ? std::vector<std::string>{"taken in"} : told(done.error());
}

std::vector<std::string> filed(Office& office, const RecordOrder& order) {
    const auto done = file_record(office.actor, *office.store, order);
    return done ? std::vector<std::string>{"filed"} : told(done.error());
}

TEST(UnreadCells, HideNoOtherFaultsOfTheirRow) {
    Office office;
    EXPECT_THAT(
        imported(office,
                 "所在区域,巡查日期,人数,联系电话,费用\n"
                 "茶棚社区,2021-05-13,很多,12,6000000\n"),
        UnorderedElementsAre("cell.number 人数", "record.phone 联系电话", "record.check 费用"));
}

TEST(UnreadCells, AreNotToldOfAsMissingNorByWhatReadsThem) {
    Office office;
    EXPECT_THAT(imported(office, "所在区域,巡查日期,费用\n月亮社区,2021-05-13,很多\n"),
                ElementsAre("cell.area 所在区域", "cell.number 费用"));
}

TEST(UnreadCells, HideNoFaultsOfARowThatCorrects) {
    Office office;
    office.import_or_throw("巡查.csv", "所在区域,巡查日期,人数\n茶棚社区,2021-05-13,3\n");
    const auto number = office.records("beacon.visit").front().id.number;

    EXPECT_THAT(imported(office, fmt::format("记录编号,人数,联系电话\n{},很多,12\n", number)),
                ElementsAre("cell.number 人数", "record.phone 联系电话"));
}

TEST(UnreadDays, AreNotTakenForUnknownAreas) {
    Office office;
    office.import_or_throw(
        "areas.csv", "区域代码,区域名称,层级,启用日期\n341502005003,新河社区,社区,2021-01-01\n");
    EXPECT_THAT(imported(office, "所在区域,巡查日期\n新河社区,5月13\n月亮社区,5月13\n"),
                ElementsAre("cell.date 巡查日期", "cell.area 所在区域", "cell.date 巡查日期"));
    EXPECT_THAT(imported(office, "所在区域,巡查日期\n茶棚社区,\n"),
                ElementsAre("record.required 巡查日期"));
}

TEST(UnreadFields, HideNoOtherFaultsOfARecord) {
    Office office;
    EXPECT_THAT(filed(office, {"巡查", {{"所在区域", "茶棚社区"}, {"人数", "很多"}}}),
                ElementsAre("cell.number 人数", "record.required 巡查日期"));
    EXPECT_THAT(filed(office, {"巡查", {{"所在区域", "茶棚社区"}, {"巡查日期", "5月13"}}}),
                ElementsAre("cell.date 巡查日期"));
    EXPECT_TRUE(office.records("beacon.visit").empty());
}

TEST(UnreadLines, HideNoOtherFaultsOfTheirSubTable) {
    Office office;
    const std::string hands = "李四 | 7.55\n | 8\n王五 | 很多\n赵六 | 1 | 2";
    EXPECT_THAT(
        filed(
            office,
            {"巡查", {{"所在区域", "茶棚社区"}, {"巡查日期", "2021-05-13"}, {"出动人员", hands}}}),
        UnorderedElementsAre("cell.scale 出动人员", "record.required 姓名", "cell.number 出动人员",
                             "cell.lines 出动人员"));
    EXPECT_THAT(
        imported(office, "所在区域,巡查日期,出动人员\n茶棚社区,2021-05-13,\"" + hands + "\"\n"),
        UnorderedElementsAre("cell.scale 出动人员", "record.required 出动人员",
                             "cell.number 出动人员", "cell.lines 出动人员"));
}

TEST(UnreadLines, AreNotToldOfAsMissingNorByWhatReadsThem) {
    auto packs = probe::packs();
    std::string& pack = packs["beacon"]["pack.toml"];
    const std::string hours =
        R"x({ id = "hours", type = "decimal(1)", zh = "工时", en = "Hours" })x";
    const std::string pay = R"x(, required = true },
  { id = "pay", type = "decimal(1)", zh = "工钱", en = "Pay", required = true, computed = )x"
                            R"x("hours * 3" })x";
    pack.replace(pack.find(hours) + hours.size() - 2, 2, pay);
    Office office(packs);
    const RecordOrder order{
        "巡查",
        {{"所在区域", "茶棚社区"}, {"巡查日期", "2021-05-13"}, {"出动人员", "李四 | 很多\n | 2"}}};

    EXPECT_THAT(filed(office, order), ElementsAre("cell.number 出动人员", "record.required 姓名"));
}

}  // namespace
}  // namespace qingshui::app
