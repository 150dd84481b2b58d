#pragma once

#include <functional>
#include <string>
#include <vector>

#include "area/tree.h"

namespace qingshui::area {

// One row of a list of areas as a person hands it in, each cell as its text.
struct ListedArea {
    int row = 0;         // Of the sheet, for messages.
    std::string code;    // 区域代码
    std::string name;    // 区域名称
    std::string parent;  // 上级代码: a code or a name; empty: who gave the code out.
    std::string level;   // 层级: a word of parse_level(); empty: what the code says.
    std::string from;    // 启用日期: as chinese::parse_date() reads; empty: see read_listing().
};

// The most rows of one list, the whole country's 665,272 among them: with three faults in each
// reading takes some 2.2 GB.
constexpr std::size_t kListedMax = 700'000;

// What a list comes to.
struct Listing {
    std::vector<Found> acts;    // In an order that the tree takes: parents first.
    std::vector<int> rows;      // The row that each comes from.
    std::size_t unchanged = 0;  // Rows that the tree had already.
};

// Turns a list of areas into the acts that found those that are not there yet. Rows may stand
// in any order. An area without parent cell goes below the nearest area that gave its code out,
// which below the community has to be there; one without day is founded on `from` or, if later,
// with its parent. A tree without areas takes whatever has no parent in the list as its roots.
//
// Refuses "listing.faulty" with every fault, by row, column and value: "area.code_malformed",
// "listing.code_repeated", "listing.level" (not a level, or not the code's), "listing.from"
// (not a day), "listing.parent" (unknown or ambiguous, with the nearest), "listing.differs" (there
// already, under another name or parent, or from another day), and what Tree::apply refuses. `tree`
// is a copy to try them on. Refuses "listing.too_large" as well.
Result<Listing> read_listing(const std::vector<ListedArea>& rows, Tree tree, Date from,
                             const std::function<Id<Area>()>& new_id);

}  // namespace qingshui::area
