#include "base/utf8.h"

#include <gtest/gtest.h>

namespace qingshui::utf8 {
namespace {

TEST(Unwritable, IsFoundWithItsPlaceAmongTheCharacters) {
    const std::vector<std::pair<std::string, char32_t>> all = {
        {"灯塔\x07了", 0x07}, {std::string("灯塔\0", 7), 0}, {"灯塔\x1F", 0x1F},
        {"灯塔\x0B", 0x0B},   {"灯塔\uFFFE", 0xFFFE},        {"灯塔\uFFFF\x01", 0xFFFF}};
    for (const auto& [text, code] : all) {
        const auto found = unwritable(text);
        ASSERT_TRUE(found) << static_cast<std::uint32_t>(code);
        EXPECT_EQ(found->code, code);
        EXPECT_EQ(found->place, 3U);
    }
}

TEST(Unwritable, IsNothingThatXmlHolds) {
    EXPECT_FALSE(unwritable("灯塔\t\r\n a\uFFFD\x7F\uE000\uFEFF😀\U0010FFFF"));
    EXPECT_FALSE(unwritable("\xEF\xBF"));  // Cut short: invalid, but not U+FFFE.
}

TEST(Writable, PutsTheReplacementCharacterInItsPlace) {
    EXPECT_EQ(writable("a\x07灯\uFFFE\n\xFF"), "a\uFFFD灯\uFFFD\n\uFFFD");
    EXPECT_EQ(writable("灯塔\t😀"), "灯塔\t😀");
}

}  // namespace
}  // namespace qingshui::utf8
