#include <filesystem>

#include <fmt/format.h>

#include "sql/frozen.h"
#include "sql/names.h"
#include "sql/sqlite_connection.h"

namespace qingshui::sql {
namespace {

namespace fs = std::filesystem;

constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

constexpr int kFrozenFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

// Marks the file as ours: "qshi".
constexpr std::int64_t kApplicationId = 0x71736869;

// A path as it stands in a URI.
std::string escaped(const std::string& path) {
    std::string uri;
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#') {
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        } else {
            uri += c;
        }
    }
    return uri;
}

// Only the account that runs us reads what is known about people. The files beside it (-wal,
// -shm) take over its permissions.
void make_private(const std::string& path) {
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

// Each row of `sql`, its columns joined by spaces. What cannot even be read is a line too.
std::vector<std::string> lines_of(sqlite3* database, const char* sql) {
    std::vector<std::string> lines;
    const auto add = [](void* to, int count, char** values, char** /*names*/) {
        std::string line;
        for (const char* value : std::span(values, static_cast<std::size_t>(count))) {
            if (!line.empty()) line += ' ';
            line += value ? value : "null";
        }
        static_cast<std::vector<std::string>*>(to)->push_back(line);
        return 0;
    };
    if (sqlite3_exec(database, sql, add, &lines, nullptr) != SQLITE_OK) {
        lines.emplace_back(sqlite3_errmsg(database));
    }
    return lines;
}

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(std::string path, Open mode, bool is_frozen = false)
        : path_(std::move(path)), is_frozen_(is_frozen) {
        const bool is_new = mode == Open::Create && !fs::exists(path_);
        SqliteConnection connection(is_new ? open_new() : open(), watch_);
        if (is_new) {
            make_private(path_);
            const std::string mark = "PRAGMA application_id = " + std::to_string(kApplicationId);
            connection.prepare(mark).execute({});
            return;
        }
        const auto id = connection.prepare("PRAGMA application_id").query({});
        if (!id->next() || id->integer(0) != kApplicationId) {
            throw_sqlite(connection.raw(), SQLITE_NOTADB, "application_id");
        }
    }

    std::unique_ptr<Connection> connect() override {
        return std::make_unique<SqliteConnection>(open(), watch_);
    }

    void back_up(const std::string& path, std::span<const std::string> without) override {
        if (fs::exists(path)) throw Failure(path + ": exists already");
        const SqliteHandle source = open();
        const SqliteHandle target = open_sqlite_file(path, kFlags | SQLITE_OPEN_CREATE);
        make_private(path);
        SqliteBackupHandle backup(sqlite3_backup_init(target.get(), "main", source.get(), "main"));
        if (!backup) throw_sqlite(target.get());
        // In one step, so that it reads one snapshot; in WAL mode nobody waits for it.
        sqlite3_backup_step(backup.get(), -1);
        if (sqlite3_backup_finish(backup.release()) != SQLITE_OK) throw_sqlite(target.get());
        for (const auto& name : without) {
            run_sqlite(target.get(), ("DROP TABLE IF EXISTS " + sql::quoted(name)).c_str());
        }
    }

    std::vector<std::string> check() override {
        SqliteConnection connection(open(), watch_);
        std::vector<std::string> faults = lines_of(connection.raw(), "PRAGMA integrity_check");
        std::erase(faults, "ok");
        // The search index checks itself by a statement that writes.
        const bool has_search =
            !is_frozen_ &&
            !lines_of(connection.raw(), "SELECT 1 FROM sqlite_schema WHERE name = 'qs_search'")
                 .empty();
        append(faults, lines_of(connection.raw(), "PRAGMA foreign_key_check"));
        append(faults,
               lines_of(connection.raw(),
                        "SELECT type || ' ' || name || ' is none of ours' FROM sqlite_schema "
                        "WHERE type IN ('trigger', 'view') ORDER BY name"));
        if (has_search) {
            append(faults, lines_of(connection.raw(),
                                    "INSERT INTO qs_search_index (qs_search_index, rank) "
                                    "VALUES ('integrity-check', 1)"));
        }
        return faults;
    }

private:
    static void append(std::vector<std::string>& lines, std::vector<std::string> more) {
        lines.insert(lines.end(), std::make_move_iterator(more.begin()),
                     std::make_move_iterator(more.end()));
    }

    SqliteHandle open_new() const {
        return open_sqlite_file(path_, kFlags | SQLITE_OPEN_CREATE, watch_.name());
    }
    SqliteHandle open() const {
        if (!is_frozen_) return open_sqlite_file(path_, kFlags, watch_.name());
        return open_sqlite_file("file:" + escaped(path_) + "?immutable=1",
                                kFrozenFlags | SQLITE_OPEN_URI);
    }

    std::string path_;
    bool is_frozen_ = false;
    SqliteWatch watch_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite_frozen(const std::string& path) {
    return std::make_unique<SqliteDatabase>(path, Open::Existing, true);
}

bool has_unread_log(const std::string& path) {
    std::error_code missing;
    const auto size = fs::file_size(path + "-wal", missing);
    return !missing && size > 0;
}

std::unique_ptr<Database> open_sqlite(const std::string& path, Open mode) {
    return std::make_unique<SqliteDatabase>(path, mode);
}

}  // namespace qingshui::sql
