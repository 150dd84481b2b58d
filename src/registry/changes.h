#pragma once

#include <vector>

#include "registry/migration.h"

namespace qingshui::registry {

// Everything that is declared otherwise than before, packs in order, each thing in the order of
// its declaration. Left out is what steps of a migration tell (what is new in tables, unique
// keys) and what is in what is new.
std::vector<Changed> changes(const Catalogue& before, const Catalogue& after);

}  // namespace qingshui::registry
