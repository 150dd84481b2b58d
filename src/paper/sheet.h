#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"

namespace qingshui::paper {

// One cell as read from or written to a sheet. A number keeps the decimal digits it was
// written with (not a double's).
using Cell = std::variant<std::monostate, std::string, Decimal, Date, DateTime, bool>;

// A sheet as people make them: rows of cells, ragged, from row 1.
struct Sheet {
    std::string name;
    std::vector<std::vector<Cell>> rows;
    // Merged ranges, 0-based, inclusive; the value stands in the first cell.
    struct Merge {
        int row_from, column_from, row_to, column_to;
    };
    std::vector<Merge> merges = {};
    bool hidden = false;  // Its maker hid it from view.
    // Row and column, from 0, of formulas whose result the file does not hold.
    std::vector<std::pair<std::size_t, std::size_t>> not_calculated = {};
};

// How much a file may hold; beyond that it is refused before memory runs out.
struct Limits {
    std::size_t bytes = 200U << 20U;     // Of the file.
    std::size_t unpacked = 500U << 20U;  // Of what it unpacks to.
    std::size_t rows = 2'000'000;        // Of all sheets together, as are the next two.
    std::size_t cells = 10'000'000;      // Gaps within rows included.
    std::size_t merges = 100'000;        // Merged areas.
    std::size_t columns = 2'000;
};

// Refuses "file.too_large" for a file of this size, which then need not be read.
Result<void> check_size(std::uint64_t bytes, std::string_view file_name, const Limits& limits = {});

// Reads CSV (comma, tab or semicolon; any encoding that chinese::decoded knows), XLSX or ODS by
// content, not by name. Refuses "file.unreadable", "file.kind", "file.encoding",
// "file.too_large", "file.csv_quote" (with its row).
Result<std::vector<Sheet>> read_sheets(std::string_view bytes, std::string_view file_name,
                                       const Limits& limits = {});

// Writes a workbook or CSV row by row, in constant memory.
class SheetWriter {
public:
    enum class Mark { None, Fault, Title };
    // What belongs into a column, also where nothing stands yet: a program that shows a number as
    // text loses no digit of what is typed in.
    enum class Holds { Anything, Text, Days, Moments };
    virtual ~SheetWriter() = default;
    // What this kind of file has room for: rows of a sheet, and what a cell may hold.
    virtual std::int64_t rows_max() const { return std::numeric_limits<std::int64_t>::max(); }
    virtual bool has_room_for(const Cell& /*value*/) const { return true; }
    virtual void begin_sheet(std::string_view name, const std::vector<double>& widths,
                             const std::vector<Holds>& holds = {}) = 0;
    // Requires has_room_for(value). `note`: a comment on the cell (workbooks only), cut short if it
    // is too long for one.
    virtual void cell(const Cell& value, Mark mark = Mark::None, std::string_view note = {}) = 0;
    virtual void end_row() = 0;
    virtual void finish() = 0;  // Throws Failure if it cannot be written.
};
std::unique_ptr<SheetWriter> write_xlsx(const std::string& path);
// UTF-8 with BOM; text that a spreadsheet would calculate is defused by an apostrophe
// (to_csv in paper/cell_text.h; read_sheets removes it again).
std::unique_ptr<SheetWriter> write_csv(const std::string& path);

}  // namespace qingshui::paper
