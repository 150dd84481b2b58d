#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "app/cell_reading.h"
#include "app/held_rows.h"
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
    Digest content;   // Without the number.
    std::optional<Id<registry::Record>> id = {};
};

// What the sheets of one import share.
struct ImportLane {
    // How rows are treated that need what is not there. Judging begins when no row can go on any
    // more, so that the import is refused in any case: from then on it is about the right words.
    enum class Stage {
        Taking,   // They are held: it may come yet.
        Judging,  // They are held if another held row bears the name: that one may be to blame.
        Last,     // They are to blame themselves.
    };

    // Is a row to wait for something of this name that a register's rows file or give up?
    bool is_awaited(const std::string& register_id, const std::string& name) const;
    // Remembers that what bears these names was refused, and lets rows go on that waited for it.
    void note_faulty(const std::vector<std::string>& names);
    void begin_judging();

    store::Writer& writer;
    store::Reader& before;  // The books as they were.
    const access::Actor& actor;
    store::Stamp stamp;
    bool files_again = false;                    // What was withdrawn or corrected since.
    std::set<std::string> empty = {};            // Registers that had no record before.
    std::map<std::string, KeyedRow> keyed = {};  // By number or key.
    // Rows with a record number, by it, those still to come included.
    std::map<std::string, KeyedRow> numbered = {};
    std::set<std::string> expected = {};  // Registers that the import has sheets of.
    std::set<std::string> taken = {};     // Numbers of records that rows were taken in for.
    std::set<std::string> faulty = {};    // Numbers and keys of rows that were refused.
    std::set<std::string> stuck = {};     // Those of rows held when judging began.
    HeldRows held = {};
    Stage stage = Stage::Taking;
    bool is_dry_run = false;
};

// The stamp of what one row of a sheet writes: who looks at the history later learns which it was,
// behind the reason that was given. `unit` is what `number` counts: "行".
store::Stamp stamp_of(const store::Stamp& given, const std::string& sheet, int number,
                      std::string_view unit = "行");

// A record's number as the rows of an import are told apart by: "trade.firm #17…".
std::string number_text(const registry::Schema& schema, Id<registry::Record> id);

// The values of one unique key likewise; none if one of them is empty.
std::optional<std::string> key_text(const registry::Schema& schema, const registry::Record& record,
                                    std::size_t key);

// Both as a reference names the record: by its number after "#", or by its naming key as `reader`
// reads it. None if `text` cannot name one.
std::optional<std::string> referred_text(const registry::Schema& target, const std::string& text,
                                         CellReader& reader);

}  // namespace qingshui::app
