#include <algorithm>

#include <fmt/format.h>

#include "base/chinese.h"
#include "json/json.h"
#include "store/area_acts.h"
#include "store/checks.h"
#include "store/codec.h"
#include "store/desk.h"
#include "store/labels.h"
#include "store/migration.h"

namespace qingshui::store {

namespace {

constexpr int kPage = 1'000;
constexpr std::size_t kFaultsShown = 20;

// Of a record that was computed anew: what does not fit.
std::vector<Refusal> range_faults(const registry::Schema& schema, const registry::Record& record) {
    if (registry::computed_out_of_range(schema, record).empty()) return {};
    auto faults = registry::faults(schema, record);
    std::erase_if(faults, [](const Refusal& fault) { return fault.rule != "record.out_of_range"; });
    return faults;
}

}  // namespace

namespace {

// Would the act take `area` away or put it into another?
bool ends_or_moves(const area::Act& act, Id<area::Area> area) {
    if (const auto* merge = std::get_if<area::Merge>(&act)) {
        return std::find(merge->parts.begin(), merge->parts.end(), area) != merge->parts.end();
    }
    if (const auto* split = std::get_if<area::Split>(&act)) return split->whole == area;
    if (const auto* dissolve = std::get_if<area::Dissolve>(&act)) return dissolve->area == area;
    if (const auto* move = std::get_if<area::Move>(&act)) return move->area == area;
    return false;
}

Refusal root_stays() {
    return {Reason::Invalid,
            "area.root",
            "",
            {"办公室自己的区域不能合并、拆分、划转或撤销",
             "The office's own area cannot be merged, split, moved or dissolved"},
            {"只能更名；下级区域可以调整", "It can be renamed; the areas below it can be changed"}};
}

Refusal boundary_without_area(std::span<const area::Span> life, Date since) {
    const auto& first = life.front();
    const auto& last = life.back();
    const bool is_early = since < first.from;
    const auto day = chinese::date(is_early ? first.from : last.to);
    return {Reason::Invalid,
            "boundary.day",
            last.code.text(),
            {fmt::format("边界从{}起，但“{}”{}{}", chinese::date(since), last.name,
                         is_early ? "到" + day : day + "以后", is_early ? "才有" : "就没有了"),
             fmt::format("The boundary begins on {}, but “{}” {} {}", since.text(), last.name,
                         is_early ? "is there from" : "ended on",
                         (is_early ? first.from : last.to).text())},
            {"请核对日期；一直如此的，不写日期",
             "Check the day; leave it out if the boundary always ran so"}};
}

}  // namespace

Result<Written> Desk::change_areas(const area::Act& act, const Stamp& stamp) {
    if (ends_or_moves(act, session_.office().root)) return root_stays();
    const auto request = request_of(act);
    if (const auto done = TRY(earlier({"area", "area", 0, request}, stamp))) return *done;
    changed_memory_ = true;
    const auto spans = TRY(session_.tree().apply(act));
    const auto subject = subject_of(act);
    if (spans.empty()) {
        return unchanged({"area", "area", 0, request}, session_.office().areas_seq, stamp);
    }
    last_id_ = std::max(last_id_, subject.number);
    auto made = entry("area", "area", subject.number);
    made.after = print_act(act);
    const auto seq = session_.journal().append(made, stamp);
    for (const auto& span : spans) {
        write_span(session_.connection(), session_.tenant(), span, seq);
    }
    auto office = session_.office();
    office.areas_seq = seq;
    session_.keep(office);
    return Written{{subject.number}, seq};
}

Result<Written> Desk::set_boundary(Id<area::Area> area, const area::Boundary& boundary, Date since,
                                   const Stamp& stamp) {
    const auto life = session_.tree().life(area);
    if (life.empty()) return refused::unknown_area(area);
    const bool is_there = since == Date::min() || session_.tree().at(area, since) != nullptr;
    if (!is_there) return boundary_without_area(life, since);
    const auto& span = session_.tree().nearest(area, since == Date::min() ? Date::max() : since);
    auto geojson = area::print_geojson({{span.code, span.name, boundary, since}});
    if (auto readable = area::read_geojson(geojson); !readable) return readable.error();
    const Request request{"boundary", "area", area.number, geojson};
    if (const auto done = TRY(earlier(request, stamp))) return *done;

    auto made = entry("boundary", "area", area.number);
    for (auto& kept : read_boundaries(session_.connection(), session_.tenant(), area)) {
        if (kept.since == since) made.before = std::move(kept.geojson);
    }
    if (made.before == geojson) return unchanged(request, session_.journal().end().seq, stamp);
    made.after = geojson;
    changed_memory_ = true;
    const auto seq = session_.journal().append(made, stamp);
    write_boundary(session_.connection(), session_.tenant(), {area, since, geojson}, seq);
    auto office = session_.office();
    office.boundaries_seq = seq;
    session_.keep(office);
    return Written{{area.number}, seq};
}

Result<Written> Desk::keep_document(Document document, const Stamp& stamp) {
    document.digest = sha256(document.body);
    const auto content = print_document(document);
    if (const auto done = TRY(earlier({"keep", document.kind, 0, content}, stamp))) return *done;
    auto& connection = session_.connection();
    const auto kept = read_document(connection, session_.tenant(), document.kind, document.name);
    if (kept && kept->digest != document.digest) return refused::document_exists(document.name);
    if (kept) return Written{{}, kept->seq, false, true};

    auto made = entry("keep", document.kind, 0);
    made.after = content;
    document.seq = session_.journal().append(made, stamp);
    write_document(connection, session_.tenant(), document);
    return Written{{}, document.seq};
}

Result<Written> Desk::set_packs(const Folders& folders, const Stamp& stamp) {
    auto content = print_folders(folders);
    const Request request{"packs", "packs", 0, content};
    if (const auto done = TRY(earlier(request, stamp))) return *done;
    auto wanted = TRY(registry::Catalogue::read(folders));
    const auto before =
        print_folders(read_folders_in_use(session_.connection(), session_.tenant()));
    if (before == content) return unchanged(request, session_.office().packs_seq, stamp);
    const auto plan = TRY(registry::plan_migration(session_.catalogue(), wanted));
    session_.tallies().flush();
    Migration migration(session_, session_.catalogue(), wanted);
    if (auto ready = migration.check(plan); !ready) return ready.error();

    changed_memory_ = true;
    auto made = entry("packs", "packs", 0);
    made.before = session_.office().packs_seq == 0 ? "" : before;
    made.after = std::move(content);
    const auto seq = session_.journal().append(made, stamp);
    migration.change_tables(plan);
    write_folders(session_.connection(), session_.tenant(), folders);
    const auto to_recompute = recomputed(session_.catalogue(), wanted);
    session_.use(std::move(wanted));
    auto office = session_.office();
    office.packs_seq = seq;
    session_.keep(office);
    Stamp rest = stamp;
    rest.key.clear();
    for (const auto& id : to_recompute) TRY(recompute(*session_.catalogue().schema(id), rest));
    session_.tallies().flush();
    TRY(fill_tables(session_, plan));
    return Written{{}, seq};
}

Result<void> Desk::recompute(const registry::Schema& schema, const Stamp& stamp) {
    auto& table = *session_.table(schema.id);
    std::vector<Refusal> faults;
    Id<registry::Record> last{std::numeric_limits<std::int64_t>::min()};
    while (true) {
        const auto page = table.read_after(last, kPage);
        if (page.empty()) break;
        last = page.back().id;
        for (const auto& kept : page) {
            auto record = kept.record;
            registry::compute(schema, record);
            record = tidied(schema, std::move(record));
            for (auto& fault : range_faults(schema, record)) {
                fault.where.value = label_of(session_, schema, kept);
                if (faults.size() < kFaultsShown) faults.push_back(std::move(fault));
            }
            if (record != kept.record) write_correction(table, kept, std::move(record), stamp);
        }
    }
    if (!faults.empty()) return out_of_range(std::move(faults));
    return {};
}

void Desk::open_history(const Stamp& stamp) {
    const auto& office = session_.office();
    json::Object object;
    object["tenant"] = office.tenant;
    object["title"] = office.title;
    object["root"] = office.root.number;
    auto made = entry("office", "office", 0);
    made.after = json::print(object);
    session_.journal().append(made, stamp);
}

}  // namespace qingshui::store
