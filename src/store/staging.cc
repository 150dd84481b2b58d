#include "store/staging.h"

#include <cerrno>
#include <utility>

#include "base/told_failure.h"
#include "sql/frozen.h"
#include "store/file.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* kWithin = "/.unfinished";

// What an office has besides its database.
std::vector<std::string> companions(const Folder& folder) {
    return {folder.attachments(), folder.keys(), folder.lock()};
}

// Is there for as long as a staged office is moved: what there is of one in its place is ours.
std::string mark_of(const Folder& staged) { return staged.path + "/moving"; }

bool was_cut_short(const Folder& folder) {
    return fs::exists(mark_of({folder.path + kWithin})) && !folder.has_office();
}

std::vector<std::string> database_files(const Folder& folder) {
    const auto database = folder.database();
    return {database + "-wal", database + "-shm", database + "-journal", database};
}

Result<void> refuse_taken(const Folder& folder) {
    if (fs::exists(folder.path) && !fs::is_directory(folder.path)) {
        return refused::office_not_folder(folder.path);
    }
    if (folder.has_office()) return refused::office_exists(folder.path);
    for (const auto& names : {companions(folder), database_files(folder)}) {
        for (const auto& name : names) {
            if (fs::exists(fs::symlink_status(name))) return refused::folder_taken(name);
        }
    }
    return {};
}

Result<FolderLock> move_office(const Folder& from, const Folder& to) {
    // Closing a database brings its log into it, unless there is no room.
    if (sql::has_unread_log(from.database())) throw file_failure(to.database(), ENOSPC);
    File::create(mark_of(from)).sync();
    sync_tree(from.path);
    fs::rename(from.attachments(), to.attachments());
    fs::rename(from.keys(), to.keys());
    auto lock = TRY(FolderLock::take(to));
    sync_folder(to.path);
    sync_folder(from.path);
    fs::rename(from.database(), to.database());
    sync_folder(to.path);
    sync_name(to.path);
    return lock;
}

}  // namespace

Staging::Staging(Staging&& other) noexcept
    : folder_(std::exchange(other.folder_, {})),
      made_(std::exchange(other.made_, {})),
      lock_(std::exchange(other.lock_, {})) {}

// What cannot be removed now is removed when the place is staged again.
Staging::~Staging() {
    if (!lock_ && made_.empty()) return;
    std::error_code ignored;
    fs::remove_all(folder_.path, ignored);
    for (const auto& folder : made_) fs::remove(folder, ignored);
}

Result<Staging> Staging::claim(const std::string& path) {
    Staging staging(path);
    const auto& folder = staging.folder_;
    const auto is_left = [&] { return fs::is_empty(path) || fs::exists(folder.lock()); };
    if (fs::exists(path) && !(fs::is_directory(path) && is_left())) {
        return refused::folder_taken(path);
    }
    staging.made_ = make_folders(path);
    auto lock = FolderLock::take(folder);
    if (!lock) {
        staging.made_.clear();
        return lock.error();
    }
    staging.lock_ = std::move(lock).value();
    // By its lock what is left here is known.
    sync_folder(path);
    sync_name(path);
    return staging;
}

void Staging::clear() const {
    for (const auto& entry : fs::directory_iterator(path())) {
        if (entry.path() != folder_.lock()) fs::remove_all(entry.path());
    }
}

Result<Staging> stage_office(const std::string& path) {
    const Folder folder{path};
    const bool is_left = was_cut_short(folder);
    if (!is_left) TRY(refuse_taken(folder));
    auto staging = TRY(Staging::claim(path + kWithin));
    if (is_left && was_cut_short(folder)) remove_office(folder);
    staging.clear();
    // Another process may have come first.
    TRY(refuse_taken(folder));
    staging.folder().make();
    return staging;
}

Result<FolderLock> settle_office(const Staging& staging, const Folder& folder) {
    try {
        auto lock = move_office(staging.folder(), folder);
        if (!lock) remove_office(folder);
        return lock;
    } catch (const std::exception&) {
        remove_office(folder);
        throw;
    }
}

void remove_office(const Folder& folder) {
    std::error_code ignored;
    for (const auto& file : database_files(folder)) fs::remove(file, ignored);
    for (const auto& name : companions(folder)) fs::remove_all(name, ignored);
}

}  // namespace qingshui::store
