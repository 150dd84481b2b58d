#include <cerrno>
#include <filesystem>
#include <fstream>

#include <zip.h>

#include "base/hash.h"
#include "base/told_failure.h"
#include "json/json.h"
#include "store/folder.h"
#include "store/layout.h"
#include "store/session.h"
#include "store/store.h"
#include "store/verify.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kManifestBytesMax = 64U << 20U;

using Block = std::function<void(std::string_view)>;

// An archive being read.
class Archive {
public:
    explicit Archive(const std::string& path) {
        int error = 0;
        zip_ = zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &error);
    }
    ~Archive() {
        if (zip_ != nullptr) zip_discard(zip_);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    Archive(Archive&&) = delete;
    Archive& operator=(Archive&&) = delete;

    bool is_open() const { return zip_ != nullptr; }
    std::int64_t size() const { return zip_get_num_entries(zip_, 0); }

    // Hands the file's contents out in blocks; false if it is not there or damaged.
    bool read(const std::string& name, const Block& block) const {
        zip_file_t* file = zip_fopen(zip_, name.c_str(), 0);
        if (file == nullptr) return false;
        std::string buffer(1U << 16U, '\0');
        auto count = zip_fread(file, buffer.data(), buffer.size());
        while (count > 0) {
            block(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
            count = zip_fread(file, buffer.data(), buffer.size());
        }
        return zip_fclose(file) == 0 && count == 0;
    }

private:
    zip_t* zip_ = nullptr;
};

// Where a backup puts files: nowhere else may a name lead.
bool is_ours(const std::string& name) {
    if (name == "office.db") return true;
    const fs::path path(name);
    if (path.is_absolute() || path.lexically_normal().generic_string() != name) return false;
    return name.starts_with("attachments/") || name.starts_with("keys/");
}

// The files of a manifest and their digests; none if it is not one.
std::optional<std::map<std::string, std::string>> read_manifest(const Archive& archive) {
    std::string text;
    const bool is_whole = archive.read("manifest.json", [&](std::string_view block) {
        if (text.size() < kManifestBytesMax) text += block;
    });
    const auto parsed = json::parse(text);
    if (!is_whole || !parsed || !parsed->is_object()) return {};
    const auto* files = parsed->get_object().if_contains("files");
    if (files == nullptr || !files->is_object()) return {};
    std::map<std::string, std::string> digests;
    for (const auto& [name, digest] : files->get_object()) {
        if (!digest.is_string() || !is_ours(std::string(name))) return {};
        digests.emplace(name, digest.get_string());
    }
    if (!digests.contains("office.db")) return {};
    return digests;
}

bool unpack(const Archive& archive, const std::string& name, const std::string& digest,
            const fs::path& target) {
    fs::create_directories(target.parent_path());
    std::ofstream out(target, std::ios::binary | std::ios::trunc);
    Hasher hasher;
    const bool is_whole = archive.read(name, [&](std::string_view block) {
        hasher.add(block);
        out.write(block.data(), static_cast<std::streamsize>(block.size()));
    });
    out.close();
    if (!out) throw file_failure(target.string(), errno);
    return is_whole && hasher.digest().hex() == digest;
}

Refusal damaged(const std::string& file, const std::string& part) {
    return {Reason::Invalid,
            "backup.damaged",
            part.empty() ? file : part,
            {part.empty() ? fmt::format("“{}”不是完好的备份", file)
                          : fmt::format("备份“{}”中的“{}”已损坏", file, part),
             part.empty() ? fmt::format("\"{}\" is not a sound backup", file)
                          : fmt::format("\"{}\" in the backup \"{}\" is damaged", part, file)},
            {"没有恢复任何内容；请改用另一份备份", "Nothing was put back; use another backup"}};
}

Result<void> unpack_all(const std::string& file, const fs::path& target) {
    const Archive archive(file);
    if (!archive.is_open()) return damaged(file, "");
    const auto manifest = read_manifest(archive);
    if (!manifest) return damaged(file, "manifest.json");
    if (archive.size() != static_cast<std::int64_t>(manifest->size() + 1)) return damaged(file, "");
    for (const auto& [name, digest] : *manifest) {
        if (!unpack(archive, name, digest, target / name)) return damaged(file, name);
    }
    const Folder folder{target.string()};
    folder.make();
    return {};
}

// Is what was unpacked the whole and sound database of an office?
Result<void> check_office(const std::string& file, const Folder& folder) {
    auto refusal = damaged(file, "office.db");
    try {
        const auto database = sql::open_sqlite(folder.database(), sql::Open::Existing);
        const auto office = read_office(*database->connect());
        if (!office) return refusal;
        if (office->format > kFormat) return refused::office_newer(file);
        for (auto& difference : verify_office(*database, folder, office->tenant, {})) {
            refusal.faults.push_back({Reason::Invalid, "backup.damaged", "", difference});
        }
        if (refusal.faults.empty()) return {};
    } catch (const ToldFailure& failure) {
        refusal.faults.push_back({Reason::Invalid, "backup.damaged", "", failure.says()});
    } catch (const Failure& failure) {
        refusal.faults.push_back(
            {Reason::Invalid, "backup.damaged", "", {failure.what(), failure.what()}});
    }
    return refusal;
}

// A folder that is gone again unless it was kept.
class Staging {
public:
    explicit Staging(fs::path path) : path_(std::move(path)) { fs::remove_all(path_); }
    ~Staging() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    Staging(Staging&&) = delete;
    Staging& operator=(Staging&&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

// Without a slash at its end, so that its sibling can be named.
fs::path plain(const std::string& path) {
    auto plain = fs::path(path).lexically_normal();
    return plain.has_filename() ? plain : plain.parent_path();
}

}  // namespace

Result<void> restore(const std::string& file, const std::string& path) {
    try {
        const auto target = plain(path);
        const bool is_taken =
            fs::exists(target) && !(fs::is_directory(target) && fs::is_empty(target));
        if (is_taken) return refused::office_exists(path);
        const Staging staging(target.string() + ".restoring");
        TRY(unpack_all(file, staging.path()));
        TRY(check_office(file, Folder{staging.path().string()}));
        fs::rename(staging.path(), target);
        return {};
    } catch (const fs::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
}

}  // namespace qingshui::store
