#pragma once

#include "sample/plan.h"
#include "sample/reading.h"

namespace qingshui::sample {

// What rules may speak of: the fields of a register or of one of its sub-tables.
struct RuleScope {
    const registry::Catalogue& catalogue;
    const registry::Schema& schema;
    const registry::Lines* lines = nullptr;  // Of a sub-table; then its register's fields too.

    const std::vector<registry::Field>& fields() const {
        return lines != nullptr ? lines->fields : schema.fields;
    }
    const registry::Field* find(std::string_view id) const;
};

// Reads `[register.fields]` and the like.
Rules read_rules(const Declared& table, const RuleScope& scope, PlanFaults& faults);
// None after a fault.
std::optional<Template> read_template(const std::string& text, int line, PlanFaults& faults);
std::optional<area::Level> read_level(TableReader& table, std::string_view key, PlanFaults& faults);
Where read_where(const Declared& table, const registry::Schema& schema, PlanFaults& faults);

}  // namespace qingshui::sample
