#pragma once

#include "store/session.h"

namespace qingshui::store {

// Everything that Reader asks, on one session. See store.h for the meanings.
class Queries {
public:
    explicit Queries(Session& session) : session_(session) {}

    std::optional<Kept> record(std::string_view schema, Id<registry::Record> id);
    std::optional<Kept> record_as_of(std::string_view schema, Id<registry::Record> id, AsOf as_of);
    std::vector<Kept> records(std::string_view schema, Id<registry::Record> after, int most);
    std::int64_t record_count(std::string_view schema);
    std::optional<Id<registry::Record>> find(std::string_view schema, std::size_t key,
                                             const std::vector<registry::Value>& values);
    std::vector<Kept> search(std::string_view schema, std::string_view words, int most);
    std::vector<Entry> history(std::string_view schema, Id<registry::Record> id);
    std::string label(std::string_view schema, Id<registry::Record> id);
    std::optional<area::Boundary> boundary(Id<area::Area> area);
    registry::Catalogue catalogue_as_of(AsOf as_of);
    area::Tree tree_as_of(AsOf as_of);

private:
    Session& session_;
};

}  // namespace qingshui::store
