#pragma once

#include <string>
#include <string_view>

namespace qingshui::paper {

// Text as it stands in a cell of CSV. What a spreadsheet would take for a formula (first
// character = + - @, tab, CR or LF, or a full-width form of one) gets a leading apostrophe; so
// does text that already is one or more apostrophes before such a character, so that
// from_csv(to_csv(text)) is the text, whatever it is.
std::string to_csv(std::string_view text);
// Takes away the apostrophe that to_csv added.
std::string_view from_csv(std::string_view cell);

// Text as it stands in a cell of a workbook, where _xHHHH_ means a character by its number:
// text that happens to look like that is escaped. XML cannot hold control characters; the
// library that writes workbooks escapes those in the same way.
std::string to_workbook(std::string_view text);
// Reads _xHHHH_ back.
std::string from_workbook(std::string_view cell);

}  // namespace qingshui::paper
