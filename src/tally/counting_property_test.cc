// Counts against a naive recount after random histories of records and area acts.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tally/memory_books.h"
#include "tally/probe_pack.h"

namespace qingshui::tally {
namespace {

using area::Area;
using registry::Indicator;
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
    std::int64_t next_area = 20;
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
    if (*rc::gen::arbitrary<bool>()) values["urgent"] = *rc::gen::arbitrary<bool>();
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

// A new area beside another, of its level; none if that is not there on the day, or the whole
// street.
std::optional<area::Found> any_found(Office& office, Date day, Id<Area> beside) {
    constexpr std::size_t kCommunity = 12;
    const auto* span = office.tree.at(beside, day);
    if (span == nullptr || span->code.level() == area::Level::Street) return std::nullopt;
    const Id<Area> fresh{office.next_area++};
    const auto community = span->code.text().substr(0, kCommunity);
    const auto number = fresh.number % 100;
    std::string code = fmt::format("990102003{:03}", 100 + number);
    if (span->code.level() == area::Level::Compound)
        code = fmt::format("{}X{:02}", community, number);
    if (span->code.level() == area::Level::Grid)
        code = fmt::format("{}{:03}", community, 100 + number);
    return area::Found{day, fresh, span->parent, area::Code::parse(code).value(),
                       fmt::format("新{}", fresh.number)};
}

// Where what lies in areas that end goes: to one of those that follow.
std::vector<area::Move> moved_on(const Office& office, Date day,
                                 const std::vector<Id<Area>>& ending, Id<Area> into) {
    std::vector<area::Move> moves;
    for (const auto child : office.areas) {
        const auto* span = office.tree.at(child, day);
        const bool is_inside = span != nullptr && std::find(ending.begin(), ending.end(),
                                                            span->parent) != ending.end();
        if (is_inside) moves.push_back({day, child, into, std::nullopt});
    }
    return moves;
}

// Did the tree take it? What it refuses changes nothing.
bool apply(Office& office, const area::Act& act) { return office.tree.apply(act).has_value(); }

void merge(Office& office, Date day) {
    const auto first = any_area(office);
    const auto second = any_area(office);
    const auto into = any_found(office, day, first);
    if (first == second || !into) return;
    const auto children = moved_on(office, day, {first, second}, into->area);
    if (!apply(office, area::Merge{day, {first, second}, *into, children})) return;
    office.areas.push_back(into->area);
}

void split(Office& office, Date day) {
    const auto whole = any_area(office);
    const auto one = any_found(office, day, whole);
    const auto other = any_found(office, day, whole);
    if (!one || !other) return;
    const auto children = moved_on(office, day, {whole}, one->area);
    if (!apply(office, area::Split{day, whole, {*one, *other}, children})) return;
    office.areas.push_back(one->area);
    office.areas.push_back(other->area);
}

// Moves, renames, merges, splits or dissolves something.
void change_tree(Office& office) {
    office.day += *rc::gen::inRange(1, 60);
    const auto day = day_of_2021(office.day);
    switch (*rc::gen::inRange(0, 7)) {
        case 0: return merge(office, day);
        case 1: return split(office, day);
        case 2: (void)apply(office, area::Dissolve{day, any_area(office)}); return;
        case 3: (void)apply(office, area::Rename{day, any_area(office), "改"}); return;
        default: break;
    }
    (void)apply(office, area::Move{day, any_area(office), any_area(office), std::nullopt});
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

// What a record adds to an indicator, read from its fields here: the filters, measures and days of
// the made-up pack, said once more.
struct Added {
    Id<Area> area;
    Date from;
    std::optional<Date> last;  // Of a stock that ended.
    std::int64_t amount = 0;
    std::string cell;
};

template <typename Type>
std::optional<Type> value_of(const registry::Schema& schema, const registry::Record& record,
                             const char* field) {
    const auto* value = std::get_if<Type>(&record.values.at(schema.position(field).value()));
    return value != nullptr ? std::optional(*value) : std::nullopt;
}

std::optional<Added> added(const Indicator& indicator, const registry::Record& record) {
    const auto& schema = *catalogue().schema(indicator.of);
    const auto text = [&](const char* field) {
        return value_of<std::string>(schema, record, field).value_or("");
    };
    const auto day = [&](const char* field) { return value_of<Date>(schema, record, field); };
    const auto urgent =
        indicator.of == "probe.event" ? value_of<bool>(schema, record, "urgent") : std::nullopt;
    const Id<Area> area{value_of<Key>(schema, record, "place").value().number};
    const auto& id = indicator.id;
    if (id == "probe.people") {
        const auto since = day("since").value();
        const auto last = day("last");
        if (last && *last < since) return std::nullopt;
        return Added{area, since, last, 1, ""};
    }
    if (id == "probe.closed") {
        const auto closed = day("closed_on");
        return closed ? std::optional(Added{area, *closed, {}, 1, ""}) : std::nullopt;
    }
    const auto happened = day("happened_on").value();
    if (id == "probe.events") return Added{area, happened, {}, 1, text("kind")};
    if (id == "probe.topics") return Added{area, happened, {}, 1, text("topic")};
    if (id == "probe.by_urgency") {
        const std::string cell = !urgent ? "" : *urgent ? "yes" : "no";
        return Added{area, happened, {}, 1, cell};
    }
    if (id == "probe.urgent") {
        return urgent == true ? std::optional(Added{area, happened, {}, 1, ""}) : std::nullopt;
    }
    const auto hours = value_of<Decimal>(schema, record, "hours").value();
    return Added{area, happened, {}, hours.rescaled(1).value().mantissa(), ""};
}

// Day by day, record by record, on the tree of each day.
std::int64_t recount(Office& office, const Question& question) {
    const auto& indicator = *question.figure.indicator;
    const bool stock = indicator.kind == registry::IndicatorKind::Stock;
    std::int64_t total = 0;
    std::set<std::string> values;
    for (const auto& [id, row] : office.books.rows(indicator.of)) {
        const auto one = added(indicator, row.record);
        if (!one) continue;
        const bool cell = question.figure.cell.empty() || question.figure.cell == one->cell;
        const auto on = stock ? question.period.to : one->from;
        const bool held = one->from <= on && (!one->last || on <= *one->last);
        const bool then = stock ? held : question.period.holds(on);
        if (!cell || !then || !inside(office.tree, one->area, question.area, on)) continue;
        total += one->amount;
        values.insert(one->cell);
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
                             "probe.people", "probe.topics", "probe.urgent", "probe.by_urgency.yes",
                             "probe.by_urgency.no");
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

// What the records of a figure add up to, at its scale.
Decimal traced(Counting& counting, Question question, const char* name) {
    question.figure = find_figure(catalogue(), name, question.period.to).value();
    const int scale = scale_of(catalogue(), *question.figure.indicator);
    std::int64_t total = 0;
    const auto parts = counting.trace(question).value();
    for (const auto& part : parts) total += part.amount;
    return {total, scale};
}

// The fee of the made-up pack, said once more.
std::optional<Decimal> fee_on(Date day) {
    if (day < probe::day("2020-01-01")) return std::nullopt;
    return Decimal::parse(day <= probe::day("2021-05-31") ? "12.50" : "15.00");
}

RC_GTEST_PROP(Trace, MakesWhatIsComputedFromOthers, ()) {
    const auto office = any_office();
    Counting counting(catalogue(), office->tree, office->books);
    const auto average = any_question(*office, "probe.average");
    const auto number_of = [&](const char* name) {
        auto question = average;
        question.figure = find_figure(catalogue(), name, question.period.to).value();
        return counting.count(question).value().value;
    };
    const auto events = traced(counting, average, "probe.events");
    const auto hours = traced(counting, average, "probe.hours");
    const auto quotient = events == Decimal() ? std::nullopt : divided(hours, events, 4);
    RC_ASSERT(number_of("probe.average") == quotient);
    RC_ASSERT(number_of("probe.open") == minus(events, traced(counting, average, "probe.closed")));
    const auto fee = fee_on(average.period.to);
    RC_ASSERT(number_of("probe.fee") == fee);
    RC_ASSERT(number_of("probe.fees") == (fee ? times(events, *fee) : std::nullopt));
    const auto parts = counting.trace(average).value();
    RC_ASSERT(parts.size() == [&] {
        auto both = average;
        both.figure = find_figure(catalogue(), "probe.hours", both.period.to).value();
        auto count = counting.trace(both).value().size();
        both.figure = find_figure(catalogue(), "probe.events", both.period.to).value();
        return count + counting.trace(both).value().size();
    }());
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
