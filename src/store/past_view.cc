#include "store/past_view.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/damage.h"
#include "registry/record_form.h"
#include "store/area_acts.h"
#include "store/contents.h"
#include "store/labels.h"

namespace qingshui::store {

namespace {

using registry::Record;
using registry::Schema;
using registry::Value;

constexpr int kPage = 1'000;

registry::Catalogue catalogue_after(Session& session, AsOf moment) {
    const auto entries = session.journal().of_act("packs", 0, moment.seq);
    if (entries.empty()) return {};
    auto catalogue = read_catalogue(
        read_folders_of(session.connection(), session.tenant(), entries.back().after));
    catalogue.mask_as(session.catalogue());
    return catalogue;
}

area::Tree tree_after(Session& session, AsOf moment) {
    area::Tree tree;
    for (const auto& entry : session.journal().of_act("area", 0, moment.seq)) {
        if (tree.apply(parse_act(entry.after))) continue;
        throw DamageFailure(fmt::format("areas: history entry {} does not follow", entry.seq));
    }
    return tree;
}

// Where today's declarations have the same unique key; none if it is a key no more.
std::optional<std::size_t> key_today(const Schema& then, std::size_t key, const Schema& now) {
    for (std::size_t each = 0; each < now.unique.size(); ++each) {
        const bool is_it = std::equal(
            now.unique[each].begin(), now.unique[each].end(), then.unique[key].begin(),
            then.unique[key].end(),
            [&](std::size_t a, std::size_t b) { return now.fields[a].id == then.fields[b].id; });
        if (is_it) return each;
    }
    return {};
}

bool has_key(const Schema& schema, std::size_t key, const Record& record,
             const std::vector<Value>& values) {
    const auto& fields = schema.unique[key];
    return std::equal(fields.begin(), fields.end(), values.begin(), values.end(),
                      [&](std::size_t field, const Value& value) {
                          return !registry::is_empty(value) && record.values[field] == value;
                      });
}

}  // namespace

PastView::PastView(Session& session, AsOf moment)
    : session_(session),
      catalogue_(catalogue_after(session, moment)),
      tree_(tree_after(session, moment)),
      changes_(session, moment),
      books_(session, changes_) {}

std::optional<Kept> PastView::record(std::string_view schema, Id<Record> id) {
    const auto* then = catalogue_.schema(schema);
    auto* table = session_.table(schema);
    if (then == nullptr || table == nullptr) return {};
    const auto& changed = changes_.of(then->id);
    const auto found = changed.find(id.number);
    if (found == changed.end()) {
        auto kept = table->read(id);
        if (kept) kept->record = registry::in_form(table->schema(), *then, kept->record);
        return kept;
    }
    const auto& change = found->second;
    if (!change.then) return {};
    return Kept{id, change.seq, registry::in_form(table->schema(), *then, *change.then)};
}

std::vector<Kept> PastView::records(std::string_view schema, Id<Record> after, int most) {
    const auto* then = catalogue_.schema(schema);
    auto* table = session_.table(schema);
    if (then == nullptr || table == nullptr) return {};
    const auto& changed = changes_.of(then->id);
    std::map<std::int64_t, Kept> found;
    for (bool is_end = false; found.empty() && !is_end;) {
        auto page = table->read_after(after, most);
        is_end = page.size() < static_cast<std::size_t>(most);
        const auto last = is_end ? std::numeric_limits<std::int64_t>::max() : page.back().id.number;
        for (auto& kept : page) {
            if (!changed.contains(kept.id.number)) found.emplace(kept.id.number, std::move(kept));
        }
        for (auto each = changed.upper_bound(after.number);
             each != changed.end() && each->first <= last; ++each) {
            const auto& change = each->second;
            if (change.then)
                found.emplace(each->first, Kept{{each->first}, change.seq, *change.then});
        }
        after = {last};
    }
    std::vector<Kept> records;
    for (auto& [number, kept] : found) {
        if (records.size() == static_cast<std::size_t>(most)) break;
        kept.record = registry::in_form(table->schema(), *then, kept.record);
        records.push_back(std::move(kept));
    }
    return records;
}

std::optional<Id<Record>> PastView::find(std::string_view schema, std::size_t key,
                                         const std::vector<Value>& values) {
    const auto* then = catalogue_.schema(schema);
    auto* table = session_.table(schema);
    if (then == nullptr || table == nullptr || key >= then->unique.size()) return {};
    const auto today = key_today(*then, key, table->schema());
    return today ? find_by_key(*table, *today, values) : find_by_looking(*then, key, values);
}

// By a key that is one today as well.
std::optional<Id<Record>> PastView::find_by_key(RegisterTable& table, std::size_t key,
                                                const std::vector<Value>& values) {
    const auto& changed = changes_.of(table.schema().id);
    const auto found = table.find(key, values);
    if (found && !changed.contains(found->number)) return found;
    for (const auto& [number, change] : changed) {
        const bool is_it = change.then && has_key(table.schema(), key, *change.then, values);
        if (is_it) return Id<Record>{number};
    }
    return {};
}

std::optional<Id<Record>> PastView::find_by_looking(const Schema& then, std::size_t key,
                                                    const std::vector<Value>& values) {
    Id<Record> last{std::numeric_limits<std::int64_t>::min()};
    while (true) {
        const auto page = records(then.id, last, kPage);
        if (page.empty()) return {};
        for (const auto& kept : page) {
            if (has_key(then, key, kept.record, values)) return kept.id;
        }
        last = page.back().id;
    }
}

std::string PastView::label(std::string_view schema, Id<Record> id) {
    return label_of(*this, schema, id);
}

}  // namespace qingshui::store
