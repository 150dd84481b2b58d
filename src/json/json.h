#pragma once

#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/result.h"

namespace qingshui::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;

// Nesting deeper than this is refused.
constexpr std::size_t kDepthMax = 64;

// Refuses "json.malformed" (with the byte offset in `where.row` = line).
Result<Value> parse(std::string_view text);

// Compact, members in the order they were added. UTF-8 is kept, not escaped.
std::string print(const Value& value);

// Indented by two spaces, for people. Ends with a line break.
std::string print_pretty(const Value& value);

}  // namespace qingshui::json
