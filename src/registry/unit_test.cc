#include <gtest/gtest.h>

#include "registry/pack.h"

namespace qingshui::registry {
namespace {

TEST(Unit, FollowsItsNumberAsEachLanguageHasIt) {
    const Unit cases{.text = "起", .en = "cases"};
    EXPECT_EQ(cases.after("38", Language::Chinese), "38起");
    EXPECT_EQ(cases.after("38", Language::English), "38 cases");
}

TEST(Unit, IsTheChineseWordWhereThereIsNoEnglishOne) {
    const Unit share{.text = "%"};
    EXPECT_EQ(share.after("85.9", Language::English), "85.9%");
    EXPECT_EQ(share.word(Language::English), "%");
}

}  // namespace
}  // namespace qingshui::registry
