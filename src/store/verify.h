#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "store/home.h"

namespace qingshui::store {

// Recounts and compares everything that an office keeps: see Store::verify. Reads on a
// connection and a snapshot of its own. What cannot be read at all is a difference too.
std::vector<Text> verify_office(Home& home, std::int64_t tenant,
                                const std::function<void(std::int64_t, std::int64_t)>& progress);

// Verifies the office that an address names, or all of its place, whose packs need not be
// readable. Refuses what open() refuses, but for "office.which".
Result<std::vector<Text>> verify(const Address& address,
                                 const std::function<void(std::int64_t, std::int64_t)>& progress);

}  // namespace qingshui::store
