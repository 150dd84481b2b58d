#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/import.h"
#include "app/sheet_columns.h"

namespace qingshui::app {

// A sheet on its way in.
struct IncomingSheet {
    std::string name;  // For people.
    paper::Sheet sheet;
    SheetPlan plan;
};

// Takes the rows of one sheet in through `writer`, which holds the whole import's
// transaction. Faults are appended, each with its place; the caller rolls back if there are any.
class RowImport {
public:
    RowImport(const IncomingSheet& incoming, store::Writer& writer, const store::Stamp& stamp);

    ImportedSheet run(const ImportOptions& options, std::vector<Refusal>& faults);

private:
    struct Draft {
        registry::Record record;
        std::optional<Id<registry::Record>> id = {};  // From the record number's column.
        std::vector<Refusal> faults = {};
    };
    enum class Kind { Record, Blank, Total, Note };

    Kind kind_of(const std::vector<paper::Cell>& row) const;
    void take(std::size_t row, std::vector<Refusal>& faults);
    Draft draft(const std::vector<paper::Cell>& row);
    Date day_of(const std::vector<paper::Cell>& row);
    void read_id(const paper::Cell& cell, const SheetColumn& column, Draft& draft);
    void check_repeats(std::size_t row, Draft& draft);
    struct Outcome {
        store::Written written;
        bool is_correction = false;
    };
    Result<Outcome> write(const Draft& draft);
    Result<Outcome> correct(Id<registry::Record> id, const registry::Record& record);
    std::optional<Id<registry::Record>> known(const registry::Record& record);
    void place(Refusal& fault, std::size_t row) const;
    void add_faults(std::size_t row, const Refusal& refusal, std::vector<Refusal>& faults) const;

    const IncomingSheet& incoming_;
    const registry::Schema& schema_;
    store::Writer& writer_;
    store::Stamp stamp_;
    CellReader reader_;
    const SheetColumn* day_column_ = nullptr;
    std::map<std::string, std::size_t> keys_;          // Unique key → the row that has it.
    std::map<std::string, std::int64_t> occurrences_;  // Content → how often so far.
    ImportedSheet done_;
};

}  // namespace qingshui::app
