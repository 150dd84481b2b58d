#pragma once

#include "sql/database.h"
#include "store/session.h"

namespace qingshui::store {

// Brings the tables of an office that an earlier version of the program made to kFormat, all or
// nothing. What each format changed:
//   2  boundaries have a first day.
void upgrade(sql::Database& database, const Office& office);

}  // namespace qingshui::store
