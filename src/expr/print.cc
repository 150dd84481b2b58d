#include "expr/print.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/ensure.h"
#include "expr/check_rules.h"
#include "expr/functions.h"

namespace qingshui::expr {
namespace {

// How tightly an operator binds; a part that binds less stands in brackets.
enum class Binding { Conditional, Or, And, Comparison, Sum, Product, Unary, Postfix };

Binding tighter(Binding binding) { return static_cast<Binding>(static_cast<int>(binding) + 1); }

Binding binding(const Node& node) {
    switch (node.op) {
        case Op::Conditional: return Binding::Conditional;
        case Op::Or: return Binding::Or;
        case Op::And: return Binding::And;
        case Op::Plus:
        case Op::Minus: return Binding::Sum;
        case Op::Times:
        case Op::Divide: return Binding::Product;
        case Op::Not:
        case Op::Negate: return Binding::Unary;
        case Op::Literal:
        case Op::Name:
        case Op::LineName:
        case Op::List:
        case Op::Call:
        case Op::Over: return Binding::Postfix;
        default: return Binding::Comparison;
    }
}

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        switch (c) {
            case '\n': out += "\\n"; break;
            case '\t': out += "\\t"; break;
            case '\'': out += "\\'"; break;
            case '\\': out += "\\\\"; break;
            default: out += c;
        }
    }
    return out + "'";
}

std::string literal(const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<Decimal>(&value)) return number->text();
    if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
    if (const auto* date = std::get_if<Date>(&value)) return "date('" + date->text() + "')";
    if (const auto* moment = std::get_if<DateTime>(&value)) {
        return "datetime('" + moment->text() + "')";
    }
    return "null";
}

bool is_word(std::string_view part) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return is_letter(part.front()) && std::all_of(part.begin(), part.end(), [&](char c) {
               return is_letter(c) || (c >= '0' && c <= '9');
           });
}

// A dotted name; its parts that are no words in backquotes.
std::string name(std::string_view path) {
    std::string out;
    while (true) {
        const std::size_t point = path.find('.');
        const std::string_view part = path.substr(0, point);
        out += is_word(part) ? std::string(part) : fmt::format("`{}`", part);
        if (point == std::string_view::npos) return out;
        out += '.';
        path.remove_prefix(point + 1);
    }
}

std::string part(const Node& node, Binding least) {
    const std::string text = print(node);
    return binding(node) < least ? "(" + text + ")" : text;
}

std::string joined(const std::vector<Node>& parts, std::size_t from = 0) {
    std::string out;
    for (std::size_t index = from; index < parts.size(); ++index) {
        if (index > from) out += ", ";
        out += print(parts[index]);
    }
    return out;
}

std::string chain(const Node& node) {
    const auto least = tighter(binding(node));
    std::string out;
    for (const Node& each : node.parts) {
        if (!out.empty()) out += " " + written(node) + " ";
        out += part(each, least);
    }
    return out;
}

std::string call(const Node& node) {
    const FunctionName& function = name_of(node.function);
    if (!function.method) return fmt::format("{}({})", function.name, joined(node.parts));
    return fmt::format("{}.{}({})", part(node.parts[0], Binding::Postfix), function.name,
                       joined(node.parts, 1));
}

std::string over(const Node& node) {
    const std::string lines = name(node.path);
    if (node.parts.empty()) return fmt::format("{}.{}()", lines, name_of(node.macro));
    return fmt::format("{}.{}({}, {})", lines, name_of(node.macro), node.variable,
                       print(node.parts[0]));
}

}  // namespace

std::string print(const Node& root) {
    switch (root.op) {
        case Op::Literal: return literal(root.literal);
        case Op::Name: return name(root.path);
        case Op::LineName: return root.variable + "." + name(root.path);
        case Op::List: return "[" + joined(root.parts) + "]";
        case Op::Not:
        case Op::Negate: return written(root) + part(root.parts[0], Binding::Unary);
        case Op::And:
        case Op::Or: return chain(root);
        case Op::Conditional:
            return fmt::format("{} ? {} : {}", part(root.parts[0], Binding::Or),
                               part(root.parts[1], Binding::Or), print(root.parts[2]));
        case Op::Call: return call(root);
        case Op::Over: return over(root);
        default: break;
    }
    ensure(root.parts.size() == 2, "an operator has two sides");
    const Binding own = binding(root);
    return fmt::format("{} {} {}", part(root.parts[0], own), written(root),
                       part(root.parts[1], tighter(own)));
}

}  // namespace qingshui::expr
