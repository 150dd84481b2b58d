#pragma once

#include <vector>

#include "base/refusal.h"
#include "expr/ast.h"

namespace qingshui::expr {

// What a comparison, an `in` or a search within a text asks of a choice that it can never be:
// a literal that is none of its codes, which would make the condition the same for every
// record. `node` has sound types; its parts are checked. Rule "expr.choice".
std::vector<Refusal> unknown_codes(const Node& node, const Names& names);

}  // namespace qingshui::expr
