#pragma once

#include <unordered_map>

#include "sql/database.h"
#include "sql/sqlite_handle.h"
#include "sql/sqlite_statement.h"
#include "sql/sqlite_watch.h"

namespace qingshui::sql {

// One connection to an SQLite file.
class SqliteConnection final : public Connection {
public:
    // Takes an open file over and sets it up. Borrows `watch`, what it was opened by. Throws
    // Failure, also if the file is no database.
    SqliteConnection(SqliteHandle handle, const SqliteWatch& watch);

    Statement& prepare(std::string_view sql) override;

    void begin_read() override;
    void begin_write() override;
    void commit() override;
    void rollback() override;
    void savepoint() override;
    void release_savepoint() override;
    void rollback_to_savepoint() override;

    std::vector<std::string> table_names() override;
    std::optional<Table> describe(std::string_view table) override;
    void create_table(const Table& table) override;
    void add_column(std::string_view table, const Column& column) override;
    void create_index(std::string_view table, const Index& index) override;
    void drop_index(std::string_view name) override;

    void create_search() override;
    void search_put(std::int64_t tenant, std::string_view kind, std::int64_t record,
                    std::string_view tokens) override;
    void search_remove(std::int64_t tenant, std::string_view kind, std::int64_t record) override;
    std::vector<std::int64_t> search_find(std::int64_t tenant, std::string_view kind,
                                          std::string_view phrase, std::int64_t after,
                                          int most) override;
    std::string search_tokens(std::int64_t tenant, std::string_view kind,
                              std::int64_t record) override;
    std::int64_t search_count(std::int64_t tenant) override;

    sqlite3* raw() { return handle_.get(); }

private:
    // Looks up by view, without making a string.
    struct HashText {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    bool is_in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    void run(const std::string& sql) { run_sqlite(handle_.get(), sql.c_str()); }

    // Throws SyncFailure once a sync has failed: what is written then may not be there later.
    void require_synced();

    const SqliteWatch& watch_;
    SqliteHandle handle_;  // Outlives the statements below.
    std::unordered_map<std::string, SqliteStatement, HashText, std::equal_to<>> statements_;
};

}  // namespace qingshui::sql
