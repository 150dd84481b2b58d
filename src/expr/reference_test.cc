// Holds docs/expressions.md to the code: its examples, its functions and its rules.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "expr/functions.h"
#include "expr/inspection_in_tests.h"

namespace qingshui::expr {
namespace {

std::vector<std::string> lines_of_reference() {
    std::ifstream file(SOURCE_DIR "/docs/expressions.md");
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

std::string text_of_reference() {
    std::string text;
    for (const std::string& line : lines_of_reference()) text += line + '\n';
    return text;
}

// What stands in the backquotes of a cell, its bars no longer escaped.
std::string code_of(std::string_view cell) {
    const std::size_t from = cell.find('`');
    const std::size_t to = cell.rfind('`');
    if (from == std::string_view::npos || to == from) return {};
    std::string code(cell.substr(from + 1, to - from - 1));
    for (std::size_t at = code.find("\\|"); at != std::string::npos; at = code.find("\\|")) {
        code.erase(at, 1);
    }
    return code;
}

struct Row {
    std::string expression;
    std::string value;
};

// The rows of all tables of examples.
std::vector<Row> examples() {
    std::vector<Row> rows;
    bool is_example = false;
    for (const std::string& line : lines_of_reference()) {
        if (line.starts_with("| 表达式")) {
            is_example = true;
        } else if (!line.starts_with("|")) {
            is_example = false;
        } else if (is_example && !line.starts_with("| ---")) {
            const std::size_t middle = line.find("` | `");
            rows.push_back({code_of(line.substr(0, middle + 1)), code_of(line.substr(middle + 4))});
        }
    }
    return rows;
}

TEST(Reference, GivesTheValueOfEachExample) {
    const auto rows = examples();
    EXPECT_GE(rows.size(), 50u);
    for (const Row& row : rows)
        EXPECT_EQ(value(row.expression, record()), row.value) << row.expression;
}

TEST(Reference, ShowsEveryFunctionAndMacro) {
    const std::string text = text_of_reference();
    for (const FunctionName& function : kFunctions) {
        const std::string written =
            (function.method ? "." : "`") + std::string(function.name) + "(";
        EXPECT_NE(text.find(written), std::string::npos) << written;
    }
    for (const MacroName& macro : kMacros) {
        const std::string written = "`officers." + std::string(macro.name) + "(";
        EXPECT_NE(text.find(written), std::string::npos) << written;
    }
}

}  // namespace
}  // namespace qingshui::expr
