#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/export.h"
#include "app/import.h"
#include "app/row_matching.h"
#include "app/sheet_body.h"
#include "app/sheet_columns.h"
#include "base/hash.h"

namespace qingshui::app {

// A sheet on its way in.
struct IncomingSheet {
    std::string name;  // For people.
    paper::Sheet sheet;
    SheetPlan plan;
};

// A row that bears a record number or a unique key.
struct KeyedRow {
    const IncomingSheet* sheet;
    std::size_t row;  // From 0.
    Digest content;
};

// What the sheets of one import share.
struct ImportLane {
    store::Writer& writer;
    store::Reader& before;  // The books as they were.
    const access::Actor& actor;
    store::Stamp stamp;
    bool files_again = false;                    // What was withdrawn since it was taken in.
    std::set<std::string> empty = {};            // Registers that had no record before.
    std::set<std::string> faulty = {};           // Registers of which rows were refused.
    std::map<std::string, KeyedRow> keyed = {};  // By register and number or key.
};

// Takes the rows of one sheet in through the lane, which holds the whole import's
// transaction. Faults are appended, each with its place; the caller rolls back if there are any.
// A row that corrects a record leaves alone what the sheet has no column for, and what stands in
// a cell as an export puts it, whatever it would be read as by now. References to
// registers that had faults are not judged: they would only repeat them.
class RowImport {
public:
    RowImport(const IncomingSheet& incoming, ImportLane& lane);

    ImportedSheet run(const ImportOptions& options, std::vector<Refusal>& faults);

private:
    struct Draft {
        registry::Record record;
        std::optional<Id<registry::Record>> id = {};  // From the record number's column.
        std::optional<store::Kept> before = {};       // The record of that number.
        std::vector<Refusal> faults = {};
        std::set<std::string> unread = {};  // Fields and sub-tables that could not be read.
        bool waits = false;                 // For a row below that it refers to.
        bool is_repeated = false;           // A row before it says the same.
        bool lacks_day = false;             // None stands there, or it could not be read.
        bool is_unnumbered = false;         // Its number could not be read.
    };

    void visit(std::size_t row, std::vector<Refusal>& faults);
    void take(std::size_t row, std::vector<Refusal>& faults);
    void take_waiting(std::vector<Refusal>& faults);
    void read_cell(const SheetColumn& column, const paper::Cell& cell, Date day, Draft& draft);
    Draft draft(std::size_t row);
    Date day_of(std::size_t row, Draft& draft);
    void read_field(const SheetColumn& column, const paper::Cell& cell, Date day, Draft& draft,
                    std::vector<Refusal>& faults);
    bool stands_as_exported(const SheetColumn& column, const paper::Cell& cell, Draft& draft);
    void report(std::size_t row, const Draft& draft, const Refusal& refusal,
                std::vector<Refusal>& faults) const;
    void repeat(const KeyedRow& here, const std::string& key, const Text& title, Draft& draft);
    Refusal row_twice(const KeyedRow& first, std::size_t row, const Text& title) const;
    void read_id(const paper::Cell& cell, const SheetColumn& column, Draft& draft);
    void check_repeats(std::size_t row, Draft& draft);
    struct Outcome {
        store::Written written;
        bool is_correction = false;
    };
    Result<Outcome> write(const Draft& draft);
    Result<Outcome> correct(const store::Kept& kept, const Draft& draft);
    Result<Outcome> file_once(const registry::Record& record);
    void place(Refusal& fault, std::size_t row) const;
    void add_faults(std::size_t row, const Refusal& refusal, std::vector<Refusal>& faults) const;

    const IncomingSheet& incoming_;
    const registry::Schema& schema_;
    ImportLane& lane_;
    store::Writer& writer_;
    SheetBody body_;
    CellReader reader_;
    CellPrinter printer_;
    RowMatching matching_;
    const SheetColumn* day_column_ = nullptr;
    std::map<std::string, std::int64_t> occurrences_;  // Content → how often so far.
    std::vector<std::size_t> waiting_;
    bool may_wait_ = true;
    ImportedSheet done_;
};

}  // namespace qingshui::app
