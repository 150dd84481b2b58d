#include "sql/copy.h"

#include <algorithm>

#include <fmt/format.h>

#include "sql/names.h"

namespace qingshui::sql {
namespace {

constexpr int kPage = 1'000;

// $first, $first+1, … as many as `count`.
std::string dollars(std::size_t count, std::size_t first = 1) {
    std::string list;
    for (std::size_t number = first; number < first + count; ++number) {
        list += fmt::format("{}${}", number == first ? "" : ", ", number);
    }
    return list;
}

// "a" desc, "b" desc
std::string descending(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + quoted(name) + " desc";
    return list;
}

std::vector<std::string> names_of(const std::vector<Column>& columns) {
    std::vector<std::string> names;
    for (const Column& column : columns) names.push_back(column.name);
    return names;
}

using Row = std::vector<Value>;

// ("tenant", "seq") > ($2, $3)
std::string after_key(const Table& table, std::size_t first) {
    return fmt::format("({}) > ({})", quoted_list(table.primary_key),
                       dollars(table.primary_key.size(), first));
}

// Reads the rows of a table a page at a time, each page after the key of the last one's last row.
// `last`: the key to begin after; empty: from the first. `tenant`: whose rows; none: all.
class Pages {
public:
    Pages(Connection& from, const Table& table, Row last = {},
          std::optional<std::int64_t> tenant = {})
        : from_(from), width_(table.columns.size()), last_(std::move(last)) {
        const auto names = names_of(table.columns);
        const auto key = quoted_list(table.primary_key);
        const auto select =
            fmt::format("select {} from {}", quoted_list(names), quoted(table.name));
        const auto end = fmt::format(" order by {} limit {}", key, kPage);
        const std::string own = tenant ? " where tenant = $1" : "";
        if (tenant) bound_.emplace_back(*tenant);
        first_ = select + own + end;
        next_ = fmt::format("{}{} {} {}{}", select, own, tenant ? "and" : "where",
                            after_key(table, bound_.size() + 1), end);
        for (const auto& part : table.primary_key) {
            key_.push_back(static_cast<std::size_t>(std::find(names.begin(), names.end(), part) -
                                                    names.begin()));
        }
    }

    // The next rows; none after the last.
    std::vector<Row> next() {
        auto values = bound_;
        values.insert(values.end(), last_.begin(), last_.end());
        const auto rows = from_.prepare(last_.empty() ? first_ : next_).query(values);
        std::vector<Row> page;
        while (rows->next()) {
            auto& row = page.emplace_back();
            for (std::size_t column = 0; column < width_; ++column) {
                row.push_back(rows->value(static_cast<int>(column)));
            }
        }
        if (page.empty()) return page;
        last_.clear();
        for (const auto column : key_) last_.push_back(page.back()[column]);
        return page;
    }

private:
    Connection& from_;
    std::size_t width_;
    std::string first_;
    std::string next_;
    std::vector<std::size_t> key_;
    Row bound_;  // The tenant, if there is one.
    Row last_;   // The key of the last row read.
};

// The greatest key of a tenant's rows; empty if it has none.
Row last_key(Connection& connection, const Table& table, std::int64_t tenant) {
    const auto text = fmt::format("select {0} from {1} where tenant = $1 order by {2} limit 1",
                                  quoted_list(table.primary_key), quoted(table.name),
                                  descending(table.primary_key));
    const auto rows = connection.prepare(text).query(parameters(tenant));
    Row key;
    if (!rows->next()) return key;
    for (std::size_t part = 0; part < table.primary_key.size(); ++part) {
        key.push_back(rows->value(static_cast<int>(part)));
    }
    return key;
}

Statement& insert_into(Connection& to, const Table& table) {
    return to.prepare(fmt::format("insert into {} ({}) values ({})", quoted(table.name),
                                  quoted_list(names_of(table.columns)),
                                  dollars(table.columns.size())));
}

void copy_rows(Connection& from, Connection& to, const Table& table) {
    auto& insert = insert_into(to, table);
    Pages pages(from, table);
    for (auto page = pages.next(); !page.empty(); page = pages.next()) {
        for (const auto& row : page) insert.post(row);
    }
}

// What every driver keeps of searches, besides what is its own.
const Table kSearch{"qs_search",
                    {{"tenant", ColumnType::Integer, true},
                     {"kind", ColumnType::Text, true},
                     {"record", ColumnType::Integer, true},
                     {"tokens", ColumnType::Text, true}},
                    {"tenant", "kind", "record"},
                    {}};

void put_search(Connection& to, const Row& row) {
    to.search_put(std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]),
                  std::get<std::int64_t>(row[2]), std::get<std::string>(row[3]));
}

void copy_search(Connection& from, Connection& to) {
    to.create_search();
    Pages pages(from, kSearch);
    for (auto page = pages.next(); !page.empty(); page = pages.next()) {
        for (const auto& row : page) put_search(to, row);
    }
}

}  // namespace

void copy_all(Connection& from, Connection& to, std::span<const std::string> without) {
    for (const auto& name : from.table_names()) {
        if (std::find(without.begin(), without.end(), name) != without.end()) continue;
        auto table = from.describe(name);
        if (!table) throw Failure("database: the table " + name + " went while it was copied");
        const auto indices = std::exchange(table->indices, {});
        to.create_table(*table);
        copy_rows(from, to, *table);
        for (const auto& index : indices) to.create_index(name, index);
    }
    copy_search(from, to);
}

void copy_tenant(Connection& from, Connection& to, const Table& table, std::int64_t tenant,
                 const OnPage& on_page) {
    Pages pages(from, table, last_key(to, table, tenant), tenant);
    for (auto page = pages.next(); !page.empty(); page = pages.next()) {
        auto& insert = insert_into(to, table);
        for (const auto& row : page) insert.post(row);
        on_page(page.size());
    }
}

void copy_tenant_search(Connection& from, Connection& to, std::int64_t tenant,
                        const OnPage& on_page) {
    Pages pages(from, kSearch, last_key(to, kSearch, tenant), tenant);
    for (auto page = pages.next(); !page.empty(); page = pages.next()) {
        for (const auto& row : page) put_search(to, row);
        on_page(page.size());
    }
}

void clear_tenant_search(Connection& connection, std::int64_t tenant) {
    Pages pages(connection, kSearch, {}, tenant);
    for (auto page = pages.next(); !page.empty(); page = pages.next()) {
        for (const auto& row : page) {
            connection.search_remove(tenant, std::get<std::string>(row[1]),
                                     std::get<std::int64_t>(row[2]));
        }
    }
}

}  // namespace qingshui::sql
