#include "store/books.h"

#include "base/damage.h"
#include "store/part_query.h"

namespace qingshui::store {

namespace {

using registry::Indicator;
using registry::Record;
using registry::Schema;

constexpr int kPage = 1'000;

bool is_single_text(const Schema& schema) {
    if (schema.unique.front().size() != 1) return false;
    switch (schema.fields[schema.unique.front().front()].type) {
        case registry::FieldType::Text:
        case registry::FieldType::Choice: return true;
        default: return false;
    }
}

// The record whose first unique key reads `key`, by looking at each.
std::optional<Id<Record>> search_key(RegisterTable& table, std::string_view key) {
    Id<Record> last{std::numeric_limits<std::int64_t>::min()};
    while (true) {
        const auto page = table.read_after(last, kPage);
        if (page.empty()) return {};
        for (const auto& kept : page) {
            if (key_text(table.schema(), kept.record) == key) return kept.id;
        }
        last = page.back().id;
    }
}

void sort_parts(std::vector<tally::Part>& parts) {
    std::sort(parts.begin(), parts.end(), [](const tally::Part& a, const tally::Part& b) {
        return std::tie(a.day, a.record, a.cell) < std::tie(b.day, b.record, b.cell);
    });
}

}  // namespace

std::vector<tally::Part> parts_of(const Schema& schema, const Kept& kept,
                                  const Indicator& indicator, const Period& period) {
    const bool is_stock = indicator.kind == registry::IndicatorKind::Stock;
    const auto* day = std::get_if<Date>(&kept.record.values[indicator.day.value_or(schema.day)]);
    const Date* last = nullptr;
    if (is_stock && indicator.until)
        last = std::get_if<Date>(&kept.record.values[*indicator.until]);
    std::vector<tally::Part> parts;
    for (auto& share : tally::shares(schema, kept.record, {&indicator})) {
        const bool is_taken_back = share.day != *day;
        const bool holds = is_stock
                               ? share.day <= period.to && (last == nullptr || *last >= period.to)
                               : period.holds(share.day);
        if (is_taken_back || !holds) continue;
        parts.push_back({schema.id, kept.id.number, share.area, share.day, share.amount, kept.seq,
                         std::move(share.cell)});
    }
    return parts;
}

std::string key_text(const Schema& schema, const Record& record) {
    if (schema.unique.empty()) return "";
    std::string joined;
    bool is_first = true;
    for (const auto position : schema.unique.front()) {
        if (!std::exchange(is_first, false)) joined += ".";
        for (const auto& text : tally::cell_texts(record.values[position])) joined += text;
    }
    return joined;
}

std::vector<tally::AreaSum> CurrentBooks::sums(const Indicator& indicator, const Period& period) {
    return session_.tallies().sums(indicator, period, {});
}

std::vector<tally::AreaSum> CurrentBooks::sums_of(const Indicator& indicator, Id<area::Area> area,
                                                  const Period& period) {
    return session_.tallies().sums(indicator, period, area);
}

std::vector<tally::Part> CurrentBooks::parts(const Indicator& indicator, const Period& period) {
    auto* table = session_.table(indicator.of);
    if (table == nullptr) return {};
    return query_parts(session_, table->schema(), indicator, period);
}

std::optional<Id<Record>> CurrentBooks::referred(std::string_view register_id,
                                                 std::string_view key) {
    auto* table = session_.table(register_id);
    if (table == nullptr || table->schema().unique.empty()) return {};
    if (is_single_text(table->schema())) return table->find(0, {std::string(key)});
    return search_key(*table, key);
}

std::string CurrentBooks::key_of(std::string_view register_id, Id<Record> record) {
    auto* table = session_.table(register_id);
    if (table == nullptr) return "";
    const auto kept = table->read(record);
    return kept ? key_text(table->schema(), kept->record) : "";
}

namespace {

// The definition as it stands today: under its version it is the same, but for where its fields
// are and how many decimals they keep.
const Indicator& as_today(Session& session, const Indicator& indicator) {
    const auto* found = session.catalogue().version(indicator.id, indicator.version);
    if (found == nullptr) throw DamageFailure("packs: a version of " + indicator.id + " is gone");
    return *found;
}

// An amount of today's scale at that of then: records of then had no more decimals.
std::int64_t as_then(std::int64_t amount, const Indicator& now, const Indicator& then) {
    for (int scale = then.scale; scale < now.scale; ++scale) amount /= 10;
    return amount;
}

}  // namespace

std::vector<tally::AreaSum> PastBooks::summed(const Indicator& then, const Period& period,
                                              std::optional<Id<area::Area>> area) {
    const auto& indicator = as_today(session_, then);
    std::map<TallyKey, Wide> rows;
    for (auto& [key, amount] : session_.tallies().rows(indicator, period, area)) {
        rows.emplace(std::move(key), amount);
    }
    const auto* table = session_.table(indicator.of);
    const auto add = [&](const std::optional<Record>& record, int sign) {
        if (!record) return;
        for (const auto& share : tally::shares(table->schema(), *record, {&indicator})) {
            if (!period.holds(share.day) || (area && share.area != *area)) continue;
            rows[{indicator.id, indicator.version, share.day, share.area, share.cell}] +=
                Wide{sign} * share.amount;
        }
    };
    for (const auto& [number, change] : changes_.of(indicator.of)) {
        add(change.now, -1);
        add(change.then, 1);
    }
    std::map<std::pair<Id<area::Area>, std::string>, Wide> sums;
    for (const auto& [key, amount] : rows) {
        if (amount != 0) sums[{key.area, key.cell}] += amount;
    }
    std::vector<tally::AreaSum> out;
    out.reserve(sums.size());
    for (const auto& [place, sum] : sums) {
        out.push_back({place.first, place.second, as_then(clamped(sum), indicator, then)});
    }
    return out;
}

std::vector<tally::AreaSum> PastBooks::sums(const Indicator& indicator, const Period& period) {
    return summed(indicator, period, {});
}

std::vector<tally::AreaSum> PastBooks::sums_of(const Indicator& indicator, Id<area::Area> area,
                                               const Period& period) {
    return summed(indicator, period, area);
}

std::vector<tally::Part> PastBooks::parts(const Indicator& then, const Period& period) {
    const auto& indicator = as_today(session_, then);
    auto parts = now_.parts(indicator, period);
    const auto& changed = changes_.of(indicator.of);
    std::erase_if(parts, [&](const tally::Part& part) { return changed.contains(part.record); });
    const auto* table = session_.table(indicator.of);
    for (const auto& [number, change] : changed) {
        if (!change.then) continue;
        const Kept kept{{number}, change.seq, *change.then};
        for (auto& part : parts_of(table->schema(), kept, indicator, period)) {
            parts.push_back(std::move(part));
        }
    }
    for (auto& part : parts) part.amount = as_then(part.amount, indicator, then);
    sort_parts(parts);
    return parts;
}

std::optional<Id<Record>> PastBooks::referred(std::string_view register_id, std::string_view key) {
    const auto* table = session_.table(register_id);
    if (table == nullptr) return {};
    const auto& changed = changes_.of(std::string(register_id));
    for (const auto& [number, change] : changed) {
        if (change.then && key_text(table->schema(), *change.then) == key)
            return Id<Record>{number};
    }
    auto found = now_.referred(register_id, key);
    if (found && changed.contains(found->number)) return {};
    return found;
}

std::string PastBooks::key_of(std::string_view register_id, Id<Record> record) {
    const auto* table = session_.table(register_id);
    if (table == nullptr) return "";
    const auto& changed = changes_.of(std::string(register_id));
    const auto found = changed.find(record.number);
    if (found == changed.end()) return now_.key_of(register_id, record);
    if (!found->second.then) return "";
    return key_text(table->schema(), *found->second.then);
}

}  // namespace qingshui::store
