#pragma once

#include <unordered_map>

#include "sql/postgres_statement.h"

namespace qingshui::sql {

// One connection to a PostgreSQL server.
class PostgresConnection final : public Connection {
public:
    explicit PostgresConnection(const std::string& url) : line_(url) {}

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

    PostgresLine& line() { return line_; }

private:
    void begin(const char* sql);
    void run(const std::string& sql);

    PostgresLine line_;
    std::unordered_map<std::string, PostgresStatement> statements_;
};

}  // namespace qingshui::sql
