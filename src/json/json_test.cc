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
    EXPECT_EQ(refused.error().says.zh, "不是合法的 JSON：第 19 字节处无法读取");
    EXPECT_EQ(refused.error().says.en, "This is not JSON: byte 19 cannot be read");
}

TEST(Json, RefusesWhatIsNotOneValueInUtf8) {
    for (const auto* text :
         {"", " ", "{", "[1,]", "1 2", "{'a':1}", "nul", "\"\xff\"", "[1]x", "NaN", "1e400"}) {
        EXPECT_EQ(rule_of(text), "json.malformed") << text;
    }
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

TEST(Json, LimitsNesting) {
    EXPECT_EQ(rule_of(std::string(kDepthMax, '[') + std::string(kDepthMax, ']')), "read");
    EXPECT_EQ(rule_of(std::string(kDepthMax + 1, '[') + std::string(kDepthMax + 1, ']')),
              "json.too_deep");
}

}  // namespace
}  // namespace qingshui::json
