#pragma once

#include <cstdint>
#include <string>

#include "base/text.h"

namespace qingshui::store {

// Where an office is: a folder, or a database of a PostgreSQL server; and which of the offices
// there.
struct Address {
    Address() = default;
    // `at`: a folder's path, or a connection string that begins with postgresql://.
    // `of`: the code of the office; 0: the only one there.
    Address(std::string at, std::int64_t of = 0) : place(std::move(at)), tenant(of) {}
    Address(const char* at) : place(at) {}

    bool is_server() const;
    // The place as people may see it: of a server without user and password.
    std::string shown() const;

    std::string place;
    std::int64_t tenant = 0;
};

}  // namespace qingshui::store
