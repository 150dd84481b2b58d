#include "sql/copy.h"

#include <fmt/format.h>

#include "sql/names.h"

namespace qingshui::sql {
namespace {

constexpr int kPage = 1'000;

std::string dollars(std::size_t count) {
    std::string list;
    for (std::size_t number = 1; number <= count; ++number) {
        list += fmt::format("{}${}", number == 1 ? "" : ", ", number);
    }
    return list;
}

std::vector<std::string> names_of(const std::vector<Column>& columns) {
    std::vector<std::string> names;
    for (const Column& column : columns) names.push_back(column.name);
    return names;
}

// Reads the rows of a table a page at a time, each page after the key of the last one's last row.
class Pages {
public:
    Pages(Connection& from, const Table& table) : from_(from), width_(table.columns.size()) {
        const auto columns = quoted_list(names_of(table.columns));
        const auto key = quoted_list(table.primary_key);
        const auto name = quoted(table.name);
        first_ = fmt::format("select {} from {} order by {} limit {}", columns, name, key, kPage);
        next_ = fmt::format("select {} from {} where ({}) > ({}) order by {} limit {}", columns,
                            name, key, dollars(table.primary_key.size()), key, kPage);
        for (const auto& part : table.primary_key) {
            const auto names = names_of(table.columns);
            key_.push_back(static_cast<std::size_t>(std::find(names.begin(), names.end(), part) -
                                                    names.begin()));
        }
    }

    // The next rows; none after the last.
    std::vector<std::vector<Value>> next() {
        const auto rows =
            last_.empty() ? from_.prepare(first_).query({}) : from_.prepare(next_).query(last_);
        std::vector<std::vector<Value>> page;
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
    std::vector<Value> last_;  // The key of the last row read.
};

void copy_rows(Connection& from, Connection& to, const Table& table) {
    auto& insert = to.prepare(fmt::format("insert into {} ({}) values ({})", quoted(table.name),
                                          quoted_list(names_of(table.columns)),
                                          dollars(table.columns.size())));
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

void copy_search(Connection& from, Connection& to) {
    to.create_search();
    Pages pages(from, kSearch);
    for (auto page = pages.next(); !page.empty(); page = pages.next()) {
        for (const auto& row : page) {
            to.search_put(std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]),
                          std::get<std::int64_t>(row[2]), std::get<std::string>(row[3]));
        }
    }
}

}  // namespace

void copy_all(Connection& from, Connection& to) {
    for (const auto& name : from.table_names()) {
        auto table = from.describe(name);
        if (!table) throw Failure("database: the table " + name + " went while it was copied");
        const auto indices = std::exchange(table->indices, {});
        to.create_table(*table);
        copy_rows(from, to, *table);
        for (const auto& index : indices) to.create_index(name, index);
    }
    copy_search(from, to);
}

}  // namespace qingshui::sql
