#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qingshui::registry {

// How declared things are called in the database. Ids are written so that they serve as
// names of tables and columns as they are; what could not be, reading a pack refuses.
//
//   register "environment.inspection"      table  environment_inspection
//   its sub-table "officers"               table  environment_inspection_officers
//   a field "inspected_on"                 column inspected_on
//   a place "spot"                         columns spot_lon, spot_lat
//
// Every table has the columns of kSystemColumns that it needs, so no field may bear them.

// Ids of packs, registers, fields, sub-tables, rates: [a-z][a-z0-9_]{0,39}.
constexpr std::size_t kIdLengthMax = 40;
// What PostgreSQL keeps of a name is 63 bytes; the rest is left for index names.
constexpr std::size_t kTableLengthMax = 56;

bool is_id(std::string_view text);
// Parts of that form joined by dots: ids of indicators may have several.
bool is_dotted_id(std::string_view text);

std::string table_name(std::string_view register_id);
std::string table_name(std::string_view register_id, std::string_view lines_id);

// tenant, id, seq, record, line.
const std::vector<std::string>& system_columns();
// Words of SQL that no column may be called unquoted, sorted.
std::span<const std::string_view> sql_words();
// Is it a word of SQL that cannot stand for a column unquoted (order, group, …)?
bool is_sql_word(std::string_view text);

}  // namespace qingshui::registry
