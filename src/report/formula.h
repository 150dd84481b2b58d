#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/text.h"
#include "registry/schema.h"

namespace qingshui::report {

// The title of what an expression names (a field, an indicator), in quotation marks; none if
// there is no such thing.
using TitleOf = std::function<std::optional<Text>(const std::string& name)>;

// How a number is computed, said with titles: “财政收入” × 100 ÷ “收入计划”. None unless the
// expression is made of names, numbers, + - * / and counts or sums of a sub-table of `schema`
// (which may be null).
std::optional<Text> formula_words(const expr::Expression& formula, const registry::Schema* schema,
                                  const TitleOf& title_of);

// The same, but a sum of several names as a sentence has it: “花坛数·红”、“花坛数·蓝”之和.
std::optional<Text> sum_words(const expr::Expression& formula, const TitleOf& title_of);

}  // namespace qingshui::report
