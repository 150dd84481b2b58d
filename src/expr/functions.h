#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/ast.h"

namespace qingshui::expr {

// How a function of the language is written.
struct FunctionName {
    Function function;
    std::string_view name;
    bool method;  // x.year(), not year(x)
};

// In the order of docs/expressions.md.
inline constexpr std::array<FunctionName, 13> kFunctions = {{
    {Function::Size, "size", false},
    {Function::StartsWith, "startsWith", true},
    {Function::EndsWith, "endsWith", true},
    {Function::Contains, "contains", true},
    {Function::Year, "year", true},
    {Function::Month, "month", true},
    {Function::Day, "day", true},
    {Function::DateOf, "date", false},
    {Function::Round, "round", false},
    {Function::Coalesce, "coalesce", false},
    {Function::Min, "min", false},
    {Function::Max, "max", false},
    {Function::Abs, "abs", false},
}};

struct MacroName {
    Macro macro;
    std::string_view name;
};

inline constexpr std::array<MacroName, 6> kMacros = {{
    {Macro::Count, "count"},
    {Macro::Sum, "sum"},
    {Macro::Min, "min"},
    {Macro::Max, "max"},
    {Macro::Exists, "exists"},
    {Macro::All, "all"},
}};

const FunctionName& name_of(Function function);
std::string_view name_of(Macro macro);
std::optional<Macro> macro_named(std::string_view name);
// `method` tells x.name(…) from name(…). size may be written both ways.
std::optional<Function> function_named(std::string_view name, bool method);

}  // namespace qingshui::expr
