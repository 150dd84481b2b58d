#include "base/chinese.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qingshui::chinese {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Folded, MakesFullWidthHalfWidth) {
    EXPECT_EQ(folded("　１２，Ａｂ（甲）　\t"), "12,Ab(甲)");
    EXPECT_EQ(folded(" 清水　河 \r\n"), "清水 河");
    EXPECT_EQ(folded("　"), "");
    EXPECT_EQ(folded("a\xff "), "a\xff");
    EXPECT_EQ(folded("\uFEFF １\u200B２ \u2060"), "12");
}

TEST(Bare, IsWithoutTheWhiteSpaceAround) {
    EXPECT_EQ(bare("　\u00A0 （甲） 乙\t\r\n"), "（甲） 乙");
    EXPECT_EQ(bare("清　水"), "清　水");
    EXPECT_TRUE(is_blank("　 \u00A0\n"));
    EXPECT_TRUE(is_blank(""));
    EXPECT_FALSE(is_blank("　—"));
    EXPECT_EQ(blank_at_start("　 a"), 3U);
    EXPECT_EQ(blank_at_start("a "), 0U);
}

TEST(Length, CountsCharacters) {
    EXPECT_EQ(length("清水a𠮷"), 4U);
    EXPECT_EQ(length("a\xff\xe6\xb8"), 4U);
}

TEST(IsUtf8, RefusesBadSequences) {
    EXPECT_TRUE(is_utf8("清水 𠮷"));
    for (const auto* bytes : {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80",
                              "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xE6\xB8", "\xFF"}) {
        EXPECT_FALSE(is_utf8(bytes));
    }
}

TEST(Decoded, ReadsTheEncodingsOfOffices) {
    EXPECT_EQ(decoded("清水"), "清水");
    EXPECT_EQ(decoded("\xEF\xBB\xBF清水"), "清水");
    EXPECT_EQ(decoded("\xC7\xE5\xCB\xAE,1"), "清水,1");
    EXPECT_EQ(decoded(std::string("\xFF\xFE\x05\x6E\x34\x6C", 6)), "清水");
    EXPECT_EQ(decoded(std::string("\xFE\xFF\x6E\x05\x6C\x34", 6)), "清水");
    EXPECT_EQ(decoded("\x95\x32\x82\x36"), "𠀀");
    EXPECT_EQ(decoded(""), "");
}

TEST(Decoded, RefusesWhatIsNoText) {
    EXPECT_FALSE(decoded(std::string("PK\x03\x04\0\0", 6)));
    EXPECT_FALSE(decoded("\xC7\xE5\xCB"));
    EXPECT_FALSE(decoded("\xFF\xFF"));
    EXPECT_FALSE(decoded("\xEF\xBB\xBF\xFF"));
}

TEST(Decoded, RefusesTextInTwoEncodings) {
    const std::string gb18030 = "\xC7\xE5\xCB\xAE,1\n";
    EXPECT_FALSE(decoded(gb18030 + "备注说明,2\n"));
    EXPECT_FALSE(decoded("备注说明,2\n" + gb18030));
    EXPECT_EQ(decoded(gb18030 + gb18030 + "plain,3\n"), "清水,1\n清水,1\nplain,3\n");
}

TEST(SearchTokens, SeparateHanAndKeepWords) {
    EXPECT_EQ(search_tokens("清水河，ＡB-12号（Été）"), "清 水 河 ab 12 号 été");
    EXPECT_EQ(search_tokens(" 。、"), "");
    EXPECT_EQ(search_tokens("a清1"), "a 清 1");
    EXPECT_EQ(search_tokens("D\u200B1"), "d1");
}

TEST(SearchTokens, OfAPartAreAPhraseOfTheWhole) {
    const std::string whole = " " + search_tokens("反映清水河小区路灯不亮") + " ";
    EXPECT_NE(whole.find(" " + search_tokens("路灯") + " "), std::string::npos);
    EXPECT_EQ(whole.find(" " + search_tokens("灯路") + " "), std::string::npos);
}

TEST(Nearest, FindsSlipsOfThePen) {
    const std::vector<std::string> names = {"清水河社区", "马塘社区", "清水桥社区", "红旗村"};
    EXPECT_THAT(nearest("清水社区", names), ElementsAre("清水河社区", "清水桥社区"));
    EXPECT_THAT(nearest("水清河社区", names), ElementsAre("清水河社区", "清水桥社区"));
    EXPECT_THAT(nearest("马塘", names), ElementsAre("马塘社区"));
    EXPECT_THAT(nearest("清水河社区", names, 1), ElementsAre("清水河社区"));
    EXPECT_THAT(nearest("火星基地", names), IsEmpty());
    EXPECT_THAT(nearest("村", names), IsEmpty());
    EXPECT_THAT(nearest("", names), IsEmpty());
}

TEST(Shortened, QuotesTheBeginning) {
    std::string many;
    for (int character = 0; character < 64; ++character) many += "清";
    EXPECT_EQ(shortened(many), many);
    EXPECT_EQ(shortened(many + "水"), many + "…");
    EXPECT_EQ(shortened("一\n二\x1B[31m"), "一 二 [31m");
    EXPECT_EQ(shortened("a\xFF"), "a\xEF\xBF\xBD");
}

}  // namespace
}  // namespace qingshui::chinese
