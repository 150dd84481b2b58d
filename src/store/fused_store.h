#pragma once

// For tests only: a database that fails when it is told to.

#include <map>
#include <memory>
#include <string>

#include "sql/database.h"
#include "store/sql_store.h"

namespace qingshui::store::test {

// When the database fails: at one call, or at all from that one on until it is mended.
struct Fuse {
    enum class Kind { Once, ForGood };

    int calls_left = -1;  // Until the first failure. Negative: none.
    Kind kind = Kind::Once;
    int burnt = 0;  // Failures so far.

    void set(int calls, Kind how) {
        calls_left = calls;
        kind = how;
        burnt = 0;
    }
    void mend() { calls_left = -1; }
    void burn() {
        if (calls_left < 0) return;
        if (calls_left > 0) {
            --calls_left;
            return;
        }
        if (kind == Kind::Once) mend();
        ++burnt;
        throw Failure("the database failed, as a test asked");
    }
};

class FusedStatement final : public sql::Statement {
public:
    FusedStatement(sql::Statement& inner, Fuse& fuse) : inner_(inner), fuse_(fuse) {}
    std::int64_t execute(std::span<const sql::Value> parameters) override {
        fuse_.burn();
        return inner_.execute(parameters);
    }
    void post(std::span<const sql::Value> parameters) override {
        fuse_.burn();
        inner_.post(parameters);
    }
    std::unique_ptr<sql::Rows> query(std::span<const sql::Value> parameters) override {
        fuse_.burn();
        return inner_.query(parameters);
    }

private:
    sql::Statement& inner_;
    Fuse& fuse_;
};

class FusedConnection : public sql::Connection {
public:
    FusedConnection(std::unique_ptr<sql::Connection> inner, Fuse& fuse)
        : inner_(std::move(inner)), fuse_(fuse) {}

    sql::Statement& prepare(std::string_view text) override {
        auto& statement = statements_[std::string(text)];
        if (!statement) {
            statement = std::make_unique<FusedStatement>(inner_->prepare(text), fuse_);
        }
        return *statement;
    }
    void begin_read() override { fused().begin_read(); }
    void begin_write() override { fused().begin_write(); }
    void commit() override { fused().commit(); }
    // What is lost for good is rolled back by the database itself, though nobody hears of it.
    void rollback() override {
        inner_->rollback();
        if (fuse_.kind == Fuse::Kind::ForGood) fuse_.burn();
    }
    void savepoint() override { fused().savepoint(); }
    void release_savepoint() override { fused().release_savepoint(); }
    void rollback_to_savepoint() override { fused().rollback_to_savepoint(); }
    std::vector<std::string> table_names() override { return fused().table_names(); }
    std::optional<sql::Table> describe(std::string_view table) override {
        return fused().describe(table);
    }
    void create_table(const sql::Table& table) override { fused().create_table(table); }
    void add_column(std::string_view table, const sql::Column& column) override {
        fused().add_column(table, column);
    }
    void create_index(std::string_view table, const sql::Index& index) override {
        fused().create_index(table, index);
    }
    void drop_index(std::string_view name) override { fused().drop_index(name); }
    void create_search() override { fused().create_search(); }
    void search_put(std::int64_t tenant, std::string_view kind, std::int64_t record,
                    std::string_view tokens) override {
        fused().search_put(tenant, kind, record, tokens);
    }
    void search_remove(std::int64_t tenant, std::string_view kind, std::int64_t record) override {
        fused().search_remove(tenant, kind, record);
    }
    std::vector<std::int64_t> search_find(std::int64_t tenant, std::string_view kind,
                                          std::string_view phrase, std::int64_t after,
                                          int most) override {
        return fused().search_find(tenant, kind, phrase, after, most);
    }
    std::string search_tokens(std::int64_t tenant, std::string_view kind,
                              std::int64_t record) override {
        return fused().search_tokens(tenant, kind, record);
    }
    std::int64_t search_count(std::int64_t tenant) override { return fused().search_count(tenant); }

private:
    sql::Connection& fused() {
        fuse_.burn();
        return *inner_;
    }

    std::unique_ptr<sql::Connection> inner_;
    Fuse& fuse_;
    std::map<std::string, std::unique_ptr<sql::Statement>> statements_;
};

class FusedDatabase final : public sql::Database {
public:
    FusedDatabase(std::unique_ptr<sql::Database> inner, Fuse& fuse)
        : inner_(std::move(inner)), fuse_(fuse) {}

    std::unique_ptr<sql::Connection> connect() override {
        return std::make_unique<FusedConnection>(inner_->connect(), fuse_);
    }
    void back_up(const std::string& path, std::span<const std::string> without) override {
        inner_->back_up(path, without);
    }
    std::vector<std::string> check() override { return inner_->check(); }

private:
    std::unique_ptr<sql::Database> inner_;
    Fuse& fuse_;
};

// The office in `path`, on a database that fails as `fuse` says.
inline std::unique_ptr<Store> open_fused(const std::string& path, Fuse& fuse, Clock& clock) {
    const Folder folder{path};
    auto database = sql::open_sqlite(folder.database(), sql::Open::Existing);
    const auto tenant = read_offices(*database->connect()).front().tenant;
    return std::make_unique<SqlStore>(
        std::make_unique<FolderHome>(folder, FolderLock::take(folder).value(),
                                     std::make_unique<FusedDatabase>(std::move(database), fuse)),
        tenant, clock);
}

}  // namespace qingshui::store::test
