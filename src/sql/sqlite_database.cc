#include <filesystem>

#include "sql/sqlite_connection.h"

namespace qingshui::sql {
namespace {

namespace fs = std::filesystem;

constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

// Marks the file as ours: "qshi".
constexpr std::int64_t kApplicationId = 0x71736869;

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
    SqliteDatabase(std::string path, Open mode) : path_(std::move(path)) {
        const bool is_new = mode == Open::Create && !fs::exists(path_);
        SqliteConnection connection(
            open_sqlite_file(path_, is_new ? kFlags | SQLITE_OPEN_CREATE : kFlags));
        if (is_new) {
            make_private(path_);
            const std::string mark = "PRAGMA application_id = " + std::to_string(kApplicationId);
            connection.prepare(mark).execute({});
            return;
        }
        const auto id = connection.prepare("PRAGMA application_id").query({});
        if (!id->next() || id->integer(0) != kApplicationId) {
            throw Failure(path_ + ": this is not a database of ours");
        }
    }

    std::unique_ptr<Connection> connect() override {
        return std::make_unique<SqliteConnection>(open_sqlite_file(path_, kFlags));
    }

    void back_up(const std::string& path) override {
        if (fs::exists(path)) throw Failure(path + ": exists already");
        const SqliteHandle source = open_sqlite_file(path_, kFlags);
        const SqliteHandle target = open_sqlite_file(path, kFlags | SQLITE_OPEN_CREATE);
        make_private(path);
        SqliteBackupHandle backup(sqlite3_backup_init(target.get(), "main", source.get(), "main"));
        if (!backup) throw_sqlite(target.get());
        // In one step, so that it reads one snapshot; in WAL mode nobody waits for it.
        sqlite3_backup_step(backup.get(), -1);
        if (sqlite3_backup_finish(backup.release()) != SQLITE_OK) throw_sqlite(target.get());
    }

    std::vector<std::string> check() override {
        SqliteConnection connection(open_sqlite_file(path_, kFlags));
        std::vector<std::string> faults = lines_of(connection.raw(), "PRAGMA integrity_check");
        std::erase(faults, "ok");
        const bool has_search =
            !lines_of(connection.raw(), "SELECT 1 FROM sqlite_schema WHERE name = 'qs_search'")
                 .empty();
        append(faults, lines_of(connection.raw(), "PRAGMA foreign_key_check"));
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

    std::string path_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, Open mode) {
    return std::make_unique<SqliteDatabase>(path, mode);
}

}  // namespace qingshui::sql
