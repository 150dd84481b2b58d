// What is refused of a choice, word for word, and what is not.

#include <gtest/gtest.h>

#include <string>

#include "expr/inspection_in_tests.h"

namespace qingshui::expr {
namespace {

struct Case {
    std::string source, words;
};

const std::vector<Case>& cases() {
    static const std::vector<Case> kAll = {
        {"channel == 'lettr'",
         "表达式第12个字处：“channel”没有代码为“lettr”的选项。\n"
         "  您是不是想写“letter”？\n"
         "At character 12 of the expression: \"channel\" has no choice with the code \"lettr\".\n"
         "  Did you mean \"letter\"?\n"},
        {"channel == 'lettr' || channel in ['来信', 'call', 'none']",
         "表达式有3处错误。\n"
         "  表达式第12个字处：“channel”没有代码为“lettr”的选项。\n"
         "    您是不是想写“letter”？\n"
         "  表达式第35个字处：“channel”没有代码为“来信”的选项。\n"
         "    您是不是想写“letter”？\n"
         "  表达式第49个字处：“channel”没有代码为“none”的选项。\n"
         "    可以写：letter（来信）、call（来电）、visit（来访）。\n"
         "The expression has 3 faults.\n"
         "  At character 12 of the expression: \"channel\" has no choice with the code \"lettr\".\n"
         "    Did you mean \"letter\"?\n"
         "  At character 35 of the expression: \"channel\" has no choice with the code \"来信\".\n"
         "    Did you mean \"letter\"?\n"
         "  At character 49 of the expression: \"channel\" has no choice with the code \"none\".\n"
         "    It is one of: letter, call, visit.\n"},
        {"'' != channel",
         "表达式第1个字处：“channel”没有代码为“”的选项。\n"
         "  没有填写写成 channel == null。\n"
         "At character 1 of the expression: \"channel\" has no choice with the code \"\".\n"
         "  Write channel == null for what is not filled in.\n"},
        {"'noise' in topics",
         "表达式第1个字处：“topics”没有代码为“noise”的选项。\n"
         "  可以写：water（水）、air（大气）。\n"
         "At character 1 of the expression: \"topics\" has no choice with the code \"noise\".\n"
         "  It is one of: water, air.\n"},
        {"coalesce(channel, 'other') in ['other', 'visit', 'calls']",
         "表达式第50个字处：“channel”没有代码为“calls”的选项。\n"
         "  您是不是想写“call”？\n"
         "At character 50 of the expression: \"channel\" has no choice with the code \"calls\".\n"
         "  Did you mean \"call\"?\n"},
        {"(planned ? channel : null) == 'visits'",
         "表达式第31个字处：“channel”没有代码为“visits”的选项。\n"
         "  您是不是想写“visit”？\n"
         "At character 31 of the expression: \"channel\" has no choice with the code \"visits\".\n"
         "  Did you mean \"visit\"?\n"},
        {"channel.startsWith('Let')",
         "表达式第20个字处：“channel”的选项代码没有一个合于 startsWith('Let')。\n"
         "  可以写：letter（来信）、call（来电）、visit（来访）。\n"
         "At character 20 of the expression: No code of \"channel\" fits startsWith('Let').\n"
         "  It is one of: letter, call, visit.\n"},
        {"officers.exists(o, o.role == 'leader')",
         "表达式第30个字处：“o.role”没有代码为“leader”的选项。\n"
         "  您是不是想写“lead”？\n"
         "At character 30 of the expression: \"o.role\" has no choice with the code \"leader\".\n"
         "  Did you mean \"lead\"?\n"},
    };
    return kAll;
}

std::string said(const std::string& source) {
    const auto parsed = Expression::parse(source, names());
    if (parsed) return "accepted";
    return words(parsed.error(), Language::Chinese) + words(parsed.error(), Language::English);
}

TEST(Codes, AreAllThatAChoiceIsComparedWith) {
    for (const Case& each : cases()) EXPECT_EQ(said(each.source), each.words) << each.source;
    EXPECT_EQ(Expression::parse("channel == 'x'", names()).error().rule, "expr.choice");
}

TEST(Codes, AreNotAskedOfWhatMayBeAnyText) {
    for (const char* sound :
         {"channel == 'letter'", "channel != null", "'visit' == channel", "channel == note",
          "channel in ['call', 'visit']", "'water' in topics", "note in topics",
          "coalesce(channel, 'none') == 'none'", "channel.endsWith('t')", "channel.contains('')",
          "coalesce(channel, note) == 'any'", "(planned ? channel : 'x') == 'x'",
          "officers.all(o, o.role in ['lead', 'member'])", "note == 'lettr'", "'a' == 'b'"}) {
        EXPECT_EQ(said(sound), "accepted") << sound;
    }
}

}  // namespace
}  // namespace qingshui::expr
