#pragma once

#include <string>
#include <vector>

#include "base/decimal.h"
#include "paper/sheet.h"
#include "registry/record.h"
#include "registry/schema.h"

namespace qingshui::app {

// A column of a sheet that carries a field: the unit its title names, for numbers.
struct ColumnUnit {
    std::string text;                    // "万元"; empty: the field's own.
    Decimal factor = Decimal::whole(1);  // What one of it is in the field's unit.
};

// The value of a filled cell as a field whose value can be told without the books: any type but
// an area or a reference. Refuses what CellReader::value says, without the subject.
Result<registry::Value> plain_value(const registry::Field& field, const paper::Cell& cell,
                                    const ColumnUnit& unit);

// Refuses a cell that a spreadsheet has spoilt, whatever its field: "cell.error",
// "cell.scientific", "cell.digits_lost". `text` is the cell's, trimmed.
Result<void> check_spoilt(const registry::Field& field, const paper::Cell& cell,
                          const std::string& text);

// The codes of a list of choices; titles may hold the marks that part lists. Refuses
// "cell.choice". An empty list is an empty value.
Result<registry::Value> read_choices(const registry::Field& field, const std::string& text);

// What is wrong with a cell that holds `value`.
Refusal cell_fault(std::string rule, const std::string& value, Text says, Text remedy);

// "是不是“茶棚社区”？", or what else to do if nothing is near.
Text did_you_mean(const std::vector<std::string>& nearest, Text otherwise);

}  // namespace qingshui::app
