#pragma once

#include <functional>

#include "sql/database.h"
#include "store/address.h"
#include "store/store.h"

namespace qingshui::store {

// What was copied of an office.
struct Copied {
    std::int64_t tenant = 0;
    std::string title;
    std::int64_t entries = 0;  // Of its history.
    std::size_t files = 0;     // Attachments and keys.
    bool was_there = false;    // It had been copied whole before.
};

// Copies the offices of a place, or the one that `from` names, to another place, of another engine
// or the same: everything they keep, to the letter, with its numbers. An office is there once it is
// whole and verified. A copy that was cut short is gone on with; if its office has changed since,
// it is begun anew. The same again is `was_there`. `progress` is told of rows.
//
// Refuses what open() refuses of `from`, "office.busy" of a folder, "office.exists" if another
// office of this code is there, "packs.shared" if those there keep a field as another type, and
// "copy.differs" with what verifying found.
Result<std::vector<Copied>> copy_offices(
    const Address& from, const Address& to,
    const std::function<void(std::int64_t done, std::int64_t all)>& progress);

}  // namespace qingshui::store
