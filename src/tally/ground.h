#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "area/tree.h"

namespace qingshui::tally {

// Where amounts count within one area, the root of a question: through which branch, on
// which days. The branch of an amount is the child of the root on the way up from it, or the
// root itself if it happened there.
//
// An amount of an area that is not live on the day asked about counts at its place(). Borrows
// the tree.
class Ground {
public:
    struct Stretch {
        Period days;
        Id<area::Area> branch;
    };

    Ground(const area::Tree& tree, Id<area::Area> root, Period period)
        : tree_(tree), root_(root), period_(period) {}

    // None if the amounts of `area` on `day` lie outside the root.
    std::optional<Id<area::Area>> branch(Id<area::Area> area, Date day) const;
    // The days of the period on which amounts of `area` lie within the root, by branch; in
    // order, touching stretches of one branch joined.
    const std::vector<Stretch>& stretches(Id<area::Area> area);
    // The root's children on any day of the period, by code.
    std::vector<Id<area::Area>> children() const;

private:
    static constexpr std::size_t kDepthMax = 16;  // More than there are levels.

    std::vector<Date> turning_days(Id<area::Area> area) const;

    const area::Tree& tree_;
    Id<area::Area> root_;
    Period period_;
    std::unordered_map<Id<area::Area>, std::vector<Stretch>> stretches_;
};

}  // namespace qingshui::tally
