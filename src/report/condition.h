#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "registry/schema.h"

namespace qingshui::report {

// Text within quotation marks (“”), its own changed to the inner ones (‘’).
std::string quoted(std::string_view text);

// What a filter asks of a record, said with the titles of fields and choices:
// “组织类别”为“党支部”且“建在何处”为“小区”. None unless it is one simple condition or several
// joined by &&: a field against a constant, a yes or no, an empty or filled-in field.
std::optional<Text> condition_words(const registry::Schema& schema, const expr::Expression& filter);

}  // namespace qingshui::report
