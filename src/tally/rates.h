#pragma once

#include <optional>
#include <vector>

#include "tally/count.h"

namespace qingshui::tally {

// A number that no record makes but a table of rates (标准) states: the row in force on a day.
struct RateInForce {
    const registry::Rates* table = nullptr;
    const registry::Field* column = nullptr;
    const registry::Rates::Row* row = nullptr;
    Decimal number;
};

// What the table of a rate states on `day`; none if no row is in force then. Of rows that
// overlap the last one holds.
std::optional<RateInForce> rate_in_force(const registry::Catalogue& catalogue,
                                         const registry::Indicator& rate, Date day);

// The rates that a figure rests on: that of a rate, those that a ratio or derived figure reads.
std::vector<RateInForce> rates_of(const registry::Catalogue& catalogue, const Question& question);

// SHA-256 over the parts in order, then over the rows of rates with their days and basis: what a
// figure rested on.
Digest digest(const std::vector<Part>& parts, const std::vector<RateInForce>& rates);

}  // namespace qingshui::tally
