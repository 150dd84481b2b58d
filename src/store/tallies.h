#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "sql/database.h"
#include "tally/count.h"

namespace qingshui::store {

// One row of the tally table, and what it is compared by.
struct TallyKey {
    std::string indicator;
    int version = 0;
    Date day;
    Id<area::Area> area;
    std::string cell;
    friend auto operator<=>(const TallyKey&, const TallyKey&) = default;
};

// Holds any sum of amounts.
__extension__ using Wide = __int128;

// Keeps the sums (计数) of every indicator by day, area and cell. What acts add is gathered
// in memory and written at once by flush(): an import touches each row once.
//
// Borrows the connection, and the indicators of what was added until flush() or drop().
class Tallies {
public:
    Tallies(sql::Connection& connection, std::int64_t tenant)
        : connection_(connection), tenant_(tenant) {}

    // `sign` is 1, or -1 to take the shares back.
    void add(const std::vector<tally::Share>& shares, int sign);
    void flush();
    // Flushes. Refuses "count.too_large" if a sum that was written since the last settle() or
    // drop() did not fit; it was left as it was, so the act must be undone.
    Result<void> settle();
    void drop();
    // Forgets all sums of an indicator's version.
    void clear(std::string_view indicator, int version);

    // What is asked below includes what was not flushed: it is flushed first.
    std::vector<tally::AreaSum> sums(const registry::Indicator& indicator, const Period& period,
                                     std::optional<Id<area::Area>> area);
    // Every row of these days that is not zero.
    std::vector<std::pair<TallyKey, std::int64_t>> rows(const registry::Indicator& indicator,
                                                        const Period& period,
                                                        std::optional<Id<area::Area>> area);
    // Every row there is.
    std::vector<std::pair<TallyKey, std::int64_t>> all_rows();

private:
    struct Place {
        const registry::Indicator* indicator = nullptr;
        Date day;
        Id<area::Area> area;
        std::string cell;
        friend bool operator==(const Place&, const Place&) = default;
    };
    struct PlaceHash {
        std::size_t operator()(const Place& place) const noexcept;
    };

    bool write(const TallyKey& key, Wide amount);

    sql::Connection& connection_;
    std::int64_t tenant_;
    std::unordered_map<Place, Wide, PlaceHash> pending_;
    std::optional<Refusal> overflow_;  // The first sum that did not fit.
};

// A sum as an AreaSum tells it: one that does not fit stays beyond what fits.
std::int64_t clamped(Wide sum);

}  // namespace qingshui::store
