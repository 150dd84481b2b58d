#include "app/header_titles.h"

#include <algorithm>

#include "app/cell_lines.h"
#include "app/cell_reading.h"
#include "app/column_units.h"
#include "base/chinese.h"
#include "base/replaced.h"

namespace qingshui::app {
namespace {

std::string title_in(const paper::Sheet& sheet, std::size_t row, std::size_t column) {
    const auto& cells = sheet.rows[row];
    if (column >= cells.size()) return "";
    const auto* text = std::get_if<std::string>(&cells[column]);
    const bool is_too_long = text != nullptr && text->size() > kTitleBytesMax;
    return is_too_long ? "" : trimmed(text_of(cells[column]));
}

// The titles of the merged cells that cover places of a row; none where nothing is merged.
class MergedTitles {
public:
    MergedTitles(const paper::Sheet& sheet, std::size_t row, std::size_t columns)
        : sheet_(sheet), merges_(columns, nullptr) {
        const auto at = static_cast<int>(row);
        for (const paper::Sheet::Merge& merge : sheet.merges) {
            if (merge.row_from > at || at > merge.row_to) continue;
            const auto to = std::min(static_cast<std::size_t>(merge.column_to) + 1, columns);
            for (auto column = static_cast<std::size_t>(merge.column_from); column < to; ++column) {
                if (merges_[column] != nullptr) break;  // No program overlaps them.
                merges_[column] = &merge;
            }
        }
    }

    std::string at(std::size_t column) const {
        const paper::Sheet::Merge* merge = merges_[column];
        if (merge == nullptr) return "";
        return title_in(sheet_, static_cast<std::size_t>(merge->row_from),
                        static_cast<std::size_t>(merge->column_from));
    }

private:
    const paper::Sheet& sheet_;
    std::vector<const paper::Sheet::Merge*> merges_;  // By column.
};

}  // namespace

std::string comparable(std::string_view title) {
    std::string text = chinese::folded(title);
    for (const std::string_view part :
         {"(必填)", "(选填)", "(必填项)", "(选填项)", "*", " ", "\n", "\r", "\t", "\uFEFF"}) {
        text = replaced(text, part, "");
    }
    for (char& each : text) {
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    }
    return text;
}

std::vector<ColumnTitle> header_titles(const paper::Sheet& sheet, std::size_t row,
                                       std::size_t height) {
    std::size_t columns = sheet.rows[row].size();
    if (height == 2) columns = std::max(columns, sheet.rows[row + 1].size());
    std::vector<ColumnTitle> titles(columns);
    const MergedTitles merged(sheet, row, columns);
    std::string above;
    for (std::size_t column = 0; column < columns; ++column) {
        const std::string here = title_in(sheet, row, column);
        const std::string below = height == 2 ? title_in(sheet, row + 1, column) : "";
        if (below.empty()) {
            above.clear();
            if (!here.empty()) titles[column].names = {here};
            continue;
        }
        // Files without merged cells (CSV) leave blank what a title stretches over.
        if (!here.empty() || !sheet.merges.empty()) above = here;
        if (above.empty()) above = merged.at(column);
        titles[column] = {{below}, above};
        if (above.empty()) continue;
        auto& names = titles[column].names;
        const PartedTitle parts = parted_title(column_title(above));
        if (parts.is_bracketed) names.insert(names.begin(), parts.name + below);
        names.insert(names.begin(), above + below);
    }
    return titles;
}

}  // namespace qingshui::app
