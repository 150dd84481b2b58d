#include <gtest/gtest.h>

#include "tally/memory_books.h"
#include "tally/probe_pack.h"

namespace qingshui::tally {
namespace {

struct Case {
    const char* name;
    const char* day;
    const char* rule;
    Text says;
    Text remedy;
};

TEST(FindFigure, RefusesInExactWords) {
    const auto catalogue = probe::catalogue();
    const std::vector<Case> cases{
        {"probe.event",
         "2021-12-31",
         "indicator.unknown",
         {"没有名为“probe.event”的指标。", "There is no indicator named “probe.event”."},
         {"相近的有：“probe.events”、“probe.urgent”、“probe.open”。",
          "Close to it: “probe.events”, “probe.urgent”, “probe.open”."}},
        {"something.else",
         "2021-12-31",
         "indicator.unknown",
         {"没有名为“something.else”的指标。", "There is no indicator named “something.else”."},
         {"指标的名称可用 qingshui pack show 查看。",
          "See `qingshui pack show` for the indicators there are."}},
        {"probe.events.green",
         "2021-12-31",
         "indicator.cell",
         {"指标“probe.events”没有名为“green”的分项。",
          "Indicator “probe.events” has no cell “green”."},
         {"它的分项有：“red”、“blue”。", "Its cells are “red”, “blue”."}},
        {"probe.urgent.red",
         "2021-12-31",
         "indicator.cell",
         {"指标“probe.urgent”没有名为“red”的分项。", "Indicator “probe.urgent” has no cell “red”."},
         {"指标“probe.urgent”没有分项，请去掉“.red”。",
          "Indicator “probe.urgent” is not split: leave out “.red”."}},
    };
    for (const auto& each : cases) {
        const auto found = find_figure(catalogue, each.name, probe::day(each.day));
        ASSERT_FALSE(found) << each.name;
        EXPECT_EQ(found.error().rule, each.rule);
        EXPECT_EQ(found.error().says.zh, each.says.zh);
        EXPECT_EQ(found.error().says.en, each.says.en);
        EXPECT_EQ(found.error().remedy.zh, each.remedy.zh);
        EXPECT_EQ(found.error().remedy.en, each.remedy.en);
    }
}

TEST(Counting, RefusesAReferenceThatNoRecordBearsInExactWords) {
    const auto catalogue = probe::catalogue();
    const auto tree = probe::town();
    MemoryBooks books(catalogue);
    const auto figure = find_figure(catalogue, "probe.hours.gruve", probe::day("2021-12-31"));
    ASSERT_TRUE(figure);
    const auto answer =
        Counting(catalogue, tree, books).count({figure.value(), {1}, Period::year(2021)});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().says.zh, "指标“probe.hours”按“项目”分项，但没有编号为“gruve”的项目。");
    EXPECT_EQ(answer.error().says.en,
              "Indicator “probe.hours” is split by “Project”, but there is no record “gruve”.");
    EXPECT_EQ(answer.error().remedy.zh, "请核对写法，或先在台账“probe.project”里登记它。");
    EXPECT_EQ(answer.error().remedy.en,
              "Check the spelling, or file it in register “probe.project” first.");
}

TEST(Counting, RefusesASumThatDoesNotFit) {
    const auto catalogue = probe::catalogue();
    const auto tree = probe::town();
    MemoryBooks books(catalogue);
    for (std::int64_t id = 1; id <= 2; ++id) {
        books.put("probe.event", id,
                  {{"place", registry::Key{8}},
                   {"happened_on", probe::day("2021-01-01")},
                   {"hours", Decimal(Decimal::kMantissaMax, 1)}});
    }
    const auto figure = find_figure(catalogue, "probe.hours", probe::day("2021-12-31"));
    const auto answer =
        Counting(catalogue, tree, books).count({figure.value(), {1}, Period::year(2021)});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().rule, "count.too_large");
    EXPECT_EQ(answer.error().says.zh, "指标“probe.hours”的合计超出了18位数字，无法精确计算。");
}

}  // namespace
}  // namespace qingshui::tally
