#pragma once

#include "registry/migration.h"
#include "store/session.h"

namespace qingshui::store {

// Records that would share a unique key: their first, their last, and how many they are.
struct Sharing {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t count = 0;
};

// Brings the tables from the declarations in use to new ones, as a plan says.
//
// check() changes nothing; change_tables() must follow it, in the same transaction.
class Migration {
public:
    Migration(Session& session, const registry::Catalogue& before, const registry::Catalogue& after)
        : session_(session), before_(before), after_(after) {}

    // Refuses "packs.would_lose" with what the records there are do not allow: two that share
    // a unique key that is new or computed anew, numbers too great for more decimals, numbers
    // whose unit would be another. Refuses "packs.shared" with fields that another office of the
    // same database keeps as another type.
    Result<void> check(const registry::Plan& plan);
    void change_tables(const registry::Plan& plan);

private:
    Result<void> check_shared(const registry::Plan& plan);
    void check_unique(const registry::Step& step, std::vector<Refusal>& faults);
    void check_computed_keys(const std::string& register_id, std::vector<Refusal>& faults);
    void tell_shared(const registry::Schema& schema, std::size_t key,
                     const std::vector<Sharing>& shared, std::vector<Refusal>& faults);
    void check_rescale(const registry::Step& step, std::vector<Refusal>& faults);
    void check_unit(const registry::UnitChange& change, std::vector<Refusal>& faults);
    void change(const registry::Step& step);
    void drop_unique(const registry::Step& step);
    void rescale(const registry::Step& step);

    Session& session_;
    const registry::Catalogue& before_;
    const registry::Catalogue& after_;
};

// Registers there were before whose computed fields come about in another way now.
std::vector<std::string> recomputed(const registry::Catalogue& before,
                                    const registry::Catalogue& after);
// "packs.out_of_range": records that new declarations cannot compute or count, in `faults`.
Refusal out_of_range(std::vector<Refusal> faults);

// What follows once the new declarations are in use: search is built anew, indicators are
// counted from the records. Refuses "packs.out_of_range" if some have numbers that do not fit.
Result<void> fill_tables(Session& session, const registry::Plan& plan);

}  // namespace qingshui::store
