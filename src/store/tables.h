#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "sql/database.h"

namespace qingshui::store {

// Tables that the offices of one database share: one office's declarations make what is missing
// and leave alone what others need (docs/decisions/0018).

// Is this the name of a register's table, or of the office's own?
bool is_of_register(std::string_view table);

// Makes what is missing of a table, its columns and indices. Requires that misfits() finds none.
void ensure_table(sql::Connection& connection, const sql::Table& wanted);
void ensure_column(sql::Connection& connection, const sql::Table& there, const sql::Column& column);
void ensure_index(sql::Connection& connection, const sql::Table& there, const sql::Index& index);

// The columns of `wanted` that the table there keeps as another type, as another office declared.
std::vector<sql::Column> misfits(sql::Connection& connection, const sql::Table& wanted);

// Do several offices share the tables?
bool is_shared(sql::Connection& connection);

// Offices that are being copied here: up to which entry of the history what is copied goes.
sql::Table arriving_table();

}  // namespace qingshui::store
