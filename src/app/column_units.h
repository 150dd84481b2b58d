#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/plain_values.h"
#include "paper/sheet.h"
#include "registry/schema.h"

namespace qingshui::app {

// A title as columns are found by it: comparable(), with brackets of every kind as ( ).
std::string column_title(std::string_view title);

// What names a column, and the unit beside it: "金额(万元)", "金额/万元", "金额:万元".
struct PartedTitle {
    std::string name;
    std::string unit = {};
    bool is_bracketed = false;
};

// `title`: as column_title() has it.
PartedTitle parted_title(const std::string& title);

bool is_number(const registry::Field& field);

// What one of the unit that a title names is in the field's own; none if that is not known.
std::optional<ColumnUnit> unit_of(const registry::Field& field, const std::string& named);

// What a unit that is said of a whole table, or of a group of its columns, is to one field.
struct UnitVerdict {
    std::optional<ColumnUnit> unit = {};  // It can be had in it.
    bool is_foreign = false;  // It cannot, although it must be meant: 美元 for 元, 万 of what?
};

UnitVerdict verdict_on(const registry::Field& field, const std::string& unit);

// The units that a remark speaks of: "金额单位：万元" → 万元, "单位：户、元" → 户 and 元,
// "本表以万元为单位" → 万元. What is said of an office, 填报单位：清水河街道, comes too: no
// field has that for its unit.
std::vector<std::string> units_in(std::string_view remark);

// Is it such a remark and nothing else: "单位：万元", "（金额单位：元）"?
bool is_unit_remark(std::string_view text);

// The units that the rows around a table say that it is in: remarks in its title rows, its header
// and the notes below it, and what stands in brackets behind a title that has its row to itself.
// `header` and `body`: the first row of the header and the first one below it.
std::vector<std::string> units_around(const paper::Sheet& sheet, std::size_t header,
                                      std::size_t body);

}  // namespace qingshui::app
