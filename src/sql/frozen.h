#pragma once

#include <memory>
#include <string>

#include "sql/database.h"

namespace qingshui::sql {

// An SQLite file that is only read, without making any file beside it, as a full or read-only
// disk demands. Requires that nobody writes it and that has_unread_log() is false. Throws
// ToldFailure as open_sqlite() does, and so does every write.
std::unique_ptr<Database> open_sqlite_frozen(const std::string& path);

// Does the file at `path` lack what its last writer committed, because it could not close it?
bool has_unread_log(const std::string& path);

}  // namespace qingshui::sql
