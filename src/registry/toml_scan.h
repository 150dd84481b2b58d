#pragma once

#include <string>
#include <string_view>

namespace qingshui::registry {

// Parts of one key or table header ("a.b.c" has three), and brackets within brackets: more
// than any declaration needs.
constexpr int kNestingMax = 16;

// The first line of a TOML text that nests deeper than kNestingMax; 0 if none does. Reads the
// text once, without a stack: the library's parser recurses as deep as the text says, so this
// is asked first. Of a text that is not TOML, only the part before its first fault counts.
int too_deep_line(std::string_view text);

// The text with '?' for every character outside of quotes and comments that is not ASCII. TOML
// has none there, and the library (3.3) takes for impossible that one of 。，；·× comes: with '?'
// it finds the same fault, at the same line and character.
std::string ascii_outside_quotes(std::string_view text);

}  // namespace qingshui::registry
