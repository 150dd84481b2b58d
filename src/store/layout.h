#pragma once

#include <string>
#include <vector>

#include "registry/schema.h"
#include "sql/database.h"

namespace qingshui::store {

// How declarations become tables (docs/decisions/0010). Tables of registers are named by
// registry/naming.h and always hold an underscore; those of the office itself never do.

// The columns that keep a field: one; a place has two (degrees times 10,000,000).
std::vector<sql::Column> columns_of(const registry::Field& field);

// The table of a register: tenant, id, seq, then its fields.
sql::Table table_of(const registry::Schema& schema);
// The table of a sub-table: tenant, record, line, then its fields.
sql::Table table_of(const registry::Schema& schema, const registry::Lines& lines);

// The index that finds records by the `key`-th unique key of a register. It is not itself unique:
// offices that share the table may declare other keys (docs/decisions/0018).
sql::Index key_index(const registry::Schema& schema, std::size_t key);
sql::Index key_index(const std::string& table, std::vector<std::string> columns);
// The index by which the records referring through a field are found.
sql::Index reference_index(const std::string& table, const registry::Field& field);

// The tables of the office itself: office, pack, content, history, area, boundary, tally,
// document.
const std::vector<sql::Table>& office_tables();

// `name` as an identifier in SQL.
std::string quoted(std::string_view name);
// "a", "b", "c"
std::string quoted_list(const std::vector<std::string>& names);
// $first, $first+1, … as many as `count`.
std::string placeholders(std::size_t count, std::size_t first = 1);

}  // namespace qingshui::store
