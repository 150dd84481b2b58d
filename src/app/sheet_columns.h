#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cell_reading.h"
#include "paper/sheet.h"
#include "registry/pack.h"

namespace qingshui::app {

// What one column of a sheet carries.
struct SheetColumn {
    enum class Kind { Field, Lines, RecordId };
    std::size_t column = 0;  // In the sheet, from 0.
    Kind kind = Kind::Field;
    std::size_t index = 0;  // Of the field or sub-table.
    std::string title;      // As it stands in the sheet.
    ColumnUnit unit = {};
    std::string above = {};                   // The title that it shares with columns beside it.
    std::vector<ColumnUnit> line_units = {};  // Of a sub-table's fields; empty: their own.
};

// A column whose title names a unit that its field cannot be had in: 金额（美元） for 元.
struct UnknownUnit {
    const registry::Field* field = nullptr;
    std::string title;
    std::string unit;
};

// A column whose title names no unit, where the sheet speaks of several that it may be in.
struct UnclearUnit {
    const registry::Field* field = nullptr;
    std::string title;
    std::vector<std::string> units;
};

// A unit other than their own that columns are in because the sheet says so elsewhere.
struct SaidUnit {
    std::string unit;
    std::vector<std::string> titles;  // Of the columns.
};

// A sheet understood as records of a register.
struct SheetPlan {
    const registry::Schema* schema = nullptr;
    std::size_t header = 0;  // First row of the header, from 0.
    std::size_t body = 0;    // First row below it.
    std::vector<SheetColumn> columns;
    std::vector<std::string> ignored = {};   // Titles that match no field.
    std::vector<std::string> repeated = {};  // Titles of what has a column already.
    std::vector<UnknownUnit> unknown_units = {};
    std::vector<UnclearUnit> unclear_units = {};
    std::vector<SaidUnit> said_units = {};
    std::vector<const registry::Field*> missing = {};  // Required fields without a column.
};

// Does the sheet tell which records it corrects, as exports do?
bool has_record_ids(const SheetPlan& plan);

// The title of the column that exports put the record's number in.
Text record_id_title();

// Finds the header row (of one or two rows, below any title rows) that names most fields of
// `schema`. None if no row names at least two of its columns (or its only one).
std::optional<SheetPlan> plan_for(const registry::Schema& schema, const paper::Sheet& sheet);

// The register a sheet is about: as named, or as the sheet or the file is called, or the one
// whose columns it has; of several with the same columns the one that its file name, sheet
// name or title rows speak of. Refuses "register.unknown" with the nearest,
// "import.no_header", "import.register_unclear".
Result<SheetPlan> plan_sheet(const registry::Catalogue& catalogue, const paper::Sheet& sheet,
                             std::string_view file_name, std::string_view register_id);

}  // namespace qingshui::app
