#include "app/areas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"

namespace qingshui::app {
namespace {

using probe::day;
using probe::Office;
using testing::ElementsAre;
using Kind = AreaOrder::Kind;

std::vector<std::string> codes(Office& office, std::string_view area, Date on) {
    std::vector<std::string> all;
    const auto rows = list_areas(office.actor, *office.store->read(), area, on);
    if (!rows) return {words(rows.error(), Language::English)};
    for (const AreaRow& row : *rows) all.push_back(row.code);
    return all;
}

std::string change(Office& office, const AreaOrder& order) {
    const auto done = change_areas(office.actor, *office.store, order, "区划调整");
    return done ? "done" : words(done.error(), Language::Chinese);
}

TEST(Areas, AreListedByDepthAndLevel) {
    Office office;
    EXPECT_THAT(codes(office, "", day("2021-06-01")),
                ElementsAre("341502005", "341502005001", "341502005001001", "341502005002",
                            "341502005002001"));
    EXPECT_THAT(codes(office, "茶棚社区", day("2021-06-01")),
                ElementsAre("341502005001", "341502005001001"));
    const auto grids =
        list_areas(office.actor, *office.store->read(), "", day("2021-06-01"), area::Level::Grid);
    ASSERT_TRUE(grids);
    ASSERT_EQ(grids->size(), 2U);
    EXPECT_EQ((*grids)[0].path, "清水河街道 / 茶棚社区 / 第一网格");
}

TEST(Areas, AreFoundRenamedMovedAndDissolved) {
    Office office;
    const Date on = day("2021-07-01");
    EXPECT_EQ(change(office, {Kind::Found, on, {"茶棚社区"}, {{"341502005001002", "第二网格"}}}),
              "done");
    EXPECT_EQ(change(office, {Kind::Rename, on, {"341502005001002"}, {{"", "新二网格"}}}), "done");
    const Date later = day("2021-08-01");
    EXPECT_EQ(change(office, {Kind::Move, later, {"新二网格", "皋城社区(一期)"}}), "done");
    EXPECT_THAT(codes(office, "皋城社区（一期）", later),
                ElementsAre("341502005002", "341502005001002", "341502005002001"));
    EXPECT_EQ(change(office, {Kind::Dissolve, day("2021-09-01"), {"新二网格"}}), "done");
    EXPECT_THAT(codes(office, "皋城社区（一期）", day("2021-09-01")),
                ElementsAre("341502005002", "341502005002001"));
    EXPECT_THAT(codes(office, "茶棚社区", day("2021-07-31")),
                ElementsAre("341502005001", "341502005001001", "341502005001002"));
}

TEST(Areas, AreMergedWithWhatLiesInThem) {
    Office office;
    const Date on = day("2021-07-01");
    EXPECT_EQ(
        change(office,
               {Kind::Merge, on, {"茶棚社区", "皋城社区（一期）"}, {{"341502005003", "茶皋社区"}}}),
        "done");
    EXPECT_THAT(codes(office, "茶皋社区", on),
                ElementsAre("341502005003", "341502005001001", "341502005002001"));
}

TEST(Areas, AreSplitOnlyWhenEverythingInThemHasAPlace) {
    Office office;
    AreaOrder order{Kind::Split,
                    day("2021-07-01"),
                    {"茶棚社区"},
                    {{"341502005004", "东茶棚社区"}, {"341502005005", "西茶棚社区"}}};
    EXPECT_NE(change(office, order), "done");
    EXPECT_THAT(codes(office, "茶棚社区", order.day),
                ElementsAre("341502005001", "341502005001001"));

    order.children = {{"341502005001001", "341502005005"}};
    EXPECT_EQ(change(office, order), "done");
    EXPECT_THAT(codes(office, "西茶棚社区", order.day),
                ElementsAre("341502005005", "341502005001001"));
    EXPECT_THAT(codes(office, "东茶棚社区", order.day), ElementsAre("341502005004"));

    // What was split stays split when the office is opened again.
    office.store.reset();
    office.store = std::move(store::open(office.place.address(), office.clock)).value();
    EXPECT_THAT(codes(office, "西茶棚社区", order.day),
                ElementsAre("341502005005", "341502005001001"));
    EXPECT_TRUE(office.store->verify({}).empty());
}

TEST(Areas, MayBeSplitIntoPartsAndANeighbour) {
    Office office;
    AreaOrder order{Kind::Split,
                    day("2021-07-01"),
                    {"茶棚社区"},
                    {{"341502005004", "东茶棚社区"}, {"341502005005", "西茶棚社区"}},
                    {{"茶棚社区/第一网格", "皋城社区（一期）"}}};
    EXPECT_EQ(change(office, order), "done");
    EXPECT_THAT(codes(office, "皋城社区（一期）", order.day),
                ElementsAre("341502005002", "341502005001001", "341502005002001"));
    order.children = {{"月亮", "341502005004"}};
    EXPECT_NE(change(office, order), "done");
}

}  // namespace
}  // namespace qingshui::app
