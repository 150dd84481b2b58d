#include "store/folder.h"

#include <cerrno>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/told_failure.h"
#include "store/file.h"

namespace qingshui::store {

bool Folder::has_office() const {
    std::error_code error;
    const bool is_there = std::filesystem::exists(database(), error);
    // Whether there is one cannot be told then: it must not be called missing.
    if (error == std::errc::permission_denied) throw file_failure(path, error.value());
    return is_there;
}

void Folder::make() const {
    for (const auto& folder : {path, attachments(), keys()}) make_folders(folder);
}

Result<FolderLock> FolderLock::take(const Folder& folder) {
    int file = ::open(folder.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    const int error = errno;
    // Where nothing can be written, the lock of before still keeps others out.
    if (file < 0) file = ::open(folder.lock().c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw file_failure(folder.lock(), error);
    FolderLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK) return refused::office_busy(folder.path);
    throw file_failure(folder.lock(), errno);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}

FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

namespace refused {

Refusal office_exists(const std::string& path) {
    return {Reason::Conflict,
            "office.exists",
            path,
            {fmt::format("“{}”里已经有一个办公室", path),
             fmt::format("There is an office in \"{}\" already", path)},
            {"请换一个空文件夹", "Choose an empty folder"}};
}

Refusal office_exists(const std::string& place, std::int64_t tenant) {
    return {Reason::Conflict,
            "office.exists",
            place,
            {fmt::format("“{}”里已经有代码为{}的办公室", place, tenant),
             fmt::format("There is an office {} in \"{}\" already", tenant, place)},
            {"要另建一个，请换一个地方，或换一个代码",
             "To make another, choose another place or another code"}};
}

Refusal office_not_folder(const std::string& path) {
    return {Reason::Conflict,
            "office.not_folder",
            path,
            {fmt::format("“{}”是一个文件，不是文件夹", path),
             fmt::format("\"{}\" is a file, not a folder", path)},
            {"请换一个空文件夹", "Choose an empty folder"}};
}

Refusal folder_taken(const std::string& path) {
    return {Reason::Conflict,
            "folder.taken",
            path,
            {fmt::format("“{}”已经存在，不会覆盖", path),
             fmt::format("\"{}\" exists already and is not overwritten", path)},
            {"请换一个位置；不再需要它时请自行删除",
             "Choose another place, or remove it yourself if it is not needed"}};
}

Refusal office_missing(const std::string& path) {
    return {
        Reason::Missing,
        "office.missing",
        path,
        {fmt::format("“{}”里没有办公室", path), fmt::format("There is no office in \"{}\"", path)},
        {"请核对路径，或先用 qingshui init 建立", "Check the path, or make one: qingshui init"}};
}

Refusal office_newer(const std::string& path) {
    return {Reason::Conflict,
            "office.newer",
            path,
            {fmt::format("“{}”是由更新版本的程序建立的，本程序不能打开", path),
             fmt::format("\"{}\" was made by a later version of this program", path)},
            {"请升级程序后再打开", "Upgrade the program, then open it"}};
}

Refusal office_busy(const std::string& path) {
    return {Reason::Conflict,
            "office.busy",
            path,
            {fmt::format("“{}”正由另一个程序使用", path),
             fmt::format("\"{}\" is in use by another process", path)},
            {"请等它结束，或关闭它后再试", "Wait for it to end, or close it, and try again"}};
}

Refusal office_unfinished(const std::string& place) {
    return {Reason::Conflict,
            "office.unfinished",
            place,
            {fmt::format("“{}”里的办公室还没有复制完", place),
             fmt::format("The office in \"{}\" has not been copied whole", place)},
            {"请再运行一次 qingshui copy，它会接着做完",
             "Run qingshui copy once more; it goes on where it was"}};
}

}  // namespace refused

}  // namespace qingshui::store
