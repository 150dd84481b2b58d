#include "report/formula.h"

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
  { id = "weirs", type = "integer", zh = "水闸数", en = "Weirs" },
  { id = "faults", type = "integer", zh = "隐患数", en = "Faults" },
]
lines.crew = { title = { zh = "出动人员", en = "Crew" }, fields = [
  { id = "name", type = "text", zh = "姓名", en = "Name" },
  { id = "hours", type = "integer", zh = "工时", en = "Hours" } ] }
)toml";

// The words of a formula over a visit, "code" if it has none.
struct FormulaTest : testing::Test {
    registry::Catalogue catalogue = [] {
        auto read = registry::Catalogue::read({{"water", {{"pack.toml", kPack}}}});
        ensure(read.has_value(), "the pack is sound");
        return std::move(read).value();
    }();

    std::string say(const char* formula, Language language = Language::Chinese) {
        const auto& schema = *catalogue.schema("water.visit");
        const registry::SchemaNames names(schema);
        const auto parsed = expr::Expression::parse(formula, names);
        EXPECT_TRUE(parsed) << formula;
        if (!parsed) return "";
        const auto title_of = [&](const std::string& name) -> std::optional<Text> {
            const auto position = schema.position(name);
            if (!position) return std::nullopt;
            return schema.fields[*position].title;
        };
        const auto words = formula_words(*parsed, &schema, title_of);
        return words ? words->in(language) : "code";
    }
};

TEST_F(FormulaTest, SaysNamesNumbersAndOperators) {
    EXPECT_EQ(say("weirs"), "水闸数");
    EXPECT_EQ(say("faults * 100 / weirs"), "隐患数 × 100 ÷ 水闸数");
    EXPECT_EQ(say("faults + 1.50", Language::English), "Faults + 1.5");
}

TEST_F(FormulaTest, KeepsWhatBindsTogether) {
    EXPECT_EQ(say("(weirs - faults) * 2"), "（水闸数 - 隐患数） × 2");
    EXPECT_EQ(say("weirs - faults * 2"), "水闸数 - 隐患数 × 2");
    EXPECT_EQ(say("weirs - (faults - 2)"), "水闸数 - （隐患数 - 2）");
    EXPECT_EQ(say("weirs - faults - 2"), "水闸数 - 隐患数 - 2");
}

TEST_F(FormulaTest, SaysCountsAndSumsOfSubTables) {
    EXPECT_EQ(say("crew.count()"), "“出动人员”的条数");
    EXPECT_EQ(say("crew.sum(c, c.hours)"), "“出动人员”各条的“工时”");
    EXPECT_EQ(say("crew.sum(c, c.hours)", Language::English), "“Hours” of the lines of “Crew”");
}

TEST_F(FormulaTest, LeavesTheRestToTheCode) {
    EXPECT_EQ(say("crew.sum(c, c.hours > 2 ? c.hours : 0)"), "code");
    EXPECT_EQ(say("min(weirs, faults)"), "code");
    EXPECT_EQ(say("weirs + crew.count(c, c.hours > 2)"), "code");
}

}  // namespace
}  // namespace qingshui::report
