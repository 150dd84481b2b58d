#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "base/told_failure.h"
#include "store/file.h"
#include "store/files.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnfinished = ".part";

// A new file, on disk before its name; removed unless it is moved to its place.
class Draft {
public:
    Draft(const std::string& folder, std::string_view bytes)
        : path_((folder + "/XXXXXX").append(kUnfinished)) {
        const int number = ::mkstemps(path_.data(), static_cast<int>(kUnfinished.size()));
        const File file(number, path_);
        try {
            file.write(bytes);
            file.sync();
        } catch (const Failure&) {
            remove();
            throw;
        }
    }
    ~Draft() { remove(); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    Draft(Draft&&) = delete;
    Draft& operator=(Draft&&) = delete;

    void move_to(const fs::path& place) const { fs::rename(path_, place); }

private:
    void remove() const {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    std::string path_;
};

// What the standard library says about a file in words that people can use.
template <typename Act>
auto told(const Act& act) {
    try {
        return act();
    } catch (const fs::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
}

bool is_unfinished(const fs::path& file) { return file.filename().string().ends_with(kUnfinished); }

}  // namespace

std::string in_folder(std::string_view name, std::int64_t tenant) {
    const auto slash = name.find('/');
    return fmt::format("{}/{}{}", name.substr(0, slash), tenant, name.substr(slash));
}

std::string FolderFiles::path(std::string_view name) const {
    return folder_.path + "/" + in_folder(name, tenant_);
}

// The file's name, and those of its folders up to the office's own, whoever made them just now.
void FolderFiles::sync_names_of(const std::string& path) const {
    const auto office = (fs::path(folder_.path) / "x").parent_path();  // However it is written.
    for (auto at = fs::path(path).parent_path(); at != office; at = at.parent_path()) {
        sync_folder(at);
    }
    sync_folder(office);
}

void FolderFiles::put(const std::string& name, std::string_view bytes) {
    told([&] {
        const auto target = path(name);
        fs::create_directories(fs::path(target).parent_path());
        const Draft draft(fs::path(target).parent_path(), bytes);
        draft.move_to(target);
        sync_names_of(target);
    });
}

void FolderFiles::settle(const std::string& name) { sync_names_of(path(name)); }

std::optional<std::string> FolderFiles::get(const std::string& name) {
    return told([&]() -> std::optional<std::string> {
        const auto place = path(name);
        if (!fs::exists(place)) return {};
        if (fs::is_directory(place)) throw file_failure(place, EISDIR);
        errno = 0;
        std::ifstream file(place, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(file), {}};
        if (!file) throw file_failure(place, errno);
        return bytes;
    });
}

bool FolderFiles::has(const std::string& name) {
    std::error_code error;
    return fs::is_regular_file(path(name), error);
}

std::vector<std::string> FolderFiles::names(std::string_view part) {
    return told([&] {
        std::vector<std::string> found;
        const auto top = std::string(part.substr(0, part.find('/') + 1));
        const auto root = path(top);
        if (!fs::exists(root)) return found;
        for (const auto& entry : fs::recursive_directory_iterator(root)) {
            if (!entry.is_regular_file() || is_unfinished(entry.path())) continue;
            auto name = top + fs::relative(entry.path(), root).generic_string();
            if (name.starts_with(part)) found.push_back(std::move(name));
        }
        std::sort(found.begin(), found.end());
        return found;
    });
}

std::string FolderFiles::on_disk(const std::string& name, const std::string& /*staging*/) {
    return path(name);
}

void FolderFiles::clear_unfinished() {
    for (const auto* top : {kAttachments, kKeys}) {
        std::error_code error;
        for (const auto& entry : fs::recursive_directory_iterator(path(top), error)) {
            if (!is_unfinished(entry.path())) continue;
            std::error_code ignored;
            fs::remove(entry.path(), ignored);
        }
    }
}

}  // namespace qingshui::store
