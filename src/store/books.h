#pragma once

#include "store/changes.h"

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

// Sums and parts as of a moment: what is now, without what came after. Takes indicators of
// that moment's declarations or of today's; definitions never change under their version, but
// fields may have moved and grown decimals since.
class PastBooks final : public tally::Books {
public:
    PastBooks(Session& session, Changes& changes)
        : session_(session), now_(session), changes_(changes) {}

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
    std::vector<tally::AreaSum> summed(const registry::Indicator& indicator, const Period& period,
                                       std::optional<Id<area::Area>> area);

    Session& session_;
    CurrentBooks now_;
    Changes& changes_;
};

// A record's parts in an indicator: its shares in `period`, or of a stock what holds on the
// period's last day.
std::vector<tally::Part> parts_of(const registry::Schema& schema, const Kept& kept,
                                  const registry::Indicator& indicator, const Period& period);

// The texts of a record's first unique key joined by "."; empty if there is none.
std::string key_text(const registry::Schema& schema, const registry::Record& record);

}  // namespace qingshui::store
