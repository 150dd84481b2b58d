#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "sql/database.h"
#include "store/folder.h"

namespace qingshui::store {

// Recounts and compares everything that an office keeps: see Store::verify. Reads on a
// connection and a snapshot of its own. What cannot be read at all is a difference too.
std::vector<Text> verify_office(sql::Database& database, const Folder& folder, std::int64_t tenant,
                                const std::function<void(std::int64_t, std::int64_t)>& progress);

}  // namespace qingshui::store
