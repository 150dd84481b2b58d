#include "expr/sql.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/ensure.h"

namespace qingshui::expr {
namespace {

// Entries of an SQL parser's stack that stand open around the parts of each construct.
constexpr int kLeafHeight = 6;
constexpr int kSideHeight = 4;      // ( a op b
constexpr int kFirstHeight = 3;     // name ( distinct a
constexpr int kArgumentHeight = 5;  // name ( distinct a , b
constexpr int kBranchHeight = 7;    // ( case a when true then b
constexpr int kWhereHeight = 12;    // ( select count(*) from … where … and ( a
constexpr int kDerivedHeight = 20;  // ( select … from ( select cast ( a

// Is `left` a sum of numbers at `scale`, to be written as one with the sum it begins?
bool continues(const Node& left, int scale) {
    const bool is_sum = left.op == Op::Plus || left.op == Op::Minus;
    return is_sum && left.parts[0].type.kind == Kind::Number && left.type.scale == scale;
}

// SQL text, and how much of the parser's stack it takes.
struct Piece {
    std::string text;
    int height = kLeafHeight;
};

// A member of a list: a literal, or a negated number.
Value constant_of(const Node& node) {
    if (node.op != Op::Negate) return node.literal;
    const Value inner = constant_of(node.parts[0]);
    return std::get<Decimal>(inner).negated();
}

std::string_view sign_of(Op op) {
    switch (op) {
        case Op::Equal: return "=";
        case Op::NotEqual: return "<>";
        case Op::Less: return "<";
        case Op::LessEqual: return "<=";
        case Op::Greater: return ">";
        case Op::GreaterEqual: return ">=";
        default: break;
    }
    ensure(false, "only comparisons have signs");
    return {};
}

Piece called(std::string_view function, const std::vector<Piece>& parts) {
    Piece made{std::string(function) + "(", kLeafHeight};
    for (std::size_t index = 0; index < parts.size(); ++index) {
        if (index > 0) made.text += ", ";
        made.text += parts[index].text;
        made.height = std::max(made.height,
                               parts[index].height + (index == 0 ? kFirstHeight : kArgumentHeight));
    }
    made.text += ")";
    return made;
}

Piece infix(const Piece& left, std::string_view sign, const Piece& right) {
    return {fmt::format("({} {} {})", left.text, sign, right.text),
            std::max(left.height + 1, right.height + kSideHeight)};
}

Piece wrapped(std::string_view before, const Piece& inner, std::string_view after) {
    return {fmt::format("{}{}{}", before, inner.text, after), inner.height + kFirstHeight};
}

class Compiler {
public:
    Compiler(const Columns& columns, int first_parameter)
        : columns_(columns), next_parameter_(first_parameter) {}

    // Of a Bool an SQL condition, of anything else its storage form.
    Piece run(const Node& node);
    std::vector<Value> parameters() && { return std::move(parameters_); }

private:
    struct Variable {
        std::string_view name;
        std::string alias;
    };

    // The node with its number at `scale`.
    Piece at(const Node& node, int scale);
    Piece parameter(Value value);
    Piece column(const Node& node, std::string text) const;
    Piece joined(const Node& node, std::string_view sign);
    Piece conditional(const Node& node);
    Piece sum(const Node& node);
    std::vector<Piece> terms(const Node& node, int scale);
    Piece product(const Node& node);
    Piece comparison(const Node& node);
    Piece compared_numbers(const Node& node);
    Piece membership(const Node& node);
    Piece call(const Node& node);
    Piece part_of_day(const Node& node, int from, int length);
    Piece together(const Node& node, std::string_view function);
    Piece over(const Node& node);
    Piece line_column(const Node& node) const;

    const Columns& columns_;
    int next_parameter_;
    int next_alias_ = 1;
    std::vector<Value> parameters_;
    std::vector<Variable> variables_;
};

Piece Compiler::run(const Node& node) {
    switch (node.op) {
        case Op::Literal: return parameter(node.literal);
        case Op::Name: return column(node, columns_.column(node.path));
        case Op::LineName: return line_column(node);
        case Op::List:            // Written by membership().
        case Op::Unknown: break;  // Refused by the checker.
        case Op::Not: return wrapped("(not ", run(node.parts[0]), ")");
        case Op::Negate: return wrapped("(-(", run(node.parts[0]), "))");
        case Op::And: return joined(node, " and ");
        case Op::Or: return joined(node, " or ");
        case Op::Conditional: return conditional(node);
        case Op::Plus:
        case Op::Minus: return sum(node);
        case Op::Times:
        case Op::Divide: return product(node);
        case Op::Equal:
        case Op::NotEqual:
        case Op::Less:
        case Op::LessEqual:
        case Op::Greater:
        case Op::GreaterEqual: return comparison(node);
        case Op::In: return membership(node);
        case Op::Call: return call(node);
        case Op::Over: return over(node);
    }
    ensure(false, "every node can be written in SQL");
    return {};
}

// Every literal is a parameter with its type said, for engines that want to know it.
Piece Compiler::parameter(Value value) {
    if (const auto* flag = std::get_if<bool>(&value)) return {*flag ? "true" : "false"};
    if (value.index() == 0) return {"null"};
    const std::string_view type = std::holds_alternative<Decimal>(value) ? "bigint" : "text";
    parameters_.push_back(std::move(value));
    return {fmt::format("cast(${} as {})", next_parameter_++, type)};
}

Piece Compiler::column(const Node& node, std::string text) const {
    if (node.type.kind == Kind::Bool) return {"(" + text + " = 1)", kLeafHeight + 1};
    return {std::move(text)};
}

Piece Compiler::line_column(const Node& node) const {
    for (const Variable& variable : variables_) {
        if (variable.name != node.variable) continue;
        return column(node, columns_.line_column(node.lines, node.path, variable.alias));
    }
    ensure(false, "a line's name is read within its macro");
    return {};
}

Piece Compiler::at(const Node& node, int scale) {
    if (node.type.kind != Kind::Number || node.type.scale == scale) return run(node);
    const auto* literal = std::get_if<Decimal>(&node.literal);
    if (node.op == Op::Literal && literal != nullptr) {
        if (const auto rescaled = literal->rescaled(scale)) return parameter(*rescaled);
    }
    Piece value = run(node);
    return wrapped("qs_scale(", value, fmt::format(", {}, {})", node.type.scale, scale));
}

Piece Compiler::joined(const Node& node, std::string_view sign) {
    Piece made{"(", 0};
    for (const Node& part : node.parts) {
        const Piece piece = run(part);
        if (made.text.size() > 1) made.text += sign;
        made.text += piece.text;
        made.height = std::max(made.height, piece.height + kSideHeight);
    }
    made.text += ")";
    return made;
}

Piece Compiler::conditional(const Node& node) {
    const Piece condition = run(node.parts[0]);
    const Piece yes = at(node.parts[1], node.type.scale);
    const Piece no = at(node.parts[2], node.type.scale);
    return {fmt::format("(case {} when true then {} when false then {} end)", condition.text,
                        yes.text, no.text),
            kBranchHeight + std::max({condition.height, yes.height, no.height})};
}

Piece Compiler::sum(const Node& node) {
    const Node& left = node.parts[0];
    const Node& right = node.parts[1];
    if (node.type.kind == Kind::Text) return infix(run(left), "||", run(right));
    if (node.type.kind == Kind::Number && left.type.kind == Kind::Number) {
        const bool is_chain = continues(left, node.type.scale);
        if (is_chain || node.op == Op::Plus) return called("qs_add", terms(node, node.type.scale));
        const Piece first = at(left, node.type.scale);
        return called("qs_sub", {first, at(right, node.type.scale)});
    }
    const std::string_view function = node.op == Op::Plus ? "qs_add" : "qs_sub";
    const Piece day = called("qs_days", {run(left)});
    if (node.type.kind == Kind::Date) {
        return called("qs_date", {called(function, {day, run(right)})});
    }
    return called(function, {day, called("qs_days", {run(right)})});
}

// a + b - c as its terms a, b, (-(c)), as far as the partial sums have the scale of the whole:
// then adding them up from the left overflows where the tree does, and long sums stay flat.
std::vector<Piece> Compiler::terms(const Node& node, int scale) {
    const Node& left = node.parts[0];
    std::vector<Piece> all;
    if (continues(left, scale)) {
        all = terms(left, scale);
    } else {
        all.push_back(at(left, scale));
    }
    const Piece last = at(node.parts[1], scale);
    all.push_back(node.op == Op::Plus ? last : wrapped("(-(", last, "))"));
    return all;
}

Piece Compiler::product(const Node& node) {
    const Node& left = node.parts[0];
    const Node& right = node.parts[1];
    const Piece first = run(left);
    const Piece second = run(right);
    if (node.op == Op::Times) return called("qs_mul", {first, second});
    return called("qs_div", {first,
                             {std::to_string(left.type.scale)},
                             second,
                             {std::to_string(right.type.scale)},
                             {std::to_string(node.type.scale)}});
}

Piece Compiler::comparison(const Node& node) {
    const Node& left = node.parts[0];
    const Node& right = node.parts[1];
    const std::string_view is_null = node.op == Op::Equal ? " is null)" : " is not null)";
    if (right.type.kind == Kind::Null) return wrapped("(", run(left), is_null);
    if (left.type.kind == Kind::Null) return wrapped("(", run(right), is_null);
    if (left.type.scale != right.type.scale) return compared_numbers(node);
    const Piece first = run(left);
    return infix(first, sign_of(node.op), run(right));
}

// Numbers at different scales: a literal goes to the other's scale where it can, so that
// an index may be used; else both are compared exactly.
Piece Compiler::compared_numbers(const Node& node) {
    const Node& left = node.parts[0];
    const Node& right = node.parts[1];
    const auto fits = [](const Node& literal, int scale) {
        const auto* number = std::get_if<Decimal>(&literal.literal);
        return literal.op == Op::Literal && number != nullptr && number->rescaled(scale);
    };
    if (fits(left, right.type.scale) || fits(right, left.type.scale)) {
        const int scale = fits(right, left.type.scale) ? left.type.scale : right.type.scale;
        const Piece first = at(left, scale);
        return infix(first, sign_of(node.op), at(right, scale));
    }
    const Piece first = run(left);
    const Piece order = called(
        "qs_compare",
        {first, {std::to_string(left.type.scale)}, run(right), {std::to_string(right.type.scale)}});
    return infix(order, sign_of(node.op), {"0"});
}

Piece Compiler::membership(const Node& node) {
    const Node& left = node.parts[0];
    const Node& right = node.parts[1];
    const Piece value = run(left);
    if (right.op != Op::List) {
        const Piece stored = run(right);
        const Piece part{fmt::format("('|' || {} || '|')", value.text), value.height + 3};
        return infix(called("qs_position", {stored, part}), ">", {"0"});
    }
    std::string list;
    for (const Node& part : right.parts) {
        Value constant = constant_of(part);
        if (const auto* number = std::get_if<Decimal>(&constant)) {
            const auto rescaled = number->rescaled(left.type.scale);
            if (!rescaled) continue;  // No number of that scale equals it.
            constant = *rescaled;
        }
        list += (list.empty() ? "" : ", ") + parameter(std::move(constant)).text;
    }
    if (list.empty()) return wrapped("(case when ", value, " is not null then false end)");
    return {fmt::format("({} in ({}))", value.text, list), value.height + 2 * kArgumentHeight};
}

Piece Compiler::call(const Node& node) {
    const auto part = [&](std::size_t index) { return run(node.parts[index]); };
    switch (node.function) {
        case Function::Size: return called("length", {part(0)});
        case Function::StartsWith:
        case Function::EndsWith: {
            const bool is_start = node.function == Function::StartsWith;
            const Piece text = part(0);
            const Piece found = called(is_start ? "qs_starts" : "qs_ends", {text, part(1)});
            return infix(found, "=", {"1"});
        }
        case Function::Contains: {
            const Piece text = part(0);
            return infix(called("qs_position", {text, part(1)}), ">", {"0"});
        }
        case Function::Year: return part_of_day(node, 1, 4);
        case Function::Month: return part_of_day(node, 6, 2);
        case Function::Day: return part_of_day(node, 9, 2);
        case Function::DateOf: return called("substr", {part(0), {"1"}, {"10"}});
        case Function::Round: return at(node.parts[0], node.type.scale);
        case Function::Coalesce: return together(node, "coalesce");
        case Function::Min: return together(node, "qs_least");
        case Function::Max: return together(node, "qs_greatest");
        case Function::Abs: return called("abs", {part(0)});
    }
    ensure(false, "every function can be written in SQL");
    return {};
}

Piece Compiler::part_of_day(const Node& node, int from, int length) {
    const Piece day = run(node.parts[0]);
    return wrapped("cast(",
                   called("substr", {day, {std::to_string(from)}, {std::to_string(length)}}),
                   " as bigint)");
}

Piece Compiler::together(const Node& node, std::string_view function) {
    std::vector<Piece> parts;
    for (const Node& part : node.parts) parts.push_back(at(part, node.type.scale));
    return called(function, parts);
}

Piece Compiler::over(const Node& node) {
    const std::string alias = fmt::format("line{}", next_alias_++);
    const std::string from = columns_.from_lines(node.lines, alias);
    if (node.parts.empty()) {
        return {fmt::format("(select count(*) from {})", from), kWhereHeight + kLeafHeight};
    }
    variables_.push_back({node.variable, alias});
    const Piece body = run(node.parts[0]);
    variables_.pop_back();
    // The body stands in a table of its own: an aggregate that reads nothing but the record
    // would else belong to the query around it.
    const auto derived = [&](std::string_view wanted, std::string_view column) {
        return Piece{
            fmt::format("(select {} from (select {} as x from {}) as t)", wanted, column, from),
            body.height + kDerivedHeight};
    };
    const std::string flag = fmt::format("cast({} as integer)", body.text);
    switch (node.macro) {
        case Macro::Count:
            return {fmt::format("(select count(*) from {} and {})", from, body.text),
                    body.height + kWhereHeight};
        case Macro::Sum: return derived("qs_sum(x)", body.text);
        case Macro::Min: return derived("case when count(*) = count(x) then min(x) end", body.text);
        case Macro::Max: return derived("case when count(*) = count(x) then max(x) end", body.text);
        case Macro::Exists:
            return derived("case when max(x) = 1 then true when count(*) = count(x) then false end",
                           flag);
        case Macro::All:
            return derived("case when min(x) = 0 then false when count(*) = count(x) then true end",
                           flag);
    }
    ensure(false, "every macro can be written in SQL");
    return {};
}

// Columns that stand for any, to measure an expression before there is a table.
class AnyColumns final : public Columns {
public:
    std::string column(std::string_view path) const override { return std::string(path); }
    std::string from_lines(std::string_view lines, std::string_view alias) const override {
        return fmt::format("{} as {} where true", lines, alias);
    }
    std::string line_column(std::string_view /*lines*/, std::string_view path,
                            std::string_view alias) const override {
        return fmt::format("{}.{}", alias, path);
    }
};

}  // namespace

Sql sql(const Node& root, const Columns& columns, int first_parameter) {
    Compiler compiler(columns, first_parameter);
    Piece piece = compiler.run(root);
    if (root.type.kind == Kind::Bool) piece = wrapped("cast(", piece, " as integer)");
    return {std::move(piece.text), std::move(compiler).parameters()};
}

Sql condition(const Node& root, const Columns& columns, int first_parameter) {
    ensure(root.type.kind == Kind::Bool, "a condition is true or false");
    Compiler compiler(columns, first_parameter);
    Piece piece = compiler.run(root);
    return {std::move(piece.text), std::move(compiler).parameters()};
}

int sql_height(const Node& root) {
    const AnyColumns columns;
    return Compiler(columns, 1).run(root).height;
}

}  // namespace qingshui::expr
