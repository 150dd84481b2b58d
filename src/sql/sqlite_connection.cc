#include "sql/sqlite_connection.h"

#include "base/ensure.h"
#include "base/told_failure.h"

namespace qingshui::sql {
namespace {

constexpr int kBusyTimeoutMs = 10'000;

// journal_mode       readers never wait for the writer.
// synchronous        a commit is on the disk when it returns.
// trusted_schema     a doctored file cannot make us call functions.
// temp_store         sorting spills nothing about people into /tmp.
constexpr const char* kSettings = R"(
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -32768;
)";

}  // namespace

SqliteConnection::SqliteConnection(SqliteHandle handle, const SqliteWatch& watch)
    : watch_(watch), handle_(std::move(handle)) {
    sqlite3_busy_timeout(handle_.get(), kBusyTimeoutMs);
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    run_sqlite(handle_.get(), kSettings);
    add_sqlite_functions(handle_.get());
}

Statement& SqliteConnection::prepare(std::string_view sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second;
    return statements_.try_emplace(std::string(sql), handle_.get(), sql).first->second;
}

void SqliteConnection::begin_read() {
    ensure(!is_in_transaction(), "one transaction at a time");
    run("BEGIN");
    // The snapshot is taken by the first read.
    prepare("SELECT 1 FROM sqlite_schema LIMIT 1").execute({});
}

void SqliteConnection::begin_write() {
    ensure(!is_in_transaction(), "one transaction at a time");
    require_synced();
    run("BEGIN IMMEDIATE");
}

void SqliteConnection::commit() {
    prepare("COMMIT").execute({});
    require_synced();
}

void SqliteConnection::require_synced() {
    if (!watch_.has_failed()) return;
    throw SyncFailure(sqlite3_db_filename(handle_.get(), "main"));
}

void SqliteConnection::rollback() {
    // Some failures, such as a full disk, have rolled back already.
    if (is_in_transaction()) prepare("ROLLBACK").execute({});
}

void SqliteConnection::savepoint() {
    ensure(is_in_transaction(), "a savepoint lies in a transaction");
    prepare("SAVEPOINT lane").execute({});
}

void SqliteConnection::release_savepoint() { prepare("RELEASE lane").execute({}); }

void SqliteConnection::rollback_to_savepoint() {
    prepare("ROLLBACK TO lane").execute({});
    prepare("RELEASE lane").execute({});
}

}  // namespace qingshui::sql
