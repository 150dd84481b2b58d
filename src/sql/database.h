#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/told_failure.h"

namespace qingshui::sql {

// What a parameter or a column holds. Decimals are scaled integers, days ISO text;
// raw bytes are Blob.
struct Blob {
    std::string bytes;
    friend bool operator==(const Blob&, const Blob&) = default;
};
using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;

// The database answered no: a constraint. Everything else is a plain Failure.
class ConstraintFailure : public Failure {
public:
    using Failure::Failure;
};

// Another writer came first: nothing of the transaction was kept, and it may be run again.
class ConflictFailure : public ToldFailure {
public:
    explicit ConflictFailure(ToldFailure failure) : ToldFailure(std::move(failure)) {}
};

// The line to the server broke. Whether a commit without an answer was done is not known.
class LineFailure : public ToldFailure {
public:
    explicit LineFailure(ToldFailure failure) : ToldFailure(std::move(failure)) {}
};

// The rows of one query, read forwards. Borrowed from the statement that made it: a second
// run of the same statement ends it, and it may not outlive the connection.
class Rows {
public:
    virtual ~Rows() = default;
    // Moves to the next row; false after the last. Before the first next() there is none.
    virtual bool next() = 0;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;   // 0 if null.
    virtual std::string_view text(int column) const = 0;  // Valid until next(); empty if null.
    virtual Value value(int column) const = 0;
};

// A prepared statement. Parameters are written $1, $2, … on every engine.
class Statement {
public:
    virtual ~Statement() = default;
    // Runs it to its end. Returns the number of rows inserted, updated or deleted.
    virtual std::int64_t execute(std::span<const Value> parameters) = 0;
    // Runs it; a server may be told without being waited for. What goes wrong is thrown here or
    // by the next call on the connection that waits, at the latest by the end of its savepoint.
    virtual void post(std::span<const Value> parameters) = 0;
    // Runs it; rows are read as they come.
    virtual std::unique_ptr<Rows> query(std::span<const Value> parameters) = 0;
};

// Column types of the storage model; each driver maps them to its own.
enum class ColumnType {
    Integer,  // 64 bits; also scaled decimals, ids, yes/no as 0/1.
    Text,     // UTF-8; compared and ordered by bytes. Days and date-times as ISO text.
    Bytes,
    Json,  // Text that is checked to be JSON.
};

struct Column {
    std::string name;
    ColumnType type = ColumnType::Text;
    bool required = false;
};

struct Index {
    std::string name;
    std::vector<std::string> columns;
    bool unique = false;
};

// A table as the store wants it. The first column of every key is `tenant`.
struct Table {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::string> primary_key;
    std::vector<Index> indices;
};

// One connection. Not thread-safe.
//
// Statements may use, besides portable SQL, the functions that every driver provides
// (docs/sql-functions.md):
//   qs_add(a,b,…) qs_sub(a,b) qs_mul(a,b)  integers; null if an argument is null or the
//                       result leaves ±Decimal::kMantissaMax (of qs_add any partial sum)
//   qs_scale(a,from,to) a scaled integer at another scale, half away from zero when digits
//                       drop; null if it does not fit
//   qs_div(a,sa,b,sb,s) a/10^sa divided by b/10^sb, at scale s, half away from zero; null
//                       for zero divisors and what does not fit
//   qs_compare(a,sa,b,sb)   -1, 0 or 1 as a/10^sa is less than, equal to or more than b/10^sb
//   qs_least(a,b,…) qs_greatest(a,b,…)   of integers or of texts; null if any argument is
//   qs_sum(a)           an aggregate of integers: exact whatever the order, 0 of no rows; null
//                       if any is null or the sum leaves ±Decimal::kMantissaMax
//   qs_days(text)       the day number since 1970-01-01 of an ISO day or date-time; null if
//                       null or no day
//   qs_date(days)       the ISO text of a day number; null if null or out of range
//   qs_position(text, part)   1-based position of part in text by characters, 0 if none
//   qs_starts(text, part), qs_ends(text, part)   1 or 0; null if an argument is null
// An argument of another type than named here is a Failure. A field of several choices is kept
// as its codes between bars, |a|b|, so that qs_position(field, '|a|') > 0 asks for one.
class Connection {
public:
    virtual ~Connection() = default;

    // Prepares, or finds prepared before: the same text gives the same statement. The
    // reference holds as long as the connection. What does not compile fails here or when it
    // first runs.
    virtual Statement& prepare(std::string_view sql) = 0;

    // Transactions. begin_write takes the write lock at once, waiting for it up to ten seconds.
    // A read transaction sees one snapshot. commit() returns after the sync. A connection that
    // goes away in a transaction rolls it back; rollback() outside of one does nothing.
    virtual void begin_read() = 0;
    virtual void begin_write() = 0;
    virtual void commit() = 0;
    virtual void rollback() = 0;
    // A savepoint ends with either of the two below. One level is enough for a lane.
    virtual void savepoint() = 0;
    virtual void release_savepoint() = 0;
    virtual void rollback_to_savepoint() = 0;

    // Schema changes, in the driver's own dialect. Names beginning with "qs_" are the driver's.
    virtual std::vector<std::string> table_names() = 0;  // In order, without the driver's own.
    // A table as it stands, its indices by name; none if there is none.
    virtual std::optional<Table> describe(std::string_view table) = 0;
    virtual void create_table(const Table& table) = 0;
    // Requires that `column` is not required: rows that exist have nothing there.
    virtual void add_column(std::string_view table, const Column& column) = 0;
    virtual void create_index(std::string_view table, const Index& index) = 0;
    virtual void drop_index(std::string_view name) = 0;

    // Full-text search over tokens made by chinese::search_tokens. `kind` is the register.
    // search_put replaces what stood there; no tokens remove it. create_search leaves alone what
    // is there.
    virtual void create_search() = 0;
    virtual void search_put(std::int64_t tenant, std::string_view kind, std::int64_t record,
                            std::string_view tokens) = 0;
    virtual void search_remove(std::int64_t tenant, std::string_view kind, std::int64_t record) = 0;
    // Ids of records whose tokens hold `phrase` (tokens in this order), ascending, after
    // `after`, at most `most`. An empty phrase finds nothing.
    virtual std::vector<std::int64_t> search_find(std::int64_t tenant, std::string_view kind,
                                                  std::string_view phrase, std::int64_t after,
                                                  int most) = 0;
    // What stands there, empty if nothing does, and how many records have something: for
    // those who check the index.
    virtual std::string search_tokens(std::int64_t tenant, std::string_view kind,
                                      std::int64_t record) = 0;
    virtual std::int64_t search_count(std::int64_t tenant) = 0;
};

// Where connections come from; it outlives them. Safe to share between threads.
class Database {
public:
    virtual ~Database() = default;
    virtual std::unique_ptr<Connection> connect() = 0;
    // A consistent copy of the whole database into the new file `path`, while others write: an
    // SQLite file, whatever the engine, so that one engine's backup is restored into another.
    // Tables named in `without` are left out.
    virtual void back_up(const std::string& path, std::span<const std::string> without) = 0;
    // Everything the engine itself can check about its file; empty if sound.
    virtual std::vector<std::string> check() = 0;
};

// Existing: the file must be there. Create: it is made unless it is there.
enum class Open { Existing, Create };

// SQLite in WAL mode with synchronous = FULL. Throws Failure, also if the file is not one that
// this function made. A new file is readable by its owner alone.
std::unique_ptr<Database> open_sqlite(const std::string& path, Open mode);

// PostgreSQL 15 or later, at a connection string of libpq such as postgresql://user@host/database.
// Open::Create makes in the database what the driver needs unless it is there. Throws
// ToldFailure, also if the database is not one that this function made or cannot order text by
// its bytes.
std::unique_ptr<Database> open_postgres(const std::string& url, Open mode);

// Binds values of several C++ types in order; saves spelling out sql::Value.
template <typename... Arguments>
std::vector<Value> parameters(Arguments&&... arguments) {
    return {Value(std::forward<Arguments>(arguments))...};
}

}  // namespace qingshui::sql
