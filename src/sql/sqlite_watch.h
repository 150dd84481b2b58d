#pragma once

#include <sqlite3.h>

#include <atomic>
#include <string>

namespace qingshui::sql {

// Stands between SQLite and the files of a database and remembers whether a sync failed. SQLite
// itself forgets some: those of a checkpoint that a commit ran, and those of the folder. After a
// sync that failed the system may take for written what is not; only opening the files again tells.
//
// A VFS of SQLite that hands everything on to the system's own. Must outlive what is opened by
// it. Safe to share between threads.
class SqliteWatch {
public:
    // Throws Failure.
    SqliteWatch();
    ~SqliteWatch();
    SqliteWatch(const SqliteWatch&) = delete;
    SqliteWatch& operator=(const SqliteWatch&) = delete;
    SqliteWatch(SqliteWatch&&) = delete;
    SqliteWatch& operator=(SqliteWatch&&) = delete;

    // To be opened by, as sqlite3_open_v2 takes it.
    const char* name() const { return name_.c_str(); }
    bool has_failed() const { return has_failed_; }
    void fail() { has_failed_ = true; }

private:
    std::string name_;
    sqlite3_vfs vfs_;
    std::atomic<bool> has_failed_ = false;
};

}  // namespace qingshui::sql
