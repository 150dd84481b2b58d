#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qingshui::app {

// Without white space at its ends, U+3000 and no-break spaces included.
std::string trimmed(std::string_view text);

// What people separate by 、，；,; or line breaks; empty parts left out.
std::vector<std::string> split_list(std::string_view text);

// Lines of a sub-table as one cell holds them: a line of text each, parts separated by " | ".
// A backslash keeps what follows it: \\ \| and blanks at the ends of a part; \n and \r are line
// breaks within one. Where a part is its whole line, 、；; are kept by it too. An empty line is
// \e. Lines of several parts each come back as they were from split_lines().
std::string print_lines(const std::vector<std::vector<std::string>>& lines);

// `parts_each`: how many parts a line has. With one, 、；; also end a line. Lines without
// anything on them are passed over.
std::vector<std::vector<std::string>> split_lines(std::string_view text, std::size_t parts_each);

}  // namespace qingshui::app
