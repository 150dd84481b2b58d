#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "store/home.h"

namespace qingshui::store {

// What the manifest of a backup says that it is.
constexpr std::string_view kBackupKind = "qingshui backup ";
constexpr std::string_view kBackupFormat = "qingshui backup 1";

// Writes a backup: a zip archive of manifest.json, office.db (a copy of one moment, taken
// while others write), attachments/ and keys/ of each office. The manifest has the SHA-256 of each
// file.
// `file`, which this account alone may read, is there once it is whole and on the disk.
// Refuses "backup.exists" unless there is none or an empty one, and what Staging refuses.
// Throws Failure.
Result<void> write_backup(Home& home, const std::string& file);

}  // namespace qingshui::store
