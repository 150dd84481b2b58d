#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/ast.h"

namespace qingshui::expr {

// A word of the language.
struct Token {
    enum class Kind { Number, Text, Word, Quoted, Sign, End };
    Kind kind = Kind::End;
    std::string text;  // Of a Text its content; of a Quoted word the word without its `…`.
    Position at;
};

// Splits an expression into tokens, the last of kind End. Comments (// to the end of the
// line) and white space are left out. Refuses "expr.syntax".
Result<std::vector<Token>> tokens(std::string_view source);

}  // namespace qingshui::expr
