#include "expr/ast.h"

#include <algorithm>

namespace qingshui::expr {

bool same(const Node& a, const Node& b) {
    const bool is_alike = a.op == b.op && a.type == b.type && a.literal == b.literal &&
                          a.path == b.path && a.variable == b.variable && a.lines == b.lines;
    if (!is_alike) return false;
    if (a.op == Op::Call && a.function != b.function) return false;
    if (a.op == Op::Over && a.macro != b.macro) return false;
    return std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), same);
}

}  // namespace qingshui::expr
