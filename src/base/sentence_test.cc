#include "base/sentence.h"

#include <gtest/gtest.h>

namespace qingshui {
namespace {

TEST(Sentence, EndsWithAFullStop) {
    EXPECT_EQ(sentence({"没有这个区域", "There is no such area"}),
              (Text{"没有这个区域。", "There is no such area."}));
    EXPECT_EQ(sentence({"请写“茶棚社区”", "Write “茶棚社区”"}),
              (Text{"请写“茶棚社区”。", "Write “茶棚社区”."}));
}

TEST(Sentence, IsClosedOnce) {
    for (const Text& closed : {Text{"没有这个区域。", "There is no such area."},
                               Text{"是不是“茶棚社区”？", "Did you mean “茶棚社区”?"},
                               Text{"可用的有：", "Use one of:"}, Text{}}) {
        EXPECT_EQ(sentence(closed), closed);
    }
}

TEST(Sentence, SetsQuotesWithinQuotesApart) {
    EXPECT_EQ(sentence({"标准““光荣在党50年”纪念章”没有施行", ""}).zh,
              "标准“‘光荣在党50年’纪念章”没有施行。");
    EXPECT_EQ(with_inner_quotes("“一“二“三”二”一”，“四”"), "“一‘二“三”二’一”，“四”");
}

TEST(Sentence, LeavesQuotesAloneThatDoNotPair) {
    EXPECT_EQ(with_inner_quotes("“一“二”"), "“一“二”");
    EXPECT_EQ(with_inner_quotes("一”“二”"), "一”“二”");
}

}  // namespace
}  // namespace qingshui
