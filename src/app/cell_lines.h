#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qingshui::app {

// Without white space at its ends, U+3000 included.
std::string trimmed(std::string_view text);

// What people separate by 、，；,; or line breaks; empty parts left out.
std::vector<std::string> split_list(std::string_view text);

// Lines of a sub-table as one cell holds them: a line of text each, parts separated by " | ".
// Within a part, \ | ; and line breaks are written \\ \| \; \n, and so are 、；，where a part
// stands alone. print_lines() and split_lines() are each other's inverse.
std::string print_lines(const std::vector<std::vector<std::string>>& lines);

// `parts_each`: how many parts a line has. With one, 、；; also end a line.
std::vector<std::vector<std::string>> split_lines(std::string_view text, std::size_t parts_each);

}  // namespace qingshui::app
