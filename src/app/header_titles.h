#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "paper/sheet.h"

namespace qingshui::app {

// Rows from the top within which a header begins.
constexpr std::size_t kHeaderWithin = 20;

// A title as it is compared: folded, without blanks, stars and （必填）; Latin in lower case.
std::string comparable(std::string_view title);

// What a column of a header may be called, best first, and the title that stands above several
// columns of which it is one; empty if there is none.
struct ColumnTitle {
    std::vector<std::string> names = {};
    std::string above = {};
};

// The longest text, in bytes, that may be a title. Whatever is longer is prose or an attack, and
// every title is held against every register.
constexpr std::size_t kTitleBytesMax = 1'000;

// What each column of a header of one row, or of two, may be called. Of two rows: a title that
// stands above several columns goes before theirs (计划 over 日期 is 计划日期, or else just 日期),
// its unit in brackets aside; a cell without one below it is a title by itself. Requires that
// the sheet has these rows.
std::vector<ColumnTitle> header_titles(const paper::Sheet& sheet, std::size_t row,
                                       std::size_t height);

}  // namespace qingshui::app
