#include "sql/sqlite_connection.h"

// Full-text search by FTS5. The index keeps no text of its own; qs_search does, because an
// entry is taken out of the index by saying what stood there.
//
// The tokenizer is `ascii`, which takes every character beyond ASCII for a part of a word: it
// splits tokens at their spaces and nowhere else, also around characters newer than SQLite.

namespace qingshui::sql {
namespace {

struct Entry {
    std::int64_t id = 0;
    std::string tokens;
};

std::optional<Entry> find_entry(Connection& connection, std::int64_t tenant, std::string_view kind,
                                std::int64_t record) {
    const auto rows = connection
                          .prepare(
                              "SELECT id, tokens FROM qs_search "
                              "WHERE tenant = $1 AND kind = $2 AND record = $3")
                          .query(parameters(tenant, std::string(kind), record));
    if (!rows->next()) return std::nullopt;
    return Entry{rows->integer(0), std::string(rows->text(1))};
}

void remove_from_index(Connection& connection, const Entry& entry) {
    connection
        .prepare(
            "INSERT INTO qs_search_index (qs_search_index, rowid, tokens) VALUES ('delete', $1, "
            "$2)")
        .execute(parameters(entry.id, entry.tokens));
}

void add_to_index(Connection& connection, const Entry& entry) {
    connection.prepare("INSERT INTO qs_search_index (rowid, tokens) VALUES ($1, $2)")
        .execute(parameters(entry.id, entry.tokens));
}

// A phrase in the query language of FTS5.
std::string quoted(std::string_view phrase) {
    std::string text = "\"";
    for (const char c : phrase) {
        text += c;
        if (c == '"') text += c;
    }
    return text + '"';
}

}  // namespace

void SqliteConnection::create_search() {
    run(R"(
        CREATE TABLE IF NOT EXISTS qs_search (
            id INTEGER PRIMARY KEY,
            tenant INTEGER NOT NULL,
            kind TEXT NOT NULL,
            record INTEGER NOT NULL,
            tokens TEXT NOT NULL,
            UNIQUE (tenant, kind, record)
        ) STRICT;
        CREATE VIRTUAL TABLE IF NOT EXISTS qs_search_index USING fts5 (
            tokens, content = 'qs_search', content_rowid = 'id', tokenize = 'ascii', columnsize = 0
        );
    )");
}

void SqliteConnection::search_put(std::int64_t tenant, std::string_view kind, std::int64_t record,
                                  std::string_view tokens) {
    const auto old = find_entry(*this, tenant, kind, record);
    if (old && old->tokens == tokens) return;
    if (tokens.empty()) return search_remove(tenant, kind, record);
    if (old) {
        remove_from_index(*this, *old);
        prepare("UPDATE qs_search SET tokens = $2 WHERE id = $1")
            .execute(parameters(old->id, std::string(tokens)));
        add_to_index(*this, {old->id, std::string(tokens)});
        return;
    }
    prepare("INSERT INTO qs_search (tenant, kind, record, tokens) VALUES ($1, $2, $3, $4)")
        .execute(parameters(tenant, std::string(kind), record, std::string(tokens)));
    add_to_index(*this, {sqlite3_last_insert_rowid(raw()), std::string(tokens)});
}

void SqliteConnection::search_remove(std::int64_t tenant, std::string_view kind,
                                     std::int64_t record) {
    const auto old = find_entry(*this, tenant, kind, record);
    if (!old) return;
    remove_from_index(*this, *old);
    prepare("DELETE FROM qs_search WHERE id = $1").execute(parameters(old->id));
}

std::vector<std::int64_t> SqliteConnection::search_find(std::int64_t tenant, std::string_view kind,
                                                        std::string_view phrase, std::int64_t after,
                                                        int most) {
    if (phrase.empty()) return {};
    const auto rows =
        prepare(
            "SELECT s.record FROM qs_search_index i JOIN qs_search s ON s.id = i.rowid "
            "WHERE i.tokens MATCH $1 AND s.tenant = $2 AND s.kind = $3 "
            "AND s.record > $4 ORDER BY s.record LIMIT $5")
            .query(
                parameters(quoted(phrase), tenant, std::string(kind), after, std::int64_t{most}));
    std::vector<std::int64_t> records;
    while (rows->next()) records.push_back(rows->integer(0));
    return records;
}

std::string SqliteConnection::search_tokens(std::int64_t tenant, std::string_view kind,
                                            std::int64_t record) {
    const auto entry = find_entry(*this, tenant, kind, record);
    return entry ? entry->tokens : "";
}

std::int64_t SqliteConnection::search_count(std::int64_t tenant) {
    const auto rows =
        prepare("SELECT count(*) FROM qs_search WHERE tenant = $1").query(parameters(tenant));
    return rows->next() ? rows->integer(0) : 0;
}

}  // namespace qingshui::sql
