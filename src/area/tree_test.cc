#include "area/tree.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/failure.h"

namespace qingshui::area {
namespace {

Code code(const std::string& text) { return Code::parse(text).value(); }
Date day(const char* iso) { return Date::parse(iso).value(); }
Id<Area> id(std::int64_t number) { return {number}; }

const Date kStart = day("2020-01-01");

void apply(Tree& tree, const Act& act) {
    const auto spans = tree.apply(act);
    ASSERT_TRUE(spans) << words(spans.error(), Language::Chinese);
}

Tree two_communities() {
    Tree tree;
    apply(tree, Found{kStart, id(10), id(0), code("341502"), "金安区"});
    apply(tree, Found{kStart, id(1), id(10), code("341502005"), "清水河街道"});
    apply(tree, Found{kStart, id(2), id(1), code("341502005001"), "茶棚社区"});
    apply(tree, Found{kStart, id(3), id(1), code("341502005002"), "皋陶社区"});
    apply(tree, Found{kStart, id(4), id(2), code("341502005001X01"), "皋城小区"});
    apply(tree, Found{kStart, id(5), id(4), code("341502005001001"), "第一网格"});
    return tree;
}

TEST(Tree, NamesAPathFromTheStreetDown) {
    const auto tree = two_communities();

    EXPECT_EQ(tree.path_name(id(5), kStart), "清水河街道 / 茶棚社区 / 皋城小区 / 第一网格");
    EXPECT_EQ(tree.path_name(id(1), kStart), "清水河街道");
    EXPECT_EQ(tree.path_name(id(10), kStart), "金安区");
    EXPECT_EQ(tree.path(id(5), kStart), (std::vector{id(5), id(4), id(2), id(1), id(10)}));
    EXPECT_EQ(tree.path_name(id(5), day("2019-01-01")), tree.path_name(id(5), kStart));
}

TEST(Tree, AnswersAsOfAnyDay) {
    auto tree = two_communities();
    const auto on = day("2021-06-01");
    apply(tree, Move{on, id(4), id(3)});
    apply(tree, Rename{day("2021-07-01"), id(3), "皋城社区"});

    EXPECT_TRUE(tree.within(id(5), id(2), day("2021-05-31")));
    EXPECT_FALSE(tree.within(id(5), id(2), on));
    EXPECT_TRUE(tree.within(id(5), id(3), on));
    EXPECT_EQ(tree.at(id(3), on)->name, "皋陶社区");
    EXPECT_EQ(tree.at(id(3), day("2021-07-01"))->name, "皋城社区");
    EXPECT_EQ(tree.at(id(3), day("2019-12-31")), nullptr);
    EXPECT_EQ(tree.find_name("皋城社区", day("2021-07-01")), std::vector{id(3)});
    EXPECT_TRUE(tree.find_name("皋城社区", on).empty());
    EXPECT_EQ(tree.count(id(3), Level::Grid, on), 1U);
    EXPECT_EQ(tree.count(id(3), Level::Grid, kStart), 0U);
    EXPECT_EQ(tree.of_level(id(10), Level::Community, on), (std::vector{id(2), id(3)}));
    EXPECT_EQ(tree.roots(on), std::vector{id(10)});
}

TEST(Tree, KeepsAMoveWithinTheSubtreeAsOneStay) {
    auto tree = two_communities();
    apply(tree, Move{day("2021-06-01"), id(4), id(3)});
    apply(tree, Move{day("2021-09-01"), id(4), id(2)});
    const auto year = Period::year(2021);
    const auto half = Period{day("2021-06-01"), day("2021-08-31")};

    EXPECT_EQ(tree.subtree(id(3), year),
              (std::vector<Stay>{{id(3), year}, {id(4), half}, {id(5), half}}));
    EXPECT_EQ(tree.subtree(id(1), year),
              (std::vector<Stay>{
                  {id(1), year}, {id(2), year}, {id(3), year}, {id(4), year}, {id(5), year}}));
    EXPECT_EQ(tree.subtree(id(2), year).size(), 5U);
    EXPECT_TRUE(tree.subtree(id(2), Period::year(2019)).empty());
    EXPECT_TRUE(tree.subtree(id(99), year).empty());
}

TEST(Tree, BringsHomeAStockThroughSeveralChanges) {
    auto tree = two_communities();
    apply(tree, Merge{day("2021-02-01"),
                      {id(2), id(3)},
                      Found{{}, id(20), id(1), code("341502005009"), "新社区"}});
    apply(tree, Dissolve{day("2021-03-01"), id(5)});
    apply(tree, Split{day("2021-04-01"),
                      id(4),
                      {Found{{}, id(30), id(20), code("341502005009X01"), "东区"},
                       Found{{}, id(31), id(20), code("341502005009X02"), "西区"}}});

    EXPECT_EQ(tree.home(id(5), day("2021-02-28")), id(5));
    EXPECT_EQ(tree.home(id(5), day("2021-03-01")), id(4));
    EXPECT_EQ(tree.home(id(5), day("2021-04-01")), id(20));
    EXPECT_EQ(tree.home(id(2), day("2021-04-01")), id(20));
    EXPECT_EQ(tree.home(id(2), day("2021-01-31")), id(2));
}

TEST(Tree, IsTheSameWhenPutBackFromItsSpans) {
    auto tree = two_communities();
    apply(tree, Move{day("2021-06-01"), id(4), id(3), code("341502005002X01")});
    apply(tree, Rename{day("2021-06-02"), id(4), "新小区"});
    apply(tree, Move{day("2021-09-01"), id(4), id(2)});

    Tree again;
    for (const auto area : {5, 4, 3, 2, 1, 10}) {
        const auto life = tree.life(id(area));
        for (auto span = life.rbegin(); span != life.rend(); ++span) again.restore(*span);
    }
    again.ready();

    const auto whole = Period{Date::min(), Date::max()};
    for (const auto area : {1, 2, 3, 4, 5, 10}) {
        EXPECT_EQ(again.subtree(id(area), whole), tree.subtree(id(area), whole)) << area;
        EXPECT_EQ(again.life(id(area)).size(), tree.life(id(area)).size());
    }
    EXPECT_EQ(again.find(code("341502005002X01"), day("2021-06-02")), id(4));
    EXPECT_EQ(again.find_name("新小区", day("2021-06-02")), std::vector{id(4)});
    apply(again, Move{day("2021-10-01"), id(4), id(3)});
}

TEST(Tree, FailsOnSpansThatAreNoTree) {
    const Span street{id(1), kStart, Date::max(), id(0), code("341502005"), "街道"};
    const Span others[] = {
        {id(2), kStart, Date::max(), id(9), code("341502005001"), "没有上级"},
        {id(2), kStart, Date::max(), id(1), code("341502006"), "同级"},
        {id(2), kStart, day("2019-01-01"), id(1), code("341502005001"), "倒置"},
        {id(1), day("2021-01-01"), Date::max(), id(0), code("341502005"), "重叠"},
        {id(1), day("2019-01-01"), day("2019-12-31"), id(0), code("341502"), "变级"},
        {id(2), kStart, Date::max(), id(2), code("341502005001"), "自身"},
    };
    for (const auto& other : others) {
        Tree tree;
        tree.restore(street);
        tree.restore(other);
        EXPECT_THROW(tree.ready(), Failure) << other.name;
    }
}

// Method: the act tells which spans it changed; what lies below the moved area is not there.
TEST(Tree, MovesAnAreaWithoutTouchingWhatLiesBelow) {
    auto tree = two_communities();
    std::int64_t next = 1000;
    for (int grid = 2; grid <= 101; ++grid) {
        const auto grid_code = fmt::format("341502005001{:03}", grid);
        const auto grid_id = id(next++);
        apply(tree, Found{kStart, grid_id, id(4), code(grid_code), "网格"});
        for (int building = 0; building < 1000; ++building) {
            const auto text = fmt::format("{}-{}", grid_code, building);
            apply(tree, Found{kStart, id(next++), grid_id, code(text), "楼"});
        }
    }

    const auto spans = tree.apply(Move{day("2021-06-01"), id(4), id(3)}).value();

    EXPECT_EQ(spans.size(), 2U);
    EXPECT_EQ(tree.count(id(3), Level::Building, day("2021-06-01")), 100'000U);
    EXPECT_EQ(tree.count(id(2), Level::Building, day("2021-06-01")), 0U);
    EXPECT_EQ(tree.count(id(2), Level::Building, day("2021-05-31")), 100'000U);
}

TEST(Tree, PlacesWhatHappenedWhereItsAreaWentOrCameFrom) {
    auto tree = two_communities();
    const auto on = day("2021-06-01");
    apply(tree, Merge{on, {id(2), id(3)}, {on, id(6), id(1), code("341502005003"), "新社区"}});

    EXPECT_EQ(tree.place(id(2), day("2021-05-31")), id(2));
    EXPECT_EQ(tree.place(id(2), on), id(6));
    EXPECT_EQ(tree.place(id(6), day("2021-05-31")), id(1));
    EXPECT_EQ(tree.place(id(99), on), id(0));
    EXPECT_TRUE(tree.counts_in(id(3), id(6), on));
    EXPECT_FALSE(tree.counts_in(id(3), id(2), on));
    EXPECT_TRUE(tree.counts_in(id(6), id(1), day("2021-01-01")));
    EXPECT_FALSE(tree.counts_in(id(99), id(1), on));
}

TEST(Tree, KnowsTheNearestSpanAndTheDaysOnWhichItTurns) {
    auto tree = two_communities();
    const auto on = day("2021-06-01");
    apply(tree, Rename{day("2020-03-01"), id(2), "茶亭社区"});
    apply(tree, Merge{on, {id(2), id(3)}, {on, id(6), id(1), code("341502005003"), "新社区"}});

    EXPECT_EQ(tree.nearest(id(2), day("2019-01-01")).name, "茶棚社区");
    EXPECT_EQ(tree.nearest(id(2), day("2020-02-29")).name, "茶棚社区");
    EXPECT_EQ(tree.nearest(id(2), day("2022-01-01")).name, "茶亭社区");
    EXPECT_EQ(tree.turning_days({kStart, Date::max()}),
              (std::vector{kStart, day("2020-03-01"), on}));
    EXPECT_EQ(tree.turning_days({day("2020-01-02"), day("2021-05-31")}),
              std::vector{day("2020-03-01")});
    EXPECT_EQ(tree.find(code("341502005001"), Period{on, on}), std::nullopt);
    EXPECT_EQ(tree.find(code("341502005001"), Period::year(2021)), id(2));
}

}  // namespace
}  // namespace qingshui::area
