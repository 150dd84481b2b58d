#include "expr/fault.h"

#include <fmt/format.h>

#include "base/ensure.h"

namespace qingshui::expr {

Refusal fault(std::string_view rule, Position at, std::string_view value, const Text& says,
              const Text& remedy) {
    const bool is_first_row = at.row == 1;
    Refusal refusal;
    refusal.rule = rule;
    refusal.subject = value;
    refusal.says = {
        fmt::format("表达式{}第{}个字处：{}",
                    is_first_row ? std::string() : fmt::format("第{}行", at.row), at.column,
                    says.zh),
        fmt::format("At character {}{} of the expression: {}", at.column,
                    is_first_row ? std::string() : fmt::format(" of line {}", at.row), says.en)};
    refusal.remedy = remedy;
    return refusal;
}

Text title(Kind kind) {
    switch (kind) {
        case Kind::Bool: return {"条件", "a condition"};
        case Kind::Number: return {"数", "a number"};
        case Kind::Text: return {"文本", "a text"};
        case Kind::Date: return {"日期", "a date"};
        case Kind::DateTime: return {"日期时间", "a date-time"};
        case Kind::Texts: return {"多选", "a list"};
        case Kind::Key: return {"区域或关联记录", "an area or reference"};
        case Kind::Lines: return {"子表", "a sub-table"};
        case Kind::Null: return {"空（null）", "null"};
    }
    ensure(false, "every kind has a title");
    return {};
}

}  // namespace qingshui::expr
