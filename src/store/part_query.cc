#include "store/part_query.h"

#include <fmt/format.h>

#include "base/damage.h"
#include "registry/naming.h"
#include "store/codec.h"
#include "store/layout.h"

namespace qingshui::store {

namespace {

using registry::Indicator;
using registry::IndicatorKind;

// What a literal of an expression is bound as.
struct Bound {
    sql::Value operator()(std::monostate) const { return {}; }
    sql::Value operator()(bool yes) const { return std::int64_t{yes ? 1 : 0}; }
    sql::Value operator()(const Decimal& number) const { return number.mantissa(); }
    sql::Value operator()(const std::string& text) const { return text; }
    sql::Value operator()(Date day) const { return day.text(); }
    sql::Value operator()(const DateTime& moment) const { return moment.text(); }
    sql::Value operator()(const std::vector<std::string>& texts) const {
        std::string joined = "|";
        for (const auto& text : texts) joined += text + "|";
        return joined;
    }
    sql::Value operator()(std::int64_t key) const { return key; }
};

// The statement as it grows: its parts, and the values bound so far.
class PartQuery {
public:
    PartQuery(std::int64_t tenant, const registry::Schema& schema, const Indicator& indicator,
              const Period& period)
        : schema_(schema), indicator_(indicator), columns_(schema) {
        const bool is_stock = indicator.kind == IndicatorKind::Stock;
        const auto from = is_stock ? Date::min() : period.from;
        values_ = sql::parameters(tenant, from.text(), period.to.text());
        if (is_stock && indicator.until) {
            const auto until = name_of(*indicator.until);
            where_ += fmt::format(" and ({0} is null or {0} >= $3)", until);
        }
        if (indicator.where) {
            where_ += " and " + taken(indicator.where->condition(columns_, next_parameter()));
        }
        if (is_measured()) amount_ = taken(indicator.measure->sql(columns_, next_parameter()));
    }

    std::string text() const {
        const auto day = name_of(indicator_.day.value_or(schema_.day));
        return fmt::format(
            "select r.id, r.seq, {}, {}, {}, {} from {} r where r.tenant = $1 and {} >= $2 and "
            "{} <= $3{} order by {}, r.id",
            name_of(schema_.area), day, amount_, cell() ? name_of(*cell()) : "null",
            quoted(registry::table_name(schema_.id)), day, day, where_, day);
    }
    const std::vector<sql::Value>& values() const { return values_; }
    // The field whose value is the cell, read last.
    std::optional<std::size_t> cell() const {
        return indicator_.kind == IndicatorKind::Distinct ? indicator_.distinct : indicator_.split;
    }

private:
    bool is_measured() const {
        const bool adds =
            indicator_.kind == IndicatorKind::Flow || indicator_.kind == IndicatorKind::Stock;
        return adds && indicator_.measure.has_value();
    }
    std::string name_of(std::size_t position) const {
        return columns_.column(schema_.fields[position].id);
    }
    int next_parameter() const { return static_cast<int>(values_.size()) + 1; }
    // The text of a part of the statement, its values bound.
    std::string taken(const expr::Sql& made) {
        for (const auto& value : made.parameters) values_.push_back(std::visit(Bound{}, value));
        return "(" + made.text + ")";
    }

    const registry::Schema& schema_;
    const Indicator& indicator_;
    RegisterColumns columns_;
    std::vector<sql::Value> values_;
    std::string where_;
    std::string amount_ = "1";
};

// The cells a part counts in: a distinct value in each of its texts, a split in its one.
std::vector<std::string> cells_of(const Indicator& indicator, const registry::Value& value) {
    auto texts = tally::cell_texts(value);
    const bool is_split = indicator.kind != IndicatorKind::Distinct;
    if (is_split && texts.size() != 1) return {""};
    std::sort(texts.begin(), texts.end());
    return texts;
}

}  // namespace

std::string RegisterColumns::column(std::string_view path) const { return "r." + quoted(path); }

std::string RegisterColumns::from_lines(std::string_view lines, std::string_view alias) const {
    return fmt::format("{0} as {1} where {1}.tenant = r.tenant and {1}.record = r.id",
                       quoted(registry::table_name(schema_.id, lines)), alias);
}

std::string RegisterColumns::line_column(std::string_view /*lines*/, std::string_view path,
                                         std::string_view alias) const {
    return fmt::format("{}.{}", alias, quoted(path));
}

std::vector<tally::Part> query_parts(Session& session, const registry::Schema& schema,
                                     const Indicator& indicator, const Period& period) {
    const PartQuery query(session.tenant(), schema, indicator, period);
    auto rows = session.connection().prepare(query.text()).query(query.values());
    const auto cell_field = query.cell();
    std::vector<tally::Part> parts;
    while (rows->next()) {
        const auto day = Date::parse(rows->text(3));
        if (!day) throw DamageFailure(schema.id + ": a day cannot be read");
        const tally::Part part{schema.id, rows->integer(0), {rows->integer(2)},
                               *day,      rows->integer(4), rows->integer(1)};
        if (part.amount == 0) continue;  // None, or nothing: no share.
        registry::Value cell;
        if (cell_field) {
            int column = 5;
            auto value = read_columns(schema.fields[*cell_field], *rows, column);
            if (!value) throw DamageFailure(schema.id + ": a cell cannot be read");
            cell = std::move(*value);
        }
        const bool is_whole = indicator.kind != IndicatorKind::Distinct && !cell_field;
        for (auto& text : is_whole ? std::vector<std::string>{""} : cells_of(indicator, cell)) {
            parts.push_back(part);
            parts.back().cell = std::move(text);
        }
    }
    return parts;
}

}  // namespace qingshui::store
