#include "registry/declared.h"

#include <gtest/gtest.h>

namespace qingshui::registry {
namespace {

TEST(Declared, KeepsTheOrderAndLinesOfTheFile) {
    const auto read = read_toml("b = 1\na = \"x\"\n[t]\nd = 2021-05-13\nn = 1.50\n", "f");

    ASSERT_TRUE(read);
    ASSERT_EQ(read->members.size(), 3U);
    EXPECT_EQ(read->members[0].first, "b");
    EXPECT_EQ(read->members[1].second.line, 2);
    const Declared& table = *read->find("t");
    EXPECT_EQ(table.find("d")->date.text(), "2021-05-13");
    EXPECT_EQ(table.find("d")->line, 4);
    EXPECT_EQ(table.find("n")->text, "1.5");
    EXPECT_EQ(table.find("x"), nullptr);
}

TEST(Declared, RefusesWhatTheLibraryThinksImpossible) {
    const auto read = read_toml("a = 1\nb = [\n  1,\n]\n[ .c]\nd = 1\n", "f");

    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().rule, "pack.syntax");
    EXPECT_EQ(read.error().where.row, 5);
    EXPECT_EQ(read.error().says.zh, "从这里起不合 TOML 的写法");
    EXPECT_EQ(read.error().says.en, "Not TOML: unexpected character");
}

TEST(Declared, RefusesOtherEncodings) {
    const auto read = read_toml("a = \"\xc4\xe3\"\n", "f");

    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().rule, "pack.encoding");
    EXPECT_EQ(read.error().says.zh, "文件不是 UTF-8 编码");
}

}  // namespace
}  // namespace qingshui::registry
