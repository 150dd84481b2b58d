#include "app/import_lane.h"

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/row_matching.h"
#include "base/chinese.h"
#include "base/utf8.h"
#include "registry/key_value.h"
#include "registry/record_json.h"

namespace qingshui::app {

using registry::Record;
using registry::Schema;
using registry::Value;

bool ImportLane::is_awaited(const std::string& register_id, const std::string& name) const {
    if (faulty.contains(name)) return false;
    switch (stage) {
        case Stage::Taking: return expected.contains(register_id);
        case Stage::Judging: return stuck.contains(name);
        case Stage::Last: return false;
    }
    return false;
}

void ImportLane::note_faulty(const std::vector<std::string>& names) {
    faulty.insert(names.begin(), names.end());
    held.announce(names);
}

void ImportLane::begin_judging() {
    stage = Stage::Judging;
    stuck = held.names();
}

store::Stamp stamp_of(const store::Stamp& given, const std::string& sheet, int number,
                      std::string_view unit) {
    const std::string name = utf8::writable(chinese::shortened(sheet));
    const std::string place = fmt::format("导入“{}”第{}{}", name, number, unit);
    store::Stamp stamp = given;
    stamp.reason =
        chinese::is_blank(given.reason) ? place : fmt::format("{}（{}）", given.reason, place);
    return stamp;
}

std::string number_text(const Schema& schema, Id<Record> id) {
    return fmt::format("{} #{}", schema.id, id.number);
}

std::optional<std::string> key_text(const Schema& schema, const Record& record, std::size_t key) {
    if (!has_key(schema, key, record)) return {};
    Record part{std::vector<Value>(schema.fields.size()), {}};
    for (const std::size_t field : schema.unique[key]) {
        part.values[field] = registry::key_value(record.values[field]);
    }
    part.lines.resize(schema.lines.size());
    return fmt::format("{} {}:{}", schema.id, key, json::print(registry::to_json(schema, part)));
}

std::optional<std::string> referred_text(const Schema& target, const std::string& text,
                                         CellReader& reader) {
    const std::string plain = trimmed(text);
    if (plain.starts_with("#")) return target.id + " " + plain;
    const auto named = reader.naming(target, plain);
    if (!named) return {};
    Record record{std::vector<Value>(target.fields.size()), {}};
    record.values[target.unique[named->key].front()] = named->value;
    return key_text(target, record, named->key);
}

}  // namespace qingshui::app
