// Goal: what the books say now and as of any moment never drifts from the records.
// Method: play random histories of filing, correcting, withdrawing, refusing, moving areas and
// new declarations; after each step compare every tally with a count of the records that are
// left; at the end read the books as of every step and compare with what they said then.

#include <fmt/format.h>
#include <rapidcheck/gtest.h>

#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::day;
using test::TestOffice;

const std::vector<Period> kPeriods{{Date::min(), Date::max()},
                                   Period::year(2021),
                                   Period::parse("2021-03").value(),
                                   {day("2021-03-02"), day("2021-03-02")}};

// Everything the books say about one indicator.
struct Said {
    std::vector<tally::AreaSum> sums;
    std::vector<tally::Part> parts;
    std::vector<std::optional<Decimal>> counted;  // Up the tree, of every area there was.
};

bool is_equal(const tally::AreaSum& a, const tally::AreaSum& b) {
    return a.area == b.area && a.cell == b.cell && a.amount == b.amount;
}

bool is_equal(const Said& a, const Said& b) {
    return a.parts == b.parts && a.counted == b.counted &&
           std::equal(a.sums.begin(), a.sums.end(), b.sums.begin(), b.sums.end(),
                      [](const auto& one, const auto& two) { return is_equal(one, two); });
}

using Snapshot = std::map<std::string, std::vector<Said>>;  // By indicator, per period.

// What the office's area and the first within it count; that of the office with its trace.
std::vector<std::optional<Decimal>> counted(View& view, const registry::Indicator& indicator,
                                            const Period& period) {
    constexpr std::size_t kAsked = 4;
    std::vector<std::optional<Decimal>> out;
    tally::Counting counting(view.catalogue(), view.tree(), view.books());
    const auto root = view.tree().roots(Date::max()).front();
    for (const auto& stay : view.tree().subtree(root, kPeriods.front())) {
        const tally::Question question{{&indicator, ""}, stay.area, period};
        out.push_back(counting.count(question).value().value);
        if (out.size() == kAsked) break;
    }
    Decimal traced;
    const auto parts = counting.trace({{&indicator, ""}, root, period}).value();
    for (const auto& part : parts) {
        traced = plus(traced, Decimal(part.amount, part.scale)).value();
    }
    if (out.front().value_or(Decimal()) != traced) RC_FAIL(indicator.id + " does not add up");
    return out;
}

Snapshot ask(View& view) {
    Snapshot snapshot;
    for (const auto& id : view.catalogue().indicator_ids()) {
        const auto& indicator = *view.catalogue().indicator(id);
        for (const auto& period : kPeriods) {
            snapshot[id].push_back({view.books().sums(indicator, period),
                                    view.books().parts(indicator, period),
                                    counted(view, indicator, period)});
        }
    }
    return snapshot;
}

// A record's fields by id.
class Fields {
public:
    Fields(const registry::Schema& schema, const registry::Record& record)
        : schema_(schema), record_(record) {}

    template <typename Type>
    std::optional<Type> get(const char* field) const {
        const auto* value = std::get_if<Type>(&record_.values.at(schema_.position(field).value()));
        return value != nullptr ? std::optional(*value) : std::nullopt;
    }
    std::int64_t number(const char* field) const {
        const auto value = get<Decimal>(field);
        return value ? value->mantissa() : 0;
    }
    Id<area::Area> place() const { return {get<registry::Key>("place").value().number}; }
    const std::vector<std::vector<registry::Value>>& officers() const {
        return record_.lines.at(0);
    }

private:
    const registry::Schema& schema_;
    const registry::Record& record_;
};

// What a record adds on a day, in a cell.
struct Added {
    Date day;
    std::string cell;
    std::int64_t amount = 0;
};

// The filters and measures of the shop's indicators, said once more.
std::vector<Added> added_by_visit(const std::string& id, const Fields& visit) {
    const auto on = visit.get<Date>("on_day").value();
    if (id == "shop.visits") return {{on, visit.get<std::string>("kind").value(), 1}};
    if (id == "shop.fines") {
        const bool has_failed = visit.get<bool>("passed") == false;
        return {{on, "", has_failed ? visit.number("fine") : 0}};
    }
    if (id == "shop.by_firm") {
        const auto firm = visit.get<registry::Key>("firm").value().number;
        return {{on, std::to_string(firm), 1}};
    }
    std::vector<Added> out;
    if (id == "shop.topics") {
        const auto topics = visit.get<std::vector<std::string>>("topics");
        for (const auto& topic : topics.value_or(std::vector<std::string>())) {
            out.push_back({on, topic, 1});
        }
        return out;
    }
    if (id == "shop.hours") {
        std::int64_t hours = 0;
        for (const auto& officer : visit.officers()) {
            const auto* worked = std::get_if<Decimal>(&officer.at(1));
            hours += worked != nullptr ? worked->mantissa() : 0;
        }
        return {{on, "", hours}};
    }
    const auto extra = std::stoll(id.substr(std::string("shop.extra").size()));
    return {{on, "", static_cast<std::int64_t>(visit.officers().size()) + extra}};
}
std::vector<Added> added_by_firm(const Fields& firm) {
    const auto opened = firm.get<Date>("opened_on").value();
    const auto closed = firm.get<Date>("closed_on");
    const auto staff = firm.number("staff");
    if (closed && *closed < opened) return {};
    std::vector<Added> out{{opened, "", staff}};
    if (closed) out.push_back({closed->plus_days(1).value(), "", -staff});
    return out;
}

// The sums counted from the records themselves.
std::vector<tally::AreaSum> recount(Reader& reader, const registry::Indicator& indicator,
                                    const Period& period) {
    const auto& schema = *reader.catalogue().schema(indicator.of);
    std::map<std::tuple<Id<area::Area>, std::string, Date>, std::int64_t> amounts;
    for (const auto& kept : reader.records(schema.id, {0}, 1'000'000)) {
        const Fields fields(schema, kept.record);
        const auto added =
            schema.id == "shop.firm" ? added_by_firm(fields) : added_by_visit(indicator.id, fields);
        for (const auto& [on, cell, amount] : added) {
            if (period.holds(on)) amounts[{fields.place(), cell, on}] += amount;
        }
    }
    std::map<std::pair<Id<area::Area>, std::string>, std::int64_t> sums;
    for (const auto& [place, amount] : amounts) {
        if (amount != 0) sums[{std::get<0>(place), std::get<1>(place)}] += amount;
    }
    std::vector<tally::AreaSum> out;
    for (const auto& [place, sum] : sums) out.push_back({place.first, place.second, sum});
    return out;
}

class History {
public:
    void step() {
        switch (*rc::gen::inRange(0, 12)) {
            case 0:
            case 1: file_firm(); break;
            case 2:
            case 3:
            case 4: file_visit(); break;
            case 5:
            case 6: correct_visit(); break;
            case 7: correct_firm(); break;
            case 8: withdraw(); break;
            case 9: refuse(); break;
            case 10: change_areas(); break;
            default: set_packs(); break;
        }
        office_.clock.set({office_.clock.now().ms + 1'000});
        check_now();
    }

    void check_past() {
        const auto reader = office_.store->read();
        for (const auto& [seq, then] : snapshots_) {
            const auto past = reader->as_of({seq});
            const auto now = ask(*past);
            for (const auto& [id, said] : then) {
                const auto& again = now.at(id);
                for (std::size_t i = 0; i < said.size(); ++i) {
                    if (is_equal(said[i], again[i])) continue;
                    RC_FAIL(fmt::format("{} as of {} in period {}", id, seq, i));
                }
            }
            for (const auto& [id, kept] : records_.at(seq)) {
                const auto again = past->record(kept.first, {id});
                RC_ASSERT(again.has_value());
                RC_ASSERT(again->record == kept.second.record);
                RC_ASSERT(again->seq == kept.second.seq);
            }
        }
        const auto differences = office_.verify();
        if (!differences.empty()) RC_FAIL(differences.front().en);
    }

private:
    Id<area::Area> any_area() { return *rc::gen::elementOf(areas_); }
    std::string any_day() {
        return *rc::gen::element<std::string>("2021-01-01", "2021-03-01", "2021-03-02",
                                              "2021-12-31", "2022-01-01");
    }

    test::Values any_firm() {
        auto values = office_.firm(std::to_string(*rc::gen::inRange(1, 8)), any_day());
        values["place"] = registry::Key{any_area().number};
        values["staff"] = Decimal::whole(*rc::gen::inRange(0, 4));
        if (*rc::gen::arbitrary<bool>()) values["closed_on"] = day(any_day());
        return values;
    }
    test::Values any_visit() {
        auto values = office_.visit(*rc::gen::elementOf(firms_), any_day());
        values["place"] = registry::Key{any_area().number};
        values["kind"] = *rc::gen::element<std::string>("planned", "sudden");
        if (*rc::gen::arbitrary<bool>()) values["passed"] = *rc::gen::arbitrary<bool>();
        if (*rc::gen::arbitrary<bool>()) values["fine"] = Decimal(*rc::gen::inRange(0, 500), 2);
        const std::vector<std::vector<std::string>> topics{
            {}, {"fire"}, {"food"}, {"food", "fire"}};
        values["topics"] = *rc::gen::elementOf(topics);
        values["note"] = *rc::gen::element<std::string>("", "油烟扰民", "噪声");
        return values;
    }
    registry::Record any_visit_record() {
        const auto& schema = *office_.store->read()->catalogue().schema("shop.visit");
        auto record = test::make_record(schema, any_visit());
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
            record.lines[0].push_back({std::string("员"), Decimal(*rc::gen::inRange(0, 20), 1)});
        }
        return record;
    }

    void file_firm() {
        const auto done = office_.file("shop.firm", any_firm());
        if (done) firms_.push_back(done->record);
    }
    void file_visit() {
        if (firms_.empty()) return;
        const auto record = any_visit_record();
        const auto done = office_.write(
            [&](Writer& writer) { return writer.file("shop.visit", record, {"tester"}); });
        if (done) visits_.push_back(done->record);
    }
    void correct_visit() {
        if (visits_.empty()) return;
        const auto id = *rc::gen::elementOf(visits_);
        const auto record = any_visit_record();
        (void)office_.write(
            [&](Writer& writer) { return writer.correct("shop.visit", id, record, {"tester"}); });
    }
    void correct_firm() {
        if (firms_.empty()) return;
        const auto id = *rc::gen::elementOf(firms_);
        const auto values = any_firm();
        (void)office_.write([&](Writer& writer) {
            return writer.correct(
                "shop.firm", id, test::make_record(*writer.catalogue().schema("shop.firm"), values),
                {"tester"});
        });
    }
    void withdraw() {
        auto& ids = *rc::gen::arbitrary<bool>() ? firms_ : visits_;
        if (ids.empty()) return;
        const auto place =
            static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(ids.size())));
        const std::string schema = &ids == &firms_ ? "shop.firm" : "shop.visit";
        const auto done = office_.write(
            [&](Writer& writer) { return writer.withdraw(schema, ids[place], {"tester"}); });
        if (done) ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(place));
    }
    // An act that does much and then is refused or thrown away.
    void refuse() {
        const auto values = any_firm();
        const bool throws = *rc::gen::arbitrary<bool>();
        const auto before = office_.store->read()->last_seq();
        const auto act = [&](Writer& writer) -> Result<void> {
            (void)writer.file("shop.firm",
                              test::make_record(*writer.catalogue().schema("shop.firm"), values),
                              {"tester"});
            (void)writer.change_areas(area::Rename{day("2021-05-05"), office_.east, "改名"},
                                      {"tester"});
            (void)writer.books().sums(*writer.catalogue().indicator("shop.staff"), kPeriods[0]);
            if (throws) throw Failure("thrown by a test");
            return Refusal{Reason::Invalid, "test.refused"};
        };
        try {
            (void)office_.store->write(act);
        } catch (const Failure&) {
            RC_ASSERT(throws);
        }
        RC_ASSERT(office_.store->read()->last_seq() == before);
    }
    // One act on areas; many are refused, as people's are.
    void change_areas() {
        const auto when = day(any_day());
        const auto part = any_area();
        const auto other = any_area();
        (void)office_.write([&](Writer& writer) {
            switch (*rc::gen::inRange(0, 7)) {
                case 0: return writer.change_areas(found(writer, when, office_.root), {"tester"});
                case 1: return writer.change_areas(found(writer, when, part), {"tester"});
                case 2: {
                    const auto into = found(writer, when, office_.root);
                    return writer.change_areas(area::Merge{when, {part, other}, into, {}},
                                               {"tester"});
                }
                case 3: return writer.change_areas(split(writer, when, part), {"tester"});
                case 4: return writer.change_areas(area::Move{when, part, other}, {"tester"});
                case 5: return writer.change_areas(area::Dissolve{when, part}, {"tester"});
                default: return writer.change_areas(area::Rename{when, part, "改名"}, {"tester"});
            }
        });
    }
    // A community of the street, or a grid of a community.
    area::Found found(Writer& writer, Date when, Id<area::Area> parent) {
        const auto id = writer.new_area_id();
        areas_.push_back(id);
        const auto number = fmt::format("{:03}", ++codes_);
        const auto above =
            writer.tree().contains(parent) ? writer.tree().nearest(parent, when).code.text() : "";
        auto code = area::Code::parse(above + number);
        if (!code) code = area::Code::parse("341502005999");
        return {when, id, parent, *code, "新区"};
    }
    // Into two; what lies in it goes to the first.
    area::Split split(Writer& writer, Date when, Id<area::Area> whole) {
        area::Split act{when, whole, {}, {}};
        for (int i = 0; i < 2; ++i) act.parts.push_back(found(writer, when, office_.root));
        for (const auto child : writer.tree().children(whole, when)) {
            act.children.push_back({when, child, act.parts.front().area});
        }
        return act;
    }
    void set_packs() {
        std::string pack = test::kShopPack;
        const int extra = ++packs_;
        for (int i = 1; i <= extra; ++i) {
            pack += fmt::format(
                "\n[indicator.extra{}]\ntitle = {{ zh = \"加{}\", en = \"Extra {}\" }}\n"
                "unit = \"次\"\nof = \"visit\"\nmeasure = \"people + {}\"\n",
                i, i, i, i);
        }
        const auto done = office_.write([&](Writer& writer) {
            return writer.set_packs({{"shop", {{"pack.toml", pack}}}}, {"tester"});
        });
        if (!done) RC_FAIL(words(done.error(), Language::English));
    }

    void check_now() {
        const auto reader = office_.store->read();
        auto& snapshot = snapshots_[reader->last_seq()];
        snapshot = ask(*reader);
        for (const auto& [id, said] : snapshot) {
            const auto& indicator = *reader->catalogue().indicator(id);
            for (std::size_t i = 0; i < said.size(); ++i) {
                check_indicator(*reader, indicator, kPeriods[i], said[i]);
            }
        }
        auto& records = records_[reader->last_seq()];
        records.clear();
        for (const auto* schema : {"shop.firm", "shop.visit"}) {
            for (auto& kept : reader->records(schema, {0}, 1'000'000)) {
                records.insert({kept.id.number, {schema, kept}});
            }
        }
    }
    static void check_indicator(Reader& reader, const registry::Indicator& indicator,
                                const Period& period, const Said& said) {
        const auto expected = recount(reader, indicator, period);
        if (!std::equal(said.sums.begin(), said.sums.end(), expected.begin(), expected.end(),
                        [](const auto& a, const auto& b) { return is_equal(a, b); })) {
            RC_FAIL("tallies of " + indicator.id);
        }
        // A stock's parts hold on the last day: they are the sums since ever.
        const bool is_stock = indicator.kind == registry::IndicatorKind::Stock;
        const Period summed{is_stock ? Date::min() : period.from, period.to};
        std::int64_t sum = 0;
        for (const auto& one : reader.books().sums(indicator, summed)) sum += one.amount;
        std::int64_t traced = 0;
        for (const auto& part : said.parts) traced += part.amount;
        RC_ASSERT(traced == sum);
    }

    TestOffice office_;
    std::vector<Id<area::Area>> areas_{office_.east, office_.west};
    std::vector<Id<registry::Record>> firms_;
    std::vector<Id<registry::Record>> visits_;
    int codes_ = 100;
    int packs_ = 0;
    std::map<std::int64_t, Snapshot> snapshots_;  // By history number.
    std::map<std::int64_t, std::map<std::int64_t, std::pair<std::string, Kept>>> records_;
};

RC_GTEST_PROP(BooksProperty, AgreeWithTheRecordsNowAndAsOfAnyMoment, ()) {
    History history;
    const int steps = *rc::gen::inRange(1, 16);
    for (int i = 0; i < steps; ++i) history.step();
    history.check_past();
}

}  // namespace

}  // namespace qingshui::store
