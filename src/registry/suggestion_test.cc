#include "registry/suggestion.h"

#include <gtest/gtest.h>

namespace qingshui::registry {
namespace {

const std::vector<Named>& declared() {
    static const std::vector<Named> kAll = {
        {"beacon.tower", {"灯塔", "Lighthouse"}},
        {"beacon.patrol", {"巡查", "Patrol"}},
        {"beacon.drill", {"演练", "Drill"}},
        {"orchard.patrol", {"巡查", "Patrol"}},
    };
    return kAll;
}

const Text kOtherwise = {"没有相近的。", "Nothing is near."};

TEST(DidYouMean, AsksAfterAMisspeltId) {
    const Text asked = did_you_mean("beacon.towre", declared(), kOtherwise);
    EXPECT_EQ(asked.zh, "是不是“beacon.tower”（灯塔）？");
    EXPECT_EQ(asked.en, "Did you mean “beacon.tower” (Lighthouse)?");
}

TEST(DidYouMean, AsksAfterAnIdWithoutItsPack) {
    EXPECT_EQ(did_you_mean("drill", declared(), kOtherwise).zh, "是不是“beacon.drill”（演练）？");
}

TEST(DidYouMean, AsksAfterEveryoneOfATitle) {
    const Text asked = did_you_mean("巡察", declared(), kOtherwise);
    EXPECT_EQ(asked.zh, "是不是“beacon.patrol”（巡查）或“orchard.patrol”（巡查）？");
    EXPECT_EQ(asked.en, "Did you mean “beacon.patrol” (Patrol) or “orchard.patrol” (Patrol)?");
}

TEST(DidYouMean, AsksAfterThreeAtMost) {
    EXPECT_EQ(did_you_mean("beacon.", declared(), kOtherwise).en,
              "Did you mean “beacon.tower” (Lighthouse) or “beacon.drill” (Drill) or "
              "“beacon.patrol” (Patrol)?");
}

TEST(DidYouMean, SaysTheRestIfNothingIsNear) {
    EXPECT_EQ(did_you_mean("something.else", declared(), kOtherwise), kOtherwise);
}

}  // namespace
}  // namespace qingshui::registry
