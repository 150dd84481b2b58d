#include "store/tables.h"

#include <algorithm>

namespace qingshui::store {

namespace {

template <typename Named>
const Named* find_named(const std::vector<Named>& all, std::string_view name) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Named& each) { return each.name == name; });
    return found != all.end() ? &*found : nullptr;
}

}  // namespace

bool is_of_register(std::string_view table) { return table.find('_') != std::string_view::npos; }

void ensure_column(sql::Connection& connection, const sql::Table& there,
                   const sql::Column& column) {
    if (find_named(there.columns, column.name) == nullptr) {
        connection.add_column(there.name, column);
    }
}

void ensure_index(sql::Connection& connection, const sql::Table& there, const sql::Index& index) {
    if (find_named(there.indices, index.name) == nullptr) {
        connection.create_index(there.name, index);
    }
}

void ensure_table(sql::Connection& connection, const sql::Table& wanted) {
    const auto there = connection.describe(wanted.name);
    if (!there) return connection.create_table(wanted);
    for (const auto& column : wanted.columns) ensure_column(connection, *there, column);
    for (const auto& index : wanted.indices) ensure_index(connection, *there, index);
}

std::vector<sql::Column> misfits(sql::Connection& connection, const sql::Table& wanted) {
    std::vector<sql::Column> found;
    const auto there = connection.describe(wanted.name);
    if (!there) return found;
    for (const auto& column : wanted.columns) {
        const auto* kept = find_named(there->columns, column.name);
        if (kept != nullptr && kept->type != column.type) found.push_back(column);
    }
    return found;
}

bool is_shared(sql::Connection& connection) {
    auto rows = connection.prepare("select count(*) from office").query({});
    return rows->next() && rows->integer(0) > 1;
}

sql::Table arriving_table() {
    return {"arriving",
            {{"tenant", sql::ColumnType::Integer, true},
             {"seq", sql::ColumnType::Integer, true},
             {"hash", sql::ColumnType::Bytes, true}},
            {"tenant"},
            {}};
}

}  // namespace qingshui::store
