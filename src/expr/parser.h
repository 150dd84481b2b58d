#pragma once

#include <string_view>

#include "base/result.h"
#include "expr/ast.h"

namespace qingshui::expr {

// And and Or take at most this many parts in a row.
constexpr std::size_t kPartsMax = 200;

// The tree of `source`, its names and types not looked at yet. Refuses "expr.syntax",
// "expr.too_long" and "expr.too_deep".
Result<Node> parse_tree(std::string_view source);

}  // namespace qingshui::expr
