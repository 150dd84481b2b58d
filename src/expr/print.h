#pragma once

#include <string>

#include "expr/ast.h"

namespace qingshui::expr {

// The tree as source, with no more brackets than it needs.
std::string print(const Node& root);

}  // namespace qingshui::expr
