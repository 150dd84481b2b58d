#include "paper/grid.h"

#include <utility>

namespace qingshui::paper {

bool is_empty(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return text->empty();
    return std::holds_alternative<std::monostate>(cell);
}

void Grid::set(std::size_t row, std::size_t column, Cell cell) {
    if (is_empty(cell) || exceeded_) return;
    const std::size_t had = row < sheet_.rows.size() ? sheet_.rows[row].size() : 0;
    const std::size_t text = std::holds_alternative<std::string>(cell)
                                 ? std::get<std::string>(cell).size()
                                 : std::size_t{0};
    const std::size_t more = column < had ? 0 : column + 1 - had;
    const std::size_t below = row < sheet_.rows.size() ? 0 : row - sheet_.rows.size();
    exceeded_ = below >= limits_.rows || used_.rows + below >= limits_.rows ||
                column >= limits_.columns || used_.cells + more > limits_.cells ||
                used_.text + text > limits_.unpacked;
    if (exceeded_) return;
    if (row >= sheet_.rows.size()) used_.rows += below + 1;
    used_.cells += more;
    used_.text += text;
    if (row >= sheet_.rows.size()) sheet_.rows.resize(row + 1);
    std::vector<Cell>& cells = sheet_.rows[row];
    if (more > 0) cells.resize(column + 1);
    cells[column] = std::move(cell);
}

void Grid::fill(std::size_t row, std::size_t column, std::size_t rows, std::size_t columns,
                const Cell& cell) {
    if (is_empty(cell)) return;
    for (std::size_t down = 0; down < rows && !exceeded_; ++down) {
        for (std::size_t across = 0; across < columns && !exceeded_; ++across) {
            set(row + down, column + across, cell);
        }
    }
}

void Grid::merge(const Sheet::Merge& range) {
    exceeded_ = exceeded_ || used_.merges >= limits_.merges;
    if (exceeded_) return;
    ++used_.merges;
    sheet_.merges.push_back(range);
}

void Grid::not_calculated(std::size_t row, std::size_t column) {
    exceeded_ = exceeded_ || used_.cells >= limits_.cells;
    if (exceeded_) return;
    ++used_.cells;
    sheet_.not_calculated.emplace_back(row, column);
}

}  // namespace qingshui::paper
