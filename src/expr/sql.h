#pragma once

#include "expr/ast.h"

namespace qingshui::expr {

// An engine's SQL parser has a stack too, SQLite's of 100 entries. An expression may take
// this much of it; the rest is left to the query around it.
constexpr int kSqlHeightMax = 70;

// A checked tree in SQL: the same value as evaluate(), in the storage form of its type.
Sql sql(const Node& root, const Columns& columns, int first_parameter);

// A checked tree of type Bool as a condition, as it stands after WHERE.
Sql condition(const Node& root, const Columns& columns, int first_parameter);

// How much of an SQL parser's stack the tree takes, at most.
int sql_height(const Node& root);

}  // namespace qingshui::expr
