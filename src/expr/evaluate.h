#pragma once

#include "expr/ast.h"

namespace qingshui::expr {

// The value of a checked tree: of the kind of its type, a Number at its scale, or none. A
// value behind a name that is not of the name's type counts as none, so it always answers.
Outcome evaluate(const Node& root, const Values& values);

}  // namespace qingshui::expr
