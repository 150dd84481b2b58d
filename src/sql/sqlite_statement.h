#pragma once

#include "sql/database.h"
#include "sql/sqlite_handle.h"

namespace qingshui::sql {

// A prepared statement of SQLite.
class SqliteStatement final : public Statement {
public:
    // Throws Failure if `sql` does not compile. Requires one statement whose parameters are
    // named $1, $2, ….
    SqliteStatement(sqlite3* database, std::string_view sql);

    std::int64_t execute(std::span<const Value> parameters) override;
    void post(std::span<const Value> parameters) override { execute(parameters); }
    std::unique_ptr<Rows> query(std::span<const Value> parameters) override;

private:
    class SqliteRows;

    enum class Lifetime { Borrowed, Copied };
    void bind(std::span<const Value> parameters, Lifetime lifetime);
    void bind_one(int slot, const Value& value, Lifetime lifetime);
    bool step();
    void reset();

    sqlite3* database_;
    SqliteStatementHandle statement_;
    std::vector<std::size_t> parameter_of_slot_;  // Counted from 0.
    std::size_t parameter_count_ = 0;
    std::uint64_t run_ = 0;  // Counts runs, so that rows of an earlier one know they ended.
};

}  // namespace qingshui::sql
