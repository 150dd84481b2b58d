#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/export.h"
#include "app/import.h"
#include "app/import_lane.h"
#include "app/row_matching.h"
#include "app/sheet_body.h"
#include "app/sheet_columns.h"

namespace qingshui::app {

// Takes the rows of one sheet in through the lane, which holds the whole import's
// transaction. Faults are appended, each with its place; the caller rolls back if there are any.
// A row that corrects a record leaves alone what the sheet has no column for, and what stands in
// a cell as an export puts it, whatever it would be read as by now. References to
// rows that had faults are not judged: they would only repeat them.
//
// Rows that need what a later row files, or a key that a later row gives up, are held until it
// was. All sheets of an import are made before the first takes its rows.
class RowImport {
public:
    RowImport(const IncomingSheet& incoming, ImportLane& lane);

    // Takes all rows but those to be held.
    void take_rows(const ImportOptions& options, std::vector<Refusal>& faults);
    bool holds_rows() const { return !held_.empty(); }
    // Tries the held rows again, the last one first if `backwards`. Did one go through?
    bool take_held(bool backwards, std::vector<Refusal>& faults);
    // Files the held rows that others can name, without what cannot be had yet: those that refer
    // to each other in a circle. They stay held, to be corrected by all that they say.
    void begin_circles();
    const ImportedSheet& done() const { return done_; }

private:
    struct Draft {
        registry::Record record;
        std::optional<Id<registry::Record>> id = {};  // From the record number's column.
        std::optional<store::Kept> before = {};       // The record of that number.
        std::vector<Refusal> faults = {};
        std::set<std::string> unread = {};  // Fields and sub-tables that could not be read.
        bool waits = false;                 // For a row that it refers to.
        bool is_repeated = false;           // A row before it says the same.
        bool lacks_day = false;             // None stands there, or it could not be read.
        bool is_unnumbered = false;         // Its number could not be read.
    };

    void visit(std::size_t row, std::vector<Refusal>& faults);
    void take(std::size_t row, std::vector<Refusal>& faults);
    void add_numbers();
    void read_cell(const SheetColumn& column, const paper::Cell& cell, Date day, Draft& draft);
    Draft draft(std::size_t row);
    Date day_of(std::size_t row, Draft& draft);
    bool is_awaited(const registry::Lines& lines) const;
    void read_field(const SheetColumn& column, const paper::Cell& cell, Date day, Draft& draft,
                    std::vector<Refusal>& faults);
    bool stands_as_exported(const SheetColumn& column, const paper::Cell& cell, Draft& draft);
    void hold(std::size_t row, const Draft& draft);
    bool names_faulty(const registry::Field& field, const std::string& text);
    bool is_of_faulty(const registry::Lines& lines, const Refusal& fault);
    void report(std::size_t row, const Draft& draft, const Refusal& refusal,
                std::vector<Refusal>& faults);
    KeyedRow keyed_row(std::size_t row, const Draft& draft) const;
    void repeat(const KeyedRow& here, const std::string& key, const Text& title, Draft& draft);
    Refusal row_twice(const KeyedRow& first, std::size_t row, const Text& title) const;
    void read_id(const paper::Cell& cell, const SheetColumn& column, Draft& draft);
    void check_repeats(std::size_t row, Draft& draft);
    struct Outcome {
        store::Written written;
        bool is_correction = false;
    };
    Result<Outcome> write(std::size_t row, const Draft& draft);
    Result<std::optional<store::Kept>> known(std::size_t row, const Draft& draft);
    void count(std::size_t row, const Outcome& outcome);
    bool is_held_up(const Refusal& refusal) const;
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
    std::vector<std::size_t> held_;                    // Rows, in order.
    std::set<std::size_t> begun_;                      // Held rows that begin_circles() filed.
    ImportedSheet done_;
};

}  // namespace qingshui::app
