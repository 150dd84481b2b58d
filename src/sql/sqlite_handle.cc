#include "sql/sqlite_handle.h"

#include <cerrno>

#include <fmt/format.h>

#include "base/told_failure.h"
#include "sql/database.h"

namespace qingshui::sql {

namespace {

ToldFailure damaged(const std::string& path, const std::string& why) {
    return {{fmt::format("数据库文件“{}”已损坏，或不是办公室的数据库（{}）", path, why),
             fmt::format("The database \"{}\" is damaged, or none of an office ({})", path, why)},
            {"请保留该文件，用 qingshui restore 把备份恢复到新的文件夹",
             "Keep the file, and put a backup into a new folder with qingshui restore"}};
}

ToldFailure busy(const std::string& path) {
    return {{fmt::format("数据库“{}”正由另一个程序写入", path),
             fmt::format("The database \"{}\" is being written by another process", path)},
            {"请等它结束后再试", "Wait for it to end, and try again"}};
}

ToldFailure read_only(const std::string& path) {
    return {{fmt::format("数据库“{}”现在只能读，不能写：磁盘已满或只读，或没有权限", path),
             fmt::format("The database \"{}\" can only be read: the disk is full or read-only, or "
                         "there is no permission",
                         path)},
            {"没有登记；请腾出空间或调整权限后重试",
             "Nothing was kept; free some space or change the permissions, and try again"}};
}

ToldFailure failed(const std::string& path, const std::string& why) {
    return {{fmt::format("不能读写数据库“{}”（{}）", path, why),
             fmt::format("The database \"{}\" cannot be read or written ({})", path, why)},
            {"请检查磁盘是否已满、是否只读；如仍不行，用 qingshui restore 恢复备份",
             "See whether the disk is full or read-only; failing that, put a backup back with "
             "qingshui restore"}};
}

// The path of an open database; empty if it has none.
std::string path_of(sqlite3* database) {
    const char* path = database == nullptr ? nullptr : sqlite3_db_filename(database, "main");
    return path == nullptr ? "" : path;
}

ToldFailure told(const std::string& path, int code, int system_error, const std::string& why) {
    constexpr int kPrimaryCode = 0xFF;
    switch (code & kPrimaryCode) {
        case SQLITE_FULL: return file_failure(path, ENOSPC);
        case SQLITE_READONLY: return read_only(path);
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return busy(path);
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT: return damaged(path, why);
        case SQLITE_CANTOPEN:
        case SQLITE_IOERR:
            if (code == SQLITE_IOERR_SHORT_READ) return damaged(path, why);
            if (system_error != 0) return file_failure(path, system_error);
            break;
        default: break;
    }
    return failed(path, why);
}

}  // namespace

SqliteHandle open_sqlite_file(const std::string& path, int flags, const char* vfs) {
    sqlite3* opened = nullptr;
    const int outcome = sqlite3_open_v2(path.c_str(), &opened, flags, vfs);
    SqliteHandle handle(opened);
    if (outcome != SQLITE_OK) {
        throw told(path, outcome, opened ? sqlite3_system_errno(opened) : 0,
                   opened ? sqlite3_errmsg(opened) : "out of memory");
    }
    return handle;
}

void run_sqlite(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw_sqlite(database);
    }
}

void throw_sqlite(sqlite3* database) {
    throw_sqlite(database, sqlite3_extended_errcode(database), sqlite3_errmsg(database));
}

void throw_sqlite(sqlite3* database, int code, const std::string& message) {
    constexpr int kPrimaryCode = 0xFF;
    if ((code & kPrimaryCode) == SQLITE_CONSTRAINT) throw ConstraintFailure("database: " + message);
    throw told(path_of(database), code, sqlite3_system_errno(database), message);
}

}  // namespace qingshui::sql
