#include "store/register_table.h"

#include <fmt/format.h>

#include "base/damage.h"
#include "registry/naming.h"
#include "store/codec.h"
#include "store/layout.h"

namespace qingshui::store {

namespace {

using registry::Record;
using registry::Schema;

std::vector<std::string> column_names(const std::vector<registry::Field>& fields) {
    std::vector<std::string> names;
    for (const auto& field : fields) {
        for (auto& column : columns_of(field)) names.push_back(std::move(column.name));
    }
    return names;
}

std::string insert_text(const std::string& table, const std::vector<std::string>& columns) {
    return fmt::format("insert into {} ({}) values ({})", quoted(table), quoted_list(columns),
                       placeholders(columns.size()));
}

std::string update_text(const std::string& table, const std::vector<std::string>& columns) {
    std::string sets = "seq = $3";
    for (std::size_t i = 0; i < columns.size(); ++i) {
        sets += fmt::format(", {} = ${}", quoted(columns[i]), i + 4);
    }
    return fmt::format("update {} set {} where tenant = $1 and id = $2", quoted(table), sets);
}

std::string find_text(const std::string& table, const sql::Index& index) {
    std::string where = "tenant = $1";
    for (std::size_t i = 1; i < index.columns.size(); ++i) {
        where += fmt::format(" and {} = ${}", quoted(index.columns[i]), i + 1);
    }
    return fmt::format("select id from {} where {}", quoted(table), where);
}

std::vector<std::string> with_leading(std::vector<std::string> leading,
                                      const std::vector<std::string>& names) {
    leading.insert(leading.end(), names.begin(), names.end());
    return leading;
}

bool read_fields(const std::vector<registry::Field>& fields, const sql::Rows& rows, int column,
                 std::vector<registry::Value>& out) {
    out.reserve(fields.size());
    for (const auto& field : fields) {
        auto value = read_columns(field, rows, column);
        if (!value) return false;
        out.push_back(std::move(*value));
    }
    return true;
}

}  // namespace

RegisterTable::RegisterTable(sql::Connection& connection, std::int64_t tenant, const Schema& schema)
    : connection_(connection),
      tenant_(tenant),
      schema_(schema),
      table_(registry::table_name(schema.id)) {
    const auto names = column_names(schema.fields);
    const auto all = with_leading({"tenant", "id", "seq"}, names);
    const auto from = " from " + quoted(table_) + " where tenant = $1";
    const auto columns = quoted_list(with_leading({"id", "seq"}, names));
    insert_ = insert_text(table_, all);
    update_ = update_text(table_, names);
    remove_ = "delete" + from + " and id = $2";
    select_ = "select " + columns + from + " and id = $2";
    select_after_ = "select " + columns + from + " and id > $2 order by id limit $3";
    ids_after_ = "select id" + from + " and id > $2 order by id limit $3";
    contains_ = "select 1" + from + " and id = $2";
    count_ = "select count(*)" + from;
    for (std::size_t key = 0; key < schema.unique.size(); ++key) {
        find_.push_back(find_text(table_, key_index(schema, key)));
    }
    for (const auto& lines : schema.lines) {
        const auto table = registry::table_name(schema.id, lines.id);
        const auto line_names = column_names(lines.fields);
        const auto of_record = " from " + quoted(table) + " where tenant = $1 and record = $2";
        lines_.push_back(
            {&lines, insert_text(table, with_leading({"tenant", "record", "line"}, line_names)),
             "delete" + of_record,
             "select line, " + quoted_list(line_names) + of_record + " order by line"});
    }
}

void RegisterTable::insert(const Kept& kept) {
    parameters_.clear();
    parameters_.emplace_back(tenant_);
    parameters_.emplace_back(kept.id.number);
    parameters_.emplace_back(kept.seq);
    for (std::size_t i = 0; i < schema_.fields.size(); ++i) {
        append_columns(schema_.fields[i], kept.record.values[i], parameters_);
    }
    connection_.prepare(insert_).execute(parameters_);
    for (std::size_t i = 0; i < lines_.size(); ++i) insert_lines(kept.id, kept.record, i);
}

void RegisterTable::update(const Kept& kept, const Record& before) {
    parameters_.clear();
    parameters_.emplace_back(tenant_);
    parameters_.emplace_back(kept.id.number);
    parameters_.emplace_back(kept.seq);
    for (std::size_t i = 0; i < schema_.fields.size(); ++i) {
        append_columns(schema_.fields[i], kept.record.values[i], parameters_);
    }
    const auto changed = connection_.prepare(update_).execute(parameters_);
    if (changed != 1)
        throw DamageFailure(fmt::format("{}: record {} is gone", table_, kept.id.number));
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (kept.record.lines[i] == before.lines[i]) continue;
        remove_lines(kept.id, i);
        insert_lines(kept.id, kept.record, i);
    }
}

void RegisterTable::remove(Id<Record> id, const Record& before) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (!before.lines[i].empty()) remove_lines(id, i);
    }
    connection_.prepare(remove_).execute(sql::parameters(tenant_, id.number));
}

void RegisterTable::insert_lines(Id<Record> id, const Record& record, std::size_t which) {
    const auto& fields = lines_[which].lines->fields;
    const auto& lines = record.lines[which];
    for (std::size_t line = 0; line < lines.size(); ++line) {
        parameters_.clear();
        parameters_.emplace_back(tenant_);
        parameters_.emplace_back(id.number);
        parameters_.emplace_back(static_cast<std::int64_t>(line + 1));
        for (std::size_t i = 0; i < fields.size(); ++i) {
            append_columns(fields[i], lines[line][i], parameters_);
        }
        connection_.prepare(lines_[which].insert).execute(parameters_);
    }
}

void RegisterTable::remove_lines(Id<Record> id, std::size_t which) {
    connection_.prepare(lines_[which].remove).execute(sql::parameters(tenant_, id.number));
}

Kept RegisterTable::read_row(const sql::Rows& rows) const {
    Kept kept{{rows.integer(0)}, rows.integer(1), {}};
    if (!read_fields(schema_.fields, rows, 2, kept.record.values)) {
        throw DamageFailure(fmt::format("{}: record {} cannot be read", table_, kept.id.number));
    }
    kept.record.lines.resize(lines_.size());
    return kept;
}

void RegisterTable::read_lines(Kept& kept) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        auto rows =
            connection_.prepare(lines_[i].select).query(sql::parameters(tenant_, kept.id.number));
        auto& lines = kept.record.lines[i];
        while (rows->next()) {
            auto& line = lines.emplace_back();
            const bool in_order = rows->integer(0) == static_cast<std::int64_t>(lines.size());
            if (!in_order || !read_fields(lines_[i].lines->fields, *rows, 1, line)) {
                throw DamageFailure(fmt::format("{}: line {} of record {} cannot be read", table_,
                                                lines.size(), kept.id.number));
            }
        }
    }
}

std::optional<Kept> RegisterTable::read(Id<Record> id) {
    std::optional<Kept> kept;
    {
        auto rows = connection_.prepare(select_).query(sql::parameters(tenant_, id.number));
        if (!rows->next()) return {};
        kept = read_row(*rows);
    }
    read_lines(*kept);
    return kept;
}

// A damaged index gives ids again and again: whoever reads page by page would never end.
void RegisterTable::check_order(Id<Record> last, Id<Record> next) const {
    if (next.number > last.number) return;
    throw DamageFailure(fmt::format("{}: the index is damaged, record {} comes after {}", table_,
                                    next.number, last.number));
}

std::vector<Kept> RegisterTable::read_after(Id<Record> after, int most) {
    std::vector<Kept> page;
    {
        auto rows = connection_.prepare(select_after_)
                        .query(sql::parameters(tenant_, after.number, std::int64_t{most}));
        for (auto last = after; rows->next(); last = page.back().id) {
            page.push_back(read_row(*rows));
            check_order(last, page.back().id);
        }
    }
    for (auto& kept : page) read_lines(kept);
    return page;
}

std::vector<Id<Record>> RegisterTable::ids_after(Id<Record> after, int most) {
    auto rows = connection_.prepare(ids_after_)
                    .query(sql::parameters(tenant_, after.number, std::int64_t{most}));
    std::vector<Id<Record>> ids;
    for (auto last = after; rows->next(); last = ids.back()) {
        ids.push_back({rows->integer(0)});
        check_order(last, ids.back());
    }
    return ids;
}

bool RegisterTable::contains(Id<Record> id) {
    return connection_.prepare(contains_).query(sql::parameters(tenant_, id.number))->next();
}

std::int64_t RegisterTable::count() {
    auto rows = connection_.prepare(count_).query(sql::parameters(tenant_));
    return rows->next() ? rows->integer(0) : 0;
}

std::vector<std::pair<Id<registry::Record>, Id<registry::Record>>> RegisterTable::sharing(
    std::size_t key, int most) {
    const auto columns = key_index(schema_, key).columns;
    const std::vector<std::string> own(columns.begin() + 1, columns.end());
    std::string filled;
    for (const auto& column : own) filled += fmt::format(" and {} is not null", quoted(column));
    const auto text = fmt::format(
        "select min(id), max(id) from {} where tenant = $1{} group by {} having count(*) > 1 "
        "order by min(id) limit $2",
        quoted(table_), filled, quoted_list(own));
    auto rows = connection_.prepare(text).query(sql::parameters(tenant_, std::int64_t{most}));
    std::vector<std::pair<Id<registry::Record>, Id<registry::Record>>> pairs;
    while (rows->next()) pairs.push_back({{rows->integer(0)}, {rows->integer(1)}});
    return pairs;
}

std::vector<registry::Value> RegisterTable::key_values(std::size_t key,
                                                       const Record& record) const {
    std::vector<registry::Value> values;
    for (const auto position : schema_.unique[key]) values.push_back(record.values[position]);
    return values;
}

std::optional<Id<Record>> RegisterTable::find(std::size_t key,
                                              const std::vector<registry::Value>& values) {
    const auto& fields = schema_.unique[key];
    ensure(values.size() == fields.size(), "a key is asked for with a value for each field");
    std::vector<sql::Value> wanted{tenant_};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (registry::is_empty(values[i])) return {};
        append_columns(schema_.fields[fields[i]], values[i], wanted);
    }
    auto rows = connection_.prepare(find_[key]).query(wanted);
    if (!rows->next()) return {};
    return Id<Record>{rows->integer(0)};
}

RegisterTables register_tables(sql::Connection& connection, std::int64_t tenant,
                               const registry::Catalogue& catalogue) {
    RegisterTables tables;
    for (const auto& pack : catalogue.packs()) {
        for (const auto& schema : pack.registers) {
            tables.emplace(schema.id, std::make_unique<RegisterTable>(connection, tenant, schema));
        }
    }
    return tables;
}

std::vector<Referrer> referrers(const registry::Catalogue& catalogue,
                                std::string_view register_id) {
    std::vector<Referrer> found;
    const auto look_in = [&](const Schema& schema, const registry::Lines* lines) {
        for (const auto& field : lines != nullptr ? lines->fields : schema.fields) {
            if (field.type == registry::FieldType::Reference && field.refers_to == register_id) {
                found.push_back({&schema, lines, &field});
            }
        }
    };
    for (const auto& pack : catalogue.packs()) {
        for (const auto& schema : pack.registers) {
            look_in(schema, nullptr);
            for (const auto& lines : schema.lines) look_in(schema, &lines);
        }
    }
    return found;
}

std::vector<Id<Record>> referring(sql::Connection& connection, std::int64_t tenant,
                                  const Referrer& referrer, Id<Record> id, int most) {
    const bool in_lines = referrer.lines != nullptr;
    const auto table = in_lines ? registry::table_name(referrer.schema->id, referrer.lines->id)
                                : registry::table_name(referrer.schema->id);
    const auto text = fmt::format(
        "select distinct {0} from {1} where tenant = $1 and {2} = $2 order by {0} limit $3",
        in_lines ? "record" : "id", quoted(table), quoted(referrer.field->id));
    auto rows =
        connection.prepare(text).query(sql::parameters(tenant, id.number, std::int64_t{most}));
    std::vector<Id<Record>> ids;
    while (rows->next()) ids.push_back({rows->integer(0)});
    return ids;
}

}  // namespace qingshui::store
