#pragma once

#include "base/clock.h"
#include "store/contents.h"
#include "store/session.h"

namespace qingshui::store {

// Where every change is made: checks it, writes the row, the history entry and what it adds
// to the tallies, all on the session's connection and in the caller's transaction.
//
// An act is what happens between begin() and either settle() or undo(). See Writer in
// store.h for what each change means and refuses.
class Desk {
public:
    Desk(Session& session, Clock& clock) : session_(session), clock_(clock) {}

    // Reads where the numbers stand; after the session was loaded.
    void load();
    void begin();
    // Writes what was gathered; before the act's savepoint is released. Refuses
    // "count.too_large".
    Result<void> settle() { return session_.tallies().settle(); }
    // Brings memory back to begin(); after the act's savepoint was rolled back.
    void undo();

    Result<Written> file(std::string_view register_id, registry::Record record, const Stamp& stamp,
                         std::optional<Id<registry::Record>> id);
    Result<Written> correct(std::string_view register_id, Id<registry::Record> id,
                            registry::Record record, const Stamp& stamp,
                            std::optional<std::int64_t> expected_seq);
    Result<Written> withdraw(std::string_view register_id, Id<registry::Record> id,
                             const Stamp& stamp);
    std::int64_t new_id();
    Result<void> may_take_over(const registry::Schema& schema, Id<registry::Record> id);
    Result<Written> change_areas(const area::Act& act, const Stamp& stamp);
    Result<Written> set_boundary(Id<area::Area> area, const area::Boundary& boundary, Date since,
                                 const Stamp& stamp);
    Result<Written> set_packs(const Folders& folders, const Stamp& stamp);
    Result<Written> keep_document(Document document, const Stamp& stamp);
    // The first entry of a history; the office's row is there already.
    void open_history(const Stamp& stamp);

private:
    // What a request asks for, to be compared with an earlier one under the same key.
    struct Request {
        std::string_view act;
        std::string_view subject;
        std::int64_t record = 0;  // 0: whatever the earlier one was given.
        std::string_view content;

        friend bool operator==(const Request&, const Request&) = default;
    };

    NewEntry entry(std::string act, std::string_view subject, std::int64_t record);
    // What became of the same request earlier. None: the key is new, or there is none.
    Result<std::optional<Written>> earlier(const Request& request, const Stamp& stamp);
    // The answer to a request for what is so already. Its key, if it has one, is kept: repeated
    // after others have changed what it is about, it is still the same request.
    Written unchanged(const Request& request, std::int64_t seq, const Stamp& stamp);
    // Everything wrong with the record, see book_faults; it is made ready to be kept on the way.
    std::vector<Refusal> examine(RegisterTable& table, registry::Record& record,
                                 const Kept* corrects);
    Result<void> check_referrers(RegisterTable& table, const Kept& kept);
    void count(const RegisterTable& table, const registry::Record& record, int sign);
    Written write_correction(RegisterTable& table, const Kept& before, registry::Record record,
                             const Stamp& stamp);
    Result<void> recompute(const registry::Schema& schema, const Stamp& stamp);

    Session& session_;
    Clock& clock_;
    std::int64_t last_id_ = 0;
    // As the act began.
    Journal::End end_before_;
    bool changed_memory_ = false;  // Declarations, areas or the office's row.
};

}  // namespace qingshui::store
