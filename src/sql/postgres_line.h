#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include "sql/database.h"

namespace qingshui::sql {

// Gives back what libpq made.
struct PostgresClose {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct PostgresClear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresHandle = std::unique_ptr<PGconn, PostgresClose>;
using PostgresResult = std::unique_ptr<PGresult, PostgresClear>;

// The line to one server, in libpq's pipeline mode: what is posted travels with the next that is
// asked, so that many statements cost one round trip. The server runs all in the order given; after
// one that fails it skips the rest up to the next that was asked, which then throws.
//
// Not thread-safe. Every call may throw ToldFailure; a line that broke stays so until reopen().
class PostgresLine {
public:
    // `url`: a connection string of libpq. Nothing that is thrown holds its password.
    explicit PostgresLine(const std::string& url);

    // Runs a prepared statement; the second without waiting for it. ask() throws what posted
    // statements failed with too.
    PostgresResult ask(const std::string& name, std::span<const Value> parameters,
                       std::span<const Oid> types);
    void post(const std::string& name, std::span<const Value> parameters,
              std::span<const Oid> types);
    // Runs one statement without parameters, or several separated by semicolons in script().
    PostgresResult ask(const char* sql);
    void script(const char* sql);
    // Waits for everything posted.
    void settle();

    // Prepares a statement; gives the types of its parameters. `hints`: types, 0 where the server
    // is to find out. Waits for everything posted.
    std::vector<Oid> prepare(const std::string& name, const std::string& sql,
                             std::span<const Oid> hints);

    bool is_broken() const;
    int server_version() const { return PQserverVersion(handle_.get()); }
    bool is_in_transaction() const { return is_in_transaction_; }
    void set_in_transaction(bool is_in) { is_in_transaction_ = is_in; }
    // Connects anew; statements prepared before are gone, which generation() tells.
    void reopen();
    std::int64_t generation() const { return generation_; }

private:
    void open();
    void send(const std::string& name, std::span<const Value> parameters,
              std::span<const Oid> types);
    void expect_sent(int outcome);
    PostgresResult next_result();
    // The results of everything sent, up to the mark; the last one. Throws the first failure.
    PostgresResult collect(std::size_t sent);
    PostgresResult collect_last();

    std::string url_;
    PostgresHandle handle_;
    std::size_t posted_ = 0;  // Statements whose results were not read yet.
    bool is_in_transaction_ = false;
    std::int64_t generation_ = 0;
};

// What a server's refusal means to us. ConstraintFailure for what breaks a constraint.
[[noreturn]] void throw_postgres(PGconn* connection, const PGresult* result);

}  // namespace qingshui::sql
