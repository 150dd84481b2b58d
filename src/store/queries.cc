#include "store/queries.h"

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/damage.h"
#include "registry/key_value.h"
#include "store/area_acts.h"
#include "store/contents.h"
#include "store/labels.h"
#include "store/note.h"

namespace qingshui::store {

namespace {

using registry::Record;

constexpr int kSearchPage = 1'000;

// The phrases of a search: its words, each as tokens; a record must hold all of them.
std::vector<std::string> phrases_of(std::string_view words) {
    const auto folded = chinese::folded(words);
    std::vector<std::string> phrases;
    for (std::size_t start = 0; start < folded.size();) {
        const auto end = std::min(folded.find(' ', start), folded.size());
        auto tokens = chinese::search_tokens(folded.substr(start, end - start));
        if (!tokens.empty()) phrases.push_back(std::move(tokens));
        start = end + 1;
    }
    // Longer phrases are rarer: fewer records to look at.
    std::sort(phrases.begin(), phrases.end(),
              [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return phrases;
}

}  // namespace

std::optional<Kept> Queries::record(std::string_view schema, Id<Record> id) {
    auto* table = session_.table(schema);
    return table == nullptr ? std::nullopt : table->read(id);
}

std::vector<Kept> Queries::records(std::string_view schema, Id<Record> after, int most) {
    auto* table = session_.table(schema);
    return table == nullptr ? std::vector<Kept>{} : table->read_after(after, most);
}

std::int64_t Queries::record_count(std::string_view schema) {
    auto* table = session_.table(schema);
    return table == nullptr ? 0 : table->count();
}

std::optional<Id<Record>> Queries::find(std::string_view schema, std::size_t key,
                                        const std::vector<registry::Value>& values) {
    auto* table = session_.table(schema);
    if (table == nullptr || key >= table->schema().unique.size()) return {};
    if (const auto found = table->find(key, values)) return found;
    // Keys are kept in half width, but for those of offices that are older than this rule.
    std::vector<registry::Value> narrowed;
    narrowed.reserve(values.size());
    for (const auto& value : values) narrowed.push_back(registry::key_value(value));
    return narrowed == values ? std::nullopt : table->find(key, narrowed);
}

std::vector<Kept> Queries::search(std::string_view schema, std::string_view words, int most) {
    auto* table = session_.table(schema);
    const auto phrases = phrases_of(words);
    std::vector<Kept> found;
    if (table == nullptr || phrases.empty()) return found;
    auto& connection = session_.connection();
    const auto holds_others = [&](std::int64_t id) {
        return std::all_of(phrases.begin() + 1, phrases.end(), [&](const std::string& phrase) {
            const auto ids = connection.search_find(session_.tenant(), schema, phrase, id - 1, 1);
            return !ids.empty() && ids.front() == id;
        });
    };
    std::int64_t after = 0;
    while (static_cast<int>(found.size()) < most) {
        const auto page =
            connection.search_find(session_.tenant(), schema, phrases.front(), after, kSearchPage);
        for (const auto id : page) {
            if (static_cast<int>(found.size()) == most) break;
            if (!holds_others(id)) continue;
            if (auto kept = table->read({id})) found.push_back(std::move(*kept));
        }
        if (static_cast<int>(page.size()) < kSearchPage) break;
        if (page.back() <= after)
            throw DamageFailure("search: the index is damaged, records repeat");
        after = page.back();
    }
    return found;
}

std::vector<Entry> Queries::history(std::string_view schema, Id<Record> id) {
    auto entries = session_.journal().about(id.number);
    std::erase_if(entries, [&](const Entry& entry) { return entry.subject != schema; });
    return entries;
}

std::optional<Keyed> Queries::keyed(std::string_view key) {
    const auto entry = key.empty() ? std::nullopt : session_.journal().by_key(key);
    if (!entry) return {};
    const auto noted = entry->act == kUnchanged ? parse_note(entry->after) : Note{};
    const bool is_note = !noted.act.empty();
    Keyed keyed{is_note ? noted.act : entry->act,
                is_note ? noted.subject : entry->subject,
                {is_note ? noted.record : entry->record},
                {}};
    const auto* table = session_.table(keyed.schema);
    if (table == nullptr) return {};
    keyed.before = parse_record(table->schema(), is_note ? noted.content : entry->before);
    return keyed;
}

std::string Queries::label(std::string_view schema, Id<Record> id) {
    return label_of(*this, schema, id);
}

std::optional<area::Boundary> Queries::boundary(Id<area::Area> area, Date day) {
    const auto found =
        in_force(read_boundaries(session_.connection(), session_.tenant(), area), day);
    if (found.empty()) return {};
    return parse_boundary(found.front().geojson).boundary;
}

}  // namespace qingshui::store
