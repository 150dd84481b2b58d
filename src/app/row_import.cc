#include "app/row_import.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/header_titles.h"
#include "base/chinese.h"
#include "registry/record_json.h"

namespace qingshui::app {
namespace {

using registry::Record;
using registry::Schema;
using registry::Value;

constexpr std::array<std::string_view, 7> kTotals = {"合计", "总计",  "小计",       "共计",
                                                     "累计", "total", "grand total"};
constexpr std::array<std::string_view, 8> kNotes = {"注:",    "备注:",  "说明:",    "填表人",
                                                    "制表人", "审核人", "填报单位", "单位负责人"};
constexpr std::int64_t kProgressEvery = 500;

const paper::Cell& cell_at(const std::vector<paper::Cell>& row, std::size_t column) {
    static const paper::Cell kEmpty;
    return column < row.size() ? row[column] : kEmpty;
}

bool has_record_ids(const SheetPlan& plan) {
    return std::any_of(plan.columns.begin(), plan.columns.end(), [](const SheetColumn& column) {
        return column.kind == SheetColumn::Kind::RecordId;
    });
}

// The values of one unique key as text; none if one of them is empty.
std::optional<std::string> key_text(const Schema& schema, const Record& record, std::size_t key) {
    Record part{std::vector<Value>(schema.fields.size()), {}};
    for (const std::size_t field : schema.unique[key]) {
        if (registry::is_empty(record.values[field])) return {};
        part.values[field] = record.values[field];
    }
    part.lines.resize(schema.lines.size());
    return fmt::format("{}:{}", key, json::print(registry::to_json(schema, part)));
}

}  // namespace

RowImport::RowImport(const IncomingSheet& incoming, store::Writer& writer,
                     const store::Stamp& stamp)
    : incoming_(incoming),
      schema_(*incoming.plan.schema),
      writer_(writer),
      stamp_(stamp),
      reader_(writer, has_record_ids(incoming.plan)) {
    for (const SheetColumn& column : incoming.plan.columns) {
        const bool is_day = column.kind == SheetColumn::Kind::Field && column.index == schema_.day;
        if (is_day) day_column_ = &column;
    }
    done_.name = incoming.name;
    done_.register_id = schema_.id;
    done_.ignored = incoming.plan.ignored;
}

ImportedSheet RowImport::run(const ImportOptions& options, std::vector<Refusal>& faults) {
    const auto& rows = incoming_.sheet.rows;
    const auto all = static_cast<std::int64_t>(rows.size() - incoming_.plan.body);
    for (std::size_t row = incoming_.plan.body; row < rows.size(); ++row) {
        const auto done = static_cast<std::int64_t>(row - incoming_.plan.body);
        if (options.progress && done % kProgressEvery == 0) options.progress(done_.name, done, all);
        switch (kind_of(rows[row])) {
            case Kind::Record: take(row, faults); break;
            case Kind::Total: done_.totals.push_back(static_cast<int>(row) + 1); break;
            case Kind::Blank:
            case Kind::Note: break;
        }
    }
    if (options.progress) options.progress(done_.name, all, all);
    return done_;
}

RowImport::Kind RowImport::kind_of(const std::vector<paper::Cell>& row) const {
    std::size_t filled = 0;
    std::string first;
    for (const paper::Cell& cell : row) {
        const std::string text = std::holds_alternative<std::string>(cell)
                                     ? chinese::folded(std::get<std::string>(cell))
                                     : text_of(cell);
        if (text.empty()) continue;
        if (first.empty()) first = comparable(text);
        ++filled;
    }
    if (filled == 0) return Kind::Blank;
    const auto begins = [&](std::string_view word) { return first.starts_with(word); };
    const auto is = [&](std::string_view word) {
        return first == word || first == std::string(word) + ":";
    };
    if (std::any_of(kTotals.begin(), kTotals.end(), is)) return Kind::Total;
    const bool is_note = filled <= 2 && std::any_of(kNotes.begin(), kNotes.end(), begins);
    return is_note ? Kind::Note : Kind::Record;
}

void RowImport::take(std::size_t row, std::vector<Refusal>& faults) {
    Draft draft = this->draft(incoming_.sheet.rows[row]);
    check_repeats(row, draft);
    if (!draft.faults.empty()) {
        for (const Refusal& fault : draft.faults) add_faults(row, fault, faults);
        return;
    }
    const auto outcome = write(draft);
    if (!outcome) return add_faults(row, outcome.error(), faults);
    const store::Written& written = outcome->written;
    const bool is_known = written.repeated || written.unchanged;
    std::int64_t& count = is_known                 ? done_.unchanged
                          : outcome->is_correction ? done_.corrected
                                                   : done_.filed;
    ++count;
}

RowImport::Draft RowImport::draft(const std::vector<paper::Cell>& row) {
    Draft draft;
    draft.record.values.resize(schema_.fields.size());
    draft.record.lines.resize(schema_.lines.size());
    const Date day = day_of(row);
    for (const SheetColumn& column : incoming_.plan.columns) {
        const paper::Cell& cell = cell_at(row, column.column);
        if (column.kind == SheetColumn::Kind::RecordId) {
            read_id(cell, column, draft);
            continue;
        }
        if (column.kind == SheetColumn::Kind::Lines) {
            std::vector<Refusal> faults;
            draft.record.lines[column.index] =
                reader_.lines(schema_.lines[column.index], cell, day, faults);
            for (Refusal& fault : faults) {
                fault.where.column = column.title;
                draft.faults.push_back(std::move(fault));
            }
            continue;
        }
        const registry::Field& field = schema_.fields[column.index];
        if (field.computed) continue;
        auto value = reader_.value(field, cell, day, column.unit);
        if (value) {
            draft.record.values[column.index] = *value;
            continue;
        }
        Refusal fault = value.error();
        fault.where.column = column.title;
        draft.faults.push_back(std::move(fault));
    }
    return draft;
}

// The record's day, by which its areas are looked up; the last day if it cannot be read.
Date RowImport::day_of(const std::vector<paper::Cell>& row) {
    if (day_column_ == nullptr) return Date::max();
    const auto value =
        reader_.value(schema_.fields[schema_.day], cell_at(row, day_column_->column), Date::max());
    const auto* day = value ? std::get_if<Date>(&*value) : nullptr;
    return day == nullptr ? Date::max() : *day;
}

void RowImport::read_id(const paper::Cell& cell, const SheetColumn& column, Draft& draft) {
    const std::string text = chinese::folded(text_of(cell));
    if (text.empty()) return;
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc() && read.ptr == text.data() + text.size() && number > 0) {
        draft.id = Id<Record>{number};
        return;
    }
    Refusal fault{Reason::Invalid,
                  "import.record_id",
                  "",
                  {fmt::format("“{}”不是记录编号。", text),
                   fmt::format("“{}” is not a record's number.", text)},
                  {"新记录请留空；改正旧记录请保留导出时的编号。",
                   "Leave it empty for a new record; keep the exported number to correct one."}};
    fault.where.column = column.title;
    fault.where.value = text;
    draft.faults.push_back(std::move(fault));
}

void RowImport::check_repeats(std::size_t row, Draft& draft) {
    for (std::size_t key = 0; key < schema_.unique.size(); ++key) {
        const auto text = key_text(schema_, draft.record, key);
        if (!text) continue;
        const auto [first, is_new] = keys_.emplace(*text, row + 1);
        if (is_new) continue;
        const registry::Field& field = schema_.fields[schema_.unique[key].front()];
        Refusal fault{Reason::Conflict,
                      "import.row_twice",
                      field.id,
                      {fmt::format("与第 {} 行重复：“{}”相同。", first->second, field.title.zh),
                       fmt::format("Row {} has the same “{}”.", first->second, field.title.en)},
                      {"请删去多余的一行，或改正其中一行。", "Remove one of the rows or mend it."}};
        draft.faults.push_back(std::move(fault));
    }
}

Result<RowImport::Outcome> RowImport::correct(Id<Record> id, const Record& record) {
    return Outcome{TRY(writer_.correct(schema_.id, id, record, stamp_)), true};
}

Result<RowImport::Outcome> RowImport::write(const Draft& draft) {
    if (draft.id && writer_.record(schema_.id, *draft.id)) return correct(*draft.id, draft.record);
    if (draft.id) return Outcome{TRY(writer_.file(schema_.id, draft.record, stamp_, draft.id))};
    if (const auto id = known(draft.record)) return correct(*id, draft.record);

    // Rows without a key are told apart by their content and how often it has occurred.
    Record record = draft.record;
    registry::compute(schema_, record);
    const std::string content = json::print(registry::to_json(schema_, record));
    const std::string digest = sha256(schema_.id + "\n" + content).hex();
    store::Stamp stamp = stamp_;
    stamp.key = fmt::format("import:{}:{}", digest, ++occurrences_[digest]);
    return Outcome{TRY(writer_.file(schema_.id, draft.record, stamp))};
}

std::optional<Id<Record>> RowImport::known(const Record& record) {
    for (std::size_t key = 0; key < schema_.unique.size(); ++key) {
        std::vector<Value> values;
        for (const std::size_t field : schema_.unique[key]) {
            if (!registry::is_empty(record.values[field])) values.push_back(record.values[field]);
        }
        if (values.size() != schema_.unique[key].size()) continue;
        if (const auto id = writer_.find(schema_.id, key, values)) return id;
    }
    return {};
}

void RowImport::place(Refusal& fault, std::size_t row) const {
    fault.where.file = incoming_.name;
    fault.where.row = static_cast<int>(row) + 1;
    for (const SheetColumn& column : incoming_.plan.columns) {
        if (column.kind == SheetColumn::Kind::RecordId || !fault.where.column.empty()) continue;
        const bool is_field = column.kind == SheetColumn::Kind::Field;
        const std::string& id =
            is_field ? schema_.fields[column.index].id : schema_.lines[column.index].id;
        const bool is_it = fault.subject == id || fault.subject.starts_with(id + ".") ||
                           fault.subject.starts_with(id + "[");
        if (!is_it) continue;
        fault.where.column = column.title;
        if (fault.where.value.empty()) {
            fault.where.value = text_of(cell_at(incoming_.sheet.rows[row], column.column));
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
