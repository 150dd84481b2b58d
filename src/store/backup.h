#pragma once

#include <string>

#include "base/result.h"
#include "sql/database.h"
#include "store/folder.h"

namespace qingshui::store {

// Writes a backup: a zip archive of manifest.json, office.db (a copy of one moment, taken
// while others write), attachments/ and keys/. The manifest has the SHA-256 of each file.
// `file` is there once it is whole. Refuses "backup.exists" unless there is none or an empty
// one. Throws Failure.
Result<void> write_backup(sql::Database& database, const Folder& folder, const std::string& file);

}  // namespace qingshui::store
