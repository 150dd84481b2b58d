#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "paper/archive.h"
#include "paper/grid.h"
#include "paper/sheet.h"

namespace qingshui::paper {

// How the reading of a file ended. read_sheets makes the refusal of it.
enum class Outcome { Read, Damaged, OtherKind, TooLarge };

constexpr std::size_t kSheetsMax = 10'000;  // Of one file.

// Reads a workbook of Office Open XML, or an OpenDocument spreadsheet, out of its ZIP archive.
// `sheets` is whole only after Outcome::Read.
Outcome read_xlsx(const Archive& archive, const Limits& limits, std::vector<Sheet>& sheets);
Outcome read_ods(const Archive& archive, const Limits& limits, std::vector<Sheet>& sheets);

// Reads CSV by RFC 4180, its separator found in its first line. `broken_row` is the row (from
// 1) whose quotation mark is never closed or is followed by more text; then 0 < broken_row.
Outcome read_csv(std::string_view text, const Limits& limits, Sheet& sheet, int& broken_row);

}  // namespace qingshui::paper
