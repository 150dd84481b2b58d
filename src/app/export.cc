#include "app/export.h"

#include <set>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/cell_reading.h"
#include "app/registers.h"
#include "app/sheet_columns.h"
#include "base/chinese.h"
#include "registry/field_list.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::FieldType;
using registry::Key;
using registry::Record;
using registry::Schema;
using registry::Value;

constexpr int kPage = 2'000;

// Choices by title, or by code where their titles could be read otherwise.
std::string joined(const Field& field, const std::vector<std::string>& codes) {
    std::string plain = fmt::format("{}", fmt::join(codes, "、"));
    if (field.type != FieldType::Choices) return plain;
    std::vector<std::string> titles;
    titles.reserve(codes.size());
    for (const std::string& code : codes) titles.push_back(registry::choice_title(field, code));
    std::string text = fmt::format("{}", fmt::join(titles, "、"));
    const auto read = read_choices(field, text);
    return read && *read == Value(codes) ? text : plain;
}

// Column widths in characters: as wide as the title, dates and long text as they need.
std::vector<double> widths(const Schema& schema) {
    std::vector<double> widths = {22};
    for (const Field& field : schema.fields) {
        const auto title = 2.0 * static_cast<double>(chinese::length(field.title.zh)) + 2;
        const double body = field.type == FieldType::LongText                                ? 40
                            : field.type == FieldType::Area || field.type == FieldType::Text ? 22
                                                                                             : 12;
        widths.push_back(std::max(title, body));
    }
    widths.insert(widths.end(), schema.lines.size(), 40);
    return widths;
}

using Holds = paper::SheetWriter::Holds;

// What each column holds, as spreadsheets are told.
std::vector<Holds> held(const Schema& schema) {
    std::vector<Holds> held = {Holds::Text};
    for (const Field& field : schema.fields) {
        switch (field.type) {
            case FieldType::Integer:
            case FieldType::Decimal:
            case FieldType::Money: held.push_back(Holds::Anything); break;
            case FieldType::Date: held.push_back(Holds::Days); break;
            case FieldType::DateTime: held.push_back(Holds::Moments); break;
            default: held.push_back(Holds::Text);
        }
    }
    held.insert(held.end(), schema.lines.size(), Holds::Text);
    return held;
}

void write_head(const Schema& schema, paper::SheetWriter& writer) {
    using Mark = paper::SheetWriter::Mark;
    writer.begin_sheet(schema.title.zh, widths(schema), held(schema));
    writer.cell(record_id_title().zh, Mark::Title);
    for (const Field& field : schema.fields) writer.cell(field.title.zh, Mark::Title);
    for (const auto& lines : schema.lines) writer.cell(lines.title.zh, Mark::Title);
    writer.end_row();
}

}  // namespace

paper::Cell CellPrinter::cell(const Field& field, const Value& value, Date day) {
    if (registry::is_empty(value)) return {};
    if (const auto* flag = std::get_if<bool>(&value)) return std::string(*flag ? "是" : "否");
    if (const auto* number = std::get_if<Decimal>(&value)) return *number;
    if (const auto* date = std::get_if<Date>(&value)) return *date;
    if (const auto* time = std::get_if<DateTime>(&value)) return *time;
    if (const auto* codes = std::get_if<std::vector<std::string>>(&value)) {
        return joined(field, *codes);
    }
    if (const auto* point = std::get_if<area::Point>(&value)) {
        return fmt::format("{},{}", point->longitude, point->latitude);
    }
    if (const auto* key = std::get_if<Key>(&value)) {
        return field.type == FieldType::Area ? area(key->number, day)
                                             : reference(field, key->number);
    }
    const auto& text = std::get<std::string>(value);
    return field.type == FieldType::Choice ? registry::choice_title(field, text) : text;
}

paper::Cell CellPrinter::lines(const registry::Lines& lines,
                               const std::vector<std::vector<Value>>& values, Date day) {
    if (values.empty()) return {};
    std::vector<std::vector<std::string>> parts;
    for (const auto& line : values) {
        std::vector<std::string> texts;
        for (const std::size_t index : typed_fields(lines)) {
            texts.push_back(text_of(cell(lines.fields[index], line[index], day)));
        }
        parts.push_back(std::move(texts));
    }
    return print_lines(parts);
}

std::string CellPrinter::area(std::int64_t area, Date day) const {
    const area::Span& span = view_.tree().nearest({area}, day);
    return fmt::format("{} {}", span.code.text(), span.name);
}

std::string CellPrinter::reference(const Field& field, std::int64_t record) {
    const auto known = references_.find({field.refers_to, record});
    if (known != references_.end()) return known->second;
    const Schema& target = *view_.catalogue().schema(field.refers_to);
    std::string text = fmt::format("#{}", record);
    if (const auto key = naming_key(target)) {
        const std::size_t name = target.unique[*key][0];
        const auto kept = view_.record(target.id, {record});
        if (kept && !registry::is_empty(kept->record.values[name])) {
            text = text_of(cell(target.fields[name], kept->record.values[name], Date::max()));
        }
    }
    references_.emplace(std::pair(field.refers_to, record), text);
    return text;
}

namespace {

// The day that a record's areas are named as of.
Date day_of(const Schema& schema, const Record& record) {
    const auto* day = std::get_if<Date>(&record.values[schema.day]);
    return day == nullptr ? Date::max() : *day;
}

// May the actor see the record where it stands?
bool is_in_scope(const access::Actor& actor, const store::Reader& reader, const Schema& schema,
                 const Record& record) {
    const auto* place = std::get_if<Key>(&record.values[schema.area]);
    return place == nullptr ||
           reader.tree().counts_in({place->number}, actor.scope, day_of(schema, record));
}

const Text& as_csv() {
    static const Text kRemedy = {"请导出为 CSV：文件名以 .csv 结尾",
                                 "Export it as CSV: let the name end in .csv"};
    return kRemedy;
}

Refusal too_many(const Schema& schema, std::int64_t records, std::int64_t rows_max) {
    return {Reason::TooLarge,
            "export.too_many",
            schema.id,
            {fmt::format("台账“{}”有{}条记录，工作簿的一张表最多{}行", schema.title.zh, records,
                         rows_max),
             fmt::format("“{}” has {} records; a sheet of a workbook has at most {} rows",
                         schema.title.en, records, rows_max)},
            as_csv()};
}

Refusal too_long(const Schema& schema, const store::Kept& kept, const Text& title) {
    return {Reason::TooLarge,
            "export.cell_too_long",
            schema.id,
            {fmt::format("台账“{}”里编号{}的记录，“{}”太长，工作簿的一格放不下", schema.title.zh,
                         kept.id.number, title.zh),
             fmt::format("“{}” of the record {} of “{}” is too long for a cell of a workbook",
                         title.en, kept.id.number, schema.title.en)},
            as_csv()};
}

// A record as a row: its number, its fields, its sub-tables.
Result<void> write_row(const Schema& schema, const store::Kept& kept, CellPrinter& printer,
                       paper::SheetWriter& writer) {
    const Date on = day_of(schema, kept.record);
    const auto write = [&](const Text& title, const paper::Cell& cell) -> Result<void> {
        if (!writer.has_room_for(cell)) return too_long(schema, kept, title);
        writer.cell(cell);
        return {};
    };
    writer.cell(std::to_string(kept.id.number));
    for (std::size_t index = 0; index < schema.fields.size(); ++index) {
        const Field& field = schema.fields[index];
        TRY(write(field.title, printer.cell(field, kept.record.values[index], on)));
    }
    for (std::size_t index = 0; index < schema.lines.size(); ++index) {
        const auto& lines = schema.lines[index];
        TRY(write(lines.title, printer.lines(lines, kept.record.lines[index], on)));
    }
    writer.end_row();
    return {};
}

void add_attachments(const std::vector<Field>& fields, const std::vector<Value>& values,
                     std::set<std::string>& numbers) {
    for (std::size_t index = 0; index < fields.size(); ++index) {
        const auto* named = std::get_if<std::vector<std::string>>(&values[index]);
        if (fields[index].type != FieldType::Attachment || named == nullptr) continue;
        numbers.insert(named->begin(), named->end());
    }
}

// Those that a record names, in its sub-tables as well.
void add_attachments(const Schema& schema, const Record& record, std::set<std::string>& numbers) {
    add_attachments(schema.fields, record.values, numbers);
    for (std::size_t index = 0; index < schema.lines.size(); ++index) {
        for (const auto& line : record.lines[index]) {
            add_attachments(schema.lines[index].fields, line, numbers);
        }
    }
}

}  // namespace

Result<Exported> export_register(const access::Actor& actor, store::Reader& reader,
                                 const ExportOptions& options, paper::SheetWriter& writer) {
    const Schema* schema = TRY(find_register(reader.catalogue(), options.register_id));
    const std::int64_t all = reader.record_count(schema->id);
    if (all >= writer.rows_max()) return too_many(*schema, all, writer.rows_max());
    write_head(*schema, writer);
    CellPrinter printer(reader);
    Exported exported;
    std::set<std::string> attachments;
    Id<Record> after;
    for (auto page = reader.records(schema->id, after, kPage); !page.empty();
         page = reader.records(schema->id, after, kPage)) {
        for (const store::Kept& kept : page) {
            after = kept.id;
            if (!is_in_scope(actor, reader, *schema, kept.record)) continue;
            TRY(write_row(*schema, kept, printer, writer));
            ++exported.records;
            if (options.take_attachment) add_attachments(*schema, kept.record, attachments);
        }
        if (options.progress) options.progress(exported.records, all);
    }
    for (const std::string& number : attachments) {
        TRY(options.take_attachment(number));
        ++exported.attachments;
    }
    writer.finish();
    return exported;
}

}  // namespace qingshui::app
