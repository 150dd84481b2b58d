// Every fault that rates, indicators, checks and reports may have, in the words that people read.

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "registry/sample_pack.h"

namespace qingshui::registry {
namespace {

const std::vector<FaultyPack>& faulty_packs() {
    // clang-format off
    static const std::vector<FaultyPack> kAll = {
    {"years = 50\n",
     "yeers = 50\n",
     "pack.unknown_key",
     "第34行：标准里没有“yeers”这一列。\n"
     "  是不是“years”？\n",
     "row 34: The table has no column \"yeers\".\n"
     "  Did you mean \"years\"?\n"},
    {"years = 50\n",
     "years = \"fifty\"\n",
     "pack.wrong_type",
     "第34行：“years”的值不是 integer 类型。\n"
     "  请按该列的类型和小数位数书写。\n",
     "row 34: The value of \"years\" is not of type integer.\n"
     "  Write it as the type and decimals of the column say.\n"},
    {"[indicator.visits]\n",
     "[[rates.medal.row]]\n"
     "from = 2021-06-01\n"
     "years = 60\n"
     "basis = \"y\"\n"
     "\n"
     "[indicator.visits]\n",
     "pack.overlap",
     "第38行：有效期与第32行的那一条重叠。\n"
     "  请给前一条写上 until，为后一条 from 的前一天。\n",
     "row 38: Its days overlap those of the row on line 32.\n"
     "  Give the earlier one an until, the day before the later one's from.\n"},
    {"kind = \"stock\"",
     "kind = \"stok\"",
     "pack.word",
     "第55行：没有“stok”这种指标。\n"
     "  是不是“stock”？\n",
     "row 55: There is no kind \"stok\" of indicators.\n"
     "  Did you mean \"stock\"?\n"},
    {"of = \"visit\"\n"
     "where",
     "of = \"vist\"\n"
     "where",
     "pack.register",
     "第40行：没有“vist”这个台账。\n"
     "  是不是“visit”？\n"
     "第64行：没有“visits.home”这个指标。\n"
     "  是不是“visits”？\n"
     "第71行 “visits + visits.home”：表达式第10个字处：没有名称“visits.home”。\n"
     "  您是不是想写“visits”？\n"
     "第89行 “visits >= visits.home”：表达式第11个字处：没有名称“visits.home”。\n"
     "  您是不是想写“visits”？\n",
     "row 40: There is no register \"vist\".\n"
     "  Did you mean \"visit\"?\n"
     "row 64: There is no indicator \"visits.home\".\n"
     "  Did you mean \"visits\"?\n"
     "row 71 \"visits + visits.home\": At character 10 of the expression: There is no "
     "name \"visits.home\".\n"
     "  Did you mean \"visits\"?\n"
     "row 89 \"visits >= visits.home\": At character 11 of the expression: There is no "
     "name \"visits.home\".\n"
     "  Did you mean \"visits\"?\n"},
    {"where = \"kind == 'home'\"",
     "where = \"kind == 'hom'\"",
     "expr.choice",
     "第41行 “kind == 'hom'”：表达式第9个字处：“kind”没有代码为“hom”的选项。\n"
     "  您是不是想写“home”？\n",
     "row 41 \"kind == 'hom'\": At character 9 of the expression: \"kind\" has no choice with the "
     "code \"hom\".\n"
     "  Did you mean \"home\"?\n"},
    {"title = { zh = \"两倍\", en = \"Twice\" }",
     "title = { zh = \"走访\", en = \"Twice\" }",
     "pack.repeated",
     "第68行：“走访”与指标“sample.visits”同名。\n"
     "  请换一个名称。\n",
     "row 68: \"走访\" is the title of the indicator \"sample.visits\" too.\n"
     "  Give it another title.\n"},
    {"where = \"kind == 'home'\"",
     "where = \"kind\"",
     "pack.expression",
     "第41行：“where”的结果应是真假，而它是文字。\n"
     "  请改写这个表达式：kind。\n",
     "row 41: \"where\" must give true or false, but it gives text.\n"
     "  Rewrite this expression: kind.\n"},
    {"split = \"kind\"",
     "split = \"cost\"",
     "pack.field",
     "第42行：“split”应是 choice、yesno、ref 类型的字段，而“cost”是 money。\n"
     "  可写：kind、after。\n"
     "第64行：没有“visits.home”这个指标。\n"
     "  是不是“visits”？\n"
     "第71行 “visits + visits.home”：表达式第10个字处：没有名称“visits.home”。\n"
     "  您是不是想写“visits”？\n"
     "第89行 “visits >= visits.home”：表达式第11个字处：没有名称“visits.home”。\n"
     "  您是不是想写“visits”？\n",
     "row 42: \"split\" must be a field of type choice, yesno, ref, but \"cost\" is money.\n"
     "  Write one of: kind, after.\n"
     "row 64: There is no indicator \"visits.home\".\n"
     "  Did you mean \"visits\"?\n"
     "row 71 \"visits + visits.home\": At character 10 of the expression: There is no "
     "name \"visits.home\".\n"
     "  Did you mean \"visits\"?\n"
     "row 89 \"visits >= visits.home\": At character 11 of the expression: There is no "
     "name \"visits.home\".\n"
     "  Did you mean \"visits\"?\n"},
    {"until = \"ended_on\"",
     "until = \"code\"",
     "pack.field",
     "第58行：“until”应是 date 类型的字段，而“code”是 text。\n"
     "  可写：visited_on、ended_on。\n",
     "row 58: \"until\" must be a field of type date, but \"code\" is text.\n"
     "  Write one of: visited_on, ended_on.\n"},
    {"split = \"kind\"",
     "split = \"kind\"\n"
     "until = \"ended_on\"",
     "pack.misplaced_key",
     "第43行：until 写字段时只用于 stock，写日期时只用于 earlier。\n"
     "  请删去。\n",
     "row 43: until names a field in a stock, and a day in earlier.\n"
     "  Remove it.\n"},
    {"per = 10000",
     "per = 0",
     "pack.range",
     "第54行：per 应大于 0。\n"
     "  1 万元 = 10000 元，写成：per = 10000。\n",
     "row 54: per is more than 0.\n"
     "  For 万元 write: per = 10000.\n"},
    {"over = \"visits.home\"",
     "over = \"visits.hom\"",
     "pack.indicator",
     "第64行：没有“visits.hom”这个指标。\n"
     "  是不是“visits.home”？\n",
     "row 64: There is no indicator \"visits.hom\".\n"
     "  Did you mean \"visits.home\"?\n"},
    {"rule = \"visits + visits.home\"",
     "rule = \"visits + twice\"",
     "pack.circle",
     "第71行：指标“sample.twice”绕回了自己。\n"
     "  请改由台账直接计数，或去掉这一处引用。\n",
     "row 71: The indicator \"sample.twice\" comes back to itself.\n"
     "  Count it from a register, or drop this reference.\n"},
    {"rule = \"visits + visits.home\"",
     "rule = \"visit + visits.home\"",
     "expr.name",
     "第71行 “visit + visits.home”：表达式第1个字处：没有名称“visit”。\n"
     "  您是不是想写“visits”“visits.home”“visits.call”？\n",
     "row 71 \"visit + visits.home\": At character 1 of the expression: There is no "
     "name \"visit\".\n"
     "  Did you mean \"visits\", \"visits.home\", \"visits.call\"?\n"},
    {"counts = \"building\"",
     "counts = \"visits\"",
     "pack.indicator",
     "第78行：“sample.visits”不是 stock 指标，不能在范围内计数。\n"
     "  请写区域层级（如 \"building\"）或 stock 指标。\n",
     "row 78: \"sample.visits\" is no stock and cannot be counted within areas.\n"
     "  Name a level of areas, such as \"building\", or a stock indicator.\n"},
    {"rate = \"medal.years\"",
     "rate = \"medal.yeers\"",
     "pack.rates",
     "第84行：没有“medal.yeers”这个标准的数值列。\n"
     "  是不是“medal.years”？\n",
     "row 84: There is no column of numbers \"medal.yeers\" in the rates.\n"
     "  Did you mean \"medal.years\"?\n"},
    {"to = 10",
     "to = 1",
     "pack.range",
     "第85行：“to”应在2至1000000000之间。\n"
     "  请改正。\n",
     "row 85: \"to\" lies between 2 and 1000000000.\n"
     "  Correct it.\n"},
    {"version = 2",
     "version = 1",
     "pack.versions",
     "第43行：版本号应随时间递增。\n"
     "  请写成：version = 2。\n",
     "row 43: Version numbers rise with time.\n"
     "  Write: version = 2.\n"},
    {"from = 2020-01-01\n",
     "from = 2020-01-01\n"
     "until = 2020-11-30\n",
     "pack.versions",
     "第44行：第1版与第2版的期间有空隙或重叠。\n"
     "  请让前一版的 until 正好是后一版 from 的前一天，或不写 until。\n",
     "row 44: The days of versions 1 and 2 overlap or leave a gap.\n"
     "  End the earlier one on the day before the later one's from, or leave its "
     "until out.\n"},
    {"version = 1\n"
     "from = 2020-01-01\n",
     "version = 1\n",
     "pack.missing_key",
     "第45行：有几个版本的指标，每个版本都要写 from。\n"
     "  请加上，例如：from = 2021-01-01。\n",
     "row 45: With several versions, each needs a from.\n"
     "  Add it, for example: from = 2021-01-01.\n"},
    {"rule = \"visits >= visits.home\"",
     "rule = \"visits >= visits.hoem\"",
     "expr.name",
     "第89行 “visits >= visits.hoem”：表达式第11个字处：没有名称“visits.hoem”。\n"
     "  您是不是想写“visits.home”“visits”？\n",
     "row 89 \"visits >= visits.hoem\": At character 11 of the expression: There is no "
     "name \"visits.hoem\".\n"
     "  Did you mean \"visits.home\", \"visits\"?\n"},
    {"chapters = [\"sample\"]",
     "chapters = [\"simple\"]",
     "pack.unknown_pack",
     "第95行：没有“simple”这个业务包。\n"
     "  是不是“sample”？\n",
     "row 95: There is no pack \"simple\".\n"
     "  Did you mean \"sample\"?\n"},
    {"text = \"annual.md\"",
     "text = \"annaul.md\"",
     "pack.file",
     "第96行：文件夹里没有“annaul.md”。\n"
     "  是不是“annual.md”？\n",
     "row 96: The folder has no file \"annaul.md\".\n"
     "  Did you mean \"annual.md\"?\n"},
    };
    // clang-format on
    return kAll;
}

TEST(IndicatorFaults, AreToldInTheseWords) {
    for (const FaultyPack& each : faulty_packs()) {
        const FaultyPack found = told(each);
        EXPECT_EQ(found.rule, each.rule) << each.to;
        EXPECT_EQ(found.zh, each.zh);
        EXPECT_EQ(found.en, each.en);
    }
}

// A pack whose indicators each name the next one: `longest` of them, the last a count.
std::string chained(std::size_t longest, bool is_top_first) {
    std::vector<std::string> links;
    for (std::size_t i = 1; i < longest; ++i) {
        links.push_back(
            fmt::format("[indicator.link{}]\ntitle = {{ zh = \"{}\", en = \"{}\" }}\n"
                        "kind = \"derived\"\nunit = \"次\"\nrule = \"{}\"\n",
                        i, i, i, i + 1 < longest ? fmt::format("link{}", i + 1) : "visits"));
    }
    if (!is_top_first) std::reverse(links.begin(), links.end());
    return fmt::format("{}\n{}", sample_pack(), fmt::join(links, ""));
}

TEST(IndicatorFaults, FindAChainTooDeepInWhateverOrderItIsWritten) {
    struct Chain {
        std::size_t longest;
        bool is_top_first;
        std::string below;  // The link at which it is too deep.
    };
    constexpr auto kMost = Indicator::kDepthMax;
    EXPECT_TRUE(read_sample(chained(kMost, true)));
    EXPECT_TRUE(read_sample(chained(kMost, false)));
    for (const Chain& chain : {Chain{kMost + 1, true, "sample.link2"},
                               {kMost + 1, false, "sample.link2"},
                               {kMost + 9, true, "sample.link17"},
                               {kMost + 9, false, "sample.link10"}}) {
        const auto refused = read_sample(chained(chain.longest, chain.is_top_first));

        ASSERT_FALSE(refused);
        ASSERT_EQ(refused.error().faults.size(), 1U) << words(refused.error(), Language::English);
        const Refusal& fault = refused.error().faults[0];
        EXPECT_EQ(fault.rule, "pack.too_deep");
        EXPECT_EQ(fault.says.zh, "经指标“" + chain.below + "”层层引用，超过16层");
        EXPECT_EQ(fault.says.en,
                  "Through \"" + chain.below + "\" indicators name others more than 16 deep");
    }
}

}  // namespace
}  // namespace qingshui::registry
