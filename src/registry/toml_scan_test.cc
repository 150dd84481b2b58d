#include "registry/toml_scan.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "registry/declared.h"

namespace qingshui::registry {
namespace {

std::string repeated(std::string_view part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
}

TEST(Nesting, IsAllowedUpToItsLimit) {
    EXPECT_EQ(too_deep_line("a" + repeated(".a", kNestingMax - 1) + " = 1\n"), 0);
    EXPECT_EQ(too_deep_line("a = " + repeated("[", kNestingMax) + repeated("]", kNestingMax)), 0);
}

TEST(Nesting, IsRefusedAtItsLineHoweverItIsWritten) {
    for (const std::string& deep : {
             "a" + repeated(".a", 100'000) + " = 1\n",
             "[a" + repeated(".a", 100'000) + "]\n",
             "[[a" + repeated(" . \"a\"", 100'000) + "]]\n",
             "a = " + repeated("[", 100'000),
             "a = " + repeated("{a=", 100'000),
             "a = " + repeated("[{a.a=", 100'000),
             "a" + repeated(".a", kNestingMax),
             "a = " + repeated("[", kNestingMax + 1),
         }) {
        const auto read = read_toml("x = 1\n" + deep, "f");

        ASSERT_FALSE(read) << deep.substr(0, 40);
        EXPECT_EQ(read.error().rule, "pack.too_deep");
        EXPECT_EQ(read.error().where.row, 2);
        EXPECT_EQ(words(read.error(), Language::Chinese),
                  "f 第2行：嵌套超过16层。\n"
                  "  请减少键名中的点，以及方括号、花括号的层数；业务包的写法见 docs/packs.md。\n");
        EXPECT_EQ(words(read.error(), Language::English),
                  "f row 2: It nests deeper than 16.\n"
                  "  Use fewer dots in the key and fewer brackets within brackets; docs/packs.md "
                  "is the reference.\n");
    }
}

TEST(Nesting, DoesNotLookIntoTextsAndComments) {
    const std::string deep = repeated(".[{", 100);
    EXPECT_EQ(too_deep_line("a = \"\\\"" + deep + "\" # " + deep + "\nb = '" + deep + "'\n"), 0);
    EXPECT_EQ(too_deep_line("a = \"\"\"\n\"" + deep + "\n\"\"\"\nb = '''\n" + deep + "'''\n"), 0);
    EXPECT_EQ(too_deep_line("a = '\\'\nb = " + repeated("[", 100)), 2);
}

TEST(Nesting, IsCountedAnewInEachValue) {
    EXPECT_EQ(too_deep_line(repeated("a.b = [1.5, { c.d = 2.5 }]\n", 100)), 0);
}

TEST(TomlScan, LeavesOnlyAsciiOutsideOfQuotesAndComments) {
    EXPECT_EQ(ascii_outside_quotes("名。a = \"甲，\\\"乙\" # 丙；\nb = '×'，\n"),
              "??a = \"甲，\\\"乙\" # 丙；\nb = '×'?\n");
    EXPECT_EQ(ascii_outside_quotes("a = \"\"\"\n甲\n\"\"\"乙"), "a = \"\"\"\n甲\n\"\"\"?");
}

TEST(TomlScan, LetsEveryCharacterInTheWrongPlaceBeToldAtItsLine) {
    for (const char* wrong :
         {"。", "，", "；", "·", "×", "　", "é", "“", "中", "\u200B", "\U00020BB7"}) {
        for (const std::string& line :
             {fmt::format("b{} = 1", wrong), fmt::format("b = 1{}", wrong),
              fmt::format("b = {}1", wrong), fmt::format("[c{}d]", wrong), std::string(wrong)}) {
            const auto read = read_toml("a = 1\n" + line + "\n", "f");

            ASSERT_FALSE(read) << line;
            EXPECT_EQ(read.error().rule, "pack.syntax") << line;
            EXPECT_EQ(read.error().where.row, 2) << line;
        }
    }
}

}  // namespace
}  // namespace qingshui::registry
