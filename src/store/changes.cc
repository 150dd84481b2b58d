#include "store/changes.h"

#include "base/damage.h"
#include "json/json.h"
#include "registry/record_json.h"
#include "store/codec.h"

namespace qingshui::store {

using registry::Record;
using registry::Schema;

const Changes::ByRecord& Changes::of(const std::string& register_id) {
    const auto [found, is_new] = registers_.try_emplace(register_id);
    auto& changes = found->second;
    auto* table = session_.table(register_id);
    if (!is_new || table == nullptr) return changes;
    const auto& schema = table->schema();
    for (const auto& entry : session_.journal().of_register(register_id, moment_.seq)) {
        const auto [place, is_first] = changes.try_emplace(entry.record);
        auto& change = place->second;
        change.now = parse_record(schema, entry.after);
        if (!is_first || entry.before.empty()) continue;
        const auto wrote = session_.journal().last_about(entry.record, moment_.seq);
        if (!wrote) throw DamageFailure("history: a record has no beginning");
        change.then = parse_record(schema, entry.before);
        change.seq = wrote->seq;
    }
    return changes;
}

std::optional<Record> parse_record(const Schema& schema, std::string_view text) {
    if (text.empty()) return {};
    const auto parsed = json::parse(text);
    if (!parsed || !parsed->is_object()) throw DamageFailure("history: a record cannot be read");
    auto record = registry::from_json(schema, parsed->get_object());
    if (!record) throw DamageFailure("history: a record of " + schema.id + " cannot be read");
    return tidied(schema, std::move(record).value());
}

}  // namespace qingshui::store
