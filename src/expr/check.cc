#include "expr/check.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/chinese.h"
#include "expr/check_rules.h"
#include "expr/codes.h"
#include "expr/fault.h"
#include "expr/functions.h"

namespace qingshui::expr {
namespace {

const Type kBool{Kind::Bool};

bool is_ordered(Kind kind) {
    return kind == Kind::Number || kind == Kind::Text || kind == Kind::Date ||
           kind == Kind::DateTime;
}

// What may be chosen between, added up or kept: everything but lists and sub-tables.
bool is_single(Kind kind) {
    return kind != Kind::Lines && kind != Kind::Texts && kind != Kind::Null;
}

bool is_constant(const Node& node) {
    if (node.op == Op::Negate) return is_constant(node.parts[0]);
    return node.op == Op::Literal && node.literal.index() != 0;
}

// The type that both have a place in; none if there is no such type.
std::optional<Type> common(const Type& a, const Type& b) {
    if (a.kind == Kind::Null) return b;
    if (b.kind == Kind::Null) return a;
    if (a.kind != b.kind) return std::nullopt;
    Type both = a;
    both.scale = std::max(a.scale, b.scale);
    return both;
}

class Checker {
public:
    explicit Checker(const Names& names) : names_(names) {}

    // False if something is wrong with it, which then stands in faults().
    bool run(Node& node);
    std::vector<Refusal> faults() && { return std::move(faults_); }

private:
    struct Variable {
        std::string name;
        std::string lines;
        const Names* within;
    };

    bool run_parts(Node& node) {
        bool is_sound = true;
        for (Node& part : node.parts) is_sound = run(part) && is_sound;
        return is_sound;
    }
    bool settle(Node& node, const Type& type) {
        node.type = type;
        return true;
    }
    // A condition of sound types, unless it asks of a choice what it can never be.
    bool settle_test(Node& node) {
        auto unknown = unknown_codes(node, names_);
        for (Refusal& fault : unknown) faults_.push_back(std::move(fault));
        return unknown.empty() && settle(node, kBool);
    }
    bool refuse(Refusal fault) {
        faults_.push_back(std::move(fault));
        return false;
    }
    bool refuse_type(const Node& node);

    bool name(Node& node);
    bool line_name(Node& node, const Variable& variable);
    bool list(Node& node);
    bool conditional(Node& node);
    bool logical(Node& node);
    bool sum(Node& node);
    bool product(Node& node);
    bool comparison(Node& node);
    bool membership(Node& node);
    bool call(Node& node);
    bool unknown_call(Node& node);
    const Variable* line_of(const Node& call, Variable& line) const;
    bool rounding(Node& node);
    bool together(Node& node);
    bool over(Node& node);
    bool over_body(Node& node);
    bool unknown(const Node& node, const Names& names, const std::string& prefix);

    const Names& names_;
    std::vector<Variable> variables_;
    std::vector<Refusal> faults_;
};

bool Checker::refuse_type(const Node& node) {
    return refuse(fault("expr.type", node.at, written(node), mismatch(node), allowed(node)));
}

bool Checker::run(Node& node) {
    switch (node.op) {
        case Op::Literal: return settle(node, type_of(node.literal));
        case Op::Name: return name(node);
        case Op::LineName: break;  // Made here, never by the parser.
        case Op::List: return list(node);
        case Op::Not:
        case Op::And:
        case Op::Or: return logical(node);
        case Op::Negate:
            if (!run_parts(node)) return false;
            if (node.parts[0].type.kind != Kind::Number) return refuse_type(node);
            return settle(node, node.parts[0].type);
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
        case Op::Unknown: return unknown_call(node);
        case Op::Over: return over(node);
    }
    ensure(false, "every node is checked once");
    return false;
}

bool Checker::unknown(const Node& node, const Names& names, const std::string& prefix) {
    const std::string word = prefix.empty() ? node.path : node.path.substr(prefix.size());
    const std::size_t point = node.path.rfind('.');
    const std::string last = point == std::string::npos ? "" : node.path.substr(point + 1);
    const auto near = chinese::nearest(word, names.all());
    Text remedy = {"名称写字段或指标的 id；有哪些，见 qingshui pack show",
                   "Write the id of a field or an indicator; qingshui pack show lists them"};
    if (macro_named(last) || function_named(last, true)) {
        remedy = {fmt::format("函数要写括号：{}(…)", node.path),
                  fmt::format("A function has brackets: {}(…)", node.path)};
    } else if (!near.empty()) {
        const std::string meant = prefix + fmt::format("{}", fmt::join(near, "”“" + prefix));
        const std::string english = prefix + fmt::format("{}", fmt::join(near, "\", \"" + prefix));
        remedy = {fmt::format("您是不是想写“{}”？", meant),
                  fmt::format("Did you mean \"{}\"?", english)};
    }
    return refuse(fault(
        "expr.name", node.at, node.path,
        {fmt::format("没有名称“{}”", node.path), fmt::format("There is no name \"{}\"", node.path)},
        remedy));
}

bool Checker::name(Node& node) {
    const std::string first = node.path.substr(0, node.path.find('.'));
    for (const Variable& variable : variables_) {
        if (variable.name == first) return line_name(node, variable);
    }
    const auto type = names_.type_of(node.path);
    if (!type) return unknown(node, names_, {});
    if (type->kind == Kind::Lines) {
        return refuse(
            fault("expr.type", node.at, node.path,
                  {fmt::format("“{}”是子表，不能直接当作值", node.path),
                   fmt::format("\"{}\" is a sub-table, not a value", node.path)},
                  {fmt::format("写 {0}.count() 或 {0}.sum(o, o.字段) 等", node.path),
                   fmt::format("Write {0}.count(), {0}.sum(o, o.field) or the like", node.path)}));
    }
    return settle(node, *type);
}

bool Checker::line_name(Node& node, const Variable& variable) {
    if (node.path == variable.name) {
        return refuse(fault(
            "expr.type", node.at, node.path,
            {fmt::format("“{}”代表子表的一行，不是值", node.path),
             fmt::format("\"{}\" stands for a line, not a value", node.path)},
            {fmt::format("写它的字段，例如 {}.{}", node.path, example_of(*variable.within, "字段")),
             fmt::format("Write one of its fields, such as {}.{}", node.path,
                         example_of(*variable.within, "field"))}));
    }
    const std::string field = node.path.substr(variable.name.size() + 1);
    const auto type = variable.within->type_of(field);
    if (!type || type->kind == Kind::Lines) {
        return unknown(node, *variable.within, variable.name + ".");
    }
    node.op = Op::LineName;
    node.path = field;
    node.variable = variable.name;
    node.lines = variable.lines;
    return settle(node, *type);
}

bool Checker::list(Node& node) {
    return refuse(fault("expr.type", node.at, "[",
                        {"列表只能写在 in 的右边", "A list stands only to the right of in"},
                        {"例如 kind in ['water', 'air']", "As in kind in ['water', 'air']"}));
}

bool Checker::logical(Node& node) {
    if (!run_parts(node)) return false;
    for (const Node& part : node.parts) {
        if (part.type.kind != Kind::Bool) return refuse_type(node);
    }
    return settle(node, kBool);
}

bool Checker::conditional(Node& node) {
    if (!run_parts(node)) return false;
    const auto type = common(node.parts[1].type, node.parts[2].type);
    if (node.parts[0].type.kind != Kind::Bool || !type || !is_single(type->kind)) {
        return refuse_type(node);
    }
    return settle(node, *type);
}

bool Checker::sum(Node& node) {
    if (!run_parts(node)) return false;
    const Type& left = node.parts[0].type;
    const Type& right = node.parts[1].type;
    const bool is_days = right.kind == Kind::Number && right.scale == 0;
    if (left.kind == Kind::Number && right.kind == Kind::Number) {
        return settle(node, *common(left, right));
    }
    if (left.kind == Kind::Date && is_days) return settle(node, {Kind::Date});
    if (node.op == Op::Minus && left.kind == Kind::Date && right.kind == Kind::Date) {
        return settle(node, {Kind::Number});
    }
    if (node.op == Op::Plus && left.kind == Kind::Text && right.kind == Kind::Text) {
        return settle(node, {Kind::Text});
    }
    return refuse_type(node);
}

bool Checker::product(Node& node) {
    if (!run_parts(node)) return false;
    const Type& left = node.parts[0].type;
    const Type& right = node.parts[1].type;
    if (left.kind != Kind::Number || right.kind != Kind::Number) return refuse_type(node);
    if (node.op == Op::Divide) {
        return settle(node, {Kind::Number, std::max({kQuotientScale, left.scale, right.scale})});
    }
    const int scale = left.scale + right.scale;
    if (scale <= Decimal::kScaleMax) return settle(node, {Kind::Number, scale});
    return refuse(
        fault("expr.scale", node.at, "*",
              {fmt::format("乘积会有{}位小数，最多{}位", scale, Decimal::kScaleMax),
               fmt::format("The product would have {} decimals; at most {} are kept", scale,
                           Decimal::kScaleMax)},
              {"先用 round(x, 位数) 减少小数位", "Round a factor first: round(x, decimals)"}));
}

bool Checker::comparison(Node& node) {
    if (!run_parts(node)) return false;
    const Kind left = node.parts[0].type.kind;
    const Kind right = node.parts[1].type.kind;
    if (node.op != Op::Equal && node.op != Op::NotEqual) {
        return left == right && is_ordered(left) ? settle(node, kBool) : refuse_type(node);
    }
    const bool is_null_test = (left == Kind::Null) != (right == Kind::Null);
    const bool are_alike = left == right && is_single(left);
    return is_null_test || are_alike ? settle_test(node) : refuse_type(node);
}

bool Checker::membership(Node& node) {
    Node& right = node.parts[1];
    if (right.op != Op::List) {
        if (!run_parts(node)) return false;
        const bool is_text_in_choices =
            node.parts[0].type.kind == Kind::Text && right.type.kind == Kind::Texts;
        return is_text_in_choices ? settle_test(node) : refuse_type(node);
    }
    if (!run(node.parts[0]) || !run_parts(right)) return false;
    const Kind kind = node.parts[0].type.kind;
    bool are_alike = !right.parts.empty() && is_ordered(kind);
    int scale = 0;
    for (const Node& part : right.parts) {
        are_alike = are_alike && is_constant(part) && part.type.kind == kind;
        scale = std::max(scale, part.type.scale);
    }
    right.type = {kind == Kind::Text ? Kind::Texts : kind, scale};
    return are_alike ? settle_test(node) : refuse_type(node);
}

bool Checker::call(Node& node) {
    if (!run_parts(node)) return false;
    const std::size_t count = node.parts.size();
    const auto is = [&node](std::size_t part, Kind kind) {
        return node.parts[part].type.kind == kind;
    };
    switch (node.function) {
        case Function::Size:
            return count == 1 && is(0, Kind::Text) ? settle(node, {Kind::Number})
                                                   : refuse_type(node);
        case Function::StartsWith:
        case Function::EndsWith:
        case Function::Contains:
            return count == 2 && is(0, Kind::Text) && is(1, Kind::Text) ? settle_test(node)
                                                                        : refuse_type(node);
        case Function::Year:
        case Function::Month:
        case Function::Day:
            return count == 1 && (is(0, Kind::Date) || is(0, Kind::DateTime))
                       ? settle(node, {Kind::Number})
                       : refuse_type(node);
        case Function::DateOf:
            return count == 1 && is(0, Kind::DateTime) ? settle(node, {Kind::Date})
                                                       : refuse_type(node);
        case Function::Abs:
            return count == 1 && is(0, Kind::Number) ? settle(node, node.parts[0].type)
                                                     : refuse_type(node);
        case Function::Round: return rounding(node);
        case Function::Coalesce:
        case Function::Min:
        case Function::Max: return together(node);
    }
    ensure(false, "every function is checked");
    return false;
}

// The line that x stands for in officers.f(x, …), whatever f was meant to be. Kept in `line`.
const Checker::Variable* Checker::line_of(const Node& call, Variable& line) const {
    if (!call.is_method || call.parts.size() < 3 || call.parts[1].op != Op::Name) return nullptr;
    const std::string& path = call.parts[0].path;
    const auto type = names_.type_of(path);
    if (call.parts[0].op != Op::Name || !type || type->kind != Kind::Lines) return nullptr;
    line = {call.parts[1].path, type->lines.empty() ? path : type->lines, nullptr};
    line.within = names_.within(line.lines);
    return line.within == nullptr ? nullptr : &line;
}

// What it takes cannot be said, but what stands in its parts can be looked at.
bool Checker::unknown_call(Node& node) {
    if (!node.is_method) faults_.push_back(no_such_function(node));
    Variable line;
    const bool has_line = line_of(node, line) != nullptr;
    if (has_line) variables_.push_back(line);
    for (Node& part : node.parts) {
        const auto type = part.op == Op::Name ? names_.type_of(part.path) : std::nullopt;
        const bool is_lines = type && type->kind == Kind::Lines;
        const bool is_line = has_line && part.op == Op::Name && part.path == line.name;
        if (!is_lines && !is_line) run(part);
        const bool is_receiver = node.is_method && &part == &node.parts.front();
        if (is_receiver) faults_.push_back(no_such_function(node));
    }
    if (has_line) variables_.pop_back();
    return false;
}

bool Checker::rounding(Node& node) {
    if (node.parts.size() != 2 || node.parts[0].type.kind != Kind::Number) {
        return refuse_type(node);
    }
    const Node& digits = node.parts[1];
    const auto* scale = std::get_if<Decimal>(&digits.literal);
    const bool is_whole = digits.op == Op::Literal && scale != nullptr && scale->scale() == 0;
    if (!is_whole || scale->mantissa() > Decimal::kScaleMax) return refuse_type(node);
    return settle(node, {Kind::Number, static_cast<int>(scale->mantissa())});
}

// coalesce, min and max: two or more values of one kind.
bool Checker::together(Node& node) {
    if (node.parts.size() < 2 || node.parts.size() > kValuesMax) return refuse_type(node);
    Type type = node.parts[0].type;
    const bool is_coalesce = node.function == Function::Coalesce;
    for (const Node& part : node.parts) {
        const bool fits = is_coalesce ? is_single(part.type.kind)
                                      : is_ordered(part.type.kind) && part.type.kind != Kind::Text;
        const auto both = common(type, part.type);
        if (!fits || !both) return refuse_type(node);
        type = *both;
    }
    return settle(node, type);
}

bool Checker::over(Node& node) {
    const std::string first = node.path.substr(0, node.path.find('.'));
    const bool is_of_line = std::any_of(variables_.begin(), variables_.end(),
                                        [&](const Variable& known) { return known.name == first; });
    const auto type = is_of_line ? std::nullopt : names_.type_of(node.path);
    if (!type) return unknown(node, names_, {});
    const Names* within = names_.within(type->lines.empty() ? node.path : type->lines);
    if (type->kind != Kind::Lines || within == nullptr) {
        const Text kind = title(type->kind);
        return refuse(fault("expr.type", node.at, node.path,
                            {fmt::format("“{}”是{}，不是子表", node.path, kind.zh),
                             fmt::format("\"{}\" is {}, not a sub-table", node.path, kind.en)},
                            {fmt::format("{}()只用于子表", name_of(node.macro)),
                             fmt::format("{}() is for sub-tables only", name_of(node.macro))}));
    }
    node.lines = type->lines.empty() ? node.path : type->lines;
    if (node.parts.empty()) return settle(node, {Kind::Number});
    const bool is_taken =
        std::any_of(variables_.begin(), variables_.end(),
                    [&](const Variable& known) { return known.name == node.variable; });
    if (is_taken || names_.type_of(node.variable)) {
        return refuse(
            fault("expr.name", node.at, node.variable,
                  {fmt::format("“{}”已经是别的名称，不能再代表子表的一行", node.variable),
                   fmt::format("\"{}\" already means something else here", node.variable)},
                  {"换一个名称，例如 o", "Choose another name for the line, such as o"}));
    }
    variables_.push_back({node.variable, node.lines, within});
    const bool is_sound = over_body(node);
    variables_.pop_back();
    return is_sound;
}

bool Checker::over_body(Node& node) {
    if (!run_parts(node)) return false;
    const Type& body = node.parts[0].type;
    switch (node.macro) {
        case Macro::Count:
            return body.kind == Kind::Bool ? settle(node, {Kind::Number}) : refuse_type(node);
        case Macro::Exists:
        case Macro::All: return body.kind == Kind::Bool ? settle(node, kBool) : refuse_type(node);
        case Macro::Sum: return body.kind == Kind::Number ? settle(node, body) : refuse_type(node);
        case Macro::Min:
        case Macro::Max:
            return is_ordered(body.kind) && body.kind != Kind::Text ? settle(node, body)
                                                                    : refuse_type(node);
    }
    ensure(false, "every macro is checked");
    return false;
}

}  // namespace

std::vector<Refusal> check(Node& root, const Names& names) {
    Checker checker(names);
    const bool is_sound = checker.run(root);
    auto faults = std::move(checker).faults();
    ensure(is_sound == faults.empty(), "what is wrong with an expression is said");
    return faults;
}

}  // namespace qingshui::expr
