#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "area/boundary.h"
#include "area/tree.h"
#include "base/clock.h"
#include "base/hash.h"
#include "registry/pack.h"
#include "registry/record_json.h"
#include "sql/database.h"
#include "store/address.h"
#include "store/attachment.h"
#include "tally/count.h"

namespace qingshui::store {

class Files;

// Who acts, why, and the key that makes a repeated request the same request.
struct Stamp {
    std::string actor;
    std::string reason = {};
    std::string key = {};  // Idempotency key; empty: none.
};

// What a write did.
struct Written {
    Id<registry::Record> record;
    std::int64_t seq = 0;    // Its history entry. The tenant's version after it.
    bool repeated = false;   // The key was seen before: nothing was written now.
    bool unchanged = false;  // All was so already: nothing was written but the key, if any.
};

// One entry of the history (the journal of changes), chained by hash.
struct Entry {
    std::int64_t seq = 0;
    Instant at;
    std::string actor;
    std::string act;          // "file", "correct", "withdraw", "area", "boundary", "packs",
                              // "keep" (a document), "office" (the first entry),
                              // "unchanged" (a request whose key had to be kept)
    std::string subject;      // Register id, or what the act is about.
    std::int64_t record = 0;  // Id<Record> or Id<Area>, 0 if none.
    std::string reason;
    std::string key;     // Idempotency key; empty: none.
    std::string before;  // Canonical JSON; empty if there was none.
    std::string after;
    Digest previous;
    Digest hash;
};

// A record with its place in the books.
struct Kept {
    Id<registry::Record> id;
    std::int64_t seq = 0;  // The entry that wrote it as it is.
    registry::Record record;
};

// What was done about a record under an idempotency key.
struct Keyed {
    std::string act;     // "file", "correct", "withdraw"
    std::string schema;  // Register id.
    Id<registry::Record> record;
    std::optional<registry::Record> before;  // As the request found it; none: it was filed.
};

// A document kept with the books (a signed report). Never changed.
struct Document {
    std::string kind;      // "report"
    std::string name;      // Unique within its kind.
    Digest digest;         // Of the body.
    std::int64_t seq = 0;  // The entry that kept it.
    std::string body;      // Empty in lists.
};

// A moment to read the books as of: the state after history entry `seq`.
struct AsOf {
    std::int64_t seq = 0;
};

// The books at one moment: as they are, or as they were after some entry of the history. All of
// it speaks of that moment, so that what is read from one view fits together.
class View {
public:
    virtual ~View() = default;
    virtual const registry::Catalogue& catalogue() const = 0;
    virtual const area::Tree& tree() const = 0;
    virtual tally::Books& books() = 0;

    virtual std::optional<Kept> record(std::string_view schema, Id<registry::Record> id) = 0;
    // In order of id, after `after`, at most `most`; empty: there are no more.
    virtual std::vector<Kept> records(std::string_view schema, Id<registry::Record> after,
                                      int most) = 0;
    // By the n-th unique key of the schema, with the values of its fields.
    virtual std::optional<Id<registry::Record>> find(
        std::string_view schema, std::size_t key, const std::vector<registry::Value>& values) = 0;
    // How a record is named to people: its label with references resolved and masks kept.
    virtual std::string label(std::string_view schema, Id<registry::Record> id) = 0;
};

// Reads, in one snapshot of the database. Not thread-safe; make one per request, and give
// it back before the store goes.
class Reader : public View {
public:
    virtual std::int64_t tenant() const = 0;
    virtual Id<area::Area> root() const = 0;       // The office's own area.
    virtual const std::string& title() const = 0;  // The office's name.

    virtual std::int64_t last_seq() = 0;
    virtual std::int64_t seq_at(Instant moment) = 0;  // Last entry at or before; 0: none.
    virtual std::int64_t record_count(std::string_view schema) = 0;
    virtual std::vector<Kept> search(std::string_view schema, std::string_view words, int most) = 0;
    virtual std::vector<Entry> history(std::string_view schema, Id<registry::Record> id) = 0;
    virtual std::vector<Entry> entries(std::int64_t after, int most) = 0;
    // The request about a record that had this idempotency key.
    virtual std::optional<Keyed> keyed(std::string_view key) = 0;

    virtual std::optional<area::Boundary> boundary(Id<area::Area> area, Date day) = 0;
    // The innermost area, of those live on `day`, with a boundary around the place.
    virtual std::optional<Id<area::Area>> locate(const area::Point& place, Date day) = 0;
    virtual std::optional<Document> document(std::string_view kind, std::string_view name) = 0;
    virtual std::vector<Document> documents(std::string_view kind) = 0;  // By name, no bodies.

    // The books as they were: with the declarations and areas of that moment, and records in
    // their form. Only masks are those of now: what has become personal stays so. Borrows
    // the reader.
    virtual std::unique_ptr<View> as_of(AsOf moment) = 0;
};

// The one door for change. Every write is checked, kept, recorded in the history and counted
// in the tallies within the lane's transaction, or refused with all its faults.
//
// Its reads see its own writes. What catalogue(), tree() and books() gave before set_packs
// is void after it.
class Writer : public Reader {
public:
    // All refuse "stamp.text" and "stamp.length" (see store/stamp.h).
    //
    // Refuses "record.faulty" with every fault in `faults`: those of registry::faults, and
    // "record.duplicate" (unique key), "area.unknown", "area.not_live" (on the record's day),
    // "area.level", "reference.unknown", "attachment.unknown" (not kept). Refuses by
    // themselves "register.unknown", "record.missing", "record.exists" (`id` was used
    // before), "record.number" (`id` is none that any office gave), "record.changed"
    // (`expected_seq` is not the record's seq), "record.referred" (withdrawing what others refer
    // to), "key.reused" (same idempotency key, other content). A refused call leaves no trace, so
    // an act may go on and collect the faults of many records.
    virtual Result<Written> file(std::string_view schema, registry::Record record,
                                 const Stamp& stamp,
                                 std::optional<Id<registry::Record>> id = {}) = 0;
    virtual Result<Written> correct(std::string_view schema, Id<registry::Record> id,
                                    registry::Record record, const Stamp& stamp,
                                    std::optional<std::int64_t> expected_seq = {}) = 0;
    virtual Result<Written> withdraw(std::string_view schema, Id<registry::Record> id,
                                     const Stamp& stamp) = 0;
    virtual Id<area::Area> new_area_id() = 0;
    virtual Result<Written> change_areas(const area::Act& act, const Stamp& stamp) = 0;
    // How an area's boundary runs from a day on, until another begins; Date::min(): since ever.
    // Refuses "area.unknown" and "boundary.day" (the area is not there on that day).
    virtual Result<Written> set_boundary(Id<area::Area> area, const area::Boundary& boundary,
                                         Date since, const Stamp& stamp) = 0;
    // Takes new declarations into use: tables are made and extended in place. Refuses
    // "packs.would_lose" with what would be lost and what to do, all at once.
    virtual Result<Written> set_packs(
        const std::map<std::string, registry::Catalogue::Files>& folders, const Stamp& stamp) = 0;
    // Keeps a document (a signed report) by name and digest; it is never changed. The same
    // again is `unchanged`; refuses "document.exists" if the name has another body.
    virtual Result<Written> keep_document(std::string_view kind, std::string_view name,
                                          std::string_view body, const Stamp& stamp) = 0;
};

// An office's books, in a folder or on a server.
//
// Safe to share between threads.
class Store {
public:
    virtual ~Store() = default;

    // Runs `act` in the tenant's lane: alone, under a savepoint, in a transaction shared with
    // whatever else waits; returns after the sync. What `act` refuses leaves no trace; what it
    // throws is thrown here.
    virtual Result<void> write(const std::function<Result<void>(Writer&)>& act) = 0;
    // Acts handed in that the lane has not taken up yet.
    virtual std::size_t queue_depth() = 0;
    virtual std::unique_ptr<Reader> read() = 0;

    // Keeps a file for records to name; returns after the sync. Refuses what kind_of and
    // check_attachment_size refuse.
    virtual Result<Attachment> keep_attachment(std::string_view bytes) = 0;
    // The bytes of an attachment. Refuses "attachment.unknown" and "attachment.damaged".
    virtual Result<std::string> attachment(std::string_view number) = 0;

    // What the office keeps besides its books: attachments and keys.
    virtual Files& files() = 0;

    // Backs up everything that the office's database holds, other offices too.
    virtual void back_up(const std::string& file) = 0;
    // Recounts every tally, checks the hash chain, every record against its last history
    // entry, keys, search index, attachments and the database file. One sentence per difference.
    virtual std::vector<Text> verify(
        const std::function<void(std::int64_t done, std::int64_t all)>& progress) = 0;
};

// Makes a new office and opens it. The root area, whose code is the tenant's number, exists
// since ever. The place is a new folder, or one that has none of the names that an office needs, or
// a database of a server; or there are other offices in it already, which this one joins. Nothing
// is left of an office that cannot be made whole. Refuses "office.exists", "office.not_folder",
// "folder.taken", "office.busy", "office.newer" and what set_packs refuses.
Result<std::unique_ptr<Store>> create(
    const Address& place, std::int64_t tenant, std::string_view name,
    const std::map<std::string, registry::Catalogue::Files>& packs, Clock& clock);
// Refuses "office.missing", "office.newer" (made by a later version of the program),
// "office.busy" (another process has the folder open), "office.unknown" and "office.which" (there
// are several, and the address names none).
Result<std::unique_ptr<Store>> open(const Address& address, Clock& clock);
// Backs up all offices of a place into `file` while other processes may be writing them. Refuses
// "office.missing" and "backup.exists".
Result<void> back_up(const Address& address, const std::string& file);
// Puts a backup back into a new folder, whole or not at all, after verifying it. Refuses
// what is in the way as create() does, "backup.foreign" (no backup), "backup.damaged" and
// "backup.newer" (by a later version of the program); "restore.server" for an address of a server.
Result<void> restore(const std::string& file, const Address& folder);

}  // namespace qingshui::store
