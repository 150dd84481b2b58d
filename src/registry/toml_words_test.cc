#include <gtest/gtest.h>

#include "registry/declared.h"

namespace qingshui::registry {
namespace {

struct Case {
    std::string text;
    int line;
    std::string zh, en, remedy;
};

const std::vector<Case>& cases() {
    const std::string day = "写成 2021-07-01 这样，不加引号";
    const std::string number =
        "写成 12 或 1.5 这样，不带单位；日期写成 2021-07-01；文字写在半角引号里";
    const std::string quote = "文字写在半角引号里，如 \"道路\"";
    const std::string closed =
        "在末尾补上同样的引号；文字写在一行里，换行写成 \\n；三个引号的要以三个引号结束";
    const std::string once = "合成一处，或给其中一个换名";
    const std::string open = "[ ] 里的名称不对，或括号没有配对";
    const std::string open_en = "The name within [ ] is wrong, or the brackets do not match";
    const std::string header =
        "写成 [register.repair] 或 [[check]]，名称只用英文字母、数字、下划线和点";
    static const std::vector<Case> kAll = {
        {"a = 1\nfrom = 2021-07-99\n", 2, "“2021-07-99”不是日期", "\"2021-07-99\" is not a day",
         day},
        {"from = 2021-7-1", 1, "“2021-7-1”不是日期", "\"2021-7-1\" is not a day", day},
        {"x = { from = 2021-02-30, y = 1 }", 1, "“2021-02-30”不是日期",
         "\"2021-02-30\" is not a day", day},
        {"from = 2021/07/01\n", 1, "“2021/07/01”不是日期", "\"2021/07/01\" is not a day", day},
        {"from = 2021年7月1日\n", 1, "“2021年7月1日”不是日期", "\"2021年7月1日\" is not a day",
         day},
        {"at = 25:00:00\n", 1, "“25:00:00”不是时间", "\"25:00:00\" is not a time",
         "写成 2021-07-01T08:30:00 这样"},
        {"a = 1\na = 2\n", 2, "“a”写了两次", "\"a\" is written twice", once},
        {"[x]\n[y]\n[x]\n", 3, "“x”写了两次", "\"x\" is written twice", once},
        {"a = \"道路\nb = 1\n", 1, "文字的引号没有配对", "A text is not closed", closed},
        {"a = 'x\n", 1, "文字的引号没有配对", "A text is not closed", closed},
        {"a = \"\\x\"\n", 1, "文字里不能写“\\x”", "\"\\x\" means nothing in a text",
         "反斜杠写成 \\\\，或改用单引号"},
        {"a = \"\\ud800\"\n", 1, "\\u 后面的数不是字符", "What follows \\u is no character",
         "直接写出这个字"},
        {"a = [1 2]\n", 1, "列表里缺少逗号，或没有写完", "A list lacks a comma, or its end",
         "各项之间写半角逗号，末尾写 ]"},
        {"a = { b = 1, }\n", 1, "{ } 的末项后面多了逗号",
         "There is a comma after the last item in { }", "删去这个逗号"},
        {"a = { b = 1 c = 2 }\n", 1, "{ } 里缺少逗号，或没有写完", "{ } lacks a comma, or its end",
         "{ } 写在同一行，各项之间写半角逗号"},
        {"# \x01\n", 1, "注释里有看不见的字符", "A comment holds an invisible character",
         "请删去它"},
        {"a = \x01\n", 1, "有看不见的字符", "There is an invisible character", "请删去它"},
        {"[]\n", 1, "[ ] 里没有名称", "There is no name within [ ]",
         "写上名称，如 [register.repair]"},
        {"[a\nb = 1\n", 1, open, open_en, header},
        {"[a。b]\n", 1, open, open_en, header},
        {"zh ＝ 1\n", 1, "键后面没有等号", "A key has no equals sign", "写成 键 = 值，等号用半角"},
        {"a", 1, "键后面没有写完", "A key lacks its value", "写成 键 = 值，或删去这一行"},
        {"a =", 1, "键后面没有写完", "A key lacks its value", "写成 键 = 值，或删去这一行"},
        {"a = \n", 1, "等号后面没有值", "There is no value after the equals sign",
         "写上值，或删去这一行"},
        {"a = \"x\" y\n", 1, "值的后面多了别的内容", "Something stands behind a value",
         "一行只写一个键；文字里的引号写成 \\\""},
        {"中文 = 1\n", 1, "这里应是键或 [ ]", "A key or [ ] is wanted here",
         "键只用英文字母、数字和下划线"},
        {"a = 12元\n", 1, "“12元”不是数", "\"12元\" is not a number", number},
        {"a = 1.5.5\n", 1, "“1.5.5”不是数", "\"1.5.5\" is not a number",
         "写成 12 或 1.5 这样，不带单位；文字写在半角引号里"},
        {"a = True\n", 1, "“True”没有写在引号里，也不是 true 或 false",
         "\"True\" is neither in quotes nor true or false", quote},
        {"a = “道路”\n", 1, "““道路””没有写在引号里，也不是数、日期、true 或 false",
         "\"“道路”\" is not in quotes, and no number, day, true or false", quote},
    };
    return kAll;
}

TEST(TomlWords, SayWhatIsWrongAndWhatToWrite) {
    for (const Case& each : cases()) {
        const auto read = read_toml(each.text, "f");

        ASSERT_FALSE(read) << each.text;
        const Refusal& refusal = read.error();
        EXPECT_EQ(refusal.rule, "pack.syntax") << each.text;
        EXPECT_EQ(refusal.where.row, each.line) << each.text;
        EXPECT_EQ(refusal.says.zh, each.zh) << each.text;
        EXPECT_EQ(refusal.says.en, each.en) << each.text;
        EXPECT_EQ(refusal.remedy.zh, each.remedy + "。这个文件后面的内容，改好这一处后再检查")
            << each.text;
        EXPECT_FALSE(refusal.remedy.en.empty());
    }
}

}  // namespace
}  // namespace qingshui::registry
