#pragma once

#include "app/recording.h"

namespace qingshui::app {

// The filled fields and sub-tables of a record in words, as its masks allow.
std::vector<ShownField> shown_fields(store::View& view, const registry::Schema& schema,
                                     const registry::Record& record);
ShownRecord shown(store::View& view, const registry::Schema& schema, const store::Kept& kept);

}  // namespace qingshui::app
