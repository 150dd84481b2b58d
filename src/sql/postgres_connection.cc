#include "sql/postgres_connection.h"

#include "base/ensure.h"

namespace qingshui::sql {

Statement& PostgresConnection::prepare(std::string_view sql) {
    const std::string text(sql);
    const auto found = statements_.find(text);
    if (found != statements_.end()) return found->second;
    const auto number = static_cast<std::int64_t>(statements_.size());
    return statements_.try_emplace(text, line_, text, number).first->second;
}

// A line that broke is opened anew here and nowhere else: within a transaction nothing may be
// done again as if the beginning had happened.
void PostgresConnection::begin(const char* sql) {
    if (line_.is_broken()) line_.reopen();
    ensure(!line_.is_in_transaction(), "one transaction at a time");
    line_.ask(sql);
    line_.set_in_transaction(true);
}

void PostgresConnection::begin_read() {
    begin("begin isolation level repeatable read read only");
    line_.ask("select 1");  // The snapshot is taken by the first statement.
}

void PostgresConnection::begin_write() {
    begin("begin isolation level repeatable read");
    line_.ask("select 1");
}

void PostgresConnection::commit() {
    line_.settle();
    line_.set_in_transaction(false);
    const PostgresResult result = line_.ask("commit");
    // The server ends a failed transaction with a rollback and calls it done.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
        throw Failure("database: the transaction had failed and was rolled back");
    }
}

void PostgresConnection::rollback() {
    if (!line_.is_in_transaction()) return;
    line_.set_in_transaction(false);
    if (line_.is_broken()) return;  // The server rolls back what it no longer hears of.
    try {
        line_.settle();
    } catch (const Failure&) {
        // What was posted is undone with all the rest.
        if (line_.is_broken()) return;
    }
    line_.ask("rollback");
}

void PostgresConnection::savepoint() {
    ensure(line_.is_in_transaction(), "a savepoint lies in a transaction");
    line_.ask("savepoint lane");
}

void PostgresConnection::release_savepoint() { line_.ask("release savepoint lane"); }

void PostgresConnection::rollback_to_savepoint() {
    try {
        line_.settle();
    } catch (const Failure&) {
        if (line_.is_broken()) throw;
    }
    line_.ask("rollback to savepoint lane");
    line_.ask("release savepoint lane");
}

}  // namespace qingshui::sql
