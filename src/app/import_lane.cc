#include "app/import_lane.h"

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/row_matching.h"
#include "registry/record_json.h"

namespace qingshui::app {

using registry::Record;
using registry::Schema;
using registry::Value;

void ImportLane::note_faulty(const Schema& schema, std::optional<Id<Record>> id,
                             const Record& record) {
    if (id) faulty.insert(number_text(schema, *id));
    for (std::size_t key = 0; key < schema.unique.size(); ++key) {
        if (auto text = key_text(schema, record, key)) faulty.insert(*std::move(text));
    }
}

bool ImportLane::names_faulty(const Schema& target, const std::string& text,
                              CellReader& reader) const {
    if (faulty.empty()) return false;
    const std::string plain = trimmed(text);
    if (plain.starts_with("#") && faulty.contains(target.id + " " + plain)) return true;
    const auto named = reader.naming(target, plain);
    if (!named) return false;
    Record record{std::vector<Value>(target.fields.size()), {}};
    record.values[target.unique[named->key].front()] = named->value;
    const auto key = key_text(target, record, named->key);
    return key && faulty.contains(*key);
}

std::string number_text(const Schema& schema, Id<Record> id) {
    return fmt::format("{} #{}", schema.id, id.number);
}

// The values of one unique key as text; none if one of them is empty.
std::optional<std::string> key_text(const Schema& schema, const Record& record, std::size_t key) {
    if (!has_key(schema, key, record)) return {};
    Record part{std::vector<Value>(schema.fields.size()), {}};
    for (const std::size_t field : schema.unique[key]) part.values[field] = record.values[field];
    part.lines.resize(schema.lines.size());
    return fmt::format("{} {}:{}", schema.id, key, json::print(registry::to_json(schema, part)));
}

}  // namespace qingshui::app
