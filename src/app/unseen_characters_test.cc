// What spreadsheets and chats paste along with a text and no one sees.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/areas.h"
#include "app/probe_office.h"
#include "app/recording.h"

namespace qingshui::app {
namespace {

using probe::Office;
using testing::ElementsAre;

constexpr const char* kHeader = "灯塔编号,所在区域,点亮日期,高度（米）\n";
constexpr const char* kRow = ",茶棚社区,2021-03-01,12.5\n";

TEST(UnseenCharacters, MakeNoOtherKey) {
    Office office;
    office.import_or_throw("灯塔.csv", std::string(kHeader) + "D1" + kRow);

    for (const std::string key : {"D1\u200B", "\uFEFFD1", "D\u00AD1", "\u202ED1"}) {
        EXPECT_EQ(office.imported("灯塔.csv", kHeader + key + kRow),
                  "filed 0, corrected 0, unchanged 1")
            << key;
    }
    EXPECT_THAT(office.rows("beacon.tower"),
                ElementsAre("D1;341502005001 茶棚社区;2021-03-01;12.5;"));
}

TEST(UnseenCharacters, AreTakenOffWhateverTheyStandIn) {
    Office office;
    EXPECT_EQ(office.imported("灯塔.csv",
                              "灯塔\u200B编号,\u200E所在区域,点亮日期\u2060,高度（米）\n"
                              "A1,茶棚\u200B社区,2021\u200B-03-01,1\u200B2.5\n"),
              "filed 1, corrected 0, unchanged 0");
    EXPECT_EQ(office.imported("巡查.csv",
                              "所在区域,巡查日期,灯塔,状态,费用,守塔人,出动人员\n"
                              "茶棚社区,2021-05-13,A1\u200B,熄\u200B灭,1.5\u200B万元,"
                              "王\u200B小明,张伟\u200B | 2.5\n"),
              "filed 1, corrected 0, unchanged 0");
    EXPECT_THAT(office.rows("beacon.tower"),
                ElementsAre("A1;341502005001 茶棚社区;2021-03-01;12.5;"));
    EXPECT_THAT(office.rows("beacon.visit"),
                ElementsAre("341502005001 茶棚社区;2021-05-13;A1;15000;;熄灭;;;;;;;王小明;;;;1;"
                            "张伟 | 2.5;;"));
}

TEST(UnseenCharacters, StayWhereTheyMeanSomething) {
    Office office;
    office.import_or_throw("演练.csv", "所在区域,日期,主题\n茶棚社区,2021-05-13,👨\u200D👩\u200D👧\n");

    EXPECT_THAT(office.rows("beacon.drill"),
                ElementsAre("341502005001 茶棚社区;2021-05-13;👨\u200D👩\u200D👧;"));
}

TEST(UnseenCharacters, MakeNoOtherKeyOfWhatIsTypedIn) {
    Office office;
    const auto file = [&](const std::string& key) {
        return file_record(
            office.actor, *office.store,
            {"灯塔", {{"灯塔编号", key}, {"所在区域", "茶棚社区"}, {"点亮日期", "2021-03-01"}}});
    };
    ASSERT_TRUE(file("R1"));

    const auto again = file("R1\u200B");

    ASSERT_FALSE(again);
    ASSERT_EQ(again.error().faults.size(), 1U);
    EXPECT_EQ(again.error().faults.front().rule, "record.duplicate");
}

TEST(UnseenCharacters, AreRefusedInTheNameOfAnArea) {
    Office office;
    const AreaOrder order{AreaOrder::Kind::Found,
                          probe::day("2021-06-01"),
                          {"清水河街道"},
                          {{"341502005003", "皋\u200B陶社区"}}};

    const auto refused = change_areas(office.actor, *office.store, order, "新设");

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "area.name");
}

}  // namespace
}  // namespace qingshui::app
