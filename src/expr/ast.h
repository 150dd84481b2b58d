#pragma once

#include <string>
#include <vector>

#include "expr/expression.h"

namespace qingshui::expr {

// Where in the source something stands: line and character, both from 1.
struct Position {
    int row = 1;
    int column = 1;
};

enum class Op {
    Literal,   // `literal`; monostate is null.
    Name,      // `path`
    LineName,  // `variable`.`path`, a field of a line of `lines`
    List,      // [parts…], constants only
    Not,
    Negate,
    And,  // Two or more parts, as are those of Or.
    Or,
    Conditional,  // parts: condition, then, else
    Plus,
    Minus,
    Times,
    Divide,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    Call,     // `function` of parts
    Unknown,  // `path` of parts, which is no function: only until the checker refuses it
    Over,     // `macro` over the sub-table `path`; parts: none, or the body under `variable`
};

enum class Function {
    Size,
    StartsWith,
    EndsWith,
    Contains,
    Year,
    Month,
    Day,
    DateOf,
    Round,
    Coalesce,
    Min,
    Max,
    Abs,
};

enum class Macro { Count, Sum, Min, Max, Exists, All };

// One node of an expression's tree. The parser makes them without types; the checker fills
// `type` in and turns names of lines into LineName.
struct Node {
    Op op = Op::Literal;
    Type type = {};
    Value literal = {};
    std::string path = {};
    std::string variable = {};
    std::string lines = {};
    Function function = Function::Size;
    bool is_method = false;  // Of an Unknown: written behind its first part.
    Macro macro = Macro::Count;
    std::vector<Node> parts = {};
    Position at = {};
};

// The same tree, types included, wherever it stood in its source.
bool same(const Node& a, const Node& b);

}  // namespace qingshui::expr
