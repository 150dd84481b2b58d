#pragma once

#include <optional>
#include <vector>

#include "store/session.h"

namespace qingshui::store {

// Everything wrong with `record` among the others of the books: areas and references that
// there are not, keys that another record has. Fields in order, then lines, then keys.
//
// `corrects` is what it stands in for; null if it is new. An area that the record named before,
// for the same day, may stay even if an act of the tree has since ended the area before that day.
std::vector<Refusal> book_faults(Session& session, RegisterTable& table,
                                 const registry::Record& record, const Kept* corrects);

// The refusals of the door as a whole.
namespace refused {

// A record that was not kept, or one that was not corrected.
Refusal faulty(const registry::Schema& schema, std::vector<Refusal> faults);
Refusal not_corrected(const registry::Schema& schema, std::vector<Refusal> faults);
Refusal unknown_register(Session& session, std::string_view id);
Refusal missing(const registry::Schema& schema, Id<registry::Record> id);
Refusal exists(const registry::Schema& schema, Id<registry::Record> id);
Refusal number(const registry::Schema& schema, Id<registry::Record> id);
Refusal changed(const registry::Schema& schema, const std::string& label, const Entry& last);
Refusal referred(const registry::Schema& schema, const std::string& label,
                 std::vector<Refusal> faults);
// One of those that refer: its register and name.
Refusal referrer(const registry::Schema& schema, Id<registry::Record> id, const std::string& label);
Refusal key_reused(const std::string& key, const Entry& first);
Refusal document_exists(std::string_view name);
Refusal unknown_area(Id<area::Area> area);

}  // namespace refused

}  // namespace qingshui::store
