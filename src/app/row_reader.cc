#include "app/row_reader.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/header_titles.h"
#include "app/places.h"
#include "app/plain_values.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using registry::Record;
using registry::Schema;
using registry::Value;

constexpr const char* kUnresolved = "cell.reference";

// A reference of which nobody can tell whether its record still bears the name in the end.
Refusal changing(const Schema& target, const std::string& text) {
    const std::string shown = chinese::shortened(text);
    Refusal fault{
        Reason::Conflict,
        "import.reference_changes",
        "",
        {fmt::format("“{}”指的“{}”记录在这次导入里也要改，而它又要等这一行", shown,
                     target.title.zh),
         fmt::format("The record of “{}” that “{}” means is changed by this import as well, and "
                     "waits for this row in turn",
                     target.title.en, shown)},
        {"请分两次导入：先导入改编号的行，再导入引用它的行",
         "Import twice: first the rows that change keys, then those that refer to them"}};
    fault.where.value = text;
    return fault;
}

}  // namespace

RowReader::RowReader(const IncomingSheet& incoming, ImportLane& lane, const SheetBody& body)
    : incoming_(incoming),
      schema_(*incoming.plan.schema),
      lane_(lane),
      body_(body),
      reader_(lane.writer, has_record_ids(incoming.plan)),
      printer_(lane.before) {
    for (const SheetColumn& column : incoming.plan.columns) {
        const bool is_day = column.kind == SheetColumn::Kind::Field && column.index == schema_.day;
        if (is_day) day_column_ = &column;
    }
}

RowDraft RowReader::read(std::size_t row) {
    RowDraft draft;
    draft.record.values.resize(schema_.fields.size());
    draft.record.lines.resize(schema_.lines.size());
    for (const SheetColumn& column : incoming_.plan.columns) {
        if (column.kind != SheetColumn::Kind::RecordId) continue;
        read_id(body_.at(row, column.column), column, draft);
        if (draft.id) draft.before = lane_.before.record(schema_.id, *draft.id);
    }
    if (draft.before || has_own_areas_) {
        reader_.prefer_areas(draft.before ? areas_of(draft.before->record)
                                          : std::vector<Id<area::Area>>());
        has_own_areas_ = draft.before.has_value();
    }
    const Date day = day_of(row, draft);
    for (const SheetColumn& column : incoming_.plan.columns) {
        read_cell(column, body_.at(row, column.column), day, draft);
    }
    return draft;
}

void RowReader::read_cell(const SheetColumn& column, const paper::Cell& cell, Date day,
                          RowDraft& draft) {
    if (column.kind == SheetColumn::Kind::RecordId) return;
    if (stands_as_exported(column, cell, draft)) return;
    std::vector<Refusal> faults;
    if (column.kind == SheetColumn::Kind::Lines) {
        read_lines(column, cell, day, draft, faults);
    } else if (!schema_.fields[column.index].computed) {
        read_field(column, cell, day, draft, faults);
    }
    for (Refusal& fault : faults) {
        fault.where.column = column.title;
        draft.faults.push_back(std::move(fault));
    }
}

// Lines of which one needs what is not there are left out as a whole.
void RowReader::read_lines(const SheetColumn& column, const paper::Cell& cell, Date day,
                           RowDraft& draft, std::vector<Refusal>& faults) {
    const registry::Lines& lines = schema_.lines[column.index];
    std::vector<Refusal> found;
    auto values = reader_.lines(lines, cell, day, found, column.line_units);
    bool is_whole = true;
    for (Refusal& fault : found) {
        bool is_judged = true;
        for (const registry::Field& field : lines.fields) {
            if (fault.rule != kUnresolved || field.refers_to.empty()) continue;
            if (is_excused(field, fault.where.value, draft)) is_judged = false;
        }
        draft.unread.insert(fault.subject);
        if (is_judged) faults.push_back(std::move(fault));
        if (!is_judged) is_whole = false;
    }
    for (const auto& line : values) {
        for (std::size_t index = 0; index < lines.fields.size(); ++index) {
            const registry::Field& field = lines.fields[index];
            if (!is_settled(field, line[index], cell, draft, faults)) is_whole = false;
        }
    }
    if (is_whole) {
        draft.record.lines[column.index] = std::move(values);
    } else {
        draft.unread.insert(lines.id);
    }
}

void RowReader::read_field(const SheetColumn& column, const paper::Cell& cell, Date day,
                           RowDraft& draft, std::vector<Refusal>& faults) {
    const registry::Field& field = schema_.fields[column.index];
    auto value = reader_.value(field, cell, day, column.unit);
    if (value) {
        if (is_settled(field, *value, cell, draft, faults)) {
            draft.record.values[column.index] = *std::move(value);
        } else {
            draft.unread.insert(field.id);
        }
        return;
    }
    const std::string& rule = value.error().rule;
    const bool is_area = rule == "cell.area" || rule == "cell.area_ambiguous";
    const bool is_of_day = is_area && draft.lacks_day && reader_.is_area_some_day(text_of(cell));
    const bool is_of_other = rule == kUnresolved && is_excused(field, text_of(cell), draft);
    if (!is_of_day && !is_of_other) faults.push_back(value.error());
    draft.unread.insert(field.id);
}

// Is it a row to come, or one with faults of its own, that a reference finds nothing for?
bool RowReader::is_excused(const registry::Field& field, const std::string& text, RowDraft& draft) {
    const Schema* target = lane_.writer.catalogue().schema(field.refers_to);
    const auto name =
        target == nullptr ? std::optional<std::string>() : referred_text(*target, text, reader_);
    if (!name) return false;
    if (lane_.faulty.contains(*name)) return true;
    if (!lane_.is_awaited(field.refers_to, *name)) return false;
    draft.waits_for = *name;
    return true;
}

// Does a reference find a record that no row to come may give another name?
bool RowReader::is_settled(const registry::Field& field, const Value& value,
                           const paper::Cell& cell, RowDraft& draft, std::vector<Refusal>& faults) {
    const auto* key = std::get_if<registry::Key>(&value);
    if (key == nullptr || field.refers_to.empty()) return true;
    const Schema* target = lane_.writer.catalogue().schema(field.refers_to);
    const std::string name = number_text(*target, {key->number});
    if (!lane_.numbered.contains(name) || lane_.taken.contains(name)) return true;
    reader_.forget_references();
    if (lane_.faulty.contains(name)) return false;
    if (lane_.is_awaited(field.refers_to, name)) {
        draft.waits_for = name;
    } else {
        faults.push_back(changing(*target, text_of(cell)));
    }
    return false;
}

// The areas of a record, in its sub-tables as well.
std::vector<Id<area::Area>> RowReader::areas_of(const Record& record) const {
    std::vector<Id<area::Area>> areas;
    const auto add = [&](const registry::Field& field, const Value& value) {
        const auto* key = std::get_if<registry::Key>(&value);
        const bool is_area = key != nullptr && field.type == registry::FieldType::Area;
        if (is_area) areas.push_back({key->number});
    };
    for (std::size_t index = 0; index < schema_.fields.size(); ++index) {
        add(schema_.fields[index], record.values[index]);
    }
    for (std::size_t each = 0; each < schema_.lines.size(); ++each) {
        const auto& fields = schema_.lines[each].fields;
        for (const auto& line : record.lines[each]) {
            for (std::size_t index = 0; index < fields.size(); ++index) {
                add(fields[index], line[index]);
            }
        }
    }
    return areas;
}

// Does the cell say what an export says of the record as it was? Then that stays, even if the
// same words would by now be read as something else.
bool RowReader::stands_as_exported(const SheetColumn& column, const paper::Cell& cell,
                                   RowDraft& draft) {
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
        const registry::Field& field = schema_.fields[column.index];
        const auto& value = before.values[column.index];
        if (text_of(printer_.cell(field, value, day)) != text_of(cell)) return false;
        draft.record.values[column.index] = value;
    }
    return true;
}

// The record's day, by which its areas are looked up: that of the record before if the sheet has
// no column for it; the last day if it cannot be read.
Date RowReader::day_of(std::size_t row, RowDraft& draft) {
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

void RowReader::read_id(const paper::Cell& cell, const SheetColumn& column, RowDraft& draft) {
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
                  {fmt::format("“{}”不是记录编号", chinese::shortened(text)),
                   fmt::format("“{}” is not a record's number", chinese::shortened(text))},
                  {"新记录请留空；改正旧记录请保留导出时的编号",
                   "Leave it empty for a new record; keep the exported number to correct one"}};
    fault.where.column = column.title;
    fault.where.value = text;
    draft.faults.push_back(std::move(fault));
    draft.is_unnumbered = true;
}

}  // namespace qingshui::app
