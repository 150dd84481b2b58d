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

// What an office has besides its database, in the order in which it is moved.
std::vector<std::string> companions(const Folder& folder) {
    return {folder.attachments(), folder.keys(), folder.lock()};
}

std::vector<std::string> database_files(const Folder& folder) {
    const auto database = folder.database();
    return {database + "-wal", database + "-shm", database + "-journal", database};
}

std::optional<Refusal> refuse_taken(const Folder& folder) {
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

void move_office(const Folder& from, const Folder& to) {
    // Closing a database brings its log into it, unless there is no room.
    if (sql::has_unread_log(from.database())) throw file_failure(to.database(), ENOSPC);
    sync_tree(from.path);
    const auto sources = companions(from);
    const auto targets = companions(to);
    for (std::size_t i = 0; i < sources.size(); ++i) fs::rename(sources[i], targets[i]);
    sync_folder(to.path);
    fs::rename(from.database(), to.database());
    sync_folder(to.path);
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
    staging.make_folders();
    auto lock = FolderLock::take(folder);
    if (!lock) {
        staging.made_.clear();
        return lock.error();
    }
    staging.lock_ = std::move(lock).value();
    staging.clear();
    return staging;
}

void Staging::make_folders() {
    auto missing = fs::absolute(path()).lexically_normal();
    for (; !fs::exists(missing); missing = missing.parent_path()) made_.push_back(missing);
    for (std::size_t left = made_.size(); left > 0; --left) fs::create_directory(made_[left - 1]);
}

void Staging::clear() const {
    for (const auto& entry : fs::directory_iterator(path())) {
        if (entry.path() != folder_.lock()) fs::remove_all(entry.path());
    }
}

Result<Staging> stage_office(const std::string& path) {
    const Folder folder{path};
    if (auto taken = refuse_taken(folder)) return *taken;
    auto staging = TRY(Staging::claim(path + kWithin));
    // Another process may have come first.
    if (auto taken = refuse_taken(folder)) return *taken;
    staging.folder().make();
    return staging;
}

FolderLock settle_office(Staging& staging, const Folder& folder) {
    try {
        move_office(staging.folder(), folder);
    } catch (const std::exception&) {
        remove_office(folder);
        throw;
    }
    return staging.take_lock();
}

void remove_office(const Folder& folder) {
    std::error_code ignored;
    for (const auto& file : database_files(folder)) fs::remove(file, ignored);
    for (const auto& name : companions(folder)) fs::remove_all(name, ignored);
}

}  // namespace qingshui::store
