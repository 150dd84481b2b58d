#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/import.h"
#include "paper/sheet.h"

namespace qingshui::app {

// A sheet under the name that people know it by: its file's, and its own where the file has
// several.
struct NamedSheet {
    std::string name;
    paper::Sheet sheet;
};

// What a fault report shows where a formula has no result. Read again, the cell is such a formula:
// left as it is, it is a fault again and not an empty cell.
inline constexpr std::string_view kNoResult = "#公式没有结果";

// Parts the columns where a fault lies in several, and what stands there.
inline constexpr const char* kParting = "、";

// The titles of the list of faults that a fault report begins with.
std::vector<std::string> fault_list_titles(Language language);

// The sheets of a file that have anything on them; lists of faults, which a mended fault report
// still has, are passed over. Refuses what reading files refuses, and "import.empty" if
// nothing is left.
Result<std::vector<NamedSheet>> named_sheets(const ImportFile& file);

// Is this a workbook that begins with a list of faults?
bool is_fault_report(std::string_view bytes);

}  // namespace qingshui::app
