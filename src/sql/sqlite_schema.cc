#include <map>

#include "base/ensure.h"
#include "sql/names.h"
#include "sql/sqlite_connection.h"

namespace qingshui::sql {
namespace {

std::string json_check(std::string_view column) {
    return "CHECK (json_valid(" + quoted(column) + "))";
}

std::string declaration(const Column& column) {
    std::string text = quoted(column.name);
    switch (column.type) {
        case ColumnType::Integer: text += " INTEGER"; break;
        case ColumnType::Text: text += " TEXT"; break;
        case ColumnType::Bytes: text += " BLOB"; break;
        case ColumnType::Json: text += " TEXT " + json_check(column.name); break;
    }
    return column.required ? text + " NOT NULL" : text;
}

// Such a table (tallies, links) is half the size as a tree of its own key. A wide one (records)
// is no smaller that way and slower to write; docs/decisions/0004 has the numbers.
bool is_mostly_key(const Table& table) {
    return table.primary_key.size() * 2 >= table.columns.size();
}

ColumnType type_of(std::string_view declared, std::string_view name, std::string_view table_sql) {
    if (declared == "INTEGER") return ColumnType::Integer;
    if (declared == "BLOB") return ColumnType::Bytes;
    const bool is_json = table_sql.find(json_check(name)) != std::string_view::npos;
    return is_json ? ColumnType::Json : ColumnType::Text;
}

}  // namespace

std::vector<std::string> SqliteConnection::table_names() {
    const auto rows = prepare(
                          "SELECT name FROM sqlite_schema WHERE type = 'table' "
                          "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
                          .query({});
    std::vector<std::string> names;
    while (rows->next()) {
        if (!rows->text(0).starts_with(kOwnPrefix)) names.emplace_back(rows->text(0));
    }
    return names;
}

std::optional<Table> SqliteConnection::describe(std::string_view table) {
    Table found{std::string(table), {}, {}, {}};
    const auto rows =
        prepare(
            "SELECT c.name, c.type, c.\"notnull\", c.pk, t.sql FROM sqlite_schema t, "
            "pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name = $1 ORDER BY c.cid")
            .query(parameters(found.name));
    std::map<std::int64_t, std::string> key;
    while (rows->next()) {
        const std::string name(rows->text(0));
        found.columns.push_back(
            {name, type_of(rows->text(1), name, rows->text(4)), rows->integer(2) != 0});
        if (rows->integer(3) > 0) key[rows->integer(3)] = name;
    }
    if (found.columns.empty()) return std::nullopt;
    for (auto& [place, name] : key) found.primary_key.push_back(std::move(name));
    const auto indices =
        prepare(
            "SELECT l.name, l.\"unique\", i.name FROM pragma_index_list($1) l, "
            "pragma_index_info(l.name) i WHERE l.origin = 'c' ORDER BY l.name, i.seqno")
            .query(parameters(found.name));
    while (indices->next()) {
        if (found.indices.empty() || found.indices.back().name != indices->text(0)) {
            found.indices.push_back({std::string(indices->text(0)), {}, indices->integer(1) != 0});
        }
        found.indices.back().columns.emplace_back(indices->text(2));
    }
    return found;
}

void SqliteConnection::create_table(const Table& table) {
    ensure(!table.name.starts_with(kOwnPrefix), "tables of the driver begin with qs_");
    std::string sql = "CREATE TABLE " + quoted(table.name) + " (";
    for (const Column& column : table.columns) sql += declaration(column) + ", ";
    sql += "PRIMARY KEY (" + quoted_list(table.primary_key) + ")) STRICT";
    if (is_mostly_key(table)) sql += ", WITHOUT ROWID";
    run(sql);
    for (const Index& index : table.indices) create_index(table.name, index);
}

void SqliteConnection::add_column(std::string_view table, const Column& column) {
    ensure(!column.required, "rows that exist have nothing in a new column");
    run("ALTER TABLE " + quoted(table) + " ADD COLUMN " + declaration(column));
}

void SqliteConnection::create_index(std::string_view table, const Index& index) {
    run(std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + quoted(index.name) +
        " ON " + quoted(table) + " (" + quoted_list(index.columns) + ")");
}

void SqliteConnection::drop_index(std::string_view name) { run("DROP INDEX " + quoted(name)); }

}  // namespace qingshui::sql
