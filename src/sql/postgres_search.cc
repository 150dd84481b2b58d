#include "sql/postgres_connection.h"

// Full-text search by an index over the words of each entry. It finds the entries that hold all
// words of a phrase; that they stand in this order is then seen in the text itself. PostgreSQL's
// own tsvector would lose places beyond 16,383 and words said more than 256 times.

namespace qingshui::sql {

void PostgresConnection::create_search() {
    run("create table if not exists qs_search (tenant bigint not null, kind text collate \"C\" not "
        "null, "
        "record bigint not null, tokens text collate \"C\" not null, "
        "primary key (tenant, kind, record))");
    run("create index if not exists qs_search_words on qs_search using gin "
        "(string_to_array(tokens, ' '))");
}

void PostgresConnection::search_put(std::int64_t tenant, std::string_view kind, std::int64_t record,
                                    std::string_view tokens) {
    if (tokens.empty()) return search_remove(tenant, kind, record);
    prepare(
        "insert into qs_search (tenant, kind, record, tokens) values ($1, $2, $3, $4) "
        "on conflict (tenant, kind, record) do update set tokens = excluded.tokens "
        "where qs_search.tokens <> excluded.tokens")
        .post(parameters(tenant, std::string(kind), record, std::string(tokens)));
}

void PostgresConnection::search_remove(std::int64_t tenant, std::string_view kind,
                                       std::int64_t record) {
    prepare("delete from qs_search where tenant = $1 and kind = $2 and record = $3")
        .post(parameters(tenant, std::string(kind), record));
}

std::vector<std::int64_t> PostgresConnection::search_find(std::int64_t tenant,
                                                          std::string_view kind,
                                                          std::string_view phrase,
                                                          std::int64_t after, int most) {
    std::vector<std::int64_t> records;
    if (phrase.empty()) return records;
    const auto rows =
        prepare(
            "select record from qs_search where tenant = $1 and kind = $2 and record > $3 "
            "and string_to_array(tokens, ' ') @> string_to_array(cast($4 as text), ' ') "
            "and position(' ' || cast($4 as text) || ' ' in ' ' || tokens || ' ') > 0 "
            "order by record limit $5")
            .query(parameters(tenant, std::string(kind), after, std::string(phrase),
                              std::int64_t{most}));
    while (rows->next()) records.push_back(rows->integer(0));
    return records;
}

std::string PostgresConnection::search_tokens(std::int64_t tenant, std::string_view kind,
                                              std::int64_t record) {
    const auto rows =
        prepare("select tokens from qs_search where tenant = $1 and kind = $2 and record = $3")
            .query(parameters(tenant, std::string(kind), record));
    return rows->next() ? std::string(rows->text(0)) : "";
}

std::int64_t PostgresConnection::search_count(std::int64_t tenant) {
    const auto rows =
        prepare("select count(*) from qs_search where tenant = $1").query(parameters(tenant));
    return rows->next() ? rows->integer(0) : 0;
}

}  // namespace qingshui::sql
