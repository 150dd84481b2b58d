#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"

namespace qingshui::expr {

// The kinds of value an expression works on.
enum class Kind {
    Bool,
    Number,  // Exact decimal with a scale known before evaluation; integers have scale 0.
    Text,
    Date,
    DateTime,
    Texts,  // A list of texts: a multiple choice, or a literal list for `in`.
    Key,    // An area or another record: can only be compared and tested for null.
    Lines,  // A sub-table of the record.
    Null,   // The literal null.
};

struct Type {
    Kind kind = Kind::Null;
    int scale = 0;           // Of a Number.
    std::string lines = {};  // Of Lines: which sub-table.
    friend bool operator==(const Type&, const Type&) = default;
};

// What an expression sees of the world at evaluation. monostate is "none": not filled in,
// or an operation that has no answer (division by zero, out of range).
using Value = std::variant<std::monostate, bool, Decimal, std::string, Date, DateTime,
                           std::vector<std::string>, std::int64_t /* Key */>;

// One of the texts that a choice may have, and what people call it.
struct Code {
    std::string text;
    std::string title = {};
};

// The names an expression may use and their types: fields of a register, of a sub-table,
// or indicators in a check of sums.
class Names {
public:
    virtual ~Names() = default;
    // `path` may be dotted ("disputes.water"). None if there is no such name.
    virtual std::optional<Type> type_of(std::string_view path) const = 0;
    // The only texts that a Text or the Texts of this name may have; empty: any.
    virtual std::vector<Code> codes_of(std::string_view /*path*/) const { return {}; }
    // The names within a sub-table; null if there is no such sub-table.
    virtual const Names* within(std::string_view lines) const = 0;
    // All names, for "did you mean".
    virtual std::vector<std::string> all() const = 0;
};

// The values behind the names, for one record.
class Values {
public:
    virtual ~Values() = default;
    virtual Value value_of(std::string_view path) const = 0;
    virtual std::size_t line_count(std::string_view lines) const = 0;
    virtual const Values& line(std::string_view lines, std::size_t index) const = 0;
};

// How names are reached in SQL.
class Columns {
public:
    virtual ~Columns() = default;
    // The SQL of a field: `r."amount"`. For a name within lines, `variable` is the SQL alias
    // of the line's table.
    virtual std::string column(std::string_view path) const = 0;
    // The FROM and WHERE that reach the record's lines under alias `alias` (conditions are
    // appended with "and"; aliases are line1, line2, …):
    // `"inspection_officers" as o1 where o1.tenant = r.tenant and o1.record = r.id`.
    virtual std::string from_lines(std::string_view lines, std::string_view alias) const = 0;
    virtual std::string line_column(std::string_view lines, std::string_view path,
                                    std::string_view alias) const = 0;
};

// SQL text whose literals are parameters $n, $n+1, … for n = first_parameter. A parameter is
// bound in storage form: a Decimal as its mantissa (it has the scale that the text expects), a
// Date or DateTime as its text(), a text as it is. There are no others.
struct Sql {
    std::string text;
    std::vector<Value> parameters;
};

// A value, and whether a number or day left the range that can be kept (18 digits, the
// calendar) on the way to it. Such a part counts as none; whoever files a record says so.
struct Outcome {
    Value value = {};
    bool is_out_of_range = false;
};

struct Node;  // ast.h

// A parsed and type-checked expression of the language of docs/expressions.md, a subset of
// CEL. Total: it always has a value, possibly none. Immutable; safe to share between threads.
class Expression {
public:
    static constexpr std::size_t kLengthMax = 4'000;  // Bytes of source.
    static constexpr int kDepthMax = 50;              // Nesting.

    // Refuses "expr.syntax", "expr.name", "expr.type", "expr.scale", "expr.choice",
    // "expr.too_long" and "expr.too_deep". The words say at which character, `subject` is what
    // stands there; `where` is left to the file that the expression came from. Several faults of
    // names and types are refused together as "expr.faulty", each in `faults`.
    static Result<Expression> parse(std::string_view source, const Names& names);

    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;
    Expression(const Expression&);
    Expression& operator=(const Expression&);
    ~Expression();

    const Type& type() const;
    const std::string& source() const;
    // Prints the tree; parse(print()) has the same tree.
    std::string print() const;
    // The tree itself (ast.h).
    const Node& root() const;
    // Every name it reads, dotted, sub-tables as "lines" and "lines.field". Sorted, once each.
    std::vector<std::string> reads() const;

    Value evaluate(const Values& values) const { return outcome(values).value; }
    Outcome outcome(const Values& values) const;
    // The same value as SQL: of the type's storage form (Bool 0/1, Number an integer at
    // type().scale, Date and DateTime ISO text, Texts their codes between bars: '|a|b|', and
    // null if there are none). Portable SQL and the functions of sql/database.h.
    Sql sql(const Columns& columns, int first_parameter) const;
    // As a condition for WHERE. Requires type Bool.
    Sql condition(const Columns& columns, int first_parameter) const;

private:
    explicit Expression(std::unique_ptr<const Node> root, std::string source);
    std::unique_ptr<const Node> root_;  // Null only when moved from.
    std::string source_;
};

// For filters: only true takes the record. For checks: only false breaks it.
inline bool is_true(const Value& value) {
    const bool* flag = std::get_if<bool>(&value);
    return flag != nullptr && *flag;
}
inline bool is_false(const Value& value) {
    const bool* flag = std::get_if<bool>(&value);
    return flag != nullptr && !*flag;
}

}  // namespace qingshui::expr
