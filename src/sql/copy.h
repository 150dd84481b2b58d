#pragma once

#include "sql/database.h"

namespace qingshui::sql {

// Copies all that `from` holds, tables with their indices, rows and what is searched, into `to`,
// which holds nothing yet. Both must be in a transaction; the caller commits. Row by row in order
// of the keys, so that memory does not grow with what is copied.
void copy_all(Connection& from, Connection& to);

}  // namespace qingshui::sql
