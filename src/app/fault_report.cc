#include <algorithm>
#include <map>

#include "app/cell_reading.h"
#include "app/header_titles.h"
#include "app/import.h"
#include "app/sheet_columns.h"

namespace qingshui::app {
namespace {

using Mark = paper::SheetWriter::Mark;

std::string in(const Text& text, Language language) { return text.in(language); }

void list_faults(paper::SheetWriter& writer, const Refusal& refusal, Language language) {
    const bool is_en = language == Language::English;
    writer.begin_sheet(is_en ? "Faults" : "错误清单", {24, 8, 16, 24, 48, 48});
    for (const char* title :
         {is_en ? "File" : "文件", is_en ? "Row" : "行", is_en ? "Column" : "列",
          is_en ? "Value" : "内容", is_en ? "What is wrong" : "错误",
          is_en ? "What to do" : "处理办法"}) {
        writer.cell(std::string(title), Mark::Title);
    }
    writer.end_row();
    for (const Refusal& fault : refusal.faults) {
        writer.cell(fault.where.file);
        if (fault.where.row > 0) {
            writer.cell(Decimal::whole(fault.where.row));
        } else {
            writer.cell({});
        }
        writer.cell(fault.where.column);
        writer.cell(fault.where.value);
        writer.cell(in(fault.says, language));
        writer.cell(in(fault.remedy, language));
        writer.end_row();
    }
}

using Place = std::pair<int, std::string>;  // Row from 1, comparable column title.

// The notes for the cells of one sheet.
std::map<Place, std::string> notes_for(const std::string& name, const Refusal& refusal,
                                       Language language) {
    std::map<Place, std::string> notes;
    for (const Refusal& fault : refusal.faults) {
        if (fault.where.file != name) continue;
        std::string& note = notes[{fault.where.row, comparable(fault.where.column)}];
        if (!note.empty()) note += '\n';
        note += in(fault.says, language) + in(fault.remedy, language);
    }
    return notes;
}

// Copies a sheet. A fault's column is the last cell above it that bears the column's title;
// faults without a column mark the first cell.
void copy_marked(paper::SheetWriter& writer, const paper::Sheet& sheet,
                 const std::map<Place, std::string>& notes) {
    writer.begin_sheet(sheet.name, {});
    std::vector<std::string> titles;
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        const auto& cells = sheet.rows[row];
        const int number = static_cast<int>(row) + 1;
        const auto first = notes.lower_bound({number, ""});
        const bool has_faults = first != notes.end() && first->first.first == number;
        const std::size_t width =
            has_faults ? std::max<std::size_t>({cells.size(), titles.size(), 1}) : cells.size();
        for (std::size_t column = 0; column < width; ++column) {
            const std::string title = column < titles.size() ? titles[column] : "";
            auto note = has_faults ? notes.find({number, title}) : notes.end();
            if (note == notes.end() && has_faults && column == 0) note = notes.find({number, ""});
            const paper::Cell cell = column < cells.size() ? cells[column] : paper::Cell();
            if (note == notes.end()) {
                writer.cell(cell);
            } else {
                writer.cell(cell, Mark::Fault, note->second);
            }
        }
        writer.end_row();
        if (titles.size() < cells.size()) titles.resize(cells.size());
        const bool is_head = notes.empty() || number < notes.begin()->first.first || row < 20;
        for (std::size_t column = 0; is_head && column < cells.size(); ++column) {
            const std::string title = comparable(text_of(cells[column]));
            const bool is_named = std::any_of(notes.begin(), notes.end(), [&](const auto& note) {
                return !title.empty() && note.first.second == title;
            });
            if (is_named) titles[column] = title;
        }
    }
}

}  // namespace

void write_fault_report(const std::vector<ImportFile>& files, const Refusal& refusal,
                        const std::string& path, Language language) {
    const auto writer = paper::write_xlsx(path);
    list_faults(*writer, refusal, language);
    for (const ImportFile& file : files) {
        const auto sheets = paper::read_sheets(file.bytes, file.name);
        if (!sheets) continue;
        for (const paper::Sheet& sheet : *sheets) {
            const std::string name =
                sheets->size() == 1 ? file.name : file.name + " · " + sheet.name;
            const auto notes = notes_for(name, refusal, language);
            if (!notes.empty()) copy_marked(*writer, sheet, notes);
        }
    }
    writer->finish();
}

}  // namespace qingshui::app
