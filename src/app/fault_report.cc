#include <algorithm>
#include <map>
#include <set>

#include "app/cell_reading.h"
#include "app/header_titles.h"
#include "app/import.h"
#include "app/import_sheets.h"
#include "app/sheet_body.h"
#include "base/chinese.h"
#include "base/sentence.h"

namespace qingshui::app {
namespace {

using Mark = paper::SheetWriter::Mark;

// A text may be longer than a cell of a workbook: then its beginning, for a person to find it by.
paper::Cell fitted(const paper::SheetWriter& writer, const paper::Cell& cell) {
    if (writer.has_room_for(cell)) return cell;
    return chinese::shortened(std::get<std::string>(cell));
}

void list_faults(paper::SheetWriter& writer, const Refusal& refusal, Language language) {
    const bool is_en = language == Language::English;
    writer.begin_sheet(is_en ? "Faults" : "错误清单", {24, 8, 16, 24, 48, 48});
    for (const std::string& title : fault_list_titles(language)) writer.cell(title, Mark::Title);
    writer.end_row();
    const std::vector<Refusal> alone = {refusal};
    for (const Refusal& fault : refusal.faults.empty() ? alone : refusal.faults) {
        writer.cell(fault.where.file);
        writer.cell(fault.where.row > 0 ? paper::Cell(Decimal::whole(fault.where.row))
                                        : paper::Cell());
        writer.cell(fault.where.column);
        writer.cell(fitted(writer, fault.where.value));
        writer.cell(sentence(fault.says).in(language));
        writer.cell(sentence(fault.remedy).in(language));
        writer.end_row();
    }
}

// Where the titles in `wanted` stand in the header of these rows.
std::map<std::string, std::size_t> titles_at(const paper::Sheet& sheet, std::size_t row,
                                             std::size_t height,
                                             const std::set<std::string>& wanted) {
    std::map<std::string, std::size_t> found;
    const auto titles = header_titles(sheet, row, height);
    for (std::size_t column = 0; column < titles.size(); ++column) {
        for (const std::string& each : titles[column].names) {
            const std::string title = comparable(each);
            // Of a field's columns the last is the one too many.
            if (wanted.contains(title)) found[title] = column;
        }
    }
    return found;
}

// Where each title that faults name stands: in the header that has most of them.
std::map<std::string, std::size_t> columns_of(const paper::Sheet& sheet,
                                              const std::set<std::string>& wanted) {
    std::map<std::string, std::size_t> best;
    const std::size_t rows = std::min(sheet.rows.size(), kHeaderWithin);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t height = 1; height <= 2 && row + height <= rows; ++height) {
            auto found = titles_at(sheet, row, height, wanted);
            if (found.size() > best.size()) best = std::move(found);
        }
    }
    return best;
}

using Place = std::pair<std::size_t, std::size_t>;  // Row and column, from 0.

// The titles that a fault may mean: that of one column, or of several that a check compares.
std::vector<std::string> titles_of(const Refusal& fault) {
    std::vector<std::string> titles = {comparable(fault.where.column)};
    std::string_view rest = fault.where.column;
    const std::string_view parting = kParting;
    for (auto end = rest.find(parting); end != std::string_view::npos; end = rest.find(parting)) {
        titles.push_back(comparable(std::string(rest.substr(0, end))));
        rest.remove_prefix(end + parting.size());
    }
    if (titles.size() > 1) titles.push_back(comparable(std::string(rest)));
    return titles;
}

// By titles, or by letters; the first if neither is known.
std::set<std::size_t> columns_of(const Refusal& fault,
                                 const std::map<std::string, std::size_t>& columns) {
    std::set<std::size_t> found;
    for (const std::string& title : titles_of(fault)) {
        if (const auto at = columns.find(title); at != columns.end()) found.insert(at->second);
    }
    if (found.empty()) found.insert(column_at(fault.where.column).value_or(0));
    return found;
}

void add_note(std::string& note, const Refusal& fault, Language language) {
    for (const Text& text : {fault.says, fault.remedy}) {
        const std::string line = sentence(text).in(language);
        if (!line.empty()) note += (note.empty() ? "" : "\n") + line;
    }
}

// The notes for the cells of one sheet.
std::map<Place, std::string> notes_for(const NamedSheet& named, const Refusal& refusal,
                                       Language language) {
    std::set<std::string> wanted;
    for (const Refusal& fault : refusal.faults) {
        if (fault.where.file != named.name) continue;
        for (std::string& title : titles_of(fault)) wanted.insert(std::move(title));
    }
    const auto columns = columns_of(named.sheet, wanted);
    std::map<Place, std::string> notes;
    for (const Refusal& fault : refusal.faults) {
        if (fault.where.file != named.name) continue;
        const auto row = static_cast<std::size_t>(std::max(fault.where.row - 1, 0));
        for (const std::size_t column : columns_of(fault, columns)) {
            add_note(notes[{row, column}], fault, language);
        }
    }
    return notes;
}

// A cell as it is to be copied: one that a formula has no result for must not look empty.
paper::Cell cell_at(const paper::Sheet& sheet, const std::set<Place>& formulas,
                    const Place& place) {
    if (formulas.contains(place)) return std::string(kNoResult);
    const auto& cells = sheet.rows[place.first];
    return place.second < cells.size() ? cells[place.second] : paper::Cell();
}

void copy_marked(paper::SheetWriter& writer, const paper::Sheet& sheet,
                 const std::map<Place, std::string>& notes) {
    writer.begin_sheet(sheet.name, {});
    const std::set<Place> formulas(sheet.not_calculated.begin(), sheet.not_calculated.end());
    const auto rows =
        std::min<std::size_t>(sheet.rows.size(), static_cast<std::size_t>(writer.rows_max()));
    for (std::size_t row = 0; row < rows; ++row) {
        const auto& cells = sheet.rows[row];
        std::size_t width = cells.size();
        for (auto note = notes.lower_bound({row, 0}); note != notes.end(); ++note) {
            if (note->first.first != row) break;
            width = std::max(width, note->first.second + 1);
        }
        for (std::size_t column = 0; column < width; ++column) {
            const auto note = notes.find({row, column});
            if (note == notes.end()) {
                writer.cell(column < cells.size() ? fitted(writer, cells[column]) : paper::Cell());
            } else {
                const auto cell = fitted(writer, cell_at(sheet, formulas, note->first));
                writer.cell(cell, Mark::Fault, note->second);
            }
        }
        writer.end_row();
    }
}

}  // namespace

void write_fault_report(const std::vector<ImportFile>& files, const Refusal& refusal,
                        const std::string& path, Language language) {
    const auto writer = paper::write_xlsx(path);
    list_faults(*writer, refusal, language);
    for (const ImportFile& file : files) {
        const auto sheets = named_sheets(file);
        if (!sheets) continue;
        for (const NamedSheet& named : *sheets) {
            const auto notes = notes_for(named, refusal, language);
            if (!notes.empty()) copy_marked(*writer, named.sheet, notes);
        }
    }
    writer->finish();
}

}  // namespace qingshui::app
