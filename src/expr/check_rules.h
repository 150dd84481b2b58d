#pragma once

#include <string>
#include <string_view>

#include "base/refusal.h"
#include "expr/ast.h"

namespace qingshui::expr {

// A quotient has at least this many decimals, and at least those of its operands.
constexpr int kQuotientScale = 4;
// min, max and coalesce take at most this many values.
constexpr std::size_t kValuesMax = 50;

// The type of a literal.
Type type_of(const Value& literal);

// The operator or function of a node as it is written: "+", "round".
std::string written(const Node& node);

// The words of a type fault: what stands there, and what may.
Text mismatch(const Node& node);
Text allowed(const Node& node);

// The words of an Op::Unknown: what it may have been meant to be.
Refusal no_such_function(const Node& node);

// One of the names, for an example; `otherwise` if there are none.
std::string example_of(const Names& names, std::string_view otherwise);

}  // namespace qingshui::expr
