#pragma once

#include <optional>
#include <set>
#include <string>

#include "store/store.h"

namespace qingshui::app {

// Tells which record of a register a row is about.
class RowMatching {
public:
    // `takes_numbers`: the register had no record before, so that numbers of another office's
    // export may be taken over.
    RowMatching(store::Reader& reader, const registry::Schema& schema, bool takes_numbers)
        : reader_(reader), schema_(schema), takes_numbers_(takes_numbers) {}

    // The record of this number; none if it is to be filed under it. Refuses "import.withdrawn"
    // and, for a number that this register never gave, "import.record_unknown".
    Result<std::optional<store::Kept>> by_number(Id<registry::Record> id);

    // The record that every unique key of the row names which names any; none if none does.
    // Refuses "import.keys_differ" if they name several, and "import.key_taken" if the first key
    // names none: the row may be about something else whose other key was mistyped.
    Result<std::optional<store::Kept>> by_keys(const registry::Record& record);

    // The record that has this unique key; none if the key is not filled in or nobody's.
    std::optional<Id<registry::Record>> find(std::size_t key, const registry::Record& record);

    // That a record was withdrawn: when, by whom and why.
    Refusal withdrawn(Id<registry::Record> id, Text remedy);

private:
    struct Named {
        std::size_t key;
        Id<registry::Record> record;
    };

    Refusal keys_differ(const Named& one, const Named& other);
    Refusal key_taken(const Named& taken);
    Text titles_of(std::size_t key) const;

    store::Reader& reader_;
    const registry::Schema& schema_;
    bool takes_numbers_;
};

// Has the record all fields of this unique key?
bool has_key(const registry::Schema& schema, std::size_t key, const registry::Record& record);

}  // namespace qingshui::app
