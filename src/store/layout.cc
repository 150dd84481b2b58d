#include "store/layout.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.h"
#include "registry/naming.h"

namespace qingshui::store {

namespace {

using registry::FieldType;
using sql::ColumnType;

ColumnType column_type(FieldType type) {
    switch (type) {
        case FieldType::Integer:
        case FieldType::Decimal:
        case FieldType::Money:
        case FieldType::YesNo:
        case FieldType::Area:
        case FieldType::Reference:
        case FieldType::Place: return ColumnType::Integer;
        default: return ColumnType::Text;
    }
}

// Names of indices are as long as PostgreSQL allows at most, and say by their last digits
// which columns they hold, so that a key keeps its name when others come or go.
sql::Index index_over(const std::string& table, std::vector<std::string> columns) {
    std::string joined;
    for (const auto& column : columns) joined += "," + column;
    return {table + "_" + sha256(joined).hex().substr(0, 6), std::move(columns), false};
}

// A key of one reference is found as the records that refer are.
void add_index(sql::Index index, sql::Table& table) {
    const bool is_there =
        std::any_of(table.indices.begin(), table.indices.end(),
                    [&](const sql::Index& each) { return each.name == index.name; });
    if (!is_there) table.indices.push_back(std::move(index));
}

void append_fields(const std::vector<registry::Field>& fields, sql::Table& table) {
    for (const auto& field : fields) {
        for (auto& column : columns_of(field)) table.columns.push_back(std::move(column));
        if (field.type == FieldType::Reference) {
            add_index(reference_index(table.name, field), table);
        }
    }
}

sql::Column required(std::string name, ColumnType type) { return {std::move(name), type, true}; }

sql::Table history_table() {
    return {"history",
            {required("tenant", ColumnType::Integer),
             required("seq", ColumnType::Integer),
             required("at", ColumnType::Integer),
             required("actor", ColumnType::Text),
             required("act", ColumnType::Text),
             required("subject", ColumnType::Text),
             required("record", ColumnType::Integer),
             required("reason", ColumnType::Text),
             {"key", ColumnType::Text},
             required("before", ColumnType::Text),
             required("after", ColumnType::Text),
             required("previous", ColumnType::Bytes),
             required("hash", ColumnType::Bytes)},
            {"tenant", "seq"},
            {{"history_record", {"tenant", "record", "seq"}, true},
             {"history_key", {"tenant", "key"}, true},
             {"history_at", {"tenant", "at", "seq"}, false}}};
}

sql::Table tally_table() {
    return {"tally",
            {required("tenant", ColumnType::Integer), required("indicator", ColumnType::Text),
             required("version", ColumnType::Integer), required("day", ColumnType::Text),
             required("area", ColumnType::Integer), required("cell", ColumnType::Text),
             required("amount", ColumnType::Integer)},
            {"tenant", "indicator", "version", "day", "area", "cell"},
            {}};
}

sql::Table area_table() {
    return {"area",
            {required("tenant", ColumnType::Integer), required("area", ColumnType::Integer),
             required("valid_from", ColumnType::Text), required("valid_to", ColumnType::Text),
             required("parent", ColumnType::Integer), required("code", ColumnType::Text),
             required("name", ColumnType::Text), required("successors", ColumnType::Text),
             required("seq", ColumnType::Integer)},
            {"tenant", "area", "valid_from"},
            {{"area_code", {"tenant", "code", "valid_from"}, false}}};
}

sql::Table office_table() {
    return {"office",
            {required("tenant", ColumnType::Integer), required("format", ColumnType::Integer),
             required("title", ColumnType::Text), required("root", ColumnType::Integer),
             required("areas_seq", ColumnType::Integer), required("packs_seq", ColumnType::Integer),
             required("boundaries_seq", ColumnType::Integer)},
            {"tenant"},
            {}};
}

}  // namespace

std::vector<sql::Column> columns_of(const registry::Field& field) {
    if (field.type == FieldType::Place) {
        return {{field.id + "_lon", ColumnType::Integer}, {field.id + "_lat", ColumnType::Integer}};
    }
    return {{field.id, column_type(field.type)}};
}

sql::Table table_of(const registry::Schema& schema) {
    sql::Table table{registry::table_name(schema.id),
                     {required("tenant", ColumnType::Integer), required("id", ColumnType::Integer),
                      required("seq", ColumnType::Integer)},
                     {"tenant", "id"},
                     {}};
    append_fields(schema.fields, table);
    add_index(index_over(table.name, {"tenant", schema.fields[schema.day].id}), table);
    for (std::size_t key = 0; key < schema.unique.size(); ++key) {
        add_index(key_index(schema, key), table);
    }
    return table;
}

sql::Table table_of(const registry::Schema& schema, const registry::Lines& lines) {
    sql::Table table{
        registry::table_name(schema.id, lines.id),
        {required("tenant", ColumnType::Integer), required("record", ColumnType::Integer),
         required("line", ColumnType::Integer)},
        {"tenant", "record", "line"},
        {}};
    append_fields(lines.fields, table);
    return table;
}

sql::Index key_index(const registry::Schema& schema, std::size_t key) {
    std::vector<std::string> columns{"tenant"};
    for (const auto position : schema.unique[key]) {
        for (auto& column : columns_of(schema.fields[position])) columns.push_back(column.name);
    }
    return key_index(registry::table_name(schema.id), std::move(columns));
}

sql::Index key_index(const std::string& table, std::vector<std::string> columns) {
    return index_over(table, std::move(columns));
}

sql::Index reference_index(const std::string& table, const registry::Field& field) {
    return index_over(table, {"tenant", field.id});
}

const std::vector<sql::Table>& office_tables() {
    static const std::vector<sql::Table> kTables{
        office_table(),
        history_table(),
        tally_table(),
        area_table(),
        {"pack",
         {required("tenant", ColumnType::Integer), required("folder", ColumnType::Text),
          required("file", ColumnType::Text), required("digest", ColumnType::Text)},
         {"tenant", "folder", "file"},
         {}},
        {"content",
         {required("tenant", ColumnType::Integer), required("digest", ColumnType::Text),
          required("body", ColumnType::Bytes)},
         {"tenant", "digest"},
         {}},
        {"boundary",
         {required("tenant", ColumnType::Integer), required("area", ColumnType::Integer),
          required("since", ColumnType::Text), required("body", ColumnType::Text),
          required("seq", ColumnType::Integer)},
         {"tenant", "area", "since"},
         {}},
        {"document",
         {required("tenant", ColumnType::Integer), required("kind", ColumnType::Text),
          required("name", ColumnType::Text), required("digest", ColumnType::Text),
          required("seq", ColumnType::Integer)},
         {"tenant", "kind", "name"},
         {}}};
    return kTables;
}

std::string quoted(std::string_view name) { return fmt::format("\"{}\"", name); }

std::string quoted_list(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) {
        if (!list.empty()) list += ", ";
        list += quoted(name);
    }
    return list;
}

std::string placeholders(std::size_t count, std::size_t first) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) list += ", ";
        list += fmt::format("${}", first + i);
    }
    return list;
}

}  // namespace qingshui::store
