#pragma once

#include "store/books.h"

namespace qingshui::store {

// The books as they were after an entry of the history, made by replaying it: declarations and
// areas at once, records when they are asked for.
//
// Borrows the session; what it answers is void when the session catches up.
class PastView final : public View {
public:
    PastView(Session& session, AsOf moment);

    const registry::Catalogue& catalogue() const override { return catalogue_; }
    const area::Tree& tree() const override { return tree_; }
    tally::Books& books() override { return books_; }
    std::optional<Kept> record(std::string_view schema, Id<registry::Record> id) override;
    std::vector<Kept> records(std::string_view schema, Id<registry::Record> after,
                              int most) override;
    std::optional<Id<registry::Record>> find(std::string_view schema, std::size_t key,
                                             const std::vector<registry::Value>& values) override;
    std::string label(std::string_view schema, Id<registry::Record> id) override;

private:
    std::optional<Id<registry::Record>> find_by_key(RegisterTable& table, std::size_t key,
                                                    const std::vector<registry::Value>& values);
    std::optional<Id<registry::Record>> find_by_looking(const registry::Schema& then,
                                                        std::size_t key,
                                                        const std::vector<registry::Value>& values);

    Session& session_;
    registry::Catalogue catalogue_;
    area::Tree tree_;
    Changes changes_;
    PastBooks books_;
};

}  // namespace qingshui::store
