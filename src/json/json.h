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

// A longer text is refused.
constexpr std::size_t kSizeMax = std::size_t{256} << 20U;

// Nor may it hold more values, for a value takes two bytes of text and some sixty of memory; this
// many take a gigabyte. What takes more counts more: an array as two, an object as four, a name
// in it as three. A hundred megabytes of a real map's borders stay below.
constexpr std::size_t kValuesMax = 16'000'000;

// Reads one JSON value in UTF-8. Refuses "json.malformed", "json.too_deep", "json.too_large"
// and "json.duplicate" (a name twice in one object), with the line in `where.row`.
Result<Value> parse(std::string_view text);

// Compact, members in the order they were added. UTF-8 is kept, not escaped.
std::string print(const Value& value);

// Indented by two spaces, for people. Ends with a line break.
std::string print_pretty(const Value& value);

}  // namespace qingshui::json
