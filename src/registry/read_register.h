#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registry/pack.h"
#include "registry/section.h"

namespace qingshui::registry {

// Reads [register.ID]: everything that can be known without other registers. Faulty parts are
// reported and left at their defaults; fields stay in the order of section.parts("fields").
Schema read_register(const std::string& pack_id, const std::string& id, const Section& section);

// Reads [rates.ID]. Rows whose words and dates are the same must not overlap in time.
Rates read_rates(const std::string& pack_id, const std::string& id, const Section& section);

// Reads the fields of a register, a sub-table or a table of rates. A reference to a register
// without a dot is to one of `pack_id`.
std::vector<Field> read_fields(const std::string& pack_id, const Section& section);

// Reports an id that is not [a-z][a-z0-9_]{0,39}. `key` is where it stands.
void check_id(const Section& section, std::string_view key, std::string_view id);

// Parses an expression of `key`, which must be of one of `kinds`; none if it is absent or
// faulty, which is reported.
std::optional<expr::Expression> read_expression(const Section& section, std::string_view key,
                                                const expr::Names& names,
                                                std::vector<expr::Kind> kinds);

// The position of the field that `key` names, if it has one of `types`; otherwise reported.
std::optional<std::size_t> read_field_name(const Section& section, std::string_view key,
                                           const std::vector<Field>& fields,
                                           const std::vector<FieldType>& types);

}  // namespace qingshui::registry
