#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "area/tree.h"
#include "base/hash.h"
#include "registry/pack.h"

namespace qingshui::tally {

// What one record adds to one indicator on one day in one area.
struct Share {
    const registry::Indicator* indicator = nullptr;
    Id<area::Area> area;
    Date day;
    std::string cell;         // Value of the split, or of the distinct field; else empty.
    std::int64_t amount = 0;  // At the measure's scale; a distinct key counts references.

    friend bool operator==(const Share&, const Share&) = default;
};

// The shares of a record in the indicators (flow, stock, distinct) counted from its
// register. A stock adds on its first day and takes back the day after its last.
// Pure: the same record always has the same shares, or a correction could not be undone.
std::vector<Share> shares(const registry::Schema& schema, const registry::Record& record,
                          const std::vector<const registry::Indicator*>& indicators);

// Which cell a figure is about: "environment.disputes.water" is cell "water" of
// "environment.disputes". An empty cell is all of them.
struct FigureName {
    const registry::Indicator* indicator = nullptr;
    std::string cell;
};
// Refuses "indicator.unknown" with the nearest names, and "indicator.cell".
Result<FigureName> find_figure(const registry::Catalogue& catalogue, std::string_view name,
                               Date day);

// A record's part in a figure.
struct Part {
    std::string schema;            // Register id; empty for an area that a scope counted.
    std::int64_t record = 0;       // Id<registry::Record>, or the area's number.
    Id<area::Area> area;
    Date day;
    std::int64_t amount = 0;       // At the indicator's scale.
    std::int64_t seq = 0;          // The history entry that wrote the record as it is.
    std::string cell = {};
    friend auto operator<=>(const Part&, const Part&) = default;
};

// A sum kept by a tally: all amounts of one indicator in one area and cell over some days.
struct AreaSum {
    Id<area::Area> area;
    std::string cell;
    std::int64_t amount = 0;
};

// The office's books as counting sees them: either as they are or as of a moment. Kept by
// the store, and by tests in memory.
class Books {
public:
    virtual ~Books() = default;
    // Every area's sums over the days of `period`, zero sums left out. Reads tallies alone.
    virtual std::vector<AreaSum> sums(const registry::Indicator& indicator,
                                      const Period& period) = 0;
    // The same for one area.
    virtual std::vector<AreaSum> sums_of(const registry::Indicator& indicator,
                                         Id<area::Area> area, const Period& period) = 0;
    // Reads the records themselves: one Part for each share with its day in `period`. For
    // a stock, the records that hold on period.to. Ordered by day, record.
    virtual std::vector<Part> parts(const registry::Indicator& indicator,
                                    const Period& period) = 0;
};

// What is asked.
struct Question {
    FigureName figure;
    Id<area::Area> area;
    Period period;
};

// A figure's number and what it rests on.
struct Answer {
    std::optional<Decimal> value;  // Exact, in storage units (元, not 万元); none: no answer (0/0).
    std::optional<Decimal> shown;  // In the indicator's unit, rounded to its decimals.
};

// Counts. Borrows all three.
//
// A flow of a period counts every day up the tree as it stood on that day; a stock counts on
// the period's last day, each area's amount at its home() of that day (see area::Tree).
class Counting {
public:
    Counting(const registry::Catalogue& catalogue, const area::Tree& tree, Books& books)
        : catalogue_(catalogue), tree_(tree), books_(books) {}

    // From tallies. Refuses "count.too_deep" if derived indicators go round in a circle.
    Result<Answer> count(const Question& question);
    // The records behind it; the amounts of a flow, stock or scope add up to the value.
    // Ratio and derived figures: the parts of every indicator they read.
    Result<std::vector<Part>> trace(const Question& question);
    // By month of the period, by child area live in it, by cell of the split.
    Result<std::vector<std::pair<Period, Answer>>> by_month(const Question& question);
    Result<std::vector<std::pair<Id<area::Area>, Answer>>> by_area(const Question& question);
    Result<std::vector<std::pair<std::string, Answer>>> by_cell(const Question& question);

private:
    const registry::Catalogue& catalogue_;
    const area::Tree& tree_;
    Books& books_;
};

// SHA-256 over the parts in order: what a figure rested on, in 64 hexadecimal digits.
Digest digest(const std::vector<Part>& parts);

}  // namespace qingshui::tally
