#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "paper/sheet.h"

namespace qingshui::paper {

// What a reader of sheets has used of its limits, over all sheets of a file.
struct Used {
    std::size_t rows = 0;
    std::size_t cells = 0;
    std::size_t merges = 0;
    std::size_t text = 0;  // Bytes.
};

// A sheet while it is being read: cells set in any order, within limits. What would exceed a
// limit is not kept, and exceeded() says so from then on.
class Grid {
public:
    Grid(Sheet& sheet, const Limits& limits, Used& used)
        : sheet_(sheet), limits_(limits), used_(used) {}

    // Keeps `cell` at a place counted from 0. An empty cell leaves no trace.
    void set(std::size_t row, std::size_t column, Cell cell);
    // The same cell over `rows` × `columns` places, as ODS writes repetition.
    void fill(std::size_t row, std::size_t column, std::size_t rows, std::size_t columns,
              const Cell& cell);
    void merge(const Sheet::Merge& range);
    // Notes a formula whose result is not known.
    void not_calculated(std::size_t row, std::size_t column);
    bool exceeded() const { return exceeded_; }

private:
    Sheet& sheet_;
    const Limits& limits_;
    Used& used_;
    bool exceeded_ = false;
};

bool is_empty(const Cell& cell);

}  // namespace qingshui::paper
