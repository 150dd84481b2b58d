#include "store/desk.h"

#include "base/damage.h"
#include "json/json.h"
#include "registry/key_value.h"
#include "registry/record_json.h"
#include "store/area_acts.h"
#include "store/checks.h"
#include "store/codec.h"
#include "store/labels.h"
#include "store/note.h"

namespace qingshui::store {

namespace {

using registry::Record;
using registry::Schema;

// Ids are milliseconds since 2020-01-01 UTC and a counter, so they grow with time, fit 64
// bits until 2089 and are made without asking the database.
constexpr std::int64_t kIdEpochMs = 1'577'836'800'000;
constexpr int kIdCounterBits = 22;

constexpr int kReferrersShown = 5;

std::string print_record(const Schema& schema, const Record& record) {
    return json::print(registry::to_json(schema, record));
}

// Its JSON; empty if a value is of a type that its field cannot keep.
std::string printed_unless(const std::vector<Refusal>& faults, const Schema& schema,
                           const Record& record) {
    const bool is_unprintable = std::any_of(faults.begin(), faults.end(), [](const Refusal& fault) {
        return fault.rule == "record.type" || fault.rule == "record.place";
    });
    return is_unprintable ? "" : print_record(schema, record);
}

// Has it as many values as the schema wants, everywhere?
bool fits(const Schema& schema, const Record& record) {
    if (record.values.size() != schema.fields.size()) return false;
    if (record.lines.size() != schema.lines.size()) return false;
    for (std::size_t i = 0; i < schema.lines.size(); ++i) {
        for (const auto& line : record.lines[i]) {
            if (line.size() != schema.lines[i].fields.size()) return false;
        }
    }
    return true;
}

}  // namespace

void Desk::load() { last_id_ = session_.journal().last_record(); }

void Desk::begin() {
    end_before_ = session_.journal().end();
    changed_memory_ = false;
}

void Desk::undo() {
    session_.tallies().drop();
    session_.journal().back_to(end_before_);
    if (std::exchange(changed_memory_, false)) session_.load();
}

std::int64_t Desk::new_id() {
    const auto now = std::max<std::int64_t>(clock_.now().ms - kIdEpochMs, 0);
    last_id_ = std::max(last_id_ + 1, now << kIdCounterBits);
    return last_id_;
}

NewEntry Desk::entry(std::string act, std::string_view subject, std::int64_t record) {
    return {clock_.now(), std::move(act), std::string(subject), record};
}

Result<std::optional<Written>> Desk::earlier(const Request& request, const Stamp& stamp) {
    if (stamp.key.empty()) return std::optional<Written>{};
    const auto first = session_.journal().by_key(stamp.key);
    if (!first) return std::optional<Written>{};
    const auto content = request.act == "area" && first->act == "area"
                             ? request_of(parse_act(first->after))
                             : first->after;
    if (first->act == kUnchanged) {
        const auto note = parse_note(first->after);
        const bool is_same = request == Request{note.act, note.subject, note.record, note.content};
        if (!is_same) return refused::key_reused(stamp.key, *first);
        return std::optional<Written>{Written{{note.record}, first->seq, true, true}};
    }
    const bool is_same = first->act == request.act && first->subject == request.subject &&
                         content == request.content &&
                         (request.record == 0 || request.record == first->record);
    if (!is_same) return refused::key_reused(stamp.key, *first);
    return std::optional<Written>{Written{{first->record}, first->seq, true, false}};
}

Written Desk::unchanged(const Request& request, std::int64_t seq, const Stamp& stamp) {
    Written written{{request.record}, seq, false, true};
    if (stamp.key.empty()) return written;
    auto made = entry(kUnchanged, kUnchanged, 0);
    made.after = print_note({std::string(request.act), std::string(request.subject), request.record,
                             std::string(request.content)});
    written.seq = session_.journal().append(made, stamp);
    return written;
}

std::vector<Refusal> Desk::examine(RegisterTable& table, Record& record, const Kept* corrects) {
    const auto& schema = table.schema();
    record = tidied(schema, std::move(record));
    if (!fits(schema, record)) return registry::faults(schema, record);
    registry::narrow_keys(schema, record);
    registry::compute(schema, record);
    record = tidied(schema, std::move(record));
    auto faults = registry::faults(schema, record);
    const auto counted = session_.catalogue().counted_from(schema.id);
    for (const auto& more : {tally::share_faults(schema, record, counted),
                             book_faults(session_, table, record, corrects)}) {
        faults.insert(faults.end(), more.begin(), more.end());
    }
    return faults;
}

void Desk::count(const RegisterTable& table, const Record& record, int sign) {
    const auto& schema = table.schema();
    const auto indicators = session_.catalogue().counted_from(schema.id);
    if (indicators.empty()) return;
    session_.tallies().add(tally::shares(schema, record, indicators), sign);
}

// A number that another office gave: none of here, and none that leaves no room for those to come.
Result<void> Desk::may_take_over(const Schema& schema, Id<Record> id) {
    constexpr std::int64_t kAheadMs = 10LL * 366 * 24 * 60 * 60 * 1'000;  // Of wrong clocks.
    const auto now = std::max<std::int64_t>(clock_.now().ms - kIdEpochMs, 0);
    const bool is_given = id.number > 0 && id.number < (now + kAheadMs) << kIdCounterBits;
    if (!is_given) return refused::number(schema, id);
    if (session_.journal().knows(id.number)) return refused::exists(schema, id);
    return {};
}

Result<Written> Desk::file(std::string_view register_id, Record record, const Stamp& stamp,
                           std::optional<Id<Record>> id) {
    auto* table = session_.table(register_id);
    if (table == nullptr) return refused::unknown_register(session_, register_id);
    const auto& schema = table->schema();
    auto faults = examine(*table, record, nullptr);
    auto after = printed_unless(faults, schema, record);
    if (const auto done = TRY(earlier({"file", schema.id, 0, after}, stamp))) return *done;
    if (!faults.empty()) return refused::faulty(schema, std::move(faults));
    if (id) TRY(may_take_over(schema, *id));

    const auto number = id ? id->number : new_id();
    last_id_ = std::max(last_id_, number);
    auto made = entry("file", schema.id, number);
    made.after = std::move(after);
    Kept kept{{number}, session_.journal().append(made, stamp), std::move(record)};
    table->insert(kept);
    count(*table, kept.record, 1);
    const auto tokens = search_tokens_of(schema, kept.record);
    if (!tokens.empty()) {
        session_.connection().search_put(session_.tenant(), schema.id, number, tokens);
    }
    return Written{kept.id, kept.seq};
}

Result<Written> Desk::correct(std::string_view register_id, Id<Record> id, Record record,
                              const Stamp& stamp, std::optional<std::int64_t> expected_seq) {
    auto* table = session_.table(register_id);
    if (table == nullptr) return refused::unknown_register(session_, register_id);
    const auto& schema = table->schema();
    const auto before = table->read(id);
    auto faults = examine(*table, record, before ? &*before : nullptr);
    const auto after = printed_unless(faults, schema, record);
    const Request request{"correct", schema.id, id.number, after};
    if (const auto done = TRY(earlier(request, stamp))) return *done;
    if (!before) return refused::missing(schema, id);
    if (expected_seq && *expected_seq != before->seq) {
        const auto last = session_.journal().at(before->seq);
        if (!last) throw DamageFailure(schema.id + ": a record's history is gone");
        return refused::changed(schema, label_of(session_, schema, *before), *last);
    }
    if (!faults.empty()) return refused::not_corrected(schema, std::move(faults));
    if (record == before->record) return unchanged(request, before->seq, stamp);
    return write_correction(*table, *before, std::move(record), stamp);
}

Written Desk::write_correction(RegisterTable& table, const Kept& before, Record record,
                               const Stamp& stamp) {
    const auto& schema = table.schema();
    auto made = entry("correct", schema.id, before.id.number);
    made.before = print_record(schema, before.record);
    made.after = print_record(schema, record);
    const Kept kept{before.id, session_.journal().append(made, stamp), std::move(record)};
    table.update(kept, before.record);
    count(table, before.record, -1);
    count(table, kept.record, 1);
    const auto old_tokens = search_tokens_of(schema, before.record);
    const auto tokens = search_tokens_of(schema, kept.record);
    if (tokens != old_tokens) {
        auto& connection = session_.connection();
        if (!old_tokens.empty()) {
            connection.search_remove(session_.tenant(), schema.id, before.id.number);
        }
        if (!tokens.empty()) {
            connection.search_put(session_.tenant(), schema.id, before.id.number, tokens);
        }
    }
    return {kept.id, kept.seq};
}

Result<void> Desk::check_referrers(RegisterTable& table, const Kept& kept) {
    std::vector<Refusal> faults;
    for (const auto& referrer : referrers(session_.catalogue(), table.schema().id)) {
        auto* from = session_.table(referrer.schema->id);
        const auto ids =
            referring(session_.connection(), session_.tenant(), referrer, kept.id, kReferrersShown);
        for (const auto id : ids) {
            const auto other = from->read(id);
            if (id == kept.id || !other) continue;
            faults.push_back(refused::referrer(*referrer.schema, id,
                                               label_of(session_, *referrer.schema, *other)));
        }
    }
    if (faults.empty()) return {};
    return refused::referred(table.schema(), label_of(session_, table.schema(), kept),
                             std::move(faults));
}

Result<Written> Desk::withdraw(std::string_view register_id, Id<Record> id, const Stamp& stamp) {
    auto* table = session_.table(register_id);
    if (table == nullptr) return refused::unknown_register(session_, register_id);
    const auto& schema = table->schema();
    if (const auto done = TRY(earlier({"withdraw", schema.id, id.number, ""}, stamp))) {
        return *done;
    }
    const auto kept = table->read(id);
    if (!kept) return refused::missing(schema, id);
    if (auto checked = check_referrers(*table, *kept); !checked) return checked.error();

    auto made = entry("withdraw", schema.id, id.number);
    made.before = print_record(schema, kept->record);
    const auto seq = session_.journal().append(made, stamp);
    table->remove(id, kept->record);
    count(*table, kept->record, -1);
    if (!search_tokens_of(schema, kept->record).empty()) {
        session_.connection().search_remove(session_.tenant(), schema.id, id.number);
    }
    return Written{id, seq};
}

}  // namespace qingshui::store
