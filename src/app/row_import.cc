#include "app/row_import.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/header_titles.h"
#include "app/places.h"
#include "app/unread_parts.h"
#include "base/chinese.h"
#include "registry/record_json.h"

namespace qingshui::app {
namespace {

using registry::Record;
using registry::Schema;
using registry::Value;

constexpr std::int64_t kProgressEvery = 500;

// Did a reference in a sub-table find nothing that a row to come may still file?
bool has_unknown_reference(const std::vector<Refusal>& faults) {
    return std::any_of(faults.begin(), faults.end(),
                       [](const Refusal& fault) { return fault.rule == "cell.reference"; });
}

// Is it the record's number that is wrong?
bool is_of_number(const Refusal& fault) {
    return fault.rule == "record.exists" || fault.rule == "import.record_unknown" ||
           fault.rule == "import.withdrawn";
}

}  // namespace

RowImport::RowImport(const IncomingSheet& incoming, ImportLane& lane)
    : incoming_(incoming),
      schema_(*incoming.plan.schema),
      lane_(lane),
      writer_(lane.writer),
      body_(incoming.sheet, incoming.plan),
      reader_(lane.writer, has_record_ids(incoming.plan)),
      printer_(lane.before),
      matching_(lane.writer, schema_, lane.empty.contains(schema_.id)) {
    for (const SheetColumn& column : incoming.plan.columns) {
        const bool is_day = column.kind == SheetColumn::Kind::Field && column.index == schema_.day;
        if (is_day) day_column_ = &column;
    }
    done_.name = incoming.name;
    done_.register_id = schema_.id;
    done_.ignored = incoming.plan.ignored;
    done_.units = incoming.plan.said_units;
    add_numbers();
    ++lane.awaited[schema_.id];
}

void RowImport::add_numbers() {
    for (const SheetColumn& column : incoming_.plan.columns) {
        if (column.kind != SheetColumn::Kind::RecordId) continue;
        for (std::size_t row = incoming_.plan.body; row < incoming_.sheet.rows.size(); ++row) {
            const std::string number = chinese::folded(text_of(body_.at(row, column.column)));
            if (number.empty()) continue;
            lane_.numbered.emplace(schema_.id + " #" + number, KeyedRow{&incoming_, row, {}});
        }
    }
}

void RowImport::take_rows(const ImportOptions& options, std::vector<Refusal>& faults) {
    const auto& rows = incoming_.sheet.rows;
    for (Refusal& fault : body_.faults()) {
        fault.where.file = incoming_.name;
        faults.push_back(std::move(fault));
    }
    const auto all = static_cast<std::int64_t>(rows.size() - incoming_.plan.body);
    for (std::size_t row = incoming_.plan.body; row < rows.size(); ++row) {
        const auto done = static_cast<std::int64_t>(row - incoming_.plan.body);
        if (options.progress && done % kProgressEvery == 0) options.progress(done_.name, done, all);
        visit(row, faults);
    }
    const bool is_last = held_.empty() && --lane_.awaited[schema_.id] == 0;
    if (is_last) lane_.awaited.erase(schema_.id);
    if (options.progress) options.progress(done_.name, all, all);
}

bool RowImport::take_held(bool backwards, std::vector<Refusal>& faults) {
    std::vector<std::size_t> rows = std::exchange(held_, {});
    if (backwards) std::reverse(rows.begin(), rows.end());
    for (const std::size_t row : rows) take(row, faults);
    if (backwards) std::reverse(held_.begin(), held_.end());
    return held_.size() < rows.size();
}

void RowImport::begin_circles() {
    for (const std::size_t row : held_) {
        const Draft draft = this->draft(row);
        if (!draft.waits || !draft.faults.empty() || !draft.unread.empty()) continue;
        bool has_name = draft.id.has_value();
        for (std::size_t key = 0; key < schema_.unique.size(); ++key) {
            has_name = has_name || has_key(schema_, key, draft.record);
        }
        const auto known = this->known(row, draft);
        if (!has_name || !known || *known) continue;
        // What is refused here is refused, or not, when it is taken as a whole.
        if (write(row, draft)) begun_.insert(row);
    }
}

void RowImport::visit(std::size_t row, std::vector<Refusal>& faults) {
    const int number = static_cast<int>(row) + 1;
    switch (body_.kind(row)) {
        case RowKind::Record: return take(row, faults);
        case RowKind::Total: return done_.totals.push_back(number);
        case RowKind::Heading: return done_.headings.push_back(number);
        case RowKind::Note: return done_.notes.push_back(number);
        case RowKind::Blank: return;
    }
}

void RowImport::take(std::size_t row, std::vector<Refusal>& faults) {
    Draft draft = this->draft(row);
    if (draft.waits) return hold(row, draft);
    check_repeats(row, draft);
    for (const Refusal& fault : draft.faults) add_faults(row, fault, faults);
    const bool is_judged = !draft.faults.empty() || !draft.unread.empty();
    if (is_judged) lane_.note_faulty(schema_, draft.id, draft.record);
    if (draft.is_repeated && !is_judged) {
        return done_.repeated.push_back(static_cast<int>(row) + 1);
    }
    // Without its number nobody knows what else the row may leave out.
    if (draft.is_unnumbered) return;
    // What cannot be read keeps nobody from being told what else is wrong: nothing stays of it.
    const auto outcome = write(row, draft);
    if (!outcome && !is_judged && is_held_up(outcome.error())) return hold(row, draft);
    if (!outcome) return report(row, draft, outcome.error(), faults);
    if (!is_judged) count(row, *outcome);
}

void RowImport::count(std::size_t row, const Outcome& outcome) {
    const store::Written& written = outcome.written;
    if (begun_.contains(row) || (!outcome.is_correction && !written.repeated)) {
        ++done_.filed;
    } else if (written.repeated || written.unchanged) {
        ++done_.unchanged;
    } else {
        ++done_.corrected;
    }
}

// Is nothing wrong but that another record still has the row's key, which a row to come may
// give up?
bool RowImport::is_held_up(const Refusal& refusal) const {
    if (!lane_.awaited.contains(schema_.id)) return false;
    const auto is_of_key = [](const Refusal& fault) {
        return fault.rule == "record.duplicate" || fault.rule == "import.row_twice";
    };
    if (refusal.faults.empty()) return is_of_key(refusal);
    return std::all_of(refusal.faults.begin(), refusal.faults.end(), is_of_key);
}

// For as long as it is held, nobody is to be told that the row cannot be found.
void RowImport::hold(std::size_t row, const Draft& draft) {
    held_.push_back(row);
    lane_.note_faulty(schema_, draft.id, draft.record);
}

void RowImport::report(std::size_t row, const Draft& draft, const Refusal& refusal,
                       std::vector<Refusal>& faults) {
    lane_.note_faulty(schema_, draft.id, draft.record);
    if (draft.unread.empty()) return add_faults(row, refusal, faults);
    for (const Refusal& fault : faults_despite(draft.unread, schema_, refusal)) {
        add_faults(row, fault, faults);
    }
}

RowImport::Draft RowImport::draft(std::size_t row) {
    Draft draft;
    draft.record.values.resize(schema_.fields.size());
    draft.record.lines.resize(schema_.lines.size());
    for (const SheetColumn& column : incoming_.plan.columns) {
        if (column.kind != SheetColumn::Kind::RecordId) continue;
        read_id(body_.at(row, column.column), column, draft);
        if (draft.id) draft.before = lane_.before.record(schema_.id, *draft.id);
    }
    const Date day = day_of(row, draft);
    for (const SheetColumn& column : incoming_.plan.columns) {
        read_cell(column, body_.at(row, column.column), day, draft);
    }
    return draft;
}

void RowImport::read_cell(const SheetColumn& column, const paper::Cell& cell, Date day,
                          Draft& draft) {
    if (column.kind == SheetColumn::Kind::RecordId) return;
    if (stands_as_exported(column, cell, draft)) return;
    std::vector<Refusal> faults;
    if (column.kind == SheetColumn::Kind::Lines) {
        const registry::Lines& lines = schema_.lines[column.index];
        draft.record.lines[column.index] =
            reader_.lines(lines, cell, day, faults, column.line_units);
        draft.waits = draft.waits || (has_unknown_reference(faults) && is_awaited(lines));
        if (draft.waits) return;
        if (!faults.empty()) draft.unread.insert(lines.id);
        std::erase_if(faults, [&](const Refusal& fault) { return is_of_faulty(lines, fault); });
    } else if (!schema_.fields[column.index].computed) {
        read_field(column, cell, day, draft, faults);
    }
    for (Refusal& fault : faults) {
        fault.where.column = column.title;
        draft.faults.push_back(std::move(fault));
    }
}

// May a record be filed yet that a line of this sub-table refers to?
bool RowImport::is_awaited(const registry::Lines& lines) const {
    return std::any_of(lines.fields.begin(), lines.fields.end(), [&](const registry::Field& field) {
        return lane_.awaited.contains(field.refers_to);
    });
}

bool RowImport::names_faulty(const registry::Field& field, const std::string& text) {
    const Schema* target = writer_.catalogue().schema(field.refers_to);
    return target != nullptr && lane_.names_faulty(*target, text, reader_);
}

bool RowImport::is_of_faulty(const registry::Lines& lines, const Refusal& fault) {
    if (fault.rule != "cell.reference") return false;
    return std::any_of(lines.fields.begin(), lines.fields.end(), [&](const registry::Field& field) {
        return names_faulty(field, fault.where.value);
    });
}

void RowImport::read_field(const SheetColumn& column, const paper::Cell& cell, Date day,
                           Draft& draft, std::vector<Refusal>& faults) {
    const registry::Field& field = schema_.fields[column.index];
    auto value = reader_.value(field, cell, day, column.unit);
    if (value) {
        draft.record.values[column.index] = *value;
        return;
    }
    const std::string& rule = value.error().rule;
    const bool is_reference = rule == "cell.reference";
    if (is_reference && lane_.awaited.contains(field.refers_to)) {
        draft.waits = true;
        return;
    }
    const bool is_area = rule == "cell.area" || rule == "cell.area_ambiguous";
    const bool is_of_day = is_area && draft.lacks_day && reader_.is_area_some_day(text_of(cell));
    const bool is_of_other = is_reference && names_faulty(field, text_of(cell));
    if (!is_of_day && !is_of_other) faults.push_back(value.error());
    draft.unread.insert(field.id);
}

// Does the cell say what an export says of the record as it was? Then that stays, even if the
// same words would by now be read as something else.
bool RowImport::stands_as_exported(const SheetColumn& column, const paper::Cell& cell,
                                   Draft& draft) {
    const auto is_own = [](const ColumnUnit& unit) { return unit.factor == Decimal::whole(1); };
    const bool has_own_unit = is_own(column.unit) && std::all_of(column.line_units.begin(),
                                                                 column.line_units.end(), is_own);
    if (!draft.before || !has_own_unit) return false;
    const Record& before = draft.before->record;
    const auto* filed_on = std::get_if<Date>(&before.values[schema_.day]);
    const Date day = filed_on == nullptr ? Date::max() : *filed_on;
    if (column.kind == SheetColumn::Kind::Lines) {
        const auto& lines = before.lines[column.index];
        const auto printed = printer_.lines(schema_.lines[column.index], lines, day);
        if (text_of(printed) != text_of(cell)) return false;
        draft.record.lines[column.index] = lines;
    } else {
        const auto& value = before.values[column.index];
        const auto printed = printer_.cell(schema_.fields[column.index], value, day);
        if (text_of(printed) != text_of(cell)) return false;
        draft.record.values[column.index] = value;
    }
    return true;
}

// The record's day, by which its areas are looked up: that of the record before if the sheet has
// no column for it; the last day if it cannot be read.
Date RowImport::day_of(std::size_t row, Draft& draft) {
    const auto day_in = [](const Value& value) {
        const auto* day = std::get_if<Date>(&value);
        return day == nullptr ? Date::max() : *day;
    };
    if (day_column_ == nullptr) {
        return draft.before ? day_in(draft.before->record.values[schema_.day]) : Date::max();
    }
    const registry::Field& field = schema_.fields[schema_.day];
    const auto value = reader_.value(field, body_.at(row, day_column_->column), Date::max());
    const bool is_missing = value && registry::is_empty(*value) && field.required;
    draft.lacks_day = !value || is_missing;
    return value ? day_in(*value) : Date::max();
}

void RowImport::read_id(const paper::Cell& cell, const SheetColumn& column, Draft& draft) {
    const std::string text = chinese::folded(text_of(cell));
    if (text.empty()) return;
    if (const auto sound = check_spoilt({}, cell, text); !sound) {
        draft.faults.push_back(sound.error());
        draft.faults.back().where.column = column.title;
        draft.is_unnumbered = true;
        return;
    }
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc() && read.ptr == text.data() + text.size() && number > 0) {
        draft.id = Id<Record>{number};
        return;
    }
    Refusal fault{Reason::Invalid,
                  "import.record_id",
                  "",
                  {fmt::format("“{}”不是记录编号。", chinese::shortened(text)),
                   fmt::format("“{}” is not a record's number.", chinese::shortened(text))},
                  {"新记录请留空；改正旧记录请保留导出时的编号。",
                   "Leave it empty for a new record; keep the exported number to correct one."}};
    fault.where.column = column.title;
    fault.where.value = text;
    draft.faults.push_back(std::move(fault));
    draft.is_unnumbered = true;
}

void RowImport::check_repeats(std::size_t row, Draft& draft) {
    const KeyedRow here = keyed_row(row, draft);
    if (draft.id) repeat(here, number_text(schema_, *draft.id), record_id_title(), draft);
    for (std::size_t key = 0; key < schema_.unique.size(); ++key) {
        const auto text = key_text(schema_, draft.record, key);
        if (text) repeat(here, *text, schema_.fields[schema_.unique[key].front()].title, draft);
    }
}

KeyedRow RowImport::keyed_row(std::size_t row, const Draft& draft) const {
    const std::string number = draft.id ? fmt::format("#{}", draft.id->number) : "";
    const std::string content = json::print(registry::to_json(schema_, draft.record));
    return {&incoming_, row, sha256(number + "\n" + content)};
}

void RowImport::repeat(const KeyedRow& here, const std::string& key, const Text& title,
                       Draft& draft) {
    const auto [found, is_new] = lane_.keyed.emplace(key, here);
    const KeyedRow& first = found->second;
    const bool is_itself = first.sheet == here.sheet && first.row == here.row;
    if (is_new || is_itself) return;
    if (first.content == here.content) {
        draft.is_repeated = true;
    } else {
        draft.faults.push_back(row_twice(first, here.row, title));
    }
}

Refusal RowImport::row_twice(const KeyedRow& first, std::size_t row, const Text& title) const {
    const bool is_here = first.sheet == &incoming_;
    const std::string& name = first.sheet->name;
    Refusal fault{Reason::Conflict,
                  "import.row_twice",
                  "",
                  {fmt::format("与{}第 {} 行重复：“{}”相同，其他内容不同。",
                               is_here ? "" : fmt::format("“{}”", name), first.row + 1, title.zh),
                   fmt::format("Row {}{} has the same “{}”, but differs otherwise.", first.row + 1,
                               is_here ? "" : fmt::format(" of “{}”", name), title.en)},
                  {"请删去多余的一行，或改正其中一行。", "Remove one of the rows, or mend it."}};
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
Result<RowImport::Outcome> RowImport::correct(const store::Kept& kept, const Draft& draft) {
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
    return Outcome{TRY(writer_.correct(schema_.id, kept.id, corrected, lane_.stamp)), true};
}

// The record that the row is about, which no other row is.
Result<std::optional<store::Kept>> RowImport::known(std::size_t row, const Draft& draft) {
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

Result<RowImport::Outcome> RowImport::write(std::size_t row, const Draft& draft) {
    const auto kept = TRY(known(row, draft));
    if (kept) return correct(*kept, draft);
    TRY(check_scope(lane_.actor, writer_, schema_, draft.record));
    if (!draft.id && draft.unread.empty()) return file_once(draft.record);
    return Outcome{TRY(writer_.file(schema_.id, draft.record, lane_.stamp, draft.id))};
}

// Rows without a key are told apart by their content and how often it has occurred. What was
// taken in before and withdrawn since is filed again only if that is asked for.
Result<RowImport::Outcome> RowImport::file_once(const Record& record) {
    const std::string content = json::print(registry::to_json(schema_, record));
    const std::string digest = sha256(schema_.id + "\n" + content).hex();
    const std::int64_t occurrence = occurrences_[digest] + 1;
    store::Stamp stamp = lane_.stamp;
    stamp.key = fmt::format("import:{}:{}", digest, occurrence);
    const std::string first_key = stamp.key;
    std::optional<Id<Record>> withdrawn;
    for (int time = 2;; ++time) {
        const store::Written written = TRY(writer_.file(schema_.id, record, stamp));
        occurrences_[digest] = occurrence;
        if (!written.repeated) {
            if (!withdrawn || lane_.files_again) return Outcome{written};
            break;
        }
        if (writer_.record(schema_.id, written.record)) return Outcome{written};
        withdrawn = written.record;
        stamp.key = fmt::format("{}:{}", first_key, time);
    }
    return matching_.withdrawn(*withdrawn,
                               {"确实不要它，请从表里删去这一行；要重新登记，导入时加上 --again。",
                                "Remove the row if it is not wanted; to file it again, "
                                "import with --again."});
}

// Faults of the door know fields; the sheet's titles and cells are what a person looks for.
void RowImport::place(Refusal& fault, std::size_t row) const {
    fault.where.file = incoming_.name;
    fault.where.row = static_cast<int>(row) + 1;
    for (const SheetColumn& column : incoming_.plan.columns) {
        std::string id;
        switch (column.kind) {
            case SheetColumn::Kind::RecordId: break;
            case SheetColumn::Kind::Field: id = schema_.fields[column.index].id; break;
            case SheetColumn::Kind::Lines: id = schema_.lines[column.index].id; break;
        }
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
