#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "sql/database.h"
#include "store/folder.h"

namespace qingshui::store {

// Recounts and compares everything that an office keeps: see Store::verify. Reads on a
// connection and a snapshot of its own. What cannot be read at all is a difference too.
std::vector<Text> verify_office(sql::Database& database, const Folder& folder, std::int64_t tenant,
                                const std::function<void(std::int64_t, std::int64_t)>& progress);

// Verifies the office in the folder `path`, whose packs need not be readable. Refuses
// "office.missing", "office.newer" and "office.busy".
Result<std::vector<Text>> verify(const std::string& path,
                                 const std::function<void(std::int64_t, std::int64_t)>& progress);

}  // namespace qingshui::store
