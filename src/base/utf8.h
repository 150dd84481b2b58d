#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace qingshui::utf8 {

// One character of UTF-8 text. A byte that begins no valid character stands for itself,
// with `is_valid` false.
struct Character {
    char32_t code = 0;
    std::size_t size = 1;  // Bytes it takes.
    bool is_valid = true;
};

// The character at the start of `bytes`, which are not empty. Overlong forms, surrogates and
// what lies beyond U+10FFFF are invalid.
Character first(std::string_view bytes);

// The characters of `text`; invalid bytes become U+FFFD.
std::u32string code_points(std::string_view text);

// A character that no text of ours may hold, and where it stands.
struct Unwritable {
    char32_t code = 0;
    std::size_t place = 0;  // Among the characters of the text, from 1.
};

// The first character of `text` that XML cannot hold, and so no workbook or Word file: a control
// character other than tab and line break, U+FFFE or U+FFFF (XML 1.0, 2.2 Characters).
std::optional<Unwritable> unwritable(std::string_view text);
// `text` with U+FFFD in place of such characters and of invalid bytes.
std::string writable(std::string_view text);

// Appends a character. Requires a Unicode scalar value.
void append(std::string& text, char32_t code);

}  // namespace qingshui::utf8
