#include "sample/chance.h"

#include <numeric>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace qingshui::sample {
namespace {

TEST(Chance, DrawsTheSameOnEveryMachine) {
    Chance chance(20210513, "a");
    std::vector<std::uint64_t> drawn;
    for (int i = 0; i < 6; ++i) drawn.push_back(chance.below(1000));

    EXPECT_EQ(drawn, (std::vector<std::uint64_t>{390, 696, 464, 19, 990, 984}));
}

TEST(Chance, HasAStreamForEachName) {
    std::set<std::uint32_t> first;
    for (const auto* name : {"a", "b", "ab", "ba", ""}) first.insert(Chance(1, name).next());
    first.insert(Chance(2, "a").next());

    EXPECT_EQ(first.size(), 6U);
}

TEST(Chance, ReachesEveryValueAboutAsOften) {
    Chance chance(1, "dice");
    std::array<int, 6> counts = {};
    for (int i = 0; i < 6000; ++i) {
        ++counts.at(static_cast<std::size_t>(chance.between(1, 6)) - 1);
    }
    for (const auto count : counts) EXPECT_NEAR(count, 1000, 150);
}

TEST(Chance, FollowsWeights) {
    Chance chance(1, "weights");
    std::array<int, 3> counts = {};
    for (int i = 0; i < 4000; ++i) ++counts.at(chance.weighted({3, 0, 1}));

    EXPECT_NEAR(counts[0], 3000, 200);
    EXPECT_EQ(counts[1], 0);
}

RC_GTEST_PROP(Split, AddsUpExactlyWithinItsBounds, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 60);
    const auto least = *rc::gen::inRange<std::int64_t>(0, 20);
    const auto most = least + *rc::gen::inRange<std::int64_t>(0, 2'000'000);
    const auto parts = static_cast<std::int64_t>(count);
    const auto total = *rc::gen::inRange<std::int64_t>(least * parts, most * parts + 1);
    Chance chance(*rc::gen::arbitrary<std::uint64_t>(), "split");

    const auto amounts = split(total, count, {least, most}, chance);

    RC_ASSERT(amounts.has_value());
    RC_ASSERT(amounts->size() == count);
    RC_ASSERT(std::accumulate(amounts->begin(), amounts->end(), std::int64_t{0}) == total);
    for (const auto amount : *amounts) RC_ASSERT(amount >= least && amount <= most);
}

TEST(Split, IsNoneWhereBoundsForbidIt) {
    Chance chance(1, "split");

    EXPECT_FALSE(split(5, 3, {2, {}}, chance));
    EXPECT_FALSE(split(10, 3, {0, 3}, chance));
    EXPECT_FALSE(split(-1, 3, {0, {}}, chance));
    EXPECT_FALSE(split(1, 0, {0, {}}, chance));
    EXPECT_TRUE(split(0, 0, {0, {}}, chance)->empty());
    EXPECT_EQ(split(7, 1, {0, {}}, chance), std::vector<std::int64_t>{7});
}

TEST(Split, IsUneven) {
    Chance chance(1, "split");
    const auto amounts = *split(100'000'000, 300, {0, {}}, chance);

    EXPECT_GT(std::set<std::int64_t>(amounts.begin(), amounts.end()).size(), 250U);
}

}  // namespace
}  // namespace qingshui::sample
