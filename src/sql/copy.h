#pragma once

#include <functional>

#include "sql/database.h"

namespace qingshui::sql {

// Copies all that `from` holds, tables with their indices, rows and what is searched, into `to`,
// which holds nothing yet; tables named in `without` are left out. Both must be in a transaction;
// the caller commits. Row by row in order of the keys, so that memory does not grow with what is
// copied.
void copy_all(Connection& from, Connection& to, std::span<const std::string> without = {});

// Copies the rows of one tenant in a table that both have, and what is searched of it, in order of
// the keys after the last one that `to` has, so that a copy that was cut short goes on. `on_page`
// is told after every page how many rows it had; the caller may commit there and begin anew.
using OnPage = std::function<void(std::size_t rows)>;
void copy_tenant(Connection& from, Connection& to, const Table& table, std::int64_t tenant,
                 const OnPage& on_page);
void copy_tenant_search(Connection& from, Connection& to, std::int64_t tenant,
                        const OnPage& on_page);
// Removes what is searched of a tenant.
void clear_tenant_search(Connection& connection, std::int64_t tenant);

}  // namespace qingshui::sql
