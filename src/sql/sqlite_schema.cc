#include "base/ensure.h"
#include "sql/sqlite_connection.h"

namespace qingshui::sql {
namespace {

// The driver's own tables begin so; table_names() leaves them out.
constexpr std::string_view kOwnPrefix = "qs_";

std::string quoted(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
        text += c;
        if (c == '"') text += c;
    }
    return text + '"';
}

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        if (!text.empty()) text += ", ";
        text += quoted(name);
    }
    return text;
}

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

std::optional<std::vector<Column>> SqliteConnection::columns_of(std::string_view table) {
    const auto rows =
        prepare(
            "SELECT c.name, c.type, c.\"notnull\", t.sql FROM sqlite_schema t, "
            "pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name = $1 ORDER BY c.cid")
            .query(parameters(std::string(table)));
    std::vector<Column> columns;
    while (rows->next()) {
        const std::string name(rows->text(0));
        columns.push_back(
            {name, type_of(rows->text(1), name, rows->text(3)), rows->integer(2) != 0});
    }
    if (columns.empty()) return std::nullopt;
    return columns;
}

void SqliteConnection::create_table(const Table& table) {
    ensure(!table.name.starts_with(kOwnPrefix), "tables of the driver begin with qs_");
    std::string sql = "CREATE TABLE " + quoted(table.name) + " (";
    for (const Column& column : table.columns) sql += declaration(column) + ", ";
    sql += "PRIMARY KEY (" + list_of(table.primary_key) + ")) STRICT";
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
        " ON " + quoted(table) + " (" + list_of(index.columns) + ")");
}

void SqliteConnection::drop_index(std::string_view name) { run("DROP INDEX " + quoted(name)); }

}  // namespace qingshui::sql
