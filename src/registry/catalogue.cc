#include <algorithm>
#include <climits>
#include <utility>

#include "registry/field_list.h"
#include "registry/pack.h"

namespace qingshui::registry {

Catalogue::Catalogue(std::vector<Pack> packs) : packs_(std::move(packs)) {
    const auto place = [](const Pack& pack) {
        return std::pair<int, std::string_view>(pack.chapter > 0 ? pack.chapter : INT_MAX, pack.id);
    };
    std::sort(packs_.begin(), packs_.end(),
              [&](const Pack& a, const Pack& b) { return place(a) < place(b); });
    for (const Pack& each : packs_) {
        for (const Schema& schema : each.registers) schemas_.emplace(schema.id, &schema);
        for (const Indicator& indicator : each.indicators) {
            indicators_[indicator.id].push_back(&indicator);
            if (!indicator.of.empty()) counted_from_[indicator.of].push_back(&indicator);
        }
    }
}

namespace {

void take_masks(std::vector<Field>& fields, const std::vector<Field>& now) {
    for (Field& field : fields) {
        if (const Field* today = find_field(now, field.id)) field.mask = today->mask;
    }
}

}  // namespace

void Catalogue::mask_as(const Catalogue& now) {
    for (Pack& pack : packs_) {
        for (Schema& schema : pack.registers) {
            const Schema* today = now.schema(schema.id);
            if (today == nullptr) continue;
            take_masks(schema.fields, today->fields);
            for (Lines& lines : schema.lines) {
                const auto position = today->lines_position(lines.id);
                if (position) take_masks(lines.fields, today->lines[*position].fields);
            }
        }
    }
}

const Pack* Catalogue::pack(std::string_view id) const {
    const auto found =
        std::find_if(packs_.begin(), packs_.end(), [&](const Pack& each) { return each.id == id; });
    return found != packs_.end() ? &*found : nullptr;
}

const Schema* Catalogue::schema(std::string_view register_id) const {
    const auto found = schemas_.find(register_id);
    return found != schemas_.end() ? found->second : nullptr;
}

const Indicator* Catalogue::indicator(std::string_view id, Date day) const {
    const auto found = indicators_.find(id);
    if (found == indicators_.end()) return nullptr;
    for (const Indicator* version : found->second) {
        if (version->valid.holds(day)) return version;
    }
    return nullptr;
}

const Indicator* Catalogue::indicator(std::string_view id) const {
    const auto found = indicators_.find(id);
    return found != indicators_.end() ? found->second.back() : nullptr;
}

const Indicator* Catalogue::version(std::string_view id, int version) const {
    const auto found = indicators_.find(id);
    if (found == indicators_.end()) return nullptr;
    for (const Indicator* each : found->second) {
        if (each->version == version) return each;
    }
    return nullptr;
}

std::vector<const Indicator*> Catalogue::counted_from(std::string_view register_id) const {
    const auto found = counted_from_.find(register_id);
    return found != counted_from_.end() ? found->second : std::vector<const Indicator*>();
}

const Rates* Catalogue::rates(std::string_view id) const {
    for (const Pack& each : packs_) {
        for (const Rates& table : each.rates) {
            if (table.id == id) return &table;
        }
    }
    return nullptr;
}

const Report* Catalogue::report(std::string_view id) const {
    for (const Pack& each : packs_) {
        for (const Report& report : each.reports) {
            if (report.id == id) return &report;
        }
    }
    return nullptr;
}

std::vector<std::string> Catalogue::register_ids() const {
    std::vector<std::string> ids;
    for (const Pack& each : packs_) {
        for (const Schema& schema : each.registers) ids.push_back(schema.id);
    }
    return ids;
}

std::vector<std::string> Catalogue::indicator_ids() const {
    std::vector<std::string> ids;
    for (const Pack& each : packs_) {
        for (const Indicator& indicator : each.indicators) {
            if (ids.empty() || ids.back() != indicator.id) ids.push_back(indicator.id);
        }
    }
    return ids;
}

}  // namespace qingshui::registry
