#include "app/printed_records.h"

#include <algorithm>

#include "base/chinese.h"
#include "registry/field_list.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::FieldType;
using registry::Record;
using registry::Schema;
using registry::Value;

constexpr int kPage = 2'000;

Date day_of(const Schema& schema, const Record& record) {
    const auto* day = std::get_if<Date>(&record.values[schema.day]);
    return day == nullptr ? Date::min() : *day;
}

bool is_open(const Value& closed, Date after) {
    const auto* day = std::get_if<Date>(&closed);
    return day == nullptr || *day > after;
}

void sort(const report::ListQuestion& question, std::vector<store::Kept>& found) {
    const std::size_t by = question.order.value_or(question.schema->day);
    std::stable_sort(found.begin(), found.end(), [&](const store::Kept& a, const store::Kept& b) {
        const Value& left = a.record.values[by];
        const Value& right = b.record.values[by];
        return question.descending ? right < left : left < right;
    });
}

}  // namespace

report::Listing PrintedRecords::list(const report::ListQuestion& question) {
    std::vector<store::Kept> found = matching(question);
    sort(question, found);
    const std::size_t all = found.size();
    found.resize(std::min(all, question.limit.value_or(all)));
    report::Listing listing{{}, all - found.size()};
    for (const store::Kept& kept : found) {
        const Date day = day_of(*question.schema, kept.record);
        report::ListRow row{kept.id.number, {}};
        for (const std::size_t field : question.fields) {
            row.cells.push_back(
                words(question.schema->fields[field], kept.record.values[field], day));
        }
        listing.rows.push_back(std::move(row));
    }
    return listing;
}

std::vector<std::string> PrintedRecords::labels(std::string_view register_id,
                                                const std::vector<std::int64_t>& records) {
    std::vector<std::string> labels;
    labels.reserve(records.size());
    for (const std::int64_t record : records) {
        labels.push_back(view_.label(register_id, {record}));
    }
    return labels;
}

bool PrintedRecords::takes(const report::ListQuestion& question, const Record& record) const {
    const Schema& schema = *question.schema;
    const Date day = day_of(schema, record);
    if (!question.period.holds(day)) return false;
    const auto& open = question.open;
    if (open && !is_open(record.values[open->field], open->day)) return false;
    const auto* area = std::get_if<registry::Key>(&record.values[schema.area]);
    const bool is_here =
        area != nullptr && view_.tree().counts_in({area->number}, question.area, day);
    if (!is_here) return false;
    return !question.where ||
           expr::is_true(question.where->evaluate(registry::RecordValues(schema, record)));
}

std::vector<store::Kept> PrintedRecords::matching(const report::ListQuestion& question) {
    std::vector<store::Kept> found;
    Id<Record> after;
    for (auto page = view_.records(question.schema->id, after, kPage); !page.empty();
         page = view_.records(question.schema->id, after, kPage)) {
        after = page.back().id;
        for (store::Kept& kept : page) {
            if (takes(question, kept.record)) found.push_back(std::move(kept));
        }
    }
    return found;
}

// A value as an official text has it.
std::string PrintedRecords::words(const Field& field, const Value& value, Date day) {
    if (registry::is_empty(value)) return "";
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "是" : "否";
    if (const auto* number = std::get_if<Decimal>(&value)) {
        const bool is_money = field.type == FieldType::Money;
        return (is_money ? number->text() : number->shortest()) + field.unit;
    }
    if (const auto* date = std::get_if<Date>(&value)) return chinese::date(*date);
    if (const auto* time = std::get_if<DateTime>(&value)) {
        return chinese::date(time->date) + time->text().substr(10, 6);
    }
    if (const auto* key = std::get_if<registry::Key>(&value)) {
        if (field.type == FieldType::Reference) return view_.label(field.refers_to, {key->number});
        return view_.tree().nearest({key->number}, day).name;
    }
    if (const auto* codes = std::get_if<std::vector<std::string>>(&value)) {
        if (field.type != FieldType::Choices) return std::to_string(codes->size());
        std::string text;
        for (const auto& code : *codes) {
            text += (text.empty() ? "" : "、") + registry::choice_title(field, code);
        }
        return text;
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (field.type == FieldType::Choice) return registry::choice_title(field, *text);
        return registry::masked(field.mask, *text);
    }
    return "";
}

}  // namespace qingshui::app
