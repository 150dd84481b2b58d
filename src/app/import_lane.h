#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "access/actor.h"
#include "app/cell_reading.h"
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
    // Remembers a row that cannot be taken, or not yet, by its number and keys.
    void note_faulty(const registry::Schema& schema, std::optional<Id<registry::Record>> id,
                     const registry::Record& record);
    // Does `text` name such a row of `target` as references do? `reader` reads its key.
    bool names_faulty(const registry::Schema& target, const std::string& text,
                      CellReader& reader) const;

    store::Writer& writer;
    store::Reader& before;  // The books as they were.
    const access::Actor& actor;
    store::Stamp stamp;
    bool files_again = false;                    // What was withdrawn since it was taken in.
    std::set<std::string> empty = {};            // Registers that had no record before.
    std::set<std::string> faulty = {};           // Numbers and keys of rows that were refused.
    std::map<std::string, KeyedRow> keyed = {};  // By register and number or key.
    // Rows with a record number, by register and number, those still to come included.
    std::map<std::string, KeyedRow> numbered = {};
    // How many sheets of each register may still file or renumber records.
    std::map<std::string, int> awaited = {};
};

// A record's number as the rows of an import are told apart by: "trade.firm #17…".
std::string number_text(const registry::Schema& schema, Id<registry::Record> id);

// The values of one unique key likewise; none if one of them is empty.
std::optional<std::string> key_text(const registry::Schema& schema, const registry::Record& record,
                                    std::size_t key);

}  // namespace qingshui::app
