#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "app/recording.h"
#include "app/sheet_columns.h"
#include "store/store.h"

namespace qingshui::app {

// A file as it came.
struct ImportFile {
    std::string name;
    std::string bytes;
};

struct ImportOptions {
    std::string register_id = {};  // Empty: found by the columns of each sheet.
    bool is_dry_run = false;       // Checks everything, keeps nothing.
    std::string reason = {};
    // Called with the name of what is being taken in and how many rows of it are done.
    std::function<void(const std::string& name, std::int64_t done, std::int64_t all)> progress = {};
    std::size_t faults_max = 20'000;  // Of these it tells; the last then says how many more.
    bool files_again = false;         // Rows whose record was withdrawn or corrected since.
};

// What a row of a dry run would change, in words as masks allow.
struct ImportedCorrection {
    int row = 0;                   // From 1.
    Id<registry::Record> id = {};  // None if it is an area.
    std::string label;             // Of the record as it is, or the area's code.
    std::vector<ShownChange> changes;
};

// What became of one sheet.
struct ImportedSheet {
    std::string name;         // "inspections.xlsx" or "book.xlsx · 第二季度"
    std::string register_id;  // "areas" and "boundaries" for the tree's files.
    std::int64_t filed = 0;
    std::int64_t corrected = 0;
    std::int64_t unchanged = 0;
    std::vector<ImportedCorrection> corrections = {};  // Of a dry run: each in full.
    // Rows that were passed over, from 1, by what they are.
    std::vector<int> totals = {};           // Sums of other rows.
    std::vector<int> headings = {};         // The header once more.
    std::vector<int> notes = {};            // Who filled it in, page numbers and the like.
    std::vector<int> repeated = {};         // In every field the same as a row before them.
    std::vector<int> kept = {};             // Taken in before; their records corrected since.
    std::vector<std::string> ignored = {};  // Columns that match no field.
    std::vector<SaidUnit> units = {};       // That columns were taken in by, said outside them.
    std::vector<Text> remarks = {};         // To be looked at, written as refusals are.
    bool is_hidden = false;                 // Its maker hid it: passed over.
    bool is_prose = false;                  // No table, beside sheets that are: passed over.
};

// Takes files in: sheets of registers (CSV, XLSX, ODS), listings of areas and boundaries
// (GeoJSON), in the order they depend on each other, all or nothing. A row whose record number
// or unique keys are known corrects that record; a row taken in before changes nothing; so the
// same file twice changes nothing. A number that is not known is taken over only into a register
// without records (an export moves to another office). A row whose record was withdrawn is
// refused and one whose record was corrected since leaves it so, unless it is to be taken again. Of
// rows with the same number or key within one import, in whatever sheets, those that are alike
// count once; others are faults.
//
// Refuses "import.faulty" with every fault, or the first and "import.more_faults" (file, row,
// column, value, words, remedy), and what reading files and finding their registers refuses.
Result<std::vector<ImportedSheet>> import_files(const access::Actor& actor, store::Store& store,
                                                const std::vector<ImportFile>& files,
                                                const ImportOptions& options);

// The "import.faulty" of import_files: `faults` are the first of `all`, of which it tells `most`.
Refusal faulty_import(std::vector<Refusal> faults, std::size_t all, std::size_t most);

// Writes the sheets of `files` as a workbook with the faulty cells marked and noted, and a
// first sheet that lists all faults.
void write_fault_report(const std::vector<ImportFile>& files, const Refusal& refusal,
                        const std::string& path, Language language);

}  // namespace qingshui::app
