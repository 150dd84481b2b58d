#pragma once

#include "store/store.h"

namespace qingshui::store {

// Is everything in a stamp fit to stand in the history for good? Refuses "stamp.text" (invalid
// UTF-8, or a character that no file of ours may hold) and "stamp.length".
Result<void> check(const Stamp& stamp);

}  // namespace qingshui::store
