#include "app/header_titles.h"

#include <algorithm>

#include "app/cell_lines.h"
#include "app/cell_reading.h"
#include "app/column_units.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

void erase_all(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) {
        text.erase(at, part.size());
    }
}

std::string title_in(const paper::Sheet& sheet, std::size_t row, std::size_t column) {
    const auto& cells = sheet.rows[row];
    return column < cells.size() ? trimmed(text_of(cells[column])) : "";
}

// The title of the merged cell that covers this place; none where nothing is merged.
std::string merged_title(const paper::Sheet& sheet, std::size_t row, std::size_t column) {
    const auto at_row = static_cast<int>(row);
    const auto at_column = static_cast<int>(column);
    for (const paper::Sheet::Merge& merge : sheet.merges) {
        const bool covers = merge.row_from <= at_row && at_row <= merge.row_to &&
                            merge.column_from <= at_column && at_column <= merge.column_to;
        if (!covers) continue;
        return title_in(sheet, static_cast<std::size_t>(merge.row_from),
                        static_cast<std::size_t>(merge.column_from));
    }
    return "";
}

}  // namespace

std::string comparable(std::string_view title) {
    std::string text = chinese::folded(title);
    for (const std::string_view part :
         {"(必填)", "(选填)", "(必填项)", "(选填项)", "*", " ", "\n", "\r", "\t"}) {
        erase_all(text, part);
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
        if (above.empty()) above = merged_title(sheet, row, column);
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
