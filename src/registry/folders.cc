#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/told_failure.h"
#include "registry/limits.h"
#include "registry/pack.h"

namespace qingshui::registry {

namespace {

namespace fs = std::filesystem;

Refusal refuse(Reason reason, std::string rule, const std::string& path, Text says, Text remedy) {
    Refusal refusal{reason, std::move(rule), path, std::move(says), std::move(remedy)};
    refusal.where.file = path;
    return refusal;
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), {});
    if (file.bad() || !file.is_open()) throw file_failure(path.string(), errno);
    return bytes;
}

// The declarations and texts of one folder: pack.toml and *.md.
Result<Catalogue::Files> read_folder(const fs::path& folder) {
    Catalogue::Files files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const fs::path& path = entry.path();
        const std::string name = path.filename().string();
        if (!entry.is_regular_file() || (name != "pack.toml" && path.extension() != ".md"))
            continue;
        if (entry.file_size() > Catalogue::kFileBytesMax) {
            return refuse(Reason::TooLarge, "pack.too_large", path.string(),
                          {"文件大于 1 MB", "The file exceeds 1 MB"},
                          {"请分成几个业务包", "Divide it into several packs"});
        }
        if (files.size() == kFilesMax) {
            return refuse(Reason::TooLarge, "pack.too_large", folder.string(),
                          {fmt::format("一个业务包的文件多于{}个", kFilesMax),
                           fmt::format("The pack has more than {} files", kFilesMax)},
                          {"请移走无关的文件", "Move away what does not belong to it"});
        }
        files.emplace(name, read_file(path));
    }
    return files;
}

std::set<fs::path> pack_folders(const fs::path& path) {
    if (fs::exists(path / "pack.toml")) return {path};
    std::set<fs::path> folders;
    if (!fs::is_directory(path)) return folders;
    for (const auto& entry : fs::directory_iterator(path)) {
        if (fs::exists(entry.path() / "pack.toml")) folders.insert(entry.path());
    }
    return folders;
}

Result<std::map<std::string, Catalogue::Files>> read_all(const fs::path& path) {
    const auto folders = pack_folders(path);
    if (folders.empty()) {
        return refuse(Reason::Missing, "pack.none", path.string(),
                      {"这里没有业务包", "There are no packs here"},
                      {"请指向含有 pack.toml 的文件夹，或它的上一级",
                       "Name a folder that holds a pack.toml, or the one above such folders"});
    }
    if (folders.size() > Catalogue::kPacksMax) {
        return refuse(Reason::TooLarge, "pack.too_large", path.string(),
                      {fmt::format("业务包多于{}个", Catalogue::kPacksMax),
                       fmt::format("There are more than {} packs", Catalogue::kPacksMax)},
                      {"请合并业务包", "Join some of them"});
    }
    std::map<std::string, Catalogue::Files> packs;
    for (const fs::path& folder : folders) {
        packs.emplace(fs::canonical(folder).filename().string(), TRY(read_folder(folder)));
    }
    return packs;
}

}  // namespace

Result<std::map<std::string, Catalogue::Files>> read_folders(const std::string& path) {
    try {
        return read_all(path);
    } catch (const fs::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
}

}  // namespace qingshui::registry
