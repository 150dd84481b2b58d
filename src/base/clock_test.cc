#include "base/clock.h"

#include <gtest/gtest.h>

namespace qingshui {
namespace {

TEST(FixedClock, ShowsWhatItWasSetTo) {
    FixedClock clock(Instant{5});
    EXPECT_EQ(clock.now(), Instant{5});
    clock.set(Instant{7});
    EXPECT_EQ(clock.now(), Instant{7});
}

TEST(SystemClock, ShowsADayOfOurTime) {
    SystemClock clock;
    const Instant now = clock.now();
    EXPECT_GT(now.wall().date, *Date::of(2025, 1, 1));
    EXPECT_LE(now, clock.now());
}

}  // namespace
}  // namespace qingshui
