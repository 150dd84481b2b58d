#include "base/ensure.h"
#include "sql/names.h"
#include "sql/postgres_connection.h"

namespace qingshui::sql {
namespace {

// Text is compared and ordered by its bytes whatever the database was made with. JSON is kept as
// it was written: jsonb would put it into words of its own, and digests of it would change.
std::string declaration(const Column& column) {
    std::string text = quoted(column.name);
    switch (column.type) {
        case ColumnType::Integer: text += " bigint"; break;
        case ColumnType::Text: text += " text collate \"C\""; break;
        case ColumnType::Bytes: text += " bytea"; break;
        case ColumnType::Json: text += " json"; break;
    }
    return column.required ? text + " not null" : text;
}

ColumnType type_of(std::string_view declared) {
    if (declared == "bigint") return ColumnType::Integer;
    if (declared == "bytea") return ColumnType::Bytes;
    if (declared == "json") return ColumnType::Json;
    return ColumnType::Text;
}

}  // namespace

void PostgresConnection::run(const std::string& sql) { line_.ask(sql.c_str()); }

std::vector<std::string> PostgresConnection::table_names() {
    const auto rows = prepare(
                          "select tablename from pg_catalog.pg_tables "
                          "where schemaname = current_schema() order by tablename")
                          .query({});
    std::vector<std::string> names;
    while (rows->next()) {
        if (!rows->text(0).starts_with(kOwnPrefix)) names.emplace_back(rows->text(0));
    }
    return names;
}

std::optional<Table> PostgresConnection::describe(std::string_view table) {
    Table found{std::string(table), {}, {}, {}};
    const auto columns =
        prepare(
            "select a.attname, format_type(a.atttypid, null), a.attnotnull "
            "from pg_catalog.pg_attribute a where a.attrelid = to_regclass(quote_ident($1)) "
            "and a.attnum > 0 and not a.attisdropped order by a.attnum")
            .query(parameters(found.name));
    while (columns->next()) {
        found.columns.push_back(
            {std::string(columns->text(0)), type_of(columns->text(1)), columns->integer(2) != 0});
    }
    if (found.columns.empty()) return std::nullopt;
    const auto indices =
        prepare(
            "select c.relname, i.indisunique, i.indisprimary, a.attname "
            "from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid "
            "cross join unnest(cast(i.indkey as smallint[])) with ordinality as k (number, place) "
            "join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number "
            "where i.indrelid = to_regclass(quote_ident($1)) order by c.relname, k.place")
            .query(parameters(found.name));
    while (indices->next()) {
        if (indices->integer(2) != 0) {
            found.primary_key.emplace_back(indices->text(3));
            continue;
        }
        if (found.indices.empty() || found.indices.back().name != indices->text(0)) {
            found.indices.push_back({std::string(indices->text(0)), {}, indices->integer(1) != 0});
        }
        found.indices.back().columns.emplace_back(indices->text(3));
    }
    return found;
}

void PostgresConnection::create_table(const Table& table) {
    ensure(!table.name.starts_with(kOwnPrefix), "tables of the driver begin with qs_");
    std::string sql = "create table " + quoted(table.name) + " (";
    for (const Column& column : table.columns) sql += declaration(column) + ", ";
    run(sql + "primary key (" + quoted_list(table.primary_key) + "))");
    for (const Index& index : table.indices) create_index(table.name, index);
}

void PostgresConnection::add_column(std::string_view table, const Column& column) {
    ensure(!column.required, "rows that exist have nothing in a new column");
    run("alter table " + quoted(table) + " add column " + declaration(column));
}

void PostgresConnection::create_index(std::string_view table, const Index& index) {
    run(std::string(index.unique ? "create unique index " : "create index ") + quoted(index.name) +
        " on " + quoted(table) + " (" + quoted_list(index.columns) + ")");
}

void PostgresConnection::drop_index(std::string_view name) { run("drop index " + quoted(name)); }

}  // namespace qingshui::sql
