#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/recording.h"

namespace qingshui::app {

// What an entry of the history kept of a record; none if there was none.
std::optional<registry::Record> kept_in(const registry::Schema& schema, const std::string& text);

// The filled fields and sub-tables of a record in words, as its masks allow.
std::vector<ShownField> shown_fields(store::View& view, const registry::Schema& schema,
                                     const registry::Record& record);
// The fields and sub-tables that differ, found before they are masked: a mask may make both sides
// look alike. None: there was, or is, no record.
std::vector<ShownChange> shown_changes(store::View& view, const registry::Schema& schema,
                                       const std::optional<registry::Record>& before,
                                       const std::optional<registry::Record>& after);
ShownRecord shown(store::View& view, const registry::Schema& schema, const store::Kept& kept);

}  // namespace qingshui::app
