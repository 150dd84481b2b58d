#include "app/row_matching.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/chinese.h"

namespace qingshui::app {

using registry::Record;
using registry::Schema;
using registry::Value;

namespace {

Refusal unknown_number(const Schema& schema, Id<Record> id) {
    return {Reason::Missing,
            "import.record_unknown",
            std::to_string(id.number),
            {fmt::format("“{}”没有编号为{}的记录，从来也没有过", schema.title.zh, id.number),
             fmt::format("“{}” has no record number {} and never had", schema.title.en, id.number)},
            {"表格软件会把长号码的末几位变成 0：请把这一列设为“文本”格式，重新复制导出时的编号；"
             "新记录请清空这一格",
             "Spreadsheets round long numbers: format the column as text and copy the exported "
             "number again; clear it for a new record"}};
}

}  // namespace

bool has_key(const Schema& schema, std::size_t key, const Record& record) {
    const auto& fields = schema.unique[key];
    return std::none_of(fields.begin(), fields.end(), [&](std::size_t field) {
        return registry::is_empty(record.values[field]);
    });
}

Result<std::optional<store::Kept>> RowMatching::by_number(Id<Record> id) {
    if (auto kept = reader_.record(schema_.id, id)) return kept;
    if (!reader_.history(schema_.id, id).empty()) {
        return withdrawn(id, {"确实不要它，请删去这一行；要重新登记，请清空这一行的记录编号",
                              "Remove the row if it is not wanted; to file it again, clear its "
                              "record number"});
    }
    if (!takes_numbers_) return unknown_number(schema_, id);
    return std::optional<store::Kept>();
}

Result<std::optional<store::Kept>> RowMatching::by_keys(const Record& record) {
    std::optional<Named> found;
    bool is_first_unknown = false;
    for (std::size_t key = 0; key < schema_.unique.size(); ++key) {
        if (!has_key(schema_, key, record)) continue;
        const auto id = find(key, record);
        if (!id && key == 0) is_first_unknown = true;
        if (!id) continue;
        if (is_first_unknown) return key_taken({key, *id});
        if (found && found->record != *id) return keys_differ(*found, {key, *id});
        if (!found) found = Named{key, *id};
    }
    if (!found) return std::optional<store::Kept>();
    return reader_.record(schema_.id, found->record);
}

std::optional<Id<Record>> RowMatching::find(std::size_t key, const Record& record) {
    if (!has_key(schema_, key, record)) return {};
    std::vector<Value> values;
    for (const std::size_t field : schema_.unique[key]) values.push_back(record.values[field]);
    return reader_.find(schema_.id, key, values);
}

Text RowMatching::titles_of(std::size_t key) const {
    Text titles;
    for (const std::size_t field : schema_.unique[key]) {
        const Text& title = schema_.fields[field].title;
        titles.zh += fmt::format("“{}”", title.zh);
        titles.en += fmt::format("{}“{}”", titles.en.empty() ? "" : ", ", title.en);
    }
    return titles;
}

Refusal RowMatching::keys_differ(const Named& one, const Named& other) {
    const Text first = titles_of(one.key);
    const Text second = titles_of(other.key);
    const std::string name = reader_.label(schema_.id, one.record);
    const std::string other_name = reader_.label(schema_.id, other.record);
    return {Reason::Conflict,
            "import.keys_differ",
            schema_.fields[schema_.unique[other.key].front()].id,
            {fmt::format("{}是记录“{}”的，{}却是记录“{}”的", first.zh, name, second.zh, other_name),
             fmt::format("{} is that of the record “{}”, but {} that of “{}”", first.en, name,
                         second.en, other_name)},
            {"请改正其中一项；要改编号本身，请先导出台账，在带有记录编号的那一行里改",
             "Mend one of them; to change a key itself, export the register and change it in the "
             "row that bears the record's number"}};
}

Refusal RowMatching::key_taken(const Named& taken) {
    const Text titles = titles_of(taken.key);
    const Text first = titles_of(0);
    return {
        Reason::Conflict,
        "import.key_taken",
        schema_.fields[schema_.unique[taken.key].front()].id,
        {fmt::format("{}是已有记录“{}”（编号{}）的，它的{}与这一行不同", titles.zh,
                     reader_.label(schema_.id, taken.record), taken.record.number, first.zh),
         fmt::format("{} is that of the record “{}” (number {}), whose {} is another", titles.en,
                     reader_.label(schema_.id, taken.record), taken.record.number, first.en)},
        {fmt::format("不是同一个，请改正{}；是同一个，要改它的{}，请先导出台账，在带有记录编号"
                     "的那一行里改",
                     titles.zh, first.zh),
         fmt::format("If it is another, mend {}; if it is the same, export the register and "
                     "change its {} in the row that bears the record's number",
                     titles.en, first.en)}};
}

Refusal RowMatching::withdrawn(Id<Record> id, Text remedy) {
    const auto history = reader_.history(schema_.id, id);
    const std::string reason = history.empty() ? "" : history.back().reason;
    const std::string actor = history.empty() ? "" : history.back().actor;
    const Date day = history.empty() ? Date::min() : history.back().at.wall().date;
    return {
        Reason::Conflict,
        "import.withdrawn",
        std::to_string(id.number),
        {fmt::format("这一行的记录（编号{}）已由{}于{}撤回{}", id.number, actor, chinese::date(day),
                     reason.empty() ? "" : fmt::format("，原因：{}", reason)),
         fmt::format("The record of this row (number {}) was withdrawn by {} on {}{}", id.number,
                     actor, day.text(), reason.empty() ? "" : fmt::format(": {}", reason))},
        std::move(remedy)};
}

}  // namespace qingshui::app
