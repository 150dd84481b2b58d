#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/fault_list.h"
#include "app/import.h"
#include "app/import_lane.h"
#include "app/row_matching.h"
#include "app/row_reader.h"
#include "app/sheet_body.h"

namespace qingshui::app {

// Takes the rows of one sheet in through the lane, which holds the whole import's
// transaction. Faults are appended, each with its place; the caller rolls back if there are any.
// A row that corrects a record leaves alone what the sheet has no column for. A row without a
// number that was taken in before leaves its record as it was corrected since, unless the lane
// takes rows again.
//
// Rows that need what a later row files, or a key that a later row gives up, are held in the lane
// until it was. All sheets of an import are made before the first takes its rows.
class RowImport {
public:
    // `sheet`: which of the import's it is.
    RowImport(const IncomingSheet& incoming, ImportLane& lane, std::size_t sheet);

    // Takes all rows but those to be held.
    void take_rows(const ImportOptions& options, FaultList& faults);
    // Takes one that was held; it may be held again.
    void take(std::size_t row, FaultList& faults);
    // Takes a row that was held without what cannot be had yet, as rows that refer to each other
    // in a circle need it. It is held on, to be corrected by all that it says.
    void begin(std::size_t row, FaultList& faults);
    const ImportedSheet& done() const { return done_; }

private:
    struct Outcome {
        store::Written written;
        bool is_correction = false;
        bool is_kept = false;  // As it was corrected since the row was taken in before.
    };

    void add_numbers();
    void visit(std::size_t row, FaultList& faults);
    std::vector<std::string> names_of(const RowDraft& draft) const;
    void hold(std::size_t row, const RowDraft& draft, const std::string& name);
    void note_taken(std::size_t row, const RowDraft& draft, const Outcome& outcome);
    void note_correction(int row, Id<registry::Record> record);
    void note_there(Id<registry::Record> record, const RowDraft& draft);
    std::optional<std::string> holder_of_key(const RowDraft& draft, const Refusal& refusal);
    void report(std::size_t row, const RowDraft& draft, const Refusal& refusal,
                FaultList& faults) const;
    void check_repeats(std::size_t row, RowDraft& draft);
    KeyedRow keyed_row(std::size_t row, const RowDraft& draft) const;
    void repeat(const KeyedRow& here, const std::string& key, const Text& title, RowDraft& draft);
    Refusal row_twice(const KeyedRow& first, std::size_t row, const Text& title) const;
    Result<Outcome> write(std::size_t row, const RowDraft& draft);
    Result<std::optional<store::Kept>> known(std::size_t row, const RowDraft& draft);
    Result<Outcome> correct(std::size_t row, const store::Kept& kept, const RowDraft& draft);
    Result<Outcome> file_once(std::size_t row, const registry::Record& record);
    store::Stamp stamp_of(std::size_t row) const;
    std::string import_key(const registry::Record& record) const;
    bool is_corrected_since(Id<registry::Record> id, const std::string& key);
    std::string unused_key(const std::string& key);
    std::string id_of(const SheetColumn& column) const;
    void place(Refusal& fault, std::size_t row) const;
    void place_check(Refusal& fault, std::size_t row, const registry::Check& check) const;
    void add_faults(std::size_t row, const Refusal& refusal, std::vector<Refusal>& faults) const;

    const IncomingSheet& incoming_;
    const registry::Schema& schema_;
    ImportLane& lane_;
    std::size_t sheet_;
    store::Writer& writer_;
    SheetBody body_;
    RowReader reader_;
    RowMatching matching_;
    std::map<std::string, std::int64_t> occurrences_;  // Content → how often so far.
    std::set<std::size_t> begun_;                      // Held rows whose record was filed already.
    ImportedSheet done_;
};

}  // namespace qingshui::app
