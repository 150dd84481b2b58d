// Reading an expression never falls over; what is read prints as source that reads back as the
// same tree, and it has a value whatever the record holds, and SQL with a parameter for each
// literal. The first byte decides what the record holds.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ensure.h"
#include "expr/ast.h"
#include "expr/expression.h"

namespace expr = qingshui::expr;
using qingshui::Date;
using qingshui::DateTime;
using qingshui::Decimal;
using qingshui::ensure;

namespace {

// A name of one letter for each kind; the lines l have the same names within.
class Letters final : public expr::Names {
public:
    std::optional<expr::Type> type_of(std::string_view path) const override {
        if (path == "n") return expr::Type{expr::Kind::Number, 0};
        if (path == "m") return expr::Type{expr::Kind::Number, 2};
        if (path == "t") return expr::Type{expr::Kind::Text};
        if (path == "d") return expr::Type{expr::Kind::Date};
        if (path == "i") return expr::Type{expr::Kind::DateTime};
        if (path == "b" || path == "b.水") return expr::Type{expr::Kind::Bool};
        if (path == "c") return expr::Type{expr::Kind::Texts};
        if (path == "k") return expr::Type{expr::Kind::Key};
        if (path == "l") return expr::Type{expr::Kind::Lines, 0, "l"};
        return std::nullopt;
    }
    const expr::Names* within(std::string_view lines) const override {
        return lines == "l" ? this : nullptr;
    }
    std::vector<std::string> all() const override {
        return {"n", "m", "t", "d", "i", "b", "c", "k", "l"};
    }
};

class Filled final : public expr::Values {
public:
    explicit Filled(std::uint8_t way) : way_(way) {}

    expr::Value value_of(std::string_view path) const override {
        if (way_ % 4 == 0) return {};
        if (path == "n") return Decimal::whole(way_ % 4 == 1 ? Decimal::kMantissaMax : way_);
        if (path == "m") return Decimal(-way_, 2);
        if (path == "t") return std::string(way_, '|');
        if (path == "d") return way_ % 4 == 1 ? Date::max() : Date::min();
        if (path == "i") return DateTime{Date::max(), way_};
        if (path == "c") return std::vector<std::string>(way_ % 3, "a");
        if (path == "k") return std::int64_t{way_};
        return way_ % 2 == 0;
    }
    std::size_t line_count(std::string_view /*lines*/) const override { return way_ % 4; }
    const expr::Values& line(std::string_view /*lines*/, std::size_t /*index*/) const override {
        return *this;
    }

private:
    std::uint8_t way_;
};

class AnyColumns final : public expr::Columns {
public:
    std::string column(std::string_view path) const override { return std::string(path); }
    std::string from_lines(std::string_view lines, std::string_view alias) const override {
        return std::string(lines) + " as " + std::string(alias) + " where true";
    }
    std::string line_column(std::string_view /*lines*/, std::string_view path,
                            std::string_view alias) const override {
        return std::string(alias) + "." + std::string(path);
    }
};

std::size_t parameters_in(std::string_view sql) {
    return static_cast<std::size_t>(std::count(sql.begin(), sql.end(), '$'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view source(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Letters letters;
    const auto read = expr::Expression::parse(source, letters);
    if (!read) {
        ensure(!read.error().says.zh.empty() && !read.error().says.en.empty(), "a refusal speaks");
        return 0;
    }
    const std::string printed = read->print();
    if (printed.size() <= expr::Expression::kLengthMax) {
        const auto again = expr::Expression::parse(printed, letters);
        ensure(again.has_value(), "what is printed reads back");
        ensure(expr::same(read->root(), again->root()), "it is the same tree");
        ensure(again->print() == printed, "printing twice is printing once");
    }
    const expr::Value value = read->evaluate(Filled(data[0]));
    const auto* number = std::get_if<Decimal>(&value);
    ensure(number == nullptr || number->scale() == read->type().scale, "a number has its scale");
    const expr::Sql sql = read->sql(AnyColumns(), 1);
    ensure(parameters_in(sql.text) == sql.parameters.size(), "each literal is a parameter");
    return 0;
}
