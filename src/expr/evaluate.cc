#include "expr/evaluate.h"

#include <algorithm>

#include "base/chinese.h"
#include "base/ensure.h"

namespace qingshui::expr {
namespace {

__extension__ using Wide = __int128;

const Value kNone = std::monostate();

bool is_none(const Value& value) { return value.index() == 0; }

template <typename T>
const T& as(const Value& value) {
    ensure(std::holds_alternative<T>(value), "a value is of its node's type");
    return std::get<T>(value);
}

Value number(std::int64_t whole) { return Decimal::whole(whole); }

template <typename T>
Value optional(const std::optional<T>& value) {
    return value ? Value(*value) : kNone;
}

Value rescaled(const Value& value, int scale) {
    const auto* decimal = std::get_if<Decimal>(&value);
    return decimal == nullptr ? value : optional(decimal->rescaled(scale));
}

// The value behind a name, if it is what the type says.
Value fitted(Value value, const Type& type) {
    switch (type.kind) {
        case Kind::Bool: return std::holds_alternative<bool>(value) ? value : kNone;
        case Kind::Number:
            return std::holds_alternative<Decimal>(value) ? rescaled(value, type.scale) : kNone;
        case Kind::Text: return std::holds_alternative<std::string>(value) ? value : kNone;
        case Kind::Date: return std::holds_alternative<Date>(value) ? value : kNone;
        case Kind::DateTime: return std::holds_alternative<DateTime>(value) ? value : kNone;
        case Kind::Key: return std::holds_alternative<std::int64_t>(value) ? value : kNone;
        case Kind::Texts: {
            const auto* texts = std::get_if<std::vector<std::string>>(&value);
            return texts != nullptr && !texts->empty() ? value : kNone;
        }
        case Kind::Lines:
        case Kind::Null: break;
    }
    return kNone;
}

Date day_of(const Value& value) {
    const auto* moment = std::get_if<DateTime>(&value);
    return moment != nullptr ? moment->date : as<Date>(value);
}

// -1, 0 or 1 for two values of one kind.
int compared(const Value& a, const Value& b) {
    ensure(a.index() == b.index(), "only values of one kind are compared");
    if (a == b) return 0;
    return a < b ? -1 : 1;
}

bool holds(Op op, int order) {
    switch (op) {
        case Op::Equal: return order == 0;
        case Op::NotEqual: return order != 0;
        case Op::Less: return order < 0;
        case Op::LessEqual: return order <= 0;
        case Op::Greater: return order > 0;
        case Op::GreaterEqual: return order >= 0;
        default: break;
    }
    ensure(false, "only comparisons are asked");
    return false;
}

class Evaluator {
public:
    explicit Evaluator(const Values& record) : record_(record) {}

    Value run(const Node& node);
    bool is_out_of_range() const { return is_out_of_range_; }

private:
    struct Variable {
        std::string_view name;
        const Values* line;
    };

    // The value that an operation gives; none if it leaves the range of its type.
    template <typename T>
    Value within(const std::optional<T>& value) {
        if (!value) is_out_of_range_ = true;
        return optional(value);
    }
    Value at(const Node& node, int scale) { return scaled(run(node), scale); }
    Value scaled(const Value& value, int scale);
    Value divided_by(const Decimal& dividend, const Decimal& divisor, int scale);
    const Values& line_of(const Node& node) const;
    Value joined(const Node& node, bool decides);
    Value conditional(const Node& node);
    Value arithmetic(const Node& node);
    Value comparison(const Node& node);
    Value membership(const Node& node);
    Value call(const Node& node);
    Value text_call(const Node& node, const Value& first);
    Value coalesced(const Node& node);
    Value extreme(const Node& node);
    Value over(const Node& node);
    Value counted(const Node& node, std::size_t count);
    Value decided(const Node& node, std::size_t count);
    Value summed(const Node& node, std::size_t count);
    Value extreme_line(const Node& node, std::size_t count);
    Value of_line(const Node& node, std::size_t index);

    const Values& record_;
    std::vector<Variable> variables_;
    bool is_out_of_range_ = false;
};

Value Evaluator::scaled(const Value& value, int scale) {
    const auto* decimal = std::get_if<Decimal>(&value);
    return decimal == nullptr ? value : within(decimal->rescaled(scale));
}

Value Evaluator::divided_by(const Decimal& dividend, const Decimal& divisor, int scale) {
    if (divisor.mantissa() == 0) return kNone;
    return within(divided(dividend, divisor, scale));
}

Value Evaluator::run(const Node& node) {
    switch (node.op) {
        case Op::Literal: return node.literal;
        case Op::Name: return fitted(record_.value_of(node.path), node.type);
        case Op::LineName: return fitted(line_of(node).value_of(node.path), node.type);
        case Op::List:            // Read by membership().
        case Op::Unknown: break;  // Refused by the checker.
        case Op::Not: {
            const Value value = run(node.parts[0]);
            return is_none(value) ? kNone : Value(!as<bool>(value));
        }
        case Op::Negate: {
            const Value value = run(node.parts[0]);
            return is_none(value) ? kNone : Value(as<Decimal>(value).negated());
        }
        case Op::And: return joined(node, false);
        case Op::Or: return joined(node, true);
        case Op::Conditional: return conditional(node);
        case Op::Plus:
        case Op::Minus:
        case Op::Times:
        case Op::Divide: return arithmetic(node);
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
    ensure(false, "every node has a value");
    return kNone;
}

const Values& Evaluator::line_of(const Node& node) const {
    for (const Variable& variable : variables_) {
        if (variable.name == node.variable) return *variable.line;
    }
    ensure(false, "a line's name is read within its macro");
    return record_;
}

// Kleene: one part that `decides` settles it; else one unknown part leaves it unknown.
Value Evaluator::joined(const Node& node, bool decides) {
    bool is_unknown = false;
    for (const Node& part : node.parts) {
        const Value value = run(part);
        if (is_none(value)) {
            is_unknown = true;
        } else if (as<bool>(value) == decides) {
            return decides;
        }
    }
    return is_unknown ? kNone : Value(!decides);
}

Value Evaluator::conditional(const Node& node) {
    const Value condition = run(node.parts[0]);
    if (is_none(condition)) return kNone;
    return at(as<bool>(condition) ? node.parts[1] : node.parts[2], node.type.scale);
}

Value Evaluator::arithmetic(const Node& node) {
    const Value left = run(node.parts[0]);
    const Value right = run(node.parts[1]);
    if (is_none(left) || is_none(right)) return kNone;
    if (const auto* text = std::get_if<std::string>(&left)) return *text + as<std::string>(right);
    if (const auto* date = std::get_if<Date>(&left)) {
        if (const auto* other = std::get_if<Date>(&right)) {
            return number(std::int64_t{date->days()} - other->days());
        }
        const std::int64_t days = as<Decimal>(right).mantissa();
        return within(date->plus_days(node.op == Op::Plus ? days : -days));
    }
    if (node.op == Op::Times) return within(times(as<Decimal>(left), as<Decimal>(right)));
    if (node.op == Op::Divide) {
        return divided_by(as<Decimal>(left), as<Decimal>(right), node.type.scale);
    }
    const Value a = scaled(left, node.type.scale);
    const Value b = scaled(right, node.type.scale);
    if (is_none(a) || is_none(b)) return kNone;
    return within(node.op == Op::Plus ? plus(as<Decimal>(a), as<Decimal>(b))
                                      : minus(as<Decimal>(a), as<Decimal>(b)));
}

Value Evaluator::comparison(const Node& node) {
    const Value left = run(node.parts[0]);
    const Value right = run(node.parts[1]);
    if (node.parts[0].type.kind == Kind::Null || node.parts[1].type.kind == Kind::Null) {
        return (is_none(left) && is_none(right)) == (node.op == Op::Equal);
    }
    if (is_none(left) || is_none(right)) return kNone;
    return holds(node.op, compared(left, right));
}

Value Evaluator::membership(const Node& node) {
    const Value value = run(node.parts[0]);
    const Node& list = node.parts[1];
    if (is_none(value)) return kNone;
    if (list.op == Op::List) {
        return std::any_of(list.parts.begin(), list.parts.end(),
                           [&](const Node& part) { return compared(value, run(part)) == 0; });
    }
    const Value texts = run(list);
    if (is_none(texts)) return kNone;
    // As it is stored: |a|b|, so that SQL answers the same whatever the text.
    std::string stored = "|";
    for (const std::string& text : as<std::vector<std::string>>(texts)) stored += text + "|";
    return stored.find("|" + as<std::string>(value) + "|") != std::string::npos;
}

Value Evaluator::call(const Node& node) {
    if (node.function == Function::Coalesce) return coalesced(node);
    if (node.function == Function::Min || node.function == Function::Max) return extreme(node);
    const Value first = run(node.parts[0]);
    if (is_none(first)) return kNone;
    switch (node.function) {
        case Function::Year: return number(day_of(first).year());
        case Function::Month: return number(day_of(first).month());
        case Function::Day: return number(day_of(first).day());
        case Function::DateOf: return day_of(first);
        case Function::Round: return within(as<Decimal>(first).rounded(node.type.scale));
        case Function::Abs: {
            const auto& value = as<Decimal>(first);
            return value.mantissa() < 0 ? value.negated() : value;
        }
        default: return text_call(node, first);
    }
}

Value Evaluator::text_call(const Node& node, const Value& first) {
    const auto& text = as<std::string>(first);
    if (node.function == Function::Size) {
        return number(static_cast<std::int64_t>(chinese::length(text)));
    }
    const Value second = run(node.parts[1]);
    if (is_none(second)) return kNone;
    const auto& part = as<std::string>(second);
    switch (node.function) {
        case Function::StartsWith: return text.starts_with(part);
        case Function::EndsWith: return text.ends_with(part);
        case Function::Contains: return text.find(part) != std::string::npos;
        default: break;
    }
    ensure(false, "every function is evaluated");
    return kNone;
}

Value Evaluator::coalesced(const Node& node) {
    for (const Node& part : node.parts) {
        Value value = at(part, node.type.scale);
        if (!is_none(value)) return value;
    }
    return kNone;
}

Value Evaluator::extreme(const Node& node) {
    const int wanted = node.function == Function::Min ? -1 : 1;
    Value best;
    for (const Node& part : node.parts) {
        const Value value = at(part, node.type.scale);
        if (is_none(value)) return kNone;
        if (is_none(best) || compared(value, best) == wanted) best = value;
    }
    return best;
}

Value Evaluator::over(const Node& node) {
    const std::size_t count = record_.line_count(node.lines);
    if (node.parts.empty()) return number(static_cast<std::int64_t>(count));
    switch (node.macro) {
        case Macro::Count: return counted(node, count);
        case Macro::Exists:
        case Macro::All: return decided(node, count);
        case Macro::Sum: return summed(node, count);
        case Macro::Min:
        case Macro::Max: return extreme_line(node, count);
    }
    ensure(false, "every macro is evaluated");
    return kNone;
}

Value Evaluator::of_line(const Node& node, std::size_t index) {
    variables_.push_back({node.variable, &record_.line(node.lines, index)});
    Value value = run(node.parts[0]);
    variables_.pop_back();
    return value;
}

Value Evaluator::counted(const Node& node, std::size_t count) {
    std::int64_t found = 0;
    for (std::size_t index = 0; index < count; ++index) {
        if (is_true(of_line(node, index))) ++found;
    }
    return number(found);
}

Value Evaluator::decided(const Node& node, std::size_t count) {
    const bool decides = node.macro == Macro::Exists;
    bool is_unknown = false;
    for (std::size_t index = 0; index < count; ++index) {
        const Value value = of_line(node, index);
        if (is_none(value)) {
            is_unknown = true;
        } else if (as<bool>(value) == decides) {
            return decides;
        }
    }
    return is_unknown ? kNone : Value(!decides);
}

Value Evaluator::summed(const Node& node, std::size_t count) {
    Wide sum = 0;
    for (std::size_t index = 0; index < count; ++index) {
        const Value value = of_line(node, index);
        if (is_none(value)) return kNone;
        sum += as<Decimal>(value).mantissa();
    }
    const bool fits = -Decimal::kMantissaMax <= sum && sum <= Decimal::kMantissaMax;
    if (!fits) return within(std::optional<Decimal>());
    return Decimal(static_cast<std::int64_t>(sum), node.type.scale);
}

Value Evaluator::extreme_line(const Node& node, std::size_t count) {
    const int wanted = node.macro == Macro::Min ? -1 : 1;
    Value best;
    for (std::size_t index = 0; index < count; ++index) {
        const Value value = of_line(node, index);
        if (is_none(value)) return kNone;
        if (is_none(best) || compared(value, best) == wanted) best = value;
    }
    return best;
}

}  // namespace

Outcome evaluate(const Node& root, const Values& values) {
    Evaluator evaluator(values);
    auto value = evaluator.run(root);
    return {std::move(value), evaluator.is_out_of_range()};
}

}  // namespace qingshui::expr
