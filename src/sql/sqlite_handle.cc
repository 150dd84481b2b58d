#include "sql/sqlite_handle.h"

#include "base/failure.h"
#include "sql/database.h"

namespace qingshui::sql {

SqliteHandle open_sqlite_file(const std::string& path, int flags) {
    sqlite3* opened = nullptr;
    const int outcome = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
    SqliteHandle handle(opened);
    if (outcome != SQLITE_OK) {
        throw Failure(path + ": " + (opened ? sqlite3_errmsg(opened) : "out of memory"));
    }
    return handle;
}

void run_sqlite(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw_sqlite(database);
    }
}

void throw_sqlite(sqlite3* database) {
    throw_sqlite(sqlite3_extended_errcode(database), sqlite3_errmsg(database));
}

void throw_sqlite(int code, const std::string& message) {
    constexpr int kPrimaryCode = 0xFF;
    if ((code & kPrimaryCode) == SQLITE_CONSTRAINT) throw ConstraintFailure("database: " + message);
    throw Failure("database: " + message);
}

}  // namespace qingshui::sql
