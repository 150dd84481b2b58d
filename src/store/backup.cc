#include "store/backup.h"

#include <cerrno>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <zip.h>

#include "base/hash.h"
#include "base/told_failure.h"
#include "json/json.h"
#include "store/file.h"
#include "store/staging.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

// A file to be kept: its name in the archive and where it is.
struct Source {
    std::string name;
    std::string path;
};

Digest digest_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    Hasher hasher;
    std::string block(1U << 16U, '\0');
    while (file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        hasher.add(std::string_view(block).substr(0, static_cast<std::size_t>(file.gcount())));
    }
    if (!file.eof()) throw file_failure(path, errno);
    return hasher.digest();
}

// What an office keeps besides its tables. Of a server's a copy is made in `staging`.
void list_files(Files& files, std::int64_t tenant, const std::string& staging,
                std::vector<Source>& out) {
    for (const auto* sort : {kAttachments, kKeys}) {
        for (const auto& name : files.names(sort)) {
            out.push_back({in_folder(name, tenant), files.on_disk(name, staging)});
        }
    }
}

// An archive being written; given up unless close() is reached.
class Archive {
public:
    explicit Archive(const std::string& path) : path_(path) {
        int error = 0;
        zip_ = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
        if (zip_ == nullptr) throw file_failure(path, errno);
    }
    ~Archive() {
        if (zip_ != nullptr) zip_discard(zip_);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    Archive(Archive&&) = delete;
    Archive& operator=(Archive&&) = delete;

    void add_file(const Source& source) {
        add(source.name, zip_source_file(zip_, source.path.c_str(), 0, -1));
    }
    // Borrows `text` until close().
    void add_text(const std::string& name, const std::string& text) {
        add(name, zip_source_buffer(zip_, text.data(), text.size(), 0));
    }
    void close() {
        if (zip_close(zip_) != 0) fail();
        zip_ = nullptr;
    }

private:
    void add(const std::string& name, zip_source_t* source) {
        if (source == nullptr) fail();
        if (zip_file_add(zip_, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0) return;
        zip_source_free(source);
        fail();
    }
    [[noreturn]] void fail() {
        throw file_failure(path_, zip_error_code_system(zip_get_error(zip_)));
    }

    std::string path_;
    zip_t* zip_ = nullptr;
};

std::string manifest_of(const std::vector<Source>& sources) {
    json::Object files;
    for (const auto& source : sources) files[source.name] = digest_of(source.path).hex();
    json::Object manifest;
    manifest["format"] = kBackupFormat;
    manifest["files"] = std::move(files);
    return json::print_pretty(manifest);
}

void write_archive(const std::string& path, const std::vector<Source>& sources) {
    const auto manifest = manifest_of(sources);
    Archive archive(path);
    archive.add_text("manifest.json", manifest);
    for (const auto& source : sources) archive.add_file(source);
    archive.close();
}

Refusal backup_exists(const std::string& file) {
    return {Reason::Conflict,
            "backup.exists",
            file,
            {fmt::format("“{}”已经存在，不会覆盖", file),
             fmt::format("\"{}\" exists already and is not overwritten", file)},
            {"请换一个文件名；旧的备份不再需要时请自行删除",
             "Choose another name; remove an old backup yourself once it is not needed"}};
}

bool is_taken(const std::string& file) {
    return fs::exists(file) && !(fs::is_regular_file(file) && fs::is_empty(file));
}

}  // namespace

Result<void> write_backup(Home& home, const std::string& file) {
    try {
        const auto parent = fs::absolute(file).parent_path();
        if (!fs::exists(parent)) throw file_failure(parent.string(), ENOENT);
        const auto staging = TRY(Staging::claim(file + ".part"));
        staging.clear();
        if (is_taken(file)) return backup_exists(file);
        const auto copy = staging.folder().database();
        home.database().back_up(copy, {{ServerFiles::table().name}});
        // Attachments are kept before the records that name them, so those of the copy are there.
        std::vector<Source> sources{{"office.db", copy}};
        for (const auto& office : read_offices(*home.database().connect())) {
            const auto files = home.files(office.tenant);
            list_files(*files, office.tenant, staging.path() + "/files", sources);
        }

        const auto whole = staging.path() + "/backup.zip";
        write_archive(whole, sources);
        fs::permissions(whole, fs::perms::owner_read | fs::perms::owner_write);
        sync_file(whole);
        fs::rename(whole, file);
        sync_folder(parent);
        return {};
    } catch (const fs::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
}

}  // namespace qingshui::store
