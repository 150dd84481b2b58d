// Counts against a naive recount after random histories of records and area acts.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tally/memory_books.h"
#include "tally/probe_pack.h"

namespace qingshui::tally {
namespace {

using area::Area;
using registry::Key;

const registry::Catalogue& catalogue() {
    static const auto kCatalogue = probe::catalogue();
    return kCatalogue;
}

Date day_of_2021(int offset) { return *probe::day("2021-01-01").plus_days(offset); }

struct Office {
    area::Tree tree = probe::town();
    MemoryBooks books{catalogue()};
    std::vector<Id<Area>> areas;
    std::int64_t next_area = 16;
    int day = 0;  // Of the latest area act.

    Office() {
        for (std::int64_t id = 1; id < 16; ++id) areas.push_back({id});
    }
};

Id<Area> any_area(const Office& office) { return *rc::gen::elementOf(office.areas); }

std::map<std::string, registry::Value> any_event(const Office& office) {
    std::map<std::string, registry::Value> values{
        {"place", Key{any_area(office).number}},
        {"happened_on", day_of_2021(*rc::gen::inRange(-40, 400))},
        {"kind", std::string(*rc::gen::element("red", "blue"))},
        {"topic", std::string(*rc::gen::element("水", "气", "声"))},
        {"hours", Decimal(*rc::gen::inRange(-30, 90), 1)}};
    if (*rc::gen::arbitrary<bool>()) {
        values["closed_on"] = day_of_2021(*rc::gen::inRange(-40, 400));
    }
    return values;
}

std::map<std::string, registry::Value> any_person(const Office& office) {
    const int since = *rc::gen::inRange(-300, 300);
    std::map<std::string, registry::Value> values{{"place", Key{any_area(office).number}},
                                                  {"since", day_of_2021(since)}};
    if (*rc::gen::arbitrary<bool>()) {
        values["last"] = day_of_2021(since + *rc::gen::inRange(-2, 200));
    }
    return values;
}

// Files, corrects or withdraws something.
void change_record(Office& office) {
    const auto id = *rc::gen::inRange<std::int64_t>(1, 12);
    switch (*rc::gen::inRange(0, 7)) {
        case 0:
        case 1:
        case 2: office.books.put("probe.event", id, any_event(office)); break;
        case 3:
        case 4: office.books.put("probe.person", id, any_person(office)); break;
        case 5:
            office.books.put("probe.zone", id % 4,
                             {{"place", Key{any_area(office).number}},
                              {"sealed_on", day_of_2021(*rc::gen::inRange(0, 6) * 60)}});
            break;
        default: office.books.withdraw("probe.event", id); break;
    }
}

// Moves or merges something; what the tree refuses changes nothing.
void change_tree(Office& office) {
    office.day += *rc::gen::inRange(1, 60);
    const auto day = day_of_2021(office.day);
    if (*rc::gen::inRange(0, 3) != 0) {
        (void)office.tree.apply(area::Move{day, any_area(office), any_area(office), std::nullopt})
            .has_value();
        return;
    }
    const auto first = any_area(office);
    const auto second = any_area(office);
    const auto* span = office.tree.at(first, day);
    if (first == second || span == nullptr) return;
    const Id<Area> into{office.next_area};
    const auto code = span->code.level() == area::Level::Community
                          ? area::Code::parse("99010200304" + std::to_string(into.number % 10))
                          : area::Code::parse("990102003041X" + std::to_string(into.number));
    const auto merged = office.tree.apply(area::Merge{
        day, {first, second}, {day, into, span->parent, code.value(), "并" + code->text()}});
    if (!merged) return;
    ++office.next_area;
    office.areas.push_back(into);
}

std::unique_ptr<Office> any_office() {
    auto office = std::make_unique<Office>();
    const int steps = *rc::gen::inRange(1, 40);
    for (int step = 0; step < steps; ++step) {
        *rc::gen::inRange(0, 5) == 0 ? change_tree(*office) : change_record(*office);
    }
    return office;
}

// Where an amount counts, said the plain way.
Id<Area> place(const area::Tree& tree, Id<Area> area, Date day) {
    if (tree.at(area, day) != nullptr) return area;
    const auto& first = tree.life(area).front();
    return day < first.from ? place(tree, first.parent, day) : tree.home(area, day);
}
bool inside(const area::Tree& tree, Id<Area> area, Id<Area> root, Date day) {
    const auto at = place(tree, area, day);
    return tree.at(at, day) != nullptr && tree.within(at, root, day);
}

// Day by day, record by record, on the tree of each day.
std::int64_t recount(Office& office, const Question& question) {
    const auto& indicator = *question.figure.indicator;
    const auto* schema = catalogue().schema(indicator.of);
    const bool stock = indicator.kind == registry::IndicatorKind::Stock;
    std::int64_t total = 0;
    std::set<std::string> values;
    for (const auto& [id, row] : office.books.rows(indicator.of)) {
        for (const auto& share : shares(*schema, row.record, {&indicator})) {
            const bool cell = question.figure.cell.empty() || question.figure.cell == share.cell;
            const auto on = stock ? question.period.to : share.day;
            const bool then = stock ? share.day <= on : question.period.holds(on);
            if (!cell || !then || !inside(office.tree, share.area, question.area, on)) continue;
            total += share.amount;
            values.insert(share.cell);
        }
    }
    const bool distinct = indicator.kind == registry::IndicatorKind::Distinct;
    return distinct ? static_cast<std::int64_t>(values.size()) : total;
}

std::int64_t recount_grids(Office& office, const Question& question) {
    std::set<std::pair<Date, Id<Area>>> grids;
    const auto* schema = catalogue().schema("probe.zone");
    for (const auto& [id, row] : office.books.rows("probe.zone")) {
        const auto day = std::get<Date>(row.record.values[schema->day]);
        const Id<Area> zone{std::get<Key>(row.record.values[schema->area]).number};
        if (!question.period.holds(day)) continue;
        for (const auto grid : office.areas) {
            const auto* span = office.tree.at(grid, day);
            if (span == nullptr || span->code.level() != area::Level::Grid) continue;
            const bool in = inside(office.tree, grid, question.area, day) &&
                            office.tree.within(grid, place(office.tree, zone, day), day);
            if (in) grids.emplace(day, grid);
        }
    }
    return static_cast<std::int64_t>(grids.size());
}

Question any_question(const Office& office, const char* name) {
    const int from = *rc::gen::inRange(-50, 350);
    const Period period{day_of_2021(from), day_of_2021(from + *rc::gen::inRange(0, 300))};
    const auto figure = find_figure(catalogue(), name, period.to);
    return {figure.value(), any_area(office), period};
}

const char* any_counted() {
    return *rc::gen::element("probe.events", "probe.events.red", "probe.hours", "probe.closed",
                             "probe.people", "probe.topics");
}

RC_GTEST_PROP(Counting, EqualsANaiveRecount, ()) {
    const auto office = any_office();
    Counting counting(catalogue(), office->tree, office->books);
    const auto question = any_question(*office, any_counted());
    RC_ASSERT(counting.count(question).value().value->mantissa() == recount(*office, question));
}

RC_GTEST_PROP(Counting, EqualsANaiveRecountOfScopes, ()) {
    const auto office = any_office();
    Counting counting(catalogue(), office->tree, office->books);
    const auto question = any_question(*office, "probe.sealed_grids");
    const auto counted = counting.count(question).value().value->mantissa();
    RC_ASSERT(counted == recount_grids(*office, question));
}

RC_GTEST_PROP(Trace, AddsUpToTheCount, ()) {
    const auto office = any_office();
    Counting counting(catalogue(), office->tree, office->books);
    const auto question =
        any_question(*office, *rc::gen::element("probe.events", "probe.events.red", "probe.hours",
                                                "probe.closed", "probe.people", "probe.topics",
                                                "probe.sealed_grids", "probe.sealed_people"));
    std::int64_t total = 0;
    const auto parts = counting.trace(question).value();
    for (const auto& part : parts) total += part.amount;
    RC_ASSERT(counting.count(question).value().value->mantissa() == total);
}

RC_GTEST_PROP(ByArea, AddsUpToTheWhole, ()) {
    const auto office = any_office();
    Counting counting(catalogue(), office->tree, office->books);
    const auto question = any_question(
        *office, *rc::gen::element("probe.events", "probe.hours", "probe.closed", "probe.people",
                                   "probe.sealed_grids", "probe.sealed_people"));
    std::int64_t total = 0;
    const auto rows = counting.by_area(question).value();
    for (const auto& [area, answer] : rows) {
        total += answer.value->mantissa();
    }
    RC_ASSERT(counting.count(question).value().value->mantissa() == total);
}

RC_GTEST_PROP(ByMonth, AddsUpToTheWholeForFlows, ()) {
    const auto office = any_office();
    Counting counting(catalogue(), office->tree, office->books);
    const auto question = any_question(
        *office,
        *rc::gen::element("probe.events", "probe.hours", "probe.closed", "probe.sealed_grids"));
    std::int64_t total = 0;
    const auto rows = counting.by_month(question).value();
    for (const auto& [month, answer] : rows) {
        total += answer.value->mantissa();
    }
    RC_ASSERT(counting.count(question).value().value->mantissa() == total);
}

RC_GTEST_PROP(ByCell, AddsUpToTheWhole, ()) {
    const auto office = any_office();
    Counting counting(catalogue(), office->tree, office->books);
    const auto question = any_question(*office, "probe.events");
    std::int64_t total = 0;
    const auto rows = counting.by_cell(question).value();
    for (const auto& [cell, answer] : rows) {
        total += answer.value->mantissa();
    }
    RC_ASSERT(counting.count(question).value().value->mantissa() == total);
}

}  // namespace
}  // namespace qingshui::tally
