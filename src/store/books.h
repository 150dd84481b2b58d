#pragma once

#include <map>

#include "store/session.h"

namespace qingshui::store {

// The books as they are: sums from the tallies, parts from the records.
class CurrentBooks final : public tally::Books {
public:
    explicit CurrentBooks(Session& session) : session_(session) {}

    std::vector<tally::AreaSum> sums(const registry::Indicator& indicator,
                                     const Period& period) override;
    std::vector<tally::AreaSum> sums_of(const registry::Indicator& indicator, Id<area::Area> area,
                                        const Period& period) override;
    std::vector<tally::Part> parts(const registry::Indicator& indicator,
                                   const Period& period) override;
    std::optional<Id<registry::Record>> referred(std::string_view register_id,
                                                 std::string_view key) override;
    std::string key_of(std::string_view register_id, Id<registry::Record> record) override;

private:
    Session& session_;
};

// The books as of a history entry: what is now, without what came after.
class PastBooks final : public tally::Books {
public:
    PastBooks(Session& session, AsOf as_of) : session_(session), now_(session), as_of_(as_of) {}

    std::vector<tally::AreaSum> sums(const registry::Indicator& indicator,
                                     const Period& period) override;
    std::vector<tally::AreaSum> sums_of(const registry::Indicator& indicator, Id<area::Area> area,
                                        const Period& period) override;
    std::vector<tally::Part> parts(const registry::Indicator& indicator,
                                   const Period& period) override;
    std::optional<Id<registry::Record>> referred(std::string_view register_id,
                                                 std::string_view key) override;
    std::string key_of(std::string_view register_id, Id<registry::Record> record) override;

private:
    // A record that was changed later: what it was at the moment, and what it is now.
    struct Change {
        std::optional<registry::Record> then;
        std::optional<registry::Record> now;
        std::int64_t seq = 0;  // The entry that wrote `then`.
    };
    using Changes = std::map<std::int64_t, Change>;  // By record.

    const Changes& changes(const std::string& register_id);
    std::vector<tally::AreaSum> summed(const registry::Indicator& indicator, const Period& period,
                                       std::optional<Id<area::Area>> area);

    Session& session_;
    CurrentBooks now_;
    AsOf as_of_;
    std::map<std::string, Changes, std::less<>> changes_;  // By register, once asked for.
};

// A record's parts in an indicator: its shares in `period`, or of a stock what holds on the
// period's last day.
std::vector<tally::Part> parts_of(const registry::Schema& schema, const Kept& kept,
                                  const registry::Indicator& indicator, const Period& period);

// The texts of a record's first unique key joined by "."; empty if there is none.
std::string key_text(const registry::Schema& schema, const registry::Record& record);

// The record that an entry's JSON holds; none if it is empty. Throws Failure if it is not
// one of this schema.
std::optional<registry::Record> parse_record(const registry::Schema& schema, std::string_view text);

}  // namespace qingshui::store
