#include "expr/functions.h"

#include "base/ensure.h"

namespace qingshui::expr {

const FunctionName& name_of(Function function) {
    for (const FunctionName& entry : kFunctions) {
        if (entry.function == function) return entry;
    }
    ensure(false, "every function has a name");
    return kFunctions[0];
}

std::string_view name_of(Macro macro) {
    for (const MacroName& entry : kMacros) {
        if (entry.macro == macro) return entry.name;
    }
    ensure(false, "every macro has a name");
    return {};
}

std::optional<Macro> macro_named(std::string_view name) {
    for (const MacroName& entry : kMacros) {
        if (entry.name == name) return entry.macro;
    }
    return std::nullopt;
}

std::optional<Function> function_named(std::string_view name, bool method) {
    for (const FunctionName& entry : kFunctions) {
        if (entry.name == name && (entry.method == method || entry.function == Function::Size)) {
            return entry.function;
        }
    }
    return std::nullopt;
}

}  // namespace qingshui::expr
