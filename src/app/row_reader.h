#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/export.h"
#include "app/import_lane.h"
#include "app/sheet_body.h"

namespace qingshui::app {

// What a row says, and how far it could be read.
struct RowDraft {
    registry::Record record;
    std::optional<Id<registry::Record>> id = {};  // From the record number's column.
    std::optional<store::Kept> before = {};       // The record of that number.
    std::vector<Refusal> faults = {};
    std::set<std::string> unread = {};  // What could not be read (unread_parts.h).
    std::string waits_for = {};         // The name of what a reference needs first; empty: none.
    bool is_repeated = false;           // A row before it says the same.
    bool lacks_day = false;             // None stands there, or it could not be read.
    bool is_unnumbered = false;         // Its number could not be read.
};

// Reads the rows of one sheet of an import. What stands in a cell of a numbered row as an export
// puts it is kept as it is, whatever it would be read as by now. References to rows that had
// faults are not judged: they would only repeat them.
class RowReader {
public:
    RowReader(const IncomingSheet& incoming, ImportLane& lane, const SheetBody& body);

    RowDraft read(std::size_t row);

private:
    void read_id(const paper::Cell& cell, const SheetColumn& column, RowDraft& draft);
    Date day_of(std::size_t row, RowDraft& draft);
    void read_cell(const SheetColumn& column, const paper::Cell& cell, Date day, RowDraft& draft);
    void read_lines(const SheetColumn& column, const paper::Cell& cell, Date day, RowDraft& draft,
                    std::vector<Refusal>& faults);
    void read_field(const SheetColumn& column, const paper::Cell& cell, Date day, RowDraft& draft,
                    std::vector<Refusal>& faults);
    bool is_excused(const registry::Field& field, const std::string& text, RowDraft& draft);
    bool is_settled(const registry::Field& field, const registry::Value& value,
                    const paper::Cell& cell, RowDraft& draft, std::vector<Refusal>& faults);
    std::vector<Id<area::Area>> areas_of(const registry::Record& record) const;
    bool stands_as_exported(const SheetColumn& column, const paper::Cell& cell, RowDraft& draft);

    const IncomingSheet& incoming_;
    const registry::Schema& schema_;
    ImportLane& lane_;
    const SheetBody& body_;
    CellReader reader_;
    CellPrinter printer_;
    const SheetColumn* day_column_ = nullptr;
    bool has_own_areas_ = false;  // The reader prefers those of the row before.
};

}  // namespace qingshui::app
