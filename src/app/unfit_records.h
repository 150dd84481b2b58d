#pragma once

#include <vector>

#include "registry/migration.h"
#include "store/store.h"

namespace qingshui::app {

// The records of `view` that would be refused by the declarations that a plan leads to and are
// not by those in use: one sentence for each field, sub-table or check, with how many there are
// and the first few by name. Only registers whose limits or checks change are read.
std::vector<Text> unfit_records(store::View& view, const registry::Catalogue& wanted,
                                const registry::Plan& plan);

}  // namespace qingshui::app
