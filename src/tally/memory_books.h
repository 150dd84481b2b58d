#pragma once

// For tests only: an office's books kept in memory, read the slow and plain way.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/ensure.h"
#include "tally/count.h"

namespace qingshui::tally {

// Records by register and number. Every sum is taken from the records anew.
class MemoryBooks final : public Books {
public:
    struct Row {
        std::int64_t seq = 0;
        registry::Record record;
    };

    explicit MemoryBooks(const registry::Catalogue& catalogue) : catalogue_(catalogue) {}

    // Files or corrects. Fields by id; those left out are empty.
    void put(const std::string& register_id, std::int64_t number,
             const std::map<std::string, registry::Value>& values) {
        const auto* schema = catalogue_.schema(register_id);
        ensure(schema != nullptr, "a test files in a register that there is");
        registry::Record record;
        record.values.resize(schema->fields.size());
        record.lines.resize(schema->lines.size());
        for (const auto& [id, value] : values) {
            const auto position = schema->position(id);
            ensure(position.has_value(), "a test fills in a field that there is");
            record.values[*position] = value;
        }
        rows_[register_id][number] = {++seq_, std::move(record)};
    }
    void withdraw(const std::string& register_id, std::int64_t number) {
        ++seq_;
        rows_[register_id].erase(number);
    }
    const std::map<std::int64_t, Row>& rows(const std::string& register_id) {
        return rows_[register_id];
    }

    std::vector<AreaSum> sums(const registry::Indicator& indicator, const Period& period) override {
        std::map<std::pair<Id<area::Area>, std::string>, std::int64_t> sums;
        for (const auto& part : all(indicator)) {
            if (period.holds(part.day)) sums[{part.area, part.cell}] += part.amount;
        }
        std::vector<AreaSum> out;
        out.reserve(sums.size());
        for (const auto& [key, amount] : sums) out.push_back({key.first, key.second, amount});
        return out;
    }
    std::vector<AreaSum> sums_of(const registry::Indicator& indicator, Id<area::Area> area,
                                 const Period& period) override {
        auto out = sums(indicator, period);
        std::erase_if(out, [&](const AreaSum& sum) { return sum.area != area; });
        return out;
    }
    std::vector<Part> parts(const registry::Indicator& indicator, const Period& period) override {
        std::vector<Part> out;
        const bool stock = indicator.kind == registry::IndicatorKind::Stock;
        for (const auto& part : all(indicator)) {
            if (!stock && period.holds(part.day)) out.push_back(part);
            if (!stock || part.day > period.to) continue;
            if (part.amount != 0 && !taken_back(indicator, part, period.to)) out.push_back(part);
        }
        std::sort(out.begin(), out.end(), [](const Part& a, const Part& b) {
            return std::tie(a.day, a.record, a.cell) < std::tie(b.day, b.record, b.cell);
        });
        return out;
    }
    std::optional<Id<registry::Record>> referred(std::string_view register_id,
                                                 std::string_view key) override {
        for (const auto& [number, row] : rows_[std::string(register_id)]) {
            if (key_of(register_id, {number}) == key) return Id<registry::Record>{number};
        }
        return std::nullopt;
    }
    std::string key_of(std::string_view register_id, Id<registry::Record> record) override {
        const auto* schema = catalogue_.schema(register_id);
        const auto& rows = rows_[std::string(register_id)];
        const auto row = rows.find(record.number);
        if (schema == nullptr || schema->unique.empty() || row == rows.end()) return "";
        const auto& value = row->second.record.values.at(schema->unique.front().front());
        const auto* text = std::get_if<std::string>(&value);
        return text != nullptr ? *text : "";
    }

private:
    // Every share of every record, a stock's taking back included.
    std::vector<Part> all(const registry::Indicator& indicator) {
        std::vector<Part> out;
        const auto* schema = catalogue_.schema(indicator.of);
        if (schema == nullptr) return out;
        for (const auto& [number, row] : rows_[indicator.of]) {
            for (const auto& share : shares(*schema, row.record, {&indicator})) {
                out.push_back({indicator.of, number, share.area, share.day, share.amount, row.seq,
                               share.cell});
            }
        }
        return out;
    }
    // Is `part` the taking back itself, or was it taken back by `day`?
    bool taken_back(const registry::Indicator& indicator, const Part& part, Date day) {
        const auto& record = rows_[part.schema].at(part.record).record;
        const auto first = shares(*catalogue_.schema(part.schema), record, {&indicator}).front();
        if (part.day != first.day || part.amount != first.amount) return true;
        const auto* last =
            indicator.until ? std::get_if<Date>(&record.values.at(*indicator.until)) : nullptr;
        return last != nullptr && *last < day;
    }

    const registry::Catalogue& catalogue_;
    std::int64_t seq_ = 0;
    std::map<std::string, std::map<std::int64_t, Row>> rows_;
};

}  // namespace qingshui::tally
