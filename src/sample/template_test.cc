#include "sample/template.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace qingshui::sample {
namespace {

std::string fill(const char* text) {
    return Template::parse(text)->fill([](std::string_view name) {
        return name == "n" ? std::string("7") : fmt::format("<{}>", name);
    });
}

TEST(Template, FillsNamesAndPadsNumbers) {
    EXPECT_EQ(fill("示例-{n:4}"), "示例-0007");
    EXPECT_EQ(fill("{n}{firm}于{day}"), "7<firm>于<day>");
    EXPECT_EQ(fill("{{{n}}}"), "{7}");
    EXPECT_EQ(fill(""), "");
    EXPECT_EQ(Template::parse("{a} {b:3}")->names(), (std::vector<std::string>{"a", "b"}));
}

TEST(Template, IsNoneWhereBracesDoNotMatch) {
    for (const auto* text : {"{", "}", "{}", "{n", "n}", "{n:}", "{n:0}", "{n:99}", "{n:x}"}) {
        EXPECT_FALSE(Template::parse(text)) << text;
    }
}

}  // namespace
}  // namespace qingshui::sample
