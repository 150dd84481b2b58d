#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>

#include <fmt/format.h>
#include <zip.h>

#include "base/damage.h"
#include "base/hash.h"
#include "base/told_failure.h"
#include "json/json.h"
#include "store/backup.h"
#include "store/file.h"
#include "store/home.h"
#include "store/staging.h"
#include "store/store.h"
#include "store/verify.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kManifestBytesMax = 64U << 20U;
constexpr const char* kManifest = "manifest.json";
constexpr std::string_view kArchiveMark("PK\x03\x04", 4);

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

    bool has(const std::string& name) const { return zip_name_locate(zip_, name.c_str(), 0) >= 0; }

    // Hands the file's contents out in blocks; false if it is not there or damaged.
    bool read(const std::string& name, const Block& block) const {
        const auto close = [](zip_file_t* file) { zip_fclose(file); };
        const std::unique_ptr<zip_file_t, decltype(close)> file(zip_fopen(zip_, name.c_str(), 0),
                                                                close);
        if (!file) return false;
        std::string buffer(1U << 16U, '\0');
        auto count = zip_fread(file.get(), buffer.data(), buffer.size());
        while (count > 0) {
            block(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
            count = zip_fread(file.get(), buffer.data(), buffer.size());
        }
        return count == 0;
    }

private:
    zip_t* zip_ = nullptr;
};

// Where a backup puts files: nowhere else may a name lead.
bool is_ours(const std::string& name) {
    if (name == "office.db") return true;
    const fs::path path(name);
    if (path.is_absolute() || path.lexically_normal().generic_string() != name) return false;
    if (!path.has_filename()) return false;
    return name.starts_with("attachments/") || name.starts_with("keys/");
}

// A refusal of the backup `file` as a whole.
Refusal refuse(std::string rule, const std::string& file, Text says, Text remedy) {
    return {Reason::Invalid, std::move(rule), file, std::move(says), std::move(remedy)};
}

Refusal foreign(const std::string& file, const Text& why) {
    return refuse("backup.foreign", file,
                  {fmt::format("“{}”不是备份：{}", file, why.zh),
                   fmt::format("\"{}\" is no backup: {}", file, why.en)},
                  {"没有恢复任何内容；请选用 qingshui backup 生成的文件",
                   "Nothing was put back; choose a file that qingshui backup wrote"});
}

Refusal newer(const std::string& file) {
    return refuse(
        "backup.newer", file,
        {fmt::format("备份“{}”由更新版本的程序生成，本程序不能恢复", file),
         fmt::format("The backup \"{}\" was written by a later version of this program", file)},
        {"没有恢复任何内容；请升级程序后重试",
         "Nothing was put back; upgrade the program, then try again"});
}

Refusal to_server(const Address& address) {
    return {Reason::Invalid,
            "restore.server",
            address.shown(),
            {"备份只能恢复到文件夹，不能直接恢复到数据库服务器",
             "A backup is put back into a folder, not straight into a server"},
            {"请先恢复到一个新文件夹，再用 qingshui copy 搬到服务器上",
             "Restore it into a new folder, then move it with qingshui copy"}};
}

constexpr const char* kDamaged = "backup.damaged";

Text other_backup() {
    return {"没有恢复任何内容；请重新复制这份备份，或改用另一份",
            "Nothing was put back; copy this backup once more, or use another"};
}

Refusal incomplete(const std::string& file) {
    return refuse(kDamaged, file,
                  {fmt::format("备份“{}”已损坏，或没有复制完整", file),
                   fmt::format("The backup \"{}\" is damaged or was not copied whole", file)},
                  other_backup());
}

Refusal has_more(const std::string& file) {
    return refuse(kDamaged, file,
                  {fmt::format("备份“{}”里的文件与清单不符", file),
                   fmt::format("The backup \"{}\" has other files than its manifest", file)},
                  other_backup());
}

Refusal damaged(const std::string& file, const std::string& part) {
    return {Reason::Invalid,
            kDamaged,
            part,
            {fmt::format("备份“{}”中的“{}”已损坏", file, part),
             fmt::format(R"("{}" in the backup "{}" is damaged)", part, file)},
            other_backup()};
}

// The first bytes of a file, at most as many as an archive begins with.
std::string beginning_of(const std::string& file) {
    if (fs::is_directory(file)) throw file_failure(file, EISDIR);
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(kArchiveMark.size(), '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream.is_open() || stream.bad()) throw file_failure(file, errno);
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

// The files that a backup should have, and their digests.
using Digests = std::map<std::string, std::string>;

Result<Digests> read_digests(const std::string& file, const json::Object& manifest) {
    const auto* files = manifest.if_contains("files");
    if (files == nullptr || !files->is_object()) return damaged(file, kManifest);
    Digests digests;
    for (const auto& [name, digest] : files->get_object()) {
        if (!digest.is_string() || !is_ours(std::string(name))) return damaged(file, kManifest);
        digests.emplace(name, digest.get_string());
    }
    if (!digests.contains("office.db")) return damaged(file, kManifest);
    return digests;
}

Result<Digests> read_manifest(const std::string& file, const Archive& archive) {
    if (!archive.has(kManifest)) {
        return foreign(file, {"里面没有 manifest.json", "it has no manifest.json"});
    }
    std::string text;
    const bool is_whole = archive.read(kManifest, [&](std::string_view block) {
        if (text.size() < kManifestBytesMax) text += block;
    });
    if (!is_whole) return damaged(file, kManifest);
    const auto parsed = json::parse(text);
    const auto* format =
        parsed && parsed->is_object() ? parsed->get_object().if_contains("format") : nullptr;
    if (format == nullptr || !format->is_string() ||
        !std::string_view(format->get_string()).starts_with(kBackupKind)) {
        return foreign(file, {"manifest.json 不是备份的清单", "manifest.json is none of a backup"});
    }
    if (format->get_string() != kBackupFormat) return newer(file);
    return read_digests(file, parsed->get_object());
}

bool unpack(const Archive& archive, const std::string& name, const std::string& digest,
            const fs::path& target) {
    fs::create_directories(target.parent_path());
    const auto out = File::create(target.string());
    Hasher hasher;
    const bool is_whole = archive.read(name, [&](std::string_view block) {
        hasher.add(block);
        out.write(block);
    });
    return is_whole && hasher.digest().hex() == digest;
}

Result<void> unpack_all(const std::string& file, const fs::path& target) {
    const auto beginning = beginning_of(file);
    if (beginning.empty()) return foreign(file, {"它是空文件", "it is empty"});
    if (beginning != kArchiveMark) {
        return foreign(file, {"它不是 zip 压缩包", "it is not a zip archive"});
    }
    const Archive archive(file);
    if (!archive.is_open()) return incomplete(file);
    const auto digests = TRY(read_manifest(file, archive));
    if (archive.size() != static_cast<std::int64_t>(digests.size() + 1)) return has_more(file);
    for (const auto& [name, digest] : digests) {
        if (!unpack(archive, name, digest, target / name)) return damaged(file, name);
    }
    return {};
}

Refusal part(Text says) { return {Reason::Invalid, kDamaged, "", std::move(says)}; }

// What differs in any of the offices of a home.
std::vector<Refusal> verify_all(Home& home) {
    std::vector<Refusal> faults;
    for (const auto& office : read_offices(*home.database().connect())) {
        for (auto& difference : verify_office(home, office.tenant, {})) {
            faults.push_back(part(std::move(difference)));
        }
    }
    return faults;
}

// Is what was unpacked the whole and sound database of an office, or of several?
Result<void> check_offices(const std::string& file, const Folder& folder) {
    auto refusal = damaged(file, "office.db");
    try {
        FolderHome home(folder, {}, sql::open_sqlite(folder.database(), sql::Open::Existing));
        for (const auto& office : read_offices(*home.database().connect())) {
            if (office.format < 1) return refusal;
        }
        if (!bring_up_to_date(home, folder.path)) return newer(file);
        refusal.faults = verify_all(home);
        if (refusal.faults.empty()) return {};
    } catch (const DamageFailure&) {
        return refusal;
    } catch (const ToldFailure& failure) {
        refusal.faults.push_back(part(failure.says()));
    } catch (const Failure& failure) {
        refusal.faults.push_back(
            part({fmt::format("数据库无法读取（细节：{}）", failure.what()),
                  fmt::format("The database cannot be read (detail: {})", failure.what())}));
    }
    return refusal;
}

}  // namespace

Result<void> restore(const std::string& file, const Address& address) {
    if (address.is_server()) return to_server(address);
    const auto& path = address.place;
    try {
        const auto staging = TRY(stage_office(path));
        TRY(unpack_all(file, staging.path()));
        TRY(check_offices(file, staging.folder()));
        TRY(settle_office(staging, Folder{path}));
        return {};
    } catch (const fs::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
}

}  // namespace qingshui::store
