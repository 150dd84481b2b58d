#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/refusal.h"

namespace qingshui::app {

// The faults of an import: counts them all and keeps the first, by sheet and row, in memory that
// does not grow with their number. A file of two million rows may have twenty million.
class FaultList {
public:
    // `sheets`: their names in the order that faults are listed in. Keeps `most` of them.
    FaultList(const std::vector<std::string>& sheets, std::size_t most);

    void add(Refusal fault);
    std::size_t count() const { return count_; }
    // Those kept, in order: faults of one row as they were added.
    std::vector<Refusal> first() const;

private:
    void drop_last();

    std::map<std::string, std::size_t> places_;  // Of the sheets, by name.
    std::size_t most_;
    std::size_t count_ = 0;
    std::vector<Refusal> kept_;
};

}  // namespace qingshui::app
