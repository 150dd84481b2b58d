#include "report/html_data.h"

#include <algorithm>

#include "json/json.h"
#include "report/units.h"

namespace qingshui::report {

namespace {

using RecordKey = std::pair<std::string, std::int64_t>;  // Register ("" for an area), number.

// Numbers things in the order they are first met.
template <typename Thing>
class Numbered {
public:
    std::size_t number(const Thing& thing) {
        const auto [found, fresh] = numbers_.emplace(thing, things_.size());
        if (fresh) things_.push_back(thing);
        return found->second;
    }
    const std::vector<Thing>& things() const { return things_; }

private:
    std::map<Thing, std::size_t> numbers_;
    std::vector<Thing> things_;
};

class Data {
public:
    Data(const Draft& draft, const Sources& sources) : draft_(draft), sources_(sources) {}

    std::string write() {
        json::Object figures;
        for (const auto& figure : draft_.figures) figures[figure.id] = counted(figure);
        name_records();
        json::Object out;
        out["records"] = records();
        out["registers"] = registers();
        out["areas"] = areas();
        out["figures"] = std::move(figures);
        return json::print(json::Value(std::move(out)));
    }

private:
    // Of a computed figure also which of its components each part counts in, and their titles.
    json::Object counted(const Figure& figure) {
        Columns columns;
        json::Array units;
        json::Array titles;
        const auto add_all = [&](const std::vector<tally::Part>& parts,
                                 const registry::Unit& unit) {
            add(columns, parts, units.size());
            units.emplace_back(unit_within(unit.text, unit.per));
        };
        if (figure.components.empty())
            add_all(figure.parts, figure.question.figure.indicator->unit);
        for (const auto& component : figure.components) {
            add_all(component.parts, component.unit);
            titles.emplace_back(component.title.zh);
        }
        json::Object out{{"records", std::move(columns.numbers)},
                         {"days", std::move(columns.days)},
                         {"amounts", std::move(columns.amounts)},
                         {"units", std::move(units)}};
        if (titles.empty()) return out;
        out["components"] = std::move(columns.components);
        out["titles"] = std::move(titles);
        return out;
    }

    struct Columns {
        json::Array numbers, days, amounts, components;
    };
    void add(Columns& columns, const std::vector<tally::Part>& parts, std::size_t component) {
        for (const auto& part : parts) {
            const RecordKey key{part.schema, part.record};
            columns.numbers.emplace_back(records_.number(key));
            areas_of_.emplace(key, areas_.number(part.area));
            columns.days.emplace_back(part.day.days());
            columns.amounts.emplace_back(Decimal(part.amount, part.scale).shortest());
            columns.components.emplace_back(component);
        }
    }

    // Asks for the labels of each register at once.
    void name_records() {
        std::map<std::string, std::vector<std::int64_t>> asked;
        for (const auto& [register_id, record] : records_.things()) {
            asked[register_id].push_back(record);
        }
        for (const auto& [register_id, numbers] : asked) {
            if (register_id.empty()) continue;
            const auto labels = sources_.records.labels(register_id, numbers);
            for (std::size_t i = 0; i < std::min(labels.size(), numbers.size()); ++i) {
                labels_[{register_id, numbers[i]}] = labels[i];
            }
        }
    }

    json::Array records() {
        json::Array out;
        for (const auto& key : records_.things()) {
            const auto label = key.first.empty() ? area_name({key.second}) : labels_[key];
            out.push_back(
                json::Array{registers_.number(key.first), label, areas_of_[key], number_of(key)});
        }
        return out;
    }
    // What people call a record for by number; of an area, its code.
    std::string number_of(const RecordKey& key) const {
        if (!key.first.empty()) return std::to_string(key.second);
        const Id<area::Area> area{key.second};
        if (!sources_.tree.contains(area)) return "";
        return sources_.tree.nearest(area, draft_.period.to).code.text();
    }
    json::Array registers() const {
        json::Array out;
        for (const auto& id : registers_.things()) {
            const auto* schema = sources_.catalogue.schema(id);
            out.emplace_back(schema != nullptr ? schema->title.zh : "区域");
        }
        return out;
    }
    json::Array areas() const {
        json::Array out;
        for (const auto& area : areas_.things()) out.emplace_back(area_name(area));
        return out;
    }
    std::string area_name(Id<area::Area> area) const {
        if (!sources_.tree.contains(area)) return "";
        return sources_.tree.path_name(area, draft_.period.to);
    }

    const Draft& draft_;
    const Sources& sources_;
    Numbered<RecordKey> records_;
    Numbered<Id<area::Area>> areas_;
    Numbered<std::string> registers_;
    std::map<RecordKey, std::size_t> areas_of_;
    std::map<RecordKey, std::string> labels_;
};

}  // namespace

std::string html_data(const Draft& draft, const Sources& sources) {
    return Data(draft, sources).write();
}

}  // namespace qingshui::report
