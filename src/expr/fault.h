#pragma once

#include <string>
#include <string_view>

#include "base/refusal.h"
#include "expr/ast.h"

namespace qingshui::expr {

// A refusal of an expression: `says` is led by the place, so that it stays when the
// refusal is put into that of a whole file.
Refusal fault(std::string_view rule, Position at, std::string_view value, const Text& says,
              const Text& remedy);

// What a kind is called: 数, "a number".
Text title(Kind kind);

}  // namespace qingshui::expr
