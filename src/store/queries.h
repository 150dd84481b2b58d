#pragma once

#include "store/books.h"

namespace qingshui::store {

// The books as they are, and everything else that Reader asks, on one session. See store.h for
// the meanings.
class Queries final : public View {
public:
    explicit Queries(Session& session) : session_(session), books_(session) {}

    const registry::Catalogue& catalogue() const override { return session_.catalogue(); }
    const area::Tree& tree() const override { return session_.tree(); }
    tally::Books& books() override { return books_; }
    std::optional<Kept> record(std::string_view schema, Id<registry::Record> id) override;
    std::vector<Kept> records(std::string_view schema, Id<registry::Record> after,
                              int most) override;
    std::optional<Id<registry::Record>> find(std::string_view schema, std::size_t key,
                                             const std::vector<registry::Value>& values) override;
    std::string label(std::string_view schema, Id<registry::Record> id) override;

    std::int64_t record_count(std::string_view schema);
    std::vector<Kept> search(std::string_view schema, std::string_view words, int most);
    std::vector<Entry> history(std::string_view schema, Id<registry::Record> id);
    std::optional<Keyed> keyed(std::string_view key);
    std::optional<area::Boundary> boundary(Id<area::Area> area, Date day);

private:
    Session& session_;
    CurrentBooks books_;
};

}  // namespace qingshui::store
