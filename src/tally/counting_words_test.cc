#include <gtest/gtest.h>

#include "base/sentence.h"
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
         {"是不是“probe.events”（事件数）或“probe.urgent”（紧急事件数）或“probe."
          "open”（未办结数）？",
          "Did you mean “probe.events” (Events) or “probe.urgent” (Urgent events) or “probe.open” "
          "(Not "
          "closed)?"}},
        {"紧急事件",
         "2021-12-31",
         "indicator.unknown",
         {"没有名为“紧急事件”的指标。", "There is no indicator named “紧急事件”."},
         {"是不是“probe.urgent”（紧急事件数）？", "Did you mean “probe.urgent” (Urgent events)?"}},
        {"something.else",
         "2021-12-31",
         "indicator.unknown",
         {"没有名为“something.else”的指标。", "There is no indicator named “something.else”."},
         {"用 qingshui pack show 查看有哪些指标，加 --office 看办公室在用的。",
          "See the indicators with qingshui pack show; --office: those of an office."}},
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
        EXPECT_EQ(sentence(found.error().says).zh, each.says.zh);
        EXPECT_EQ(sentence(found.error().says).en, each.says.en);
        EXPECT_EQ(sentence(found.error().remedy).zh, each.remedy.zh);
        EXPECT_EQ(sentence(found.error().remedy).en, each.remedy.en);
    }
}

TEST(FindFigure, RefusesADayBeforeTheFirstDefinitionInExactWords) {
    std::string pack = probe::kPack;
    pack +=
        "\n[indicator.late]\ntitle = { zh = \"新指标\", en = \"Late\" }\nunit = \"件\"\n"
        "of = \"event\"\nversion = 2\nfrom = 2021-06-01\n";
    const auto catalogue = registry::Catalogue::read({{"probe", {{"pack.toml", pack}}}}).value();

    const auto found = find_figure(catalogue, "probe.late", probe::day("2021-05-31"));

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().rule, "indicator.not_in_force");
    EXPECT_EQ(words(found.error(), Language::Chinese),
              "指标“probe.late”在2021年5月31日没有定义。\n"
              "  它的第2版自2021年6月1日起使用；请改问以后的时期，或在业务包里补上当时的定义。\n");
    EXPECT_EQ(words(found.error(), Language::English),
              "Indicator “probe.late” has no definition for 2021-05-31.\n"
              "  Its version 2 is used from 2021-06-01: ask about a later period, or declare the "
              "earlier definition in the pack.\n");
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
    EXPECT_EQ(answer.error().says.zh, "指标“probe.hours”按“项目”分项，但没有编号为“gruve”的项目");
    EXPECT_EQ(answer.error().says.en,
              "Indicator “probe.hours” is split by “Project”, but there is no record “gruve”");
    EXPECT_EQ(answer.error().remedy.zh, "请核对写法，或先在台账“probe.project”里登记它");
    EXPECT_EQ(answer.error().remedy.en,
              "Check the spelling, or file it in register “probe.project” first");
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
    EXPECT_EQ(answer.error().says.zh, "指标“probe.hours”的数超出了18位数字，无法精确计算");
}

TEST(Counting, RefusesADerivedOrRatioNumberThatDoesNotFit) {
    std::string pack = probe::kPack;
    pack +=
        "\n[indicator.squared]\ntitle = { zh = \"方\", en = \"Squared\" }\nkind = \"derived\"\n"
        "unit = \"件\"\nrule = \"hours * hours\"\n"
        "[indicator.fine]\ntitle = { zh = \"细\", en = \"Fine\" }\nkind = \"ratio\"\n"
        "unit = \"件\"\nover = \"hours\"\nunder = \"events\"\nscale = 12\n";
    const auto catalogue = registry::Catalogue::read({{"probe", {{"pack.toml", pack}}}}).value();
    const auto tree = probe::town();
    MemoryBooks books(catalogue);
    books.put("probe.event", 1,
              {{"place", registry::Key{8}},
               {"happened_on", probe::day("2021-01-01")},
               {"hours", Decimal(Decimal::kMantissaMax, 1)}});
    for (const auto* name : {"probe.squared", "probe.fine"}) {
        const auto figure = find_figure(catalogue, name, probe::day("2021-12-31"));
        const auto answer =
            Counting(catalogue, tree, books).count({figure.value(), {1}, Period::year(2021)});
        ASSERT_FALSE(answer) << name;
        EXPECT_EQ(answer.error().rule, "count.too_large");
    }
}

TEST(ShareFaults, NameTheIndicatorsThatCannotCountARecord) {
    std::string pack = probe::kPack;
    pack +=
        "\n[indicator.huge]\ntitle = { zh = \"巨\", en = \"Huge\" }\nunit = \"件\"\n"
        "of = \"event\"\nwhere = \"hours * 1000 > 0\"\nmeasure = \"hours * hours\"\n";
    const auto catalogue = registry::Catalogue::read({{"probe", {{"pack.toml", pack}}}}).value();
    const auto& schema = *catalogue.schema("probe.event");
    registry::Record record;
    record.values.resize(schema.fields.size());
    const auto counted = catalogue.counted_from("probe.event");
    EXPECT_TRUE(share_faults(schema, record, counted).empty());
    record.values[*schema.position("hours")] = Decimal(Decimal::kMantissaMax, 1);

    const auto faults = share_faults(schema, record, counted);

    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].rule, "record.out_of_range");
    EXPECT_EQ(faults[0].subject, "probe.huge");
    EXPECT_EQ(faults[0].says.zh, "计入“巨”的数超过18位，或日期不在历法之内");
    EXPECT_EQ(faults[0].says.en,
              "What counts in \"Huge\" has more than 18 digits, or is a day outside the calendar");
}

}  // namespace
}  // namespace qingshui::tally
