#include "app/import_sheets.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/cell_reading.h"

namespace qingshui::app {
namespace {

bool is_blank(const paper::Sheet& sheet) {
    return std::all_of(sheet.rows.begin(), sheet.rows.end(), [](const auto& row) {
        return std::all_of(row.begin(), row.end(),
                           [](const paper::Cell& cell) { return trimmed(text_of(cell)).empty(); });
    });
}

bool is_fault_list(const paper::Sheet& sheet) {
    if (sheet.rows.empty()) return false;
    std::vector<std::string> titles;
    for (const paper::Cell& cell : sheet.rows.front()) titles.push_back(text_of(cell));
    return titles == fault_list_titles(Language::Chinese) ||
           titles == fault_list_titles(Language::English);
}

void restore_formulas(paper::Sheet& sheet) {
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
            paper::Cell& cell = sheet.rows[row][column];
            const auto* text = std::get_if<std::string>(&cell);
            if (text == nullptr || *text != kNoResult) continue;
            cell = {};
            sheet.not_calculated.emplace_back(row, column);
        }
    }
}

Refusal empty(const ImportFile& file) {
    Refusal refusal{Reason::Invalid,
                    "import.empty",
                    "",
                    {fmt::format("“{}”里没有内容", file.name),
                     fmt::format("There is nothing in “{}”", file.name)},
                    {"请核对是不是选错了文件", "Check whether it is the file you meant"}};
    refusal.where.file = file.name;
    return refusal;
}

}  // namespace

std::vector<std::string> fault_list_titles(Language language) {
    if (language == Language::English) {
        return {"File", "Row", "Column", "Value", "What is wrong", "What to do"};
    }
    return {"文件", "行", "列", "内容", "错误", "处理办法"};
}

bool is_fault_report(std::string_view bytes) {
    const auto sheets = paper::read_sheets(bytes, "");
    return sheets && !sheets->empty() && is_fault_list(sheets->front());
}

Result<std::vector<NamedSheet>> named_sheets(const ImportFile& file) {
    std::vector<paper::Sheet> sheets = TRY(paper::read_sheets(file.bytes, file.name));
    std::erase_if(sheets,
                  [](const auto& sheet) { return is_blank(sheet) || is_fault_list(sheet); });
    if (sheets.empty()) return empty(file);
    std::vector<NamedSheet> named;
    for (paper::Sheet& sheet : sheets) {
        restore_formulas(sheet);
        const bool is_one = sheets.size() == 1;
        named.push_back({is_one ? file.name : file.name + " · " + sheet.name, std::move(sheet)});
    }
    return named;
}

}  // namespace qingshui::app
