#include <gtest/gtest.h>

#include "tally/memory_books.h"
#include "tally/probe_pack.h"

namespace qingshui::tally {
namespace {

using probe::day;
using registry::Key;

const registry::Catalogue& catalogue() {
    static const auto kCatalogue = probe::catalogue();
    return kCatalogue;
}

const Period k2021 = Period::year(2021);

Decimal number(const char* text) { return Decimal::parse(text).value(); }

// A town with a few records, and questions about them.
class CountingTest : public testing::Test {
protected:
    void event(std::int64_t id, std::int64_t area, const char* when,
               std::map<std::string, registry::Value> more = {}) {
        more["place"] = Key{area};
        more["happened_on"] = day(when);
        books_.put("probe.event", id, more);
    }
    void person(std::int64_t id, std::int64_t area, const char* since) {
        books_.put("probe.person", id, {{"place", Key{area}}, {"since", day(since)}});
    }
    void zone(std::int64_t id, std::int64_t area, const char* when) {
        books_.put("probe.zone", id, {{"place", Key{area}}, {"sealed_on", day(when)}});
    }
    void move(std::int64_t area, std::int64_t parent, const char* when) {
        const auto done = tree_.apply(area::Move{day(when), {area}, {parent}, std::nullopt});
        ASSERT_TRUE(done) << words(done.error(), Language::English);
    }
    Question ask(const char* name, std::int64_t area = 1, Period period = k2021) const {
        const auto figure = find_figure(catalogue(), name, period.to);
        EXPECT_TRUE(figure) << words(figure.error(), Language::English);
        return {figure.value(), {area}, period};
    }
    std::string count(const char* name, std::int64_t area = 1, Period period = k2021) {
        const auto answer = counting().count(ask(name, area, period));
        if (!answer) return answer.error().rule;
        return answer->value ? answer->value->text() : "none";
    }
    Counting counting() { return {catalogue(), tree_, books_}; }

    area::Tree tree_ = probe::town();
    MemoryBooks books_{catalogue()};
};

TEST_F(CountingTest, CountsAFlowOverItsSubtreeAndPeriod) {
    event(1, 8, "2021-01-01");
    event(2, 4, "2021-12-31");
    event(3, 12, "2021-06-01");
    event(4, 8, "2020-12-31");
    EXPECT_EQ(count("probe.events"), "3");
    EXPECT_EQ(count("probe.events", 2), "2");
    EXPECT_EQ(count("probe.events", 8), "1");
    EXPECT_EQ(count("probe.events", 1, Period::year(2020)), "1");
}

TEST_F(CountingTest, CountsWhatWasFiledUpTheTreeAsItStoodThatDay) {
    event(1, 8, "2021-03-01");
    event(2, 8, "2021-09-01");
    move(4, 3, "2021-06-01");
    EXPECT_EQ(count("probe.events", 2), "1");
    EXPECT_EQ(count("probe.events", 3), "1");
    EXPECT_EQ(count("probe.events", 4), "2");
}

TEST_F(CountingTest, KeepsAmountsThatCancelOutApartWhenTheirAreaMovedBetween) {
    event(1, 8, "2021-03-01", {{"hours", number("2.5")}});
    event(2, 8, "2021-09-01", {{"hours", number("-2.5")}});
    move(4, 3, "2021-06-01");
    EXPECT_EQ(count("probe.hours", 2), "2.5");
    EXPECT_EQ(count("probe.hours", 3), "-2.5");
    EXPECT_EQ(count("probe.hours", 1), "0.0");
}

TEST_F(CountingTest, CountsAStockAtTheHomeOfItsAreaOnTheLastDay) {
    person(1, 8, "2020-05-01");
    books_.put("probe.person", 2,
               {{"place", Key{8}}, {"since", day("2021-02-01")}, {"last", day("2021-03-31")}});
    EXPECT_EQ(count("probe.people", 2, Period::parse("2021-03").value()), "2");
    EXPECT_EQ(count("probe.people", 2), "1");
    const area::Merge merge{
        day("2021-06-01"),
        {{2}, {3}},
        {day("2021-06-01"), {20}, {1}, area::Code::parse("990102003009").value(), "乙"}};
    const auto done = tree_.apply(merge);
    ASSERT_TRUE(done) << words(done.error(), Language::English);
    person(3, 2, "2021-01-01");  // Of the community itself: it lives on in the new one.
    EXPECT_EQ(count("probe.people", 20), "2");
    EXPECT_EQ(count("probe.people", 1), "2");
}

TEST_F(CountingTest, CountsOnAnotherDayWhenTheIndicatorSaysSo) {
    event(1, 8, "2020-11-01", {{"closed_on", day("2021-02-01")}});
    event(2, 8, "2021-11-01");
    EXPECT_EQ(count("probe.closed"), "1");
    EXPECT_EQ(count("probe.open"), "0");
}

TEST_F(CountingTest, TakesOnlyRecordsWhoseFilterIsTrue) {
    event(1, 8, "2021-01-01", {{"urgent", true}});
    event(2, 8, "2021-01-01", {{"urgent", false}});
    event(3, 8, "2021-01-01");
    EXPECT_EQ(count("probe.urgent"), "1");
    EXPECT_EQ(count("probe.by_urgency.yes"), "1");
    EXPECT_EQ(count("probe.by_urgency.no"), "1");
    EXPECT_EQ(count("probe.by_urgency"), "3");
}

TEST_F(CountingTest, SplitsByChoiceAndByReference) {
    books_.put("probe.project", 7,
               {{"code", "grove"}, {"place", Key{1}}, {"begun_on", day("2021-01-01")}});
    event(1, 8, "2021-01-01", {{"kind", "red"}, {"project", Key{7}}, {"hours", number("1.5")}});
    event(2, 8, "2021-01-02", {{"kind", "blue"}, {"hours", number("2.0")}});
    EXPECT_EQ(count("probe.events.red"), "1");
    EXPECT_EQ(count("probe.hours.grove"), "1.5");
    EXPECT_EQ(count("probe.hours"), "3.5");
    EXPECT_EQ(count("probe.hours.gruve"), "indicator.cell");
    const auto cells = counting().by_cell(ask("probe.hours"));
    ASSERT_TRUE(cells);
    ASSERT_EQ(cells->size(), 2U);
    EXPECT_EQ((*cells)[0].first, "");
    EXPECT_EQ((*cells)[1].first, "grove");
    EXPECT_EQ((*cells)[1].second.value, number("1.5"));
}

TEST_F(CountingTest, ShowsADeclaredCellEvenIfNothingIsInIt) {
    event(1, 8, "2021-01-01", {{"kind", "blue"}});
    const auto cells = counting().by_cell(ask("probe.events")).value();
    ASSERT_EQ(cells.size(), 2U);
    EXPECT_EQ(cells[0].first, "red");
    EXPECT_EQ(cells[0].second.value, number("0"));
    EXPECT_EQ(cells[1].second.value, number("1"));
    EXPECT_EQ(counting().by_cell(ask("probe.topics")).error().rule, "indicator.no_split");
}

TEST_F(CountingTest, CountsDistinctValuesOnceInEachArea) {
    event(1, 8, "2021-01-01", {{"topic", "水"}});
    event(2, 12, "2021-01-02", {{"topic", "水"}});
    event(3, 8, "2021-01-03", {{"topic", "气"}});
    event(4, 8, "2021-01-03");
    EXPECT_EQ(count("probe.topics"), "2");
    EXPECT_EQ(count("probe.topics", 3), "1");
}

TEST_F(CountingTest, TracesADistinctValueToItsFirstRecord) {
    event(1, 8, "2021-01-05", {{"topic", "水"}});
    event(2, 12, "2021-01-02", {{"topic", "水"}});
    event(3, 8, "2021-01-03", {{"topic", "气"}});
    const auto parts = counting().trace(ask("probe.topics")).value();
    std::vector<std::pair<std::int64_t, std::int64_t>> amounts;
    for (const auto& part : parts) amounts.emplace_back(part.record, part.amount);
    EXPECT_EQ(amounts, (decltype(amounts){{2, 1}, {3, 1}, {1, 0}}));
}

TEST_F(CountingTest, DividesAndDerives) {
    event(1, 8, "2021-01-01", {{"hours", number("1.0")}});
    event(2, 8, "2021-02-01", {{"hours", number("1.0")}});
    event(3, 12, "2021-02-01");
    EXPECT_EQ(count("probe.average"), "0.6667");
    EXPECT_EQ(count("probe.average", 9), "none");
    EXPECT_EQ(count("probe.fees"), "45.00");
    EXPECT_EQ(count("probe.fee", 1, Period::parse("2021-05").value()), "12.50");
    EXPECT_EQ(count("probe.fee", 1, Period::parse("2019").value()), "none");
    const auto answer = counting().count(ask("probe.average")).value();
    EXPECT_EQ(answer.shown, number("0.67"));
    const auto areas = counting().by_area(ask("probe.average")).value();
    ASSERT_EQ(areas.size(), 2U);
    EXPECT_EQ(areas[0].second.value, number("1"));
    EXPECT_EQ(areas[1].second.value, number("0"));
}

TEST_F(CountingTest, CountsOverlappingScopesOfOneDayOnce) {
    person(1, 8, "2020-01-01");
    person(2, 9, "2020-01-01");
    person(3, 12, "2020-01-01");
    zone(1, 4, "2021-05-13");
    zone(2, 8, "2021-05-13");
    EXPECT_EQ(count("probe.sealed_grids"), "2");
    EXPECT_EQ(count("probe.sealed_people"), "2");
    zone(3, 8, "2021-07-01");
    EXPECT_EQ(count("probe.sealed_grids"), "3");
    EXPECT_EQ(count("probe.sealed_grids", 9), "1");
    EXPECT_EQ(count("probe.sealed_people", 3), "0");
    const auto parts = counting().trace(ask("probe.sealed_people")).value();
    ASSERT_EQ(parts.size(), 6U);  // Three people counted on their days, then three zones.
    EXPECT_EQ(parts[0].schema, "probe.person");
    EXPECT_EQ(parts[5].schema, "probe.zone");
    EXPECT_EQ(parts[5].amount, 0);
}

TEST_F(CountingTest, CutsTheFirstAndLastMonthToThePeriod) {
    event(1, 8, "2021-01-10");
    event(2, 8, "2021-01-20");
    event(3, 8, "2021-03-02");
    const Period period{day("2021-01-15"), day("2021-03-01")};
    const auto months = counting().by_month(ask("probe.events", 1, period)).value();
    ASSERT_EQ(months.size(), 3U);
    EXPECT_EQ(months[0].first, (Period{day("2021-01-15"), day("2021-01-31")}));
    EXPECT_EQ(months[0].second.value, number("1"));
    EXPECT_EQ(months[2].second.value, number("0"));
}

TEST_F(CountingTest, ShowsANumberInItsUnit) {
    event(1, 8, "2021-01-10", {{"hours", number("123.5")}});
    EXPECT_EQ(counting().count(ask("probe.hours")).value().shown, number("1.24"));
}

TEST_F(CountingTest, ListsTheAreaItselfOnlyIfSomethingCountedThere) {
    event(1, 8, "2021-01-10");
    auto areas = counting().by_area(ask("probe.events")).value();
    ASSERT_EQ(areas.size(), 2U);
    EXPECT_EQ(areas[0].first, Id<area::Area>{2});
    event(2, 1, "2021-01-10");
    areas = counting().by_area(ask("probe.events")).value();
    ASSERT_EQ(areas.size(), 3U);
    EXPECT_EQ(areas[0].first, Id<area::Area>{1});
}

TEST_F(CountingTest, ChangesTheDigestWithTheRecords) {
    event(1, 8, "2021-01-10");
    const auto before = digest(counting().trace(ask("probe.events")).value());
    EXPECT_EQ(before, digest(counting().trace(ask("probe.events")).value()));
    event(1, 8, "2021-01-10", {{"topic", "水"}});  // A correction that leaves the count.
    EXPECT_NE(before, digest(counting().trace(ask("probe.events")).value()));
}

}  // namespace
}  // namespace qingshui::tally
