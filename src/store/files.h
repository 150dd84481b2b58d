#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"
#include "store/folder.h"

namespace qingshui::store {

// How the names of each sort begin.
constexpr const char* kAttachments = "attachments/";
constexpr const char* kKeys = "keys/";
constexpr const char* kReportKey = "keys/report.key";  // Reports are signed with it.

// What an office keeps besides its tables, each under a name of parts between slashes, whole or not
// at all: its attachments (attachments/…) and its keys (keys/…).
//
// Safe to share between threads. All throw Failure.
class Files {
public:
    virtual ~Files() = default;
    // Puts `bytes` in the place of what has this name, if anything; once it returns they outlive a
    // power cut.
    virtual void put(const std::string& name, std::string_view bytes) = 0;
    // Once it returns, a file that is there outlives a power cut, whoever put it there.
    virtual void settle(const std::string& name) = 0;
    virtual std::optional<std::string> get(const std::string& name) = 0;
    virtual bool has(const std::string& name) = 0;
    // Those whose names begin with `part`, in order.
    virtual std::vector<std::string> names(std::string_view part) = 0;
    // A file of the system with these bytes: its own, or one made in the folder `staging`.
    virtual std::string on_disk(const std::string& name, const std::string& staging) = 0;
    // Removes what a process that ended in the middle left. Requires that no other writes.
    virtual void clear_unfinished() = 0;
};

// Where a name leads in a folder or a backup, which several offices may share:
// "keys/report.key" to "keys/341502005/report.key".
std::string in_folder(std::string_view name, std::int64_t tenant);

// In an office's folder: attachments/TENANT/…, keys/TENANT/…, readable by their owner alone.
class FolderFiles final : public Files {
public:
    FolderFiles(Folder folder, std::int64_t tenant) : folder_(std::move(folder)), tenant_(tenant) {}

    void put(const std::string& name, std::string_view bytes) override;
    void settle(const std::string& name) override;
    std::optional<std::string> get(const std::string& name) override;
    bool has(const std::string& name) override;
    std::vector<std::string> names(std::string_view part) override;
    std::string on_disk(const std::string& name, const std::string& staging) override;
    void clear_unfinished() override;

private:
    std::string path(std::string_view name) const;
    void sync_names_of(const std::string& path) const;

    Folder folder_;
    std::int64_t tenant_;
};

// In a table of the office's database, for those on a server.
class ServerFiles final : public Files {
public:
    // Borrows the database.
    ServerFiles(sql::Database& database, std::int64_t tenant);

    void put(const std::string& name, std::string_view bytes) override;
    void settle(const std::string& /*name*/) override {}  // A commit is all that is needed.
    std::optional<std::string> get(const std::string& name) override;
    bool has(const std::string& name) override;
    std::vector<std::string> names(std::string_view part) override;
    std::string on_disk(const std::string& name, const std::string& staging) override;
    void clear_unfinished() override {}

    static sql::Table table();

private:
    std::mutex mutex_;
    std::unique_ptr<sql::Connection> connection_;
    std::int64_t tenant_;
};

}  // namespace qingshui::store
