#include "sql/postgres_statement.h"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "base/damage.h"
#include "base/ensure.h"

namespace qingshui::sql {
namespace {

// The types that our statements meet, by their numbers in every server (pg_type.dat).
constexpr Oid kBool = 16;
constexpr Oid kBytea = 17;
constexpr Oid kName = 19;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kText = 25;
constexpr Oid kJson = 114;
constexpr Oid kUnknown = 705;
constexpr Oid kVarchar = 1043;
constexpr Oid kNumeric = 1700;

bool is_text(Oid type) {
    return type == kText || type == kVarchar || type == kJson || type == kName || type == kUnknown;
}
bool is_integer(Oid type) {
    return type == kInt8 || type == kInt4 || type == kInt2 || type == kNumeric || type == kBool;
}

bool fits(const Value& value, Oid type) {
    switch (value.index()) {
        case 1: {
            const auto number = std::get<std::int64_t>(value);
            using Small = std::numeric_limits<std::int32_t>;
            const bool is_small = number >= Small::min() && number <= Small::max();
            return type == kInt8 || (type == kInt4 && is_small);
        }
        case 2: return is_text(type);
        case 3: return type == kBytea;
        default: return true;
    }
}

Oid hint_of(const Value& value) {
    if (std::holds_alternative<std::int64_t>(value)) return kInt8;
    if (std::holds_alternative<Blob>(value)) return kBytea;
    return 0;
}

// How many parameters a statement has: the greatest N of its $N.
std::size_t parameter_count(std::string_view sql) {
    std::size_t count = 0;
    for (std::size_t at = sql.find('$'); at != std::string_view::npos; at = sql.find('$', at + 1)) {
        std::size_t number = 0;
        std::from_chars(sql.data() + at + 1, sql.data() + sql.size(), number);
        count = std::max(count, number);
    }
    return count;
}

// A whole result, held by us: other statements may run while it is read.
class PostgresRows final : public Rows {
public:
    explicit PostgresRows(PostgresResult result)
        : result_(std::move(result)), count_(result_ ? PQntuples(result_.get()) : 0) {}

    bool next() override {
        if (row_ < count_) ++row_;
        return row_ < count_;
    }

    bool is_null(int column) const override {
        ensure_there(column);
        return PQgetisnull(result_.get(), row_, column) == 1;
    }

    std::int64_t integer(int column) const override {
        if (is_null(column)) return 0;
        const Oid type = PQftype(result_.get(), column);
        expect(is_integer(type));
        const std::string_view text = raw(column);
        if (type == kBool) return text == "t" ? 1 : 0;
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        expect(read.ec == std::errc() && read.ptr == text.data() + text.size());
        return number;
    }

    std::string_view text(int column) const override {
        if (is_null(column)) return {};
        expect(is_text(PQftype(result_.get(), column)));
        return raw(column);
    }

    Value value(int column) const override {
        if (is_null(column)) return std::monostate();
        const Oid type = PQftype(result_.get(), column);
        if (is_integer(type)) return integer(column);
        if (is_text(type)) return std::string(raw(column));
        expect(type == kBytea);
        std::size_t size = 0;
        const std::unique_ptr<unsigned char, decltype(&PQfreemem)> bytes(
            PQunescapeBytea(reinterpret_cast<const unsigned char*>(raw(column).data()), &size),
            PQfreemem);
        if (!bytes) throw std::bad_alloc();
        return Blob{std::string(reinterpret_cast<const char*>(bytes.get()), size)};
    }

private:
    static void expect(bool is_of_its_type) {
        if (!is_of_its_type)
            throw DamageFailure("a value in the database is not of its column's type");
    }
    void ensure_there(int column) const {
        ensure(row_ >= 0 && row_ < count_, "columns are read of a present row");
        ensure(column >= 0 && column < PQnfields(result_.get()),
               "only columns that were asked for are read");
    }
    std::string_view raw(int column) const {
        return {PQgetvalue(result_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
    }

    PostgresResult result_;
    int count_;
    int row_ = -1;
};

}  // namespace

PostgresStatement::PostgresStatement(PostgresLine& line, std::string sql, std::int64_t number)
    : line_(line), sql_(std::move(sql)), number_(number) {}

std::int64_t PostgresStatement::execute(std::span<const Value> parameters) {
    const Variant& variant = variant_for(parameters);
    const PostgresResult result = line_.ask(variant.name, parameters, variant.types);
    if (!result || PQresultStatus(result.get()) != PGRES_COMMAND_OK) return 0;
    const std::string_view changed = PQcmdTuples(result.get());
    std::int64_t count = 0;
    std::from_chars(changed.data(), changed.data() + changed.size(), count);
    return count;
}

void PostgresStatement::post(std::span<const Value> parameters) {
    const Variant& variant = variant_for(parameters);
    line_.post(variant.name, parameters, variant.types);
}

std::unique_ptr<Rows> PostgresStatement::query(std::span<const Value> parameters) {
    const Variant& variant = variant_for(parameters);
    return std::make_unique<PostgresRows>(line_.ask(variant.name, parameters, variant.types));
}

const PostgresStatement::Variant& PostgresStatement::variant_for(
    std::span<const Value> parameters) {
    if (generation_ != line_.generation()) {
        variants_.clear();
        generation_ = line_.generation();
    }
    for (const Variant& variant : variants_) {
        ensure(parameters.size() >= variant.types.size(),
               "every parameter of a statement is given");
        bool is_fit = true;
        for (std::size_t index = 0; index < variant.types.size(); ++index) {
            is_fit = is_fit && fits(parameters[index], variant.types[index]);
        }
        if (is_fit) return variant;
    }
    const std::size_t count = parameter_count(sql_);
    ensure(parameters.size() >= count, "every parameter of a statement is given");
    std::vector<Oid> hints;
    for (const Value& value : parameters.first(count)) hints.push_back(hint_of(value));
    Variant made{fmt::format("s{}_{}", number_, variants_.size()), {}};
    made.types = line_.prepare(made.name, sql_, hints);
    // A text whose place takes something else is sent as it is: the server says what is wrong.
    return variants_.emplace_back(std::move(made));
}

}  // namespace qingshui::sql
