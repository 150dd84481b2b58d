#include "app/row_import.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/header_titles.h"
#include "app/import_sheets.h"
#include "app/places.h"
#include "app/record_view.h"
#include "app/unread_parts.h"
#include "base/chinese.h"
#include "registry/record_json.h"

namespace qingshui::app {
namespace {

using registry::Record;
using registry::Value;

constexpr std::int64_t kProgressEvery = 500;
constexpr const char* kKey = "import:";  // Idempotency keys of rows begin so.

// Is it that another record has the row's key?
bool is_of_key(const Refusal& fault) {
    return fault.rule == "record.duplicate" || fault.rule == "import.row_twice" ||
           fault.rule == "import.key_taken" || fault.rule == "import.keys_differ";
}

// Is it said already that a row before it bears its number or key?
bool is_twice(const RowDraft& draft) {
    return std::any_of(draft.faults.begin(), draft.faults.end(),
                       [](const Refusal& fault) { return fault.rule == "import.row_twice"; });
}

// Is it the record's number that is wrong?
bool is_of_number(const Refusal& fault) {
    return fault.rule == "record.exists" || fault.rule == "record.number" ||
           fault.rule == "import.record_unknown" || fault.rule == "import.withdrawn";
}

}  // namespace

RowImport::RowImport(const IncomingSheet& incoming, ImportLane& lane, std::size_t sheet)
    : incoming_(incoming),
      schema_(*incoming.plan.schema),
      lane_(lane),
      sheet_(sheet),
      writer_(lane.writer),
      body_(incoming.sheet, incoming.plan),
      reader_(incoming, lane, body_),
      matching_(lane.writer, schema_, lane.empty.contains(schema_.id)) {
    done_.name = incoming.name;
    done_.register_id = schema_.id;
    done_.ignored = incoming.plan.ignored;
    done_.units = incoming.plan.said_units;
    lane.expected.insert(schema_.id);
    add_numbers();
}

void RowImport::add_numbers() {
    for (const SheetColumn& column : incoming_.plan.columns) {
        if (column.kind != SheetColumn::Kind::RecordId) continue;
        for (std::size_t row = incoming_.plan.body; row < incoming_.sheet.rows.size(); ++row) {
            const std::string number = chinese::folded(text_of(body_.at(row, column.column)));
            if (number.empty()) continue;
            lane_.numbered.emplace(schema_.id + " #" + number, KeyedRow{&incoming_, row, {}, {}});
        }
    }
}

void RowImport::take_rows(const ImportOptions& options, FaultList& faults) {
    const auto& rows = incoming_.sheet.rows;
    body_.each_fault([&](Refusal fault) {
        fault.where.file = incoming_.name;
        faults.add(std::move(fault));
    });
    const auto all = static_cast<std::int64_t>(rows.size() - incoming_.plan.body);
    for (std::size_t row = incoming_.plan.body; row < rows.size(); ++row) {
        const auto done = static_cast<std::int64_t>(row - incoming_.plan.body);
        if (options.progress && done % kProgressEvery == 0) options.progress(done_.name, done, all);
        visit(row, faults);
    }
    if (options.progress) options.progress(done_.name, all, all);
}

void RowImport::visit(std::size_t row, FaultList& faults) {
    const int number = static_cast<int>(row) + 1;
    switch (body_.kind(row)) {
        case RowKind::Record: return take(row, faults);
        case RowKind::Total: return done_.totals.push_back(number);
        case RowKind::Heading: return done_.headings.push_back(number);
        case RowKind::Note: return done_.notes.push_back(number);
        case RowKind::Blank: return;
    }
}

void RowImport::take(std::size_t row, FaultList& faults) {
    RowDraft draft = reader_.read(row);
    const bool may_wait = draft.faults.empty() || lane_.stage == ImportLane::Stage::Taking;
    if (!draft.waits_for.empty() && may_wait) return hold(row, draft, draft.waits_for);
    check_repeats(row, draft);
    std::vector<Refusal> unfit;
    for (const Refusal& fault : draft.faults) add_faults(row, fault, unfit);
    for (Refusal& fault : unfit) faults.add(std::move(fault));
    const bool is_judged = !draft.faults.empty() || !draft.unread.empty();
    if (is_judged) lane_.note_faulty(names_of(draft));
    if (draft.is_repeated && !is_judged) {
        return done_.repeated.push_back(static_cast<int>(row) + 1);
    }
    // Without its number nobody knows what else the row may leave out.
    if (draft.is_unnumbered) return;
    // What cannot be read keeps nobody from being told what else is wrong: nothing stays of it.
    const auto outcome = write(row, draft);
    if (outcome) {
        if (!is_judged) note_taken(row, draft, *outcome);
        return;
    }
    const auto holder = is_judged ? std::nullopt : holder_of_key(draft, outcome.error());
    if (holder) return hold(row, draft, *holder);
    lane_.note_faulty(names_of(draft));
    report(row, draft, outcome.error(), faults);
}

void RowImport::begin(std::size_t row, FaultList& faults) {
    RowDraft draft = reader_.read(row);
    if (draft.waits_for.empty()) return take(row, faults);
    const bool is_sound = draft.faults.empty() && !draft.is_unnumbered && !names_of(draft).empty();
    hold(row, draft, draft.waits_for);
    if (!is_sound) return;
    // What is refused here is refused, or not, when it is taken as a whole.
    const auto outcome = write(row, draft);
    if (!outcome) return;
    if (!outcome->is_correction) begun_.insert(row);
    note_there(outcome->written.record, draft);
}

std::vector<std::string> RowImport::names_of(const RowDraft& draft) const {
    std::vector<std::string> names;
    if (draft.id) names.push_back(number_text(schema_, *draft.id));
    for (std::size_t key = 0; key < schema_.unique.size(); ++key) {
        if (auto text = key_text(schema_, draft.record, key)) names.push_back(*std::move(text));
    }
    return names;
}

void RowImport::hold(std::size_t row, const RowDraft& draft, const std::string& name) {
    lane_.held.hold({sheet_, row}, name, names_of(draft));
}

void RowImport::note_taken(std::size_t row, const RowDraft& draft, const Outcome& outcome) {
    const store::Written& written = outcome.written;
    const int number = static_cast<int>(row) + 1;
    if (outcome.is_kept) done_.kept.push_back(number);
    if (begun_.contains(row) || (!outcome.is_correction && !written.repeated)) {
        ++done_.filed;
    } else if (written.repeated || written.unchanged) {
        ++done_.unchanged;
    } else {
        ++done_.corrected;
        if (lane_.is_dry_run) note_correction(number, written.record);
    }
    note_there(written.record, draft);
}

void RowImport::note_correction(int row, Id<Record> record) {
    const auto before = lane_.before.record(schema_.id, record);
    const auto after = writer_.record(schema_.id, record);
    if (!before || !after) return;  // Filed by a row before this one.
    done_.corrections.push_back({row, record, lane_.before.label(schema_.id, record),
                                 shown_changes(writer_, schema_, before->record, after->record)});
}

// Most imports hold no row: then nobody asks by which keys the record is known.
void RowImport::note_there(Id<Record> record, const RowDraft& draft) {
    const std::string number = number_text(schema_, record);
    lane_.taken.insert(number);
    if (lane_.held.empty()) return;
    auto names = names_of(draft);
    names.push_back(number);
    lane_.held.announce(names);
}

// If nothing is wrong but that another record has a key of the row, which a row to come may
// give up: the number of that record.
std::optional<std::string> RowImport::holder_of_key(const RowDraft& draft, const Refusal& refusal) {
    const bool is_all = refusal.faults.empty()
                            ? is_of_key(refusal)
                            : std::all_of(refusal.faults.begin(), refusal.faults.end(), is_of_key);
    if (!is_all) return {};
    for (std::size_t key = 0; key < schema_.unique.size(); ++key) {
        const auto id = matching_.find(key, draft.record);
        if (!id || (draft.id && *id == *draft.id)) continue;
        const std::string name = number_text(schema_, *id);
        // The record that the row itself is about, by its first key.
        const bool is_own = !draft.id && key == 0 && !lane_.numbered.contains(name);
        if (is_own || lane_.taken.contains(name)) continue;
        if (lane_.is_awaited(schema_.id, name)) return name;
    }
    return {};
}

void RowImport::report(std::size_t row, const RowDraft& draft, const Refusal& refusal,
                       FaultList& faults) const {
    std::vector<Refusal> found;
    if (draft.unread.empty()) {
        add_faults(row, refusal, found);
    } else {
        for (const Refusal& fault : faults_despite(draft.unread, schema_, refusal)) {
            add_faults(row, fault, found);
        }
    }
    // That a row before it has the key is said already.
    if (is_twice(draft)) std::erase_if(found, is_of_key);
    for (Refusal& fault : found) faults.add(std::move(fault));
}

void RowImport::check_repeats(std::size_t row, RowDraft& draft) {
    const KeyedRow here = keyed_row(row, draft);
    if (draft.id) repeat(here, number_text(schema_, *draft.id), record_id_title(), draft);
    for (std::size_t key = 0; key < schema_.unique.size(); ++key) {
        const auto text = key_text(schema_, draft.record, key);
        if (text) repeat(here, *text, schema_.fields[schema_.unique[key].front()].title, draft);
    }
}

KeyedRow RowImport::keyed_row(std::size_t row, const RowDraft& draft) const {
    const std::string content = json::print(registry::to_json(schema_, draft.record));
    return {&incoming_, row, sha256(content), draft.id};
}

void RowImport::repeat(const KeyedRow& here, const std::string& key, const Text& title,
                       RowDraft& draft) {
    const auto [found, is_new] = lane_.keyed.emplace(key, here);
    const KeyedRow first = found->second;
    const bool is_itself = first.sheet == here.sheet && first.row == here.row;
    if (is_new || is_itself) return;
    const bool is_same = first.content == here.content;
    if (is_same && here.id && !first.id) {
        found->second = here;  // It says more than the first, which is repeated then.
    } else if (is_same && (here.id == first.id || !here.id)) {
        draft.is_repeated = true;
    } else if (!is_twice(draft)) {
        draft.faults.push_back(row_twice(first, here.row, title));
    }
}

Refusal RowImport::row_twice(const KeyedRow& first, std::size_t row, const Text& title) const {
    const bool is_here = first.sheet == &incoming_;
    const std::string& name = first.sheet->name;
    Refusal fault{Reason::Conflict,
                  "import.row_twice",
                  "",
                  {fmt::format("与{}第{}行重复：“{}”相同，其他内容不同",
                               is_here ? "" : fmt::format("“{}”", name), first.row + 1, title.zh),
                   fmt::format("Row {}{} has the same “{}”, but differs otherwise", first.row + 1,
                               is_here ? "" : fmt::format(" of “{}”", name), title.en)},
                  {"请删去多余的一行，或改正其中一行", "Remove one of the rows, or mend it"}};
    for (const SheetColumn& column : incoming_.plan.columns) {
        const bool is_it = column.kind == SheetColumn::Kind::RecordId
                               ? title == record_id_title()
                               : column.kind == SheetColumn::Kind::Field &&
                                     schema_.fields[column.index].title == title;
        if (!is_it) continue;
        fault.where.column = column.title;
        fault.where.value = text_of(body_.at(row, column.column));
    }
    return fault;
}

// The record with what the sheet says laid over it.
Result<RowImport::Outcome> RowImport::correct(std::size_t row, const store::Kept& kept,
                                              const RowDraft& draft) {
    TRY(check_scope(lane_.actor, writer_, schema_, kept.record));
    Record corrected = kept.record;
    for (const SheetColumn& column : incoming_.plan.columns) {
        if (column.kind == SheetColumn::Kind::Lines) {
            if (draft.unread.contains(schema_.lines[column.index].id)) continue;
            corrected.lines[column.index] = draft.record.lines[column.index];
        } else if (column.kind == SheetColumn::Kind::Field) {
            const registry::Field& field = schema_.fields[column.index];
            if (field.computed || draft.unread.contains(field.id)) continue;
            corrected.values[column.index] = draft.record.values[column.index];
        }
    }
    // What was right when it was filed may stay, however the declarations have changed since.
    if (corrected == kept.record) return Outcome{{kept.id, kept.seq, false, true}, true};
    TRY(check_scope(lane_.actor, writer_, schema_, corrected));
    store::Stamp stamp = stamp_of(row);
    if (!draft.id && draft.unread.empty()) {
        const std::string key = import_key(draft.record);
        if (!lane_.files_again && is_corrected_since(kept.id, key)) {
            return Outcome{{kept.id, kept.seq, false, true}, true, true};
        }
        stamp.key = unused_key(key);
    }
    return Outcome{TRY(writer_.correct(schema_.id, kept.id, corrected, stamp)), true};
}

store::Stamp RowImport::stamp_of(std::size_t row) const {
    return app::stamp_of(lane_.stamp, incoming_.name, static_cast<int>(row) + 1);
}

// What a row without a number is known again by, whatever becomes of its record.
std::string RowImport::import_key(const Record& record) const {
    const std::string content = json::print(registry::to_json(schema_, record));
    return kKey + sha256(schema_.id + "\n" + content).hex() + ":";
}

// Was this very row the last one that an import took in for the record, which somebody has
// corrected since?
bool RowImport::is_corrected_since(Id<Record> id, const std::string& key) {
    const auto history = writer_.history(schema_.id, id);
    const auto last = std::find_if(history.rbegin(), history.rend(), [](const store::Entry& entry) {
        return entry.key.starts_with(kKey);
    });
    return last != history.rend() && last != history.rbegin() && last->key.starts_with(key);
}

std::string RowImport::unused_key(const std::string& key) {
    for (int time = 1;; ++time) {
        std::string unused = fmt::format("{}{}", key, time);
        if (!writer_.keyed(unused)) return unused;
    }
}

// The record that the row is about, which no other row is.
Result<std::optional<store::Kept>> RowImport::known(std::size_t row, const RowDraft& draft) {
    if (draft.id) return matching_.by_number(*draft.id);
    auto kept = TRY(matching_.by_keys(draft.record));
    if (!kept || begun_.contains(row)) return kept;
    const std::string number = number_text(schema_, kept->id);
    const auto numbered = lane_.numbered.find(number);
    const Text& title = schema_.fields[schema_.unique.front().front()].title;
    if (numbered != lane_.numbered.end()) return row_twice(numbered->second, row, title);
    const auto [found, is_new] = lane_.keyed.emplace(number, keyed_row(row, draft));
    const KeyedRow& first = found->second;
    const bool is_itself = first.sheet == &incoming_ && first.row == row;
    if (!is_new && !is_itself) return row_twice(first, row, title);
    return kept;
}

Result<RowImport::Outcome> RowImport::write(std::size_t row, const RowDraft& draft) {
    const auto kept = TRY(known(row, draft));
    if (kept) return correct(row, *kept, draft);
    TRY(check_scope(lane_.actor, writer_, schema_, draft.record));
    // A row that begins a circle is known by its keys; its content is not all there yet.
    if (!draft.id && draft.unread.empty()) return file_once(row, draft.record);
    return Outcome{TRY(writer_.file(schema_.id, draft.record, stamp_of(row), draft.id))};
}

// Rows without a key are told apart by their content and how often it has occurred. What was
// taken in before and withdrawn since is filed again only if that is asked for.
Result<RowImport::Outcome> RowImport::file_once(std::size_t row, const Record& record) {
    const std::string key = import_key(record);
    const std::int64_t occurrence = occurrences_[key] + 1;
    store::Stamp stamp = stamp_of(row);
    stamp.key = fmt::format("{}{}", key, occurrence);
    const std::string first_key = stamp.key;
    std::optional<Id<Record>> withdrawn;
    for (int time = 2;; ++time) {
        auto written_or_not = writer_.file(schema_.id, record, stamp);
        // A row that was taken in as part of a circle was a correction then.
        const bool is_other = !written_or_not && written_or_not.error().rule == "key.reused";
        const auto earlier = is_other ? writer_.keyed(stamp.key) : std::nullopt;
        if (earlier) written_or_not = store::Written{earlier->record, 0, true};
        const store::Written written = TRY(std::move(written_or_not));
        occurrences_[key] = occurrence;
        if (!written.repeated) {
            if (!withdrawn || lane_.files_again) return Outcome{written};
            break;
        }
        if (writer_.record(schema_.id, written.record)) return Outcome{written};
        withdrawn = written.record;
        stamp.key = fmt::format("{}:{}", first_key, time);
    }
    return matching_.withdrawn(*withdrawn,
                               {"确实不要它，请从表里删去这一行；要重新登记，导入时加上 --again",
                                "Remove the row if it is not wanted; to file it again, "
                                "import with --again"});
}

// Of the field or sub-table that stands there; empty: the record's number.
std::string RowImport::id_of(const SheetColumn& column) const {
    switch (column.kind) {
        case SheetColumn::Kind::RecordId: return {};
        case SheetColumn::Kind::Field: return schema_.fields[column.index].id;
        case SheetColumn::Kind::Lines: return schema_.lines[column.index].id;
    }
    return {};
}

// Faults of the door know fields; the sheet's titles and cells are what a person looks for.
void RowImport::place(Refusal& fault, std::size_t row) const {
    fault.where.file = incoming_.name;
    fault.where.row = static_cast<int>(row) + 1;
    const auto check =
        std::find_if(schema_.checks.begin(), schema_.checks.end(),
                     [&](const registry::Check& each) { return each.id == fault.subject; });
    if (check != schema_.checks.end()) return place_check(fault, row, *check);
    for (const SheetColumn& column : incoming_.plan.columns) {
        const std::string id = id_of(column);
        const bool is_it = column.kind == SheetColumn::Kind::RecordId
                               ? is_of_number(fault)
                               : fault.subject == id || fault.subject.starts_with(id + "[");
        if (!is_it) continue;
        fault.where.column = column.title;
        const std::string cell = text_of(body_.at(row, column.column));
        if (column.kind != SheetColumn::Kind::Lines || fault.where.value.empty()) {
            fault.where.value = cell;
        }
    }
}

// A broken check has its place in every column that it compares.
void RowImport::place_check(Refusal& fault, std::size_t row, const registry::Check& check) const {
    const auto compared = registry::fields_read(check);
    std::string titles;
    std::string values;
    for (const SheetColumn& column : incoming_.plan.columns) {
        if (!compared.contains(id_of(column))) continue;
        const char* parting = titles.empty() ? "" : kParting;
        titles += parting + column.title;
        values += parting + text_of(body_.at(row, column.column));
    }
    if (titles.empty()) return;
    fault.where.column = titles;
    fault.where.value = values;
}

void RowImport::add_faults(std::size_t row, const Refusal& refusal,
                           std::vector<Refusal>& faults) const {
    if (!refusal.faults.empty()) {
        for (const Refusal& fault : refusal.faults) add_faults(row, fault, faults);
        return;
    }
    Refusal fault = refusal;
    place(fault, row);
    faults.push_back(std::move(fault));
}

}  // namespace qingshui::app
