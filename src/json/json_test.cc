#include "json/json.h"

#include <gtest/gtest.h>

namespace qingshui::json {
namespace {

std::string rule_of(std::string_view text) {
    const auto value = parse(text);
    return value ? "read" : value.error().rule;
}

TEST(Json, PrintsWhatItReads) {
    for (const auto* text :
         {R"({"b":1,"a":[true,null,-2,12.5,"清水\n\"x\""],"empty":{},"none":[]})",
          "18446744073709551615", "0.1", "1.0844674407370956e+24", "-0.0", "1e+300", "\"\"",
          "100.0"}) {
        const auto value = parse(text);
        ASSERT_TRUE(value) << text;
        EXPECT_EQ(print(*value), text);
    }
}

TEST(Json, PrintsForPeople) {
    EXPECT_EQ(print_pretty(*parse(R"({"a":[1,{"b":[]}]})")),
              "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    }\n  ]\n}\n");
}

TEST(Json, PrintsUtf8WhateverTheTextHolds) {
    const Value value = Object{{"a\xff", "\xff\xfe中\x01"}};
    EXPECT_EQ(print(value), "{\"a\uFFFD\":\"\uFFFD\uFFFD中\\u0001\"}");
    EXPECT_TRUE(parse(print_pretty(value)));
}

TEST(Json, NamesTheLineOfAFault) {
    const auto refused = parse("{\n  \"a\": 1,\n  \"b\" 2\n}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "json.malformed");
    EXPECT_EQ(refused.error().where.row, 3);
    EXPECT_EQ(refused.error().says.zh, "不是合法的 JSON：第19字节处无法读取");
    EXPECT_EQ(refused.error().says.en, "This is not JSON: byte 19 cannot be read");
}

TEST(Json, RefusesWhatIsNotOneValueInUtf8) {
    for (const auto* text :
         {"", " ", "{", "[1,]", "1 2", "{'a':1}", "nul", "\"\xff\"", "[1]x", "NaN", "1e400"}) {
        EXPECT_EQ(rule_of(text), "json.malformed") << text;
    }
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string all;
    all.reserve(part.size() * times);
    for (std::size_t time = 0; time < times; ++time) all += part;
    return all;
}

TEST(Json, RefusesMoreValuesThanMemoryHolds) {
    const auto refused = parse("[" + repeated("0,", kValuesMax) + "0]");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "json.too_large");
    EXPECT_EQ(refused.error().says.zh, "JSON 里的值太多，上限约16000000个");
    EXPECT_EQ(refused.error().says.en,
              "The JSON holds too many values; the limit is about 16000000");
    EXPECT_EQ(rule_of("[" + repeated("[],", kValuesMax / 2) + "0]"), "json.too_large");
    EXPECT_EQ(rule_of("[" + repeated("{},", kValuesMax / 4) + "0]"), "json.too_large");
    EXPECT_EQ(rule_of("[" + repeated(R"({"a":0},)", kValuesMax / 8) + "0]"), "json.too_large");
    EXPECT_EQ(rule_of("[" + repeated("[1.5,2.5],", kValuesMax / 4 - 1) + "0]"), "read");
}

TEST(Json, RefusesANameGivenTwice) {
    const auto refused = parse("{\"a\":{\"x\":1},\n\"b\":{\"x\":1,\n\"x\":2}}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "json.duplicate");
    EXPECT_EQ(refused.error().subject, "x");
    EXPECT_EQ(refused.error().where.row, 3);
    EXPECT_EQ(rule_of(R"({"a":1,"\u0061":2})"), "json.duplicate");
    EXPECT_EQ(rule_of(R"([{"a":1},{"a":2}])"), "read");
}

TEST(Json, IsRefusedInTheseWords) {
    const auto told = [](std::string_view text, Language language) {
        return words(parse(text).error(), language);
    };
    const std::string deep(kDepthMax + 1, '[');
    EXPECT_EQ(told(deep, Language::Chinese), "第1行：JSON 嵌套超过64层。\n  请减少嵌套层数。\n");
    EXPECT_EQ(told(deep, Language::English),
              "row 1: The JSON is nested deeper than 64 levels.\n  Nest it less.\n");
    const std::string_view doubled = "{\"编号\":1,\n\"编号\":2}";
    EXPECT_EQ(told(doubled, Language::Chinese),
              "第2行：同一对象中“编号”出现了两次。\n  请只保留一个。\n");
    EXPECT_EQ(told(doubled, Language::English),
              "row 2: \"编号\" stands twice in one object.\n  Keep one of them.\n");
    EXPECT_EQ(told("{]", Language::Chinese),
              "第1行：不是合法的 JSON：第2字节处无法读取。\n"
              "  请检查括号、引号和逗号是否成对、齐全。\n");
    EXPECT_EQ(told("{]", Language::English),
              "row 1: This is not JSON: byte 2 cannot be read.\n"
              "  Check that brackets, quotation marks and commas are complete.\n");
    const std::string large(kSizeMax + 1, ' ');
    EXPECT_EQ(rule_of(large), "json.too_large");
    EXPECT_EQ(told(large, Language::Chinese),
              "JSON 共268435457字节，超过上限268435456字节。\n  请分成几份提交。\n");
    EXPECT_EQ(
        told(large, Language::English),
        "The JSON has 268435457 bytes; the limit is 268435456.\n  Send it in several parts.\n");
}

TEST(Json, LimitsNesting) {
    EXPECT_EQ(rule_of(std::string(kDepthMax, '[') + std::string(kDepthMax, ']')), "read");
    EXPECT_EQ(rule_of(std::string(kDepthMax + 1, '[') + std::string(kDepthMax + 1, ']')),
              "json.too_deep");
}

}  // namespace
}  // namespace qingshui::json
