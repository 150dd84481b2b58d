#include "base/replaced.h"

#include <gtest/gtest.h>

namespace qingshui {
namespace {

TEST(Replaced, HasEveryPartAnew) {
    EXPECT_EQ(replaced("【一】【二】", "【", "("), "(一】(二】");
    EXPECT_EQ(replaced("a*b**", "*", ""), "ab");
    EXPECT_EQ(replaced("none", "*", "-"), "none");
    EXPECT_EQ(replaced("", "*", "-"), "");
    EXPECT_EQ(replaced("*", "*", "**"), "**");
}

TEST(Replaced, DoesNotLookAtWhatItMade) {
    EXPECT_EQ(replaced("gengeneraleral", "general", ""), "general");
}

}  // namespace
}  // namespace qingshui
