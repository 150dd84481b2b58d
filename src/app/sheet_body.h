#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/sheet_columns.h"
#include "paper/sheet.h"

namespace qingshui::app {

// What a row below the header is.
enum class RowKind {
    Record,
    Blank,
    Total,    // 合计, 小计 …: a sum of other rows.
    Heading,  // Repeats a row above the first record, as printed pages do.
    Note      // 填表人, 备注 …, a page's number.
};

// The rows of a sheet below its header, with cells as people see them: within cells merged
// downwards every row has the value of the first. Lives as long as the sheet and its plan.
class SheetBody {
public:
    SheetBody(const paper::Sheet& sheet, const SheetPlan& plan);

    // A row that could be filed as a record is one, whatever its first cell says. Requires a
    // row below the header.
    RowKind kind(std::size_t row) const { return kinds_[row - plan_.body]; }
    bool has_records() const;
    const paper::Cell& at(std::size_t row, std::size_t column) const;

    // What no cell by itself shows: "import.untitled_column" (data that no title says the
    // meaning of), "import.merged_number" (one number for several rows), "import.merged_across"
    // (one value for several columns), "import.not_calculated" (a formula without its result).
    // Without the file's name.
    void each_fault(const std::function<void(Refusal)>& tell) const;

private:
    using Merge = paper::Sheet::Merge;

    const paper::Cell& own(std::size_t row, std::size_t column) const;
    const Merge* merge_over(std::size_t row, std::size_t column) const;
    RowKind found_kind(std::size_t row) const;
    const SheetColumn* planned_column(std::size_t column) const;  // None: not taken.
    bool is_complete(std::size_t row) const;
    bool is_misplaced_number(const SheetColumn& column, const paper::Cell& cell) const;
    bool has_record_cells(std::size_t row, std::size_t but_column) const;
    void untitled(std::vector<Refusal>& faults) const;
    void merged(std::vector<Refusal>& faults) const;
    void not_calculated(const std::function<void(Refusal)>& tell) const;
    bool is_number(const SheetColumn& column) const;

    const paper::Sheet& sheet_;
    const SheetPlan& plan_;
    std::set<std::vector<std::string>> headings_;  // The rows down to the header, as text.
    std::vector<std::vector<Merge>> merges_;       // Below the header by column, from above.
    std::vector<RowKind> kinds_;                   // From the first row below the header.
};

// The name of a column in a spreadsheet: A, B, … Z, AA from 0 on.
std::string column_letters(std::size_t column);
// The column of that name; none if it is no such name.
std::optional<std::size_t> column_at(std::string_view letters);

}  // namespace qingshui::app
