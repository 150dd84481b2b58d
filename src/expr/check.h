#pragma once

#include <vector>

#include "base/refusal.h"
#include "expr/ast.h"

namespace qingshui::expr {

// Fills in the types of a parsed tree. Returns everything wrong with it in the order of
// the source; empty if it is well typed. Rules "expr.name", "expr.type",
// "expr.scale" and "expr.choice".
std::vector<Refusal> check(Node& root, const Names& names);

}  // namespace qingshui::expr
