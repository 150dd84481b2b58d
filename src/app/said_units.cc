#include "app/said_units.h"

#include <algorithm>

#include "app/column_units.h"

namespace qingshui::app {
namespace {

using registry::Field;

// What a sheet says of the unit of one field.
struct Said {
    std::vector<ColumnUnit> units = {};  // Different ones.
    std::vector<std::string> foreign = {};
};

Said said_of(const Field& field, const std::vector<std::string>& units) {
    Said said;
    for (const std::string& unit : units) {
        const UnitVerdict verdict = verdict_on(field, unit);
        if (verdict.is_foreign) said.foreign.push_back(unit);
        if (!verdict.unit) continue;
        const bool is_new = std::none_of(
            said.units.begin(), said.units.end(),
            [&](const ColumnUnit& known) { return known.factor == verdict.unit->factor; });
        if (is_new) said.units.push_back(*verdict.unit);
    }
    return said;
}

class SaidUnits {
public:
    SaidUnits(const paper::Sheet& sheet, SheetPlan& plan)
        : plan_(plan), around_(units_around(sheet, plan.header, plan.body)) {}

    void take() {
        for (SheetColumn& column : plan_.columns) {
            switch (column.kind) {
                case SheetColumn::Kind::RecordId: break;
                case SheetColumn::Kind::Field: take_field(column); break;
                case SheetColumn::Kind::Lines: take_lines(column); break;
            }
        }
    }

private:
    void take_field(SheetColumn& column) {
        const Field& field = plan_.schema->fields[column.index];
        const PartedTitle title = parted_title(column_title(column.title));
        const bool names_unit = !title.unit.empty() && unit_of(field, title.unit).has_value();
        if (!names_unit && column.unit.text.empty()) take_unit(field, column, column.unit);
    }

    void take_lines(SheetColumn& column) {
        const auto& fields = plan_.schema->lines[column.index].fields;
        column.line_units.resize(fields.size());
        for (std::size_t index = 0; index < fields.size(); ++index) {
            take_unit(fields[index], column, column.line_units[index]);
        }
    }

    void take_unit(const Field& field, const SheetColumn& column, ColumnUnit& unit) {
        const PartedTitle above = parted_title(column_title(column.above));
        Said said;
        if (!is_unit_remark(column.above)) said = said_of(field, {above.unit});
        if (said.units.empty() && said.foreign.empty()) said = said_of(field, around_);
        if (said.units.size() == 1 && said.foreign.empty()) {
            unit = said.units.front();
            if (unit.factor != Decimal::whole(1)) note(unit.text, column.title);
        } else if (said.units.empty() && !said.foreign.empty()) {
            plan_.unknown_units.push_back({&field, column.title, said.foreign.front()});
        } else if (!said.units.empty()) {
            std::vector<std::string> units = said.foreign;
            for (const ColumnUnit& one : said.units) units.push_back(one.text);
            plan_.unclear_units.push_back({&field, column.title, std::move(units)});
        }
    }

    void note(const std::string& unit, const std::string& title) {
        const auto known = std::find_if(plan_.said_units.begin(), plan_.said_units.end(),
                                        [&](const SaidUnit& said) { return said.unit == unit; });
        if (known == plan_.said_units.end()) {
            plan_.said_units.push_back({unit, {title}});
        } else if (known->titles.back() != title) {
            known->titles.push_back(title);
        }
    }

    SheetPlan& plan_;
    std::vector<std::string> around_;
};

}  // namespace

void take_said_units(const paper::Sheet& sheet, SheetPlan& plan) { SaidUnits(sheet, plan).take(); }

}  // namespace qingshui::app
