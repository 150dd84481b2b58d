#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/schema.h"

namespace qingshui::registry {

// Where in a list of fields the one with this id stands; none if there is none.
std::optional<std::size_t> index_of(const std::vector<Field>& fields, std::string_view id);
// The field itself; null if there is none.
const Field* find_field(const std::vector<Field>& fields, std::string_view id);

// What a number of it counts: money is in 元 if nothing else is declared; may be empty.
std::string counted_unit(const Field& field);

// The choice of a field that has this code; null if there is none.
const Choice* find_choice(const Field& field, std::string_view code);
// What people call the choice; a code that is none by itself.
std::string choice_title(const Field& field, const std::string& code);

}  // namespace qingshui::registry
