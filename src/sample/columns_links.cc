// The rules that look beyond the row: at areas, and at records made before.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "sample/columns.h"

namespace qingshui::sample {

using registry::Key;
using registry::Value;

// One of these that is live on the day.
std::optional<Id<area::Area>> Columns::live_one(const std::vector<Id<area::Area>>& areas,
                                                Date day) {
    if (areas.empty()) return std::nullopt;
    const auto start = chance_->below(areas.size());
    for (std::size_t step = 0; step < areas.size(); ++step) {
        const auto area = areas[(start + step) % areas.size()];
        if (world_.ground().tree().at(area, day) != nullptr) return area;
    }
    return std::nullopt;
}

void Columns::apply(const AreaOf& rule, const Rows& rows) {
    std::map<Codes, std::vector<Id<area::Area>>> known;
    for (const auto row : rows) {
        Codes within = rule.within;
        if (!rule.within_field.empty()) {
            const auto other = named(rule.within_field, row);
            const auto value = other ? other->value() : Value();
            const auto* key = std::get_if<Key>(&value);
            if (key == nullptr) continue;
            within = {world_.ground().tree().life({key->number}).front().code.text()};
        }
        auto found = known.find(within);
        if (found == known.end()) {
            found = known.emplace(within, world_.ground().of_level(rule.level, within)).first;
        }
        const auto area = live_one(found->second, day_of(row));
        if (!area) {
            return fault(
                {fmt::format("{}没有可用的{}", fmt::join(within, "、"), area::title(rule.level).zh),
                 fmt::format("{} holds no {} on that day", fmt::join(within, ", "),
                             area::title(rule.level).en)},
                {"请在[areas]中列出或编制，并核对起始日期",
                 "List or make it under [areas]; check since when it exists"});
        }
        at(row) = Key{area->number};
    }
}

void Columns::apply(const Above& rule, const Rows& rows) {
    const auto& tree = world_.ground().tree();
    for (const auto row : rows) {
        const auto other = named(rule.of, row);
        const auto value = other ? other->value() : Value();
        const auto* key = std::get_if<Key>(&value);
        if (key == nullptr) continue;
        const auto day = std::max(day_of(row), tree.life({key->number}).front().from);
        for (const auto step : tree.path({key->number}, day)) {
            if (tree.at(step, day)->code.level() == rule.level) at(row) = Key{step.number};
        }
    }
}

void Columns::apply(const FromEach& rule, const Rows& rows) {
    const auto* each = frame_.each;
    const auto* schema =
        each != nullptr && !each->level ? world_.catalogue().schema(each->schema) : nullptr;
    const auto position = schema != nullptr ? schema->position(rule.field) : std::nullopt;
    if (each == nullptr || (!rule.field.empty() && !position)) {
        return fault({"这里没有each，或其记录没有这一字段",
                      "There is no each here, or its records have no such field"});
    }
    for (const auto row : rows) {
        const auto key = rows_[row].each.value_or(Key{});
        at(row) = position ? world_.record(schema->id, key).values[*position] : Value(key);
    }
}

void Columns::apply(const RecordOf& rule, const Rows& rows) {
    const auto* schema = world_.catalogue().schema(rule.schema);
    const auto keys = schema != nullptr ? world_.matching(*schema, rule.where) : std::vector<Key>();
    if (keys.empty() && !rows.empty()) {
        return fault({fmt::format("前面没有编制合乎条件的“{}”记录", rule.schema),
                      fmt::format(R"(No record of "{}" that fits was made above)", rule.schema)},
                     {"请把它移到前面，或放宽where", "Move it above, or widen where"});
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        at(rows[i]) = keys[rule.in_turn ? i % keys.size() : chance_->below(keys.size())];
    }
}

void Columns::apply(const Same& rule, const Rows& rows) {
    for (const auto row : rows) {
        const auto other = named(rule.of, row);
        if (!other) continue;
        const auto* key = std::get_if<Key>(&other->value());
        const auto* schema = world_.catalogue().schema(other->declared().refers_to);
        const auto position = schema != nullptr ? schema->position(rule.field) : std::nullopt;
        if (key == nullptr || !position) continue;
        at(row) = world_.record(schema->id, *key).values[*position];
    }
}

void Columns::apply(const PlaceWithin& /*rule*/, const Rows& rows) {
    constexpr double kPerDegree = 1e7;
    const auto units = [](double degrees) { return std::llround(degrees * kPerDegree); };
    for (const auto row : rows) {
        const auto where = named(frame_.schema.fields[frame_.schema.area].id, row);
        const auto value = where ? where->value() : Value();
        const auto* key = std::get_if<Key>(&value);
        const auto map = key != nullptr ? world_.ground().rectangle({key->number}) : std::nullopt;
        if (!map) {
            return fault({"没有可用的地图范围", "There is no map to take a place from"},
                         {"请写明[areas]的map", "Give [areas] a map"});
        }
        const auto x = chance_->between(units(map->west), units(map->east) - 1);
        const auto y = chance_->between(units(map->south), units(map->north) - 1);
        at(row) =
            area::Point{static_cast<double>(x) / kPerDegree, static_cast<double>(y) / kPerDegree};
    }
}

}  // namespace qingshui::sample
