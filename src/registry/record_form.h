#pragma once

#include "registry/schema.h"

namespace qingshui::registry {

// A record of one declaration of a register in the form of another: each value where the other
// has its field, numbers at its scale. Fields and sub-tables that only one of them has are left
// empty or out. A number that its scale cannot keep exactly is left as it is.
Record in_form(const Schema& from, const Schema& into, const Record& record);

}  // namespace qingshui::registry
