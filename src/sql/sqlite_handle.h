#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

namespace qingshui::sql {

// Closes what the SQLite library opened.
struct CloseSqlite {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};
using SqliteHandle = std::unique_ptr<sqlite3, CloseSqlite>;
using SqliteStatementHandle = std::unique_ptr<sqlite3_stmt, CloseSqlite>;
using SqliteBackupHandle = std::unique_ptr<sqlite3_backup, CloseSqlite>;

// Opens the file `path` with sqlite3_open_v2 flags; `vfs` null: by the system's own. Throws
// Failure.
SqliteHandle open_sqlite_file(const std::string& path, int flags, const char* vfs = nullptr);

// Runs SQL that gives no rows and takes no parameters. Throws as throw_sqlite() does.
void run_sqlite(sqlite3* database, const char* sql);

// Throws ConstraintFailure or Failure with the library's last message, which names tables and
// columns but never values.
[[noreturn]] void throw_sqlite(sqlite3* database);
[[noreturn]] void throw_sqlite(sqlite3* database, int code, const std::string& message);

// Makes the qs_ functions (docs/sql-functions.md) known to a connection. Throws Failure.
void add_sqlite_functions(sqlite3* database);

}  // namespace qingshui::sql
