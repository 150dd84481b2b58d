#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qingshui::sql {

// The driver's own tables begin so; table_names() leaves them out.
inline constexpr std::string_view kOwnPrefix = "qs_";

// A name as it stands in a statement, whatever characters it has. Alike on every engine.
inline std::string quoted(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
        text += c;
        if (c == '"') text += c;
    }
    return text + '"';
}

inline std::string quoted_list(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        if (!text.empty()) text += ", ";
        text += sql::quoted(name);
    }
    return text;
}

}  // namespace qingshui::sql
