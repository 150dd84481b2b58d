#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/actor.h"
#include "store/store.h"

namespace qingshui::app {

// One record as a person writes it down: fields by title or id with their text as CellReader
// reads it, sub-tables with one line of text for each of theirs.
struct RecordOrder {
    std::string register_id;  // Or its title.
    std::vector<std::pair<std::string, std::string>> fields = {};
    std::string reason = {};
    std::string key = {};  // What makes a repeated order the same order; empty: none.
};

// Each refuses "register.unknown", "record.field_unknown" with the nearest,
// "record.field_twice", "record.field_computed", what CellReader refuses (all of these at once,
// in "record.faulty"), "access.outside", and what store::Writer refuses.
Result<store::Written> file_record(const access::Actor& actor, store::Store& store,
                                   const RecordOrder& order);
// `record`: what find_record() reads. Fields that the order does not name stay as they are; an
// empty text empties one.
Result<store::Written> correct_record(const access::Actor& actor, store::Store& store,
                                      const RecordOrder& order, std::string_view record);
Result<store::Written> withdraw_record(const access::Actor& actor, store::Store& store,
                                       const RecordOrder& order, std::string_view record);

// The record that a person means: by the register's naming key (see naming_key), else by number,
// with or without "#" before it; one that was withdrawn by its number. Refuses "record.missing".
Result<Id<registry::Record>> find_record(store::Reader& reader, const registry::Schema& schema,
                                         std::string_view text);

// The same, and before it those that bore the naming key when they were withdrawn, from the first
// withdrawn to the last: its whole past. Refuses "record.missing" if there is none at all.
Result<std::vector<Id<registry::Record>>> find_ever(store::Reader& reader,
                                                    const registry::Schema& schema,
                                                    std::string_view text);

// A field or sub-table as a person may see it: masked.
struct ShownField {
    std::string id;
    Text title;
    std::string text;
};

struct ShownRecord {
    std::string register_id;
    Text title;  // The register's.
    Id<registry::Record> id;
    std::int64_t seq = 0;
    std::string label;
    std::vector<ShownField> fields;  // The filled ones.
};

// A field that an entry changed, masked: both sides may read the same.
struct ShownChange {
    std::string id;
    Text title;
    std::string before;
    std::string after;
};

struct ShownEntry {
    Id<registry::Record> record;
    std::int64_t seq = 0;
    Instant at;
    std::string actor;
    std::string act;  // "file", "correct", "withdraw"
    std::string reason;
    std::vector<ShownChange> changes;
};

// Which record, and as of when: a day (its end) or a moment as people write it; empty: now.
struct RecordQuestion {
    std::string_view register_id;  // Or its title.
    std::string_view record;       // What find_record() reads, by the keys of then or of now.
    std::string_view as_of = {};
};

// Refuses "register.unknown", "record.missing", "access.outside" and what view_as_of() refuses.
Result<ShownRecord> show_record(const access::Actor& actor, store::Reader& reader,
                                const RecordQuestion& question);
// From the first entry to the last; of several that bore the key, one record after the other (see
// find_ever).
Result<std::vector<ShownEntry>> show_history(const access::Actor& actor, store::Reader& reader,
                                             std::string_view register_id, std::string_view record);
// The records that hold all of `words`, at most `most` of a register, those outside the actor's
// area left out. Without a register: of all, one after the other.
Result<std::vector<ShownRecord>> find_records(const access::Actor& actor, store::Reader& reader,
                                              std::string_view register_id, std::string_view words,
                                              int most);

}  // namespace qingshui::app
