#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace qingshui::store {

// An office's folder: office.db, attachments/, keys/ and a lock, so that two processes do
// not write at once.
struct Folder {
    std::string path;

    std::string database() const { return path + "/office.db"; }
    std::string attachments() const { return path + "/attachments"; }
    std::string keys() const { return path + "/keys"; }
    std::string lock() const { return path + "/lock"; }

    // Throws Failure if this account may not look.
    bool has_office() const;
    // Throws Failure if it cannot be made.
    void make() const;
};

// Holds the lock of a folder for as long as it lives; the system lets go of it when the
// process ends, however it ends.
class FolderLock {
public:
    // Refuses "office.busy". Throws Failure if the lock cannot be made at all.
    static Result<FolderLock> take(const Folder& folder);

    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int file) : file_(file) {}
    int file_ = -1;
};

// The refusals of folders.
namespace refused {
Refusal office_exists(const std::string& path);
Refusal office_exists(const std::string& place, std::int64_t tenant);
Refusal office_not_folder(const std::string& path);
// A name that is needed is taken by something else.
Refusal folder_taken(const std::string& path);
Refusal office_missing(const std::string& path);
Refusal office_newer(const std::string& path);
Refusal office_busy(const std::string& path);
Refusal office_unfinished(const std::string& place);
}  // namespace refused

}  // namespace qingshui::store
