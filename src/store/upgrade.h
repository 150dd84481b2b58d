#pragma once

#include <string>
#include <vector>

#include "store/session.h"

namespace qingshui::store {

// Brings what an earlier version of the program made to kFormat: the tables all or nothing, the
// files of the folder `place` before them. May be repeated if it was cut short.
void upgrade(sql::Database& database, const std::string& place, const std::vector<Office>& offices);

}  // namespace qingshui::store
