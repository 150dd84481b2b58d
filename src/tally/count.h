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
    std::string cell;         // Value of the split or of the distinct field; else empty.
    std::int64_t amount = 0;  // At scale_of(indicator); a distinct value counts its records.

    friend bool operator==(const Share&, const Share&) = default;
};

// The shares of a record in the indicators (flow, stock, distinct, scope) counted from its
// register; none for other kinds. A stock adds on its first day and takes back the day after
// its last. A scope's record counts 1. A record whose day or area is empty, which the filter
// does not take or whose amount is none or 0 has no share.
//
// Cells: a choice's code; "yes" or "no"; a reference's record number in digits; of other
// distinct fields the value as text. Pure: the same record always has the same shares, or a
// correction could not be undone.
std::vector<Share> shares(const registry::Schema& schema, const registry::Record& record,
                          const std::vector<const registry::Indicator*>& indicators);

// What keeps a record from being counted in those indicators: "record.out_of_range", for each
// whose filter or measure has more than 18 digits. shares() would leave it out.
std::vector<Refusal> share_faults(const registry::Schema& schema, const registry::Record& record,
                                  const std::vector<const registry::Indicator*>& indicators);

// The cells that a field's value counts in, as above; none if it is empty or a place.
std::vector<std::string> cell_texts(const registry::Value& value);

// The digits after the point of an indicator's sums in storage form: those of its measure,
// of its column of rates, of what its scope counts, …
int scale_of(const registry::Catalogue& catalogue, const registry::Indicator& indicator);

// The cells of a split that its declaration lists (choices in order; yes, no), with their
// titles. Empty without a split and for references, whose cells are the records there are.
std::vector<std::pair<std::string, Text>> declared_cells(const registry::Catalogue& catalogue,
                                                         const registry::Indicator& indicator);

// Which cell a figure is about: "environment.disputes.water" is cell "water" of
// "environment.disputes". An empty cell is all of them. A reference's cell is named by the
// first unique key of the record referred to ("P-01"), as Books::referred() reads it.
struct FigureName {
    const registry::Indicator* indicator = nullptr;
    std::string cell = {};
};
// The version of `day`. Refuses "indicator.unknown" with the nearest names, "indicator.cell"
// and "indicator.not_in_force" (no version for that day).
Result<FigureName> find_figure(const registry::Catalogue& catalogue, std::string_view name,
                               Date day);

// A record's part in a figure.
struct Part {
    std::string schema;       // Register id; empty for an area that a scope counted.
    std::int64_t record = 0;  // Id<registry::Record>, or the area's number.
    Id<area::Area> area;
    Date day;
    std::int64_t amount = 0;  // At the indicator's scale.
    std::int64_t seq = 0;     // The history entry that wrote the record as it is.
    std::string cell = {};
    int scale = 0;  // Of the amount; set by Counting::trace, left out of digests.
    friend auto operator<=>(const Part&, const Part&) = default;
};

// A sum kept by a tally: all amounts of one indicator in one area and cell over some days.
// One that is beyond Decimal::kMantissaMax does not fit, whatever its number.
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
    // The sums over the days of `period` of every area and cell that has an amount on any of
    // them, even if they cancel out. Reads tallies alone.
    virtual std::vector<AreaSum> sums(const registry::Indicator& indicator,
                                      const Period& period) = 0;
    // The same for one area.
    virtual std::vector<AreaSum> sums_of(const registry::Indicator& indicator, Id<area::Area> area,
                                         const Period& period) = 0;
    // Reads the records themselves: one Part for each share with its day in `period`. For
    // a stock, the records that hold on period.to. Ordered by day, record.
    virtual std::vector<Part> parts(const registry::Indicator& indicator, const Period& period) = 0;

    // The record of a register whose first unique key reads `key` (several fields: their
    // texts joined by "."), and back; none and empty if there is no such record.
    virtual std::optional<Id<registry::Record>> referred(std::string_view register_id,
                                                         std::string_view key) = 0;
    virtual std::string key_of(std::string_view register_id, Id<registry::Record> record) = 0;
};

// What is asked.
struct Question {
    FigureName figure;
    Id<area::Area> area;
    Period period;
    // The figures that a ratio or derived one reads are taken in their versions of this day; none:
    // of the period's last. Of a month of a table it is the last day of the whole.
    std::optional<Date> defined_on = {};
};

// Definitions that came into force within the period and are used for all of it, in words; empty
// if there are none: the definition of a period's last day holds for the whole period.
Text version_note(const registry::Catalogue& catalogue, const Question& question);

// A figure's number and what it rests on.
struct Answer {
    std::optional<Decimal> value;  // Exact, in storage units (元, not 万元); none: no answer (0/0).
    std::optional<Decimal> shown;  // In the indicator's unit, rounded to its decimals.
    friend bool operator==(const Answer&, const Answer&) = default;
};

// Counts. Borrows all three.
//
// A flow counts every day up the tree as it stood on that day; an amount in an area that was
// not live then counts at its home() of that day (see area::Tree). A stock counts on the
// period's last day, each area's amount at its home() of that day. A scope takes every record
// of its register with its day in the period and counts what lies within its area on that
// day, once for each day however many records name it. A distinct counts the values that at
// least one record has. A ratio, derived or rate follows from others.
class Counting {
public:
    Counting(const registry::Catalogue& catalogue, const area::Tree& tree, Books& books)
        : catalogue_(catalogue), tree_(tree), books_(books) {}

    // From tallies. Refuses "count.too_large" if a number does not fit and "indicator.cell" if no
    // record bears the name of a reference's cell.
    Result<Answer> count(const Question& question);
    // The records behind it; the amounts of a flow, stock, scope or distinct add up to the
    // value. A scope's parts are the areas (or stock records) counted, then its own records
    // with amount 0. Of the records with one distinct value the first (by day, record) has 1,
    // the others 0. Ratio and derived figures: the parts of every indicator they read. A rate
    // has none.
    Result<std::vector<Part>> trace(const Question& question);
    // By month of the period, the first and last cut to it; all by the definitions of its last day.
    Result<std::vector<std::pair<Period, Answer>>> by_month(const Question& question);
    // By the children of the area that were its children on any day of the period, by code,
    // with what counted through each; first the area itself if anything counted there and
    // in no child. Flows and stocks add up to the whole.
    Result<std::vector<std::pair<Id<area::Area>, Answer>>> by_area(const Question& question);
    // By cell of the split: declared cells in order, references by their key. Refuses
    // "indicator.no_split".
    Result<std::vector<std::pair<std::string, Answer>>> by_cell(const Question& question);

private:
    const registry::Catalogue& catalogue_;
    const area::Tree& tree_;
    Books& books_;
};

// The value in the indicator's unit (value / per), rounded half up to its decimals.
std::optional<Decimal> shown_in(const registry::Unit& unit, const std::optional<Decimal>& value);

// SHA-256 over the parts in order: what a figure rested on.
Digest digest(const std::vector<Part>& parts);

}  // namespace qingshui::tally
