#pragma once

namespace qingshui::sql {

// Makes the qs_ functions (docs/sql-functions.md) in the schema at hand; may be repeated. They are
// written in SQL, so that a server needs nothing installed.
extern const char* const kPostgresFunctions;

}  // namespace qingshui::sql
