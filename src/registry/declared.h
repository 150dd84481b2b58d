#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace qingshui::registry {

// A value of a declaration file and the line it stands on. What we use of TOML, so that one
// source file knows the library that reads it.
struct Declared {
    enum class Kind { Text, Integer, Decimal, Flag, Date, List, Table, Other };

    Kind kind = Kind::Table;
    int line = 0;           // Of the key for members of a table; from 1.
    std::string text = {};  // Text; Integer and Decimal as written in shortest form.
    std::int64_t integer = 0;
    bool flag = false;
    Date date = {};
    std::vector<Declared> items = {};                            // Of List.
    std::vector<std::pair<std::string, Declared>> members = {};  // Of Table, as in the file.

    const Declared* find(std::string_view key) const;
};

// Reads TOML 1.0. Refuses "pack.syntax" with file and line, and "pack.encoding".
Result<Declared> read_toml(std::string_view text, const std::string& file);

}  // namespace qingshui::registry
