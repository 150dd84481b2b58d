#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"
#include "store/store.h"

namespace qingshui::store {

// What an entry of the history is made of, before it has its place.
struct NewEntry {
    Instant at;
    std::string act;
    std::string subject;
    std::int64_t record = 0;
    std::string before = {};
    std::string after = {};
};

// The hash of an entry: SHA-256 over the previous hash and every other field, in a form from
// which they could be read back (docs/decisions/0011).
Digest entry_hash(std::int64_t tenant, const Entry& entry);

// The history (账册): append-only, numbered from 1 without gaps, chained by hash.
//
// Borrows the connection. Knows its own end in memory; load() reads it.
class Journal {
public:
    // Where the chain ends.
    struct End {
        std::int64_t seq = 0;
        Digest hash;
        Instant at = {};
    };

    Journal(sql::Connection& connection, std::int64_t tenant)
        : connection_(connection), tenant_(tenant) {}

    void load();
    const End& end() const { return end_; }
    // Goes back with a savepoint that was rolled back.
    void back_to(const End& end) { end_ = end; }
    // Returns the entry's number. Times never run backwards along the chain, whatever the clock
    // did, so that the books as of a moment are all entries up to one. Throws
    // sql::ConflictFailure if another process took the number.
    std::int64_t append(const NewEntry& entry, const Stamp& stamp);

    std::int64_t last_seq();
    std::int64_t seq_at(Instant moment);
    std::int64_t last_record();  // The greatest id of a record or area; 0: none.
    std::optional<Entry> at(std::int64_t seq);
    // The last entry about a record, of those up to `seq`.
    std::optional<Entry> last_about(std::int64_t record, std::int64_t seq);
    std::vector<Entry> about(std::int64_t record);
    std::vector<Entry> after(std::int64_t seq, int most);
    // Entries (after, upto] of one act, in order: "area", "packs".
    std::vector<Entry> of_act(std::string_view act, std::int64_t after, std::int64_t upto);
    // Entries after `after` about the records of a register, in order.
    std::vector<Entry> of_register(std::string_view register_id, std::int64_t after);
    std::optional<Entry> by_key(std::string_view key);
    bool knows(std::int64_t record);

private:
    std::vector<Entry> read(std::string_view condition, const std::vector<sql::Value>& values);
    std::optional<Entry> read_one(std::string_view condition,
                                  const std::vector<sql::Value>& values);
    std::int64_t number(std::string_view text, const std::vector<sql::Value>& values);

    sql::Connection& connection_;
    std::int64_t tenant_;
    End end_;
};

}  // namespace qingshui::store
