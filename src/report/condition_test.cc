#include "report/condition.h"

#include <gtest/gtest.h>

#include "registry/pack.h"

namespace qingshui::report {
namespace {

constexpr const char* kPack = R"toml(
[pack]
id = "water"
title = { zh = "水利", en = "Water" }
version = "1"

[register.visit]
title = { zh = "巡查", en = "Visit" }
area = "place"
day = "seen_on"
label = "{seen_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "seen_on", type = "date", zh = "日期", en = "Date", required = true },
  { id = "kind", type = "choice", zh = "方式", en = "Kind", choices = [
      { code = "planned", zh = "定期", en = "Planned" },
      { code = "sudden", zh = "“飞行”检查", en = "Sudden" } ] },
  { id = "sound", type = "yesno", zh = "完好", en = "Sound" },
  { id = "faults", type = "choices", zh = "隐患", en = "Faults", choices = [
      { code = "leak", zh = "渗漏", en = "Leak" } ] },
  { id = "rain", type = "decimal(1)", zh = "雨量", en = "Rain", unit = "毫米" },
]
)toml";

// The words of a filter in both languages, or "code" if it has none.
class ConditionTest : public testing::Test {
protected:
    std::string say(const char* filter, Language language = Language::Chinese) {
        const auto& schema = *catalogue_.schema("water.visit");
        const registry::SchemaNames names(schema);
        const auto parsed = expr::Expression::parse(filter, names);
        EXPECT_TRUE(parsed) << filter;
        if (!parsed) return "";
        const auto words = condition_words(schema, *parsed);
        return words ? words->in(language) : "code";
    }
    registry::Catalogue catalogue_ =
        registry::Catalogue::read({{"water", {{"pack.toml", kPack}}}}).value();
};

TEST_F(ConditionTest, SaysComparisonsWithTheTitlesOfFieldsAndChoices) {
    EXPECT_EQ(say("kind == 'planned'"), "“方式”为“定期”");
    EXPECT_EQ(say("kind != 'planned'"), "“方式”不为“定期”");
    EXPECT_EQ(say("rain >= 50.0"), "“雨量”不小于50毫米");
    EXPECT_EQ(say("seen_on < date('2021-05-13')"), "“日期”早于2021年5月13日");
    EXPECT_EQ(say("kind in ['planned', 'sudden']"), "“方式”为“定期”、“‘飞行’检查”之一");
    EXPECT_EQ(say("'leak' in faults"), "“隐患”包含“渗漏”");
    EXPECT_EQ(say("rain == null"), "“雨量”未填写");
    EXPECT_EQ(say("rain != null"), "“雨量”已填写");
}

TEST_F(ConditionTest, SaysYesAndNo) {
    EXPECT_EQ(say("sound"), "“完好”为“是”");
    EXPECT_EQ(say("!sound"), "“完好”为“否”");
    EXPECT_EQ(say("sound == false"), "“完好”为“否”");
    EXPECT_EQ(say("sound != false"), "“完好”为“是”");
}

TEST_F(ConditionTest, JoinsWhatMustAllHold) {
    EXPECT_EQ(say("kind == 'planned' && sound"), "“方式”为“定期”且“完好”为“是”");
    EXPECT_EQ(say("kind == 'planned' && sound", Language::English),
              "“Kind” is “Planned” and “Sound” is “yes”");
}

TEST_F(ConditionTest, LeavesTheRestToTheCode) {
    EXPECT_EQ(say("sound || kind == 'planned'"), "code");
    EXPECT_EQ(say("!(sound && rain > 1.0)"), "code");
    EXPECT_EQ(say("rain + 1.0 > 2.0"), "code");
    EXPECT_EQ(say("sound && (kind == 'planned' || rain > 1.0)"), "code");
    EXPECT_EQ(say("seen_on.month() == 5"), "code");
}

TEST(Quoted, ChangesInnerQuotationMarks) {
    EXPECT_EQ(quoted("“光荣在党50年”纪念章"), "“‘光荣在党50年’纪念章”");
    EXPECT_EQ(quoted("党支部"), "“党支部”");
}

}  // namespace
}  // namespace qingshui::report
