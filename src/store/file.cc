#include "store/file.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include "base/told_failure.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path) { throw file_failure(path, errno); }

}  // namespace

File::File(int number, std::string path) : number_(number), path_(std::move(path)) {
    if (number_ < 0) fail(path_);
}

File File::create(const std::string& path) {
    constexpr int kOwnerOnly = 0600;
    return {::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly), path};
}

File::~File() {
    if (number_ >= 0) ::close(number_);
}

void File::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto count = ::write(number_, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) fail(path_);
        if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void File::sync() const {
    // Some file systems, such as those of other machines, cannot do this for folders.
    if (::fsync(number_) != 0 && errno != EINVAL && errno != ENOTSUP) throw SyncFailure(path_);
}

void sync_file(const fs::path& file) {
    File(::open(file.c_str(), O_RDONLY | O_CLOEXEC), file.string()).sync();
}

void sync_folder(const fs::path& folder) {
    File(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), folder.string()).sync();
}

void sync_tree(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_directory()) sync_folder(entry.path());
        if (entry.is_regular_file()) sync_file(entry.path());
    }
    sync_folder(folder);
}

void sync_name(const fs::path& path) {
    const auto folder = fs::absolute(path).lexically_normal().parent_path();
    const int number = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (number < 0 && errno == EACCES) return;
    File(number, folder.string()).sync();
}

std::vector<fs::path> make_folders(const fs::path& folder) {
    std::vector<fs::path> missing;
    for (auto at = fs::absolute(folder).lexically_normal(); !fs::exists(at);
         at = at.parent_path()) {
        missing.push_back(at);
    }
    for (auto each = missing.rbegin(); each != missing.rend(); ++each) {
        std::error_code error;
        fs::create_directory(*each, error);
        if (error) throw file_failure(each->string(), error.value());
        sync_name(*each);
    }
    return missing;
}

}  // namespace qingshui::store
