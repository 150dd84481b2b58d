#pragma once

#include <optional>
#include <vector>

#include "registry/schema.h"
#include "sql/database.h"

namespace qingshui::store {

// How the values of fields are kept in columns: numbers as integers at the field's scale,
// days and moments as ISO text, yes/no as 1/0, lists as "|a|b|", areas and records by their
// number, a place as two integers, degrees times 10,000,000 (about a centimetre).

// Appends what the columns of `field` keep of `value`.
void append_columns(const registry::Field& field, const registry::Value& value,
                    std::vector<sql::Value>& out);

// Reads the columns of `field` from `column` on and moves `column` behind them. None if
// they hold what append_columns never writes.
std::optional<registry::Value> read_columns(const registry::Field& field, const sql::Rows& rows,
                                            int& column);

// The form that is kept: at least as many values as the schema has fields, empty texts and lists as
// not filled in, places at the precision of their columns.
registry::Record tidied(const registry::Schema& schema, registry::Record record);

}  // namespace qingshui::store
