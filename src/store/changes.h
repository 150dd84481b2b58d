#pragma once

#include <map>

#include "store/session.h"

namespace qingshui::store {

// A record that was changed after a moment, in the form of today's declarations.
struct Change {
    std::optional<registry::Record> then;
    std::optional<registry::Record> now;
    std::int64_t seq = 0;  // The entry that wrote `then`.
};

// What was changed after a moment, found in the history register by register when asked for.
//
// Borrows the session.
class Changes {
public:
    using ByRecord = std::map<std::int64_t, Change>;

    Changes(Session& session, AsOf moment) : session_(session), moment_(moment) {}

    const ByRecord& of(const std::string& register_id);

private:
    Session& session_;
    AsOf moment_;
    std::map<std::string, ByRecord> registers_;  // Once asked for.
};

// The record that an entry's JSON holds; none if it is empty. Throws Failure if it is not
// one of this schema.
std::optional<registry::Record> parse_record(const registry::Schema& schema, std::string_view text);

}  // namespace qingshui::store
