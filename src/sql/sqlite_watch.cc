#include "sql/sqlite_watch.h"

#include <cerrno>
#include <filesystem>

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include "base/failure.h"

namespace qingshui::sql {
namespace {

// A file as SQLite holds it; the system's own follows it in memory.
struct Watched {
    sqlite3_file base;
    SqliteWatch* watch;
    const char* new_path;  // Of a file whose name no sync has covered yet; null otherwise.
};

Watched& watched(sqlite3_file* file) { return *reinterpret_cast<Watched*>(file); }

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<Watched*>(file) + 1);
}

const sqlite3_io_methods& methods(sqlite3_file* file) { return *real(file)->pMethods; }

// Hands a method on to the system's own.
template <auto Method>
struct Hand;
template <typename Answer, typename... Arguments,
          Answer (*sqlite3_io_methods::*Method)(sqlite3_file*, Arguments...)>
struct Hand<Method> {
    static Answer on(sqlite3_file* file, Arguments... arguments) {
        return (methods(file).*Method)(real(file), arguments...);
    }
};

// Makes the name of a file outlive a power cut.
bool sync_name(const char* path) {
    const auto folder = std::filesystem::path(path).parent_path();
    const int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (number < 0) return false;
    const bool is_done = ::fsync(number) == 0 || errno == EINVAL || errno == ENOTSUP;
    ::close(number);
    return is_done;
}

// The name first: what SQLite makes of it is passed over in silence, but then there is nothing left
// to do.
int sync(sqlite3_file* file, int flags) {
    Watched& one = watched(file);
    const bool is_named = one.new_path == nullptr || sync_name(one.new_path);
    const int outcome = is_named ? methods(file).xSync(real(file), flags) : SQLITE_IOERR_DIR_FSYNC;
    if (outcome == SQLITE_OK) {
        one.new_path = nullptr;
    } else {
        one.watch->fail();
    }
    return outcome;
}

constexpr sqlite3_io_methods kMethods = {
    .iVersion = 3,
    .xClose = Hand<&sqlite3_io_methods::xClose>::on,
    .xRead = Hand<&sqlite3_io_methods::xRead>::on,
    .xWrite = Hand<&sqlite3_io_methods::xWrite>::on,
    .xTruncate = Hand<&sqlite3_io_methods::xTruncate>::on,
    .xSync = sync,
    .xFileSize = Hand<&sqlite3_io_methods::xFileSize>::on,
    .xLock = Hand<&sqlite3_io_methods::xLock>::on,
    .xUnlock = Hand<&sqlite3_io_methods::xUnlock>::on,
    .xCheckReservedLock = Hand<&sqlite3_io_methods::xCheckReservedLock>::on,
    .xFileControl = Hand<&sqlite3_io_methods::xFileControl>::on,
    .xSectorSize = Hand<&sqlite3_io_methods::xSectorSize>::on,
    .xDeviceCharacteristics = Hand<&sqlite3_io_methods::xDeviceCharacteristics>::on,
    .xShmMap = Hand<&sqlite3_io_methods::xShmMap>::on,
    .xShmLock = Hand<&sqlite3_io_methods::xShmLock>::on,
    .xShmBarrier = Hand<&sqlite3_io_methods::xShmBarrier>::on,
    .xShmUnmap = Hand<&sqlite3_io_methods::xShmUnmap>::on,
    .xFetch = Hand<&sqlite3_io_methods::xFetch>::on,
    .xUnfetch = Hand<&sqlite3_io_methods::xUnfetch>::on,
};

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
    sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    const int outcome = system->xOpen(system, path, real(file), flags, out);
    // Without methods SQLite does not close it.
    file->pMethods = real(file)->pMethods == nullptr ? nullptr : &kMethods;
    constexpr int kKept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    const bool may_be_new = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & kKept) != 0;
    watched(file).watch = static_cast<SqliteWatch*>(vfs->pAppData);
    watched(file).new_path = may_be_new ? path : nullptr;
    return outcome;
}

}  // namespace

SqliteWatch::SqliteWatch() : name_(fmt::format("watch-{}", fmt::ptr(this))), vfs_() {
    if (sqlite3_initialize() != SQLITE_OK) throw Failure("SQLite cannot be started");
    vfs_ = *sqlite3_vfs_find(nullptr);
    vfs_.szOsFile += static_cast<int>(sizeof(Watched));
    vfs_.zName = name_.c_str();
    vfs_.pAppData = this;
    vfs_.pNext = nullptr;
    vfs_.xOpen = open;
    if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw Failure("SQLite takes no VFS");
}

SqliteWatch::~SqliteWatch() { sqlite3_vfs_unregister(&vfs_); }

}  // namespace qingshui::sql
