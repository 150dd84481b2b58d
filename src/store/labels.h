#pragma once

#include <string>

#include "store/session.h"

namespace qingshui::store {

// How a record is named to people: its label with its fields in place, references and areas
// by their names, masked fields masked. The id's number if the label is empty.
std::string label_of(View& view, const registry::Schema& schema, const Kept& kept);
// Of a record by its id: the id's number if there is no such record; empty if there is no such
// register.
std::string label_of(View& view, std::string_view schema, Id<registry::Record> id);
// In the books as they are.
std::string label_of(Session& session, const registry::Schema& schema, const Kept& kept);

// The fields a label names.
std::vector<std::size_t> label_fields(const registry::Schema& schema);

// What full-text search finds a record by: fields to be searched and the label's own texts,
// but nothing that is masked. Tokens as base/chinese.h makes them; may be empty.
std::string search_tokens_of(const registry::Schema& schema, const registry::Record& record);

}  // namespace qingshui::store
