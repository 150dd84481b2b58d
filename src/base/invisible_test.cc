#include "base/invisible.h"

#include <gtest/gtest.h>

namespace qingshui::utf8 {
namespace {

TEST(Invisible, IsWhatNoOneSees) {
    for (const char32_t code :
         {U'\u00AD', U'\u200B', U'\u200C', U'\u200D', U'\u200E', U'\u200F', U'\u202A', U'\u202E',
          U'\u2060', U'\u2064', U'\u2066', U'\u2069', U'\u3164', U'\uFEFF', U'\uFE0F',
          U'\U000E0041', U'\U000E0100', U'\u180E'}) {
        std::string text = "棚R";
        append(text, code);
        text += "1";

        const auto found = invisible(text);

        ASSERT_TRUE(found) << static_cast<std::uint32_t>(code);
        EXPECT_EQ(found->code, code);
        EXPECT_EQ(found->place, 3U);
        EXPECT_EQ(visible(text), "棚R1") << static_cast<std::uint32_t>(code);
    }
}

TEST(Invisible, IsNothingThatHasALookOrAMeaning) {
    // A family, a heart, a keycap, two forms of one character, Mongolian and Persian words.
    for (const std::string text :
         {"清水河　茶棚\n１，a", "👨\u200D👩\u200D👧", "❤\uFE0F\u200D🔥", "1\uFE0F\u20E3",
          "葛\U000E0100城", "ᠨ\u180Eᠠ", "می\u200Cخواهم", "“引”…—", "é\u00A0£", "Æ¬®"}) {
        EXPECT_FALSE(invisible(text)) << text;
        EXPECT_EQ(visible(text), text);
    }
}

TEST(Invisible, IsTheFirstOfAllThatMayNotBe) {
    EXPECT_EQ(invisible("a\x07灯\u200B")->place, 2U);
    EXPECT_EQ(invisible("灯\u200B\x07")->place, 2U);
    EXPECT_EQ(invisible("灯\u200B\x07")->code, U'\u200B');
    EXPECT_FALSE(invisible(""));
}

TEST(Visible, LeavesWhatIsToBeRefused) {
    EXPECT_EQ(visible("\uFEFFD\u200B\u200B1\u202E"), "D1");
    EXPECT_EQ(visible("\u200B"), "");
    EXPECT_EQ(visible("a\x07\u200B\xFF"), "a\x07\xFF");
    EXPECT_EQ(visible("👨\u200B\u200D👩"), "👨\u200D👩");
}

}  // namespace
}  // namespace qingshui::utf8
