#include "expr/check_rules.h"

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/ensure.h"
#include "base/plural.h"
#include "expr/fault.h"
#include "expr/functions.h"

namespace qingshui::expr {
namespace {

// 数（2位小数）tells what scale alone makes wrong.
Text described(const Type& type) {
    Text words = title(type.kind);
    if (type.kind == Kind::Number && type.scale > 0) {
        words.zh += fmt::format("（{}位小数）", type.scale);
        words.en += " with " + plural(static_cast<std::size_t>(type.scale), "decimal");
    }
    return words;
}

Text allowed_call(Function function) {
    switch (function) {
        case Function::Size: return {"写成 size(文本)", "Write size(text)"};
        case Function::StartsWith:
            return {"写成 文本.startsWith(文本)", "Write text.startsWith(text)"};
        case Function::EndsWith: return {"写成 文本.endsWith(文本)", "Write text.endsWith(text)"};
        case Function::Contains: return {"写成 文本.contains(文本)", "Write text.contains(text)"};
        case Function::Year: return {"写成 日期.year()", "Write date.year()"};
        case Function::Month: return {"写成 日期.month()", "Write date.month()"};
        case Function::Day: return {"写成 日期.day()", "Write date.day()"};
        case Function::DateOf:
            return {"写成 date('2021-05-13') 或 date(日期时间)",
                    "Write date('2021-05-13') or date(date-time)"};
        case Function::Round:
            return {"写成 round(数, 小数位数)，位数是0到12的数字",
                    "Write round(number, decimals), decimals being digits from 0 to 12"};
        case Function::Coalesce:
            return {"写成 coalesce(a, b, …)，2到50个同一类的值",
                    "Write coalesce(a, b, …) with 2 to 50 values of one kind"};
        case Function::Min:
        case Function::Max:
            return {"写成 min(a, b, …) 或 max(a, b, …)，2到50个数或日期",
                    "Write min(a, b, …) or max(a, b, …) with 2 to 50 numbers or days"};
        case Function::Abs: return {"写成 abs(数)", "Write abs(number)"};
    }
    ensure(false, "every function says how it is written");
    return {};
}

Text allowed_over(Macro macro) {
    switch (macro) {
        case Macro::Count:
        case Macro::Exists:
        case Macro::All:
            return {fmt::format("写成 子表.{}(o, 条件)", name_of(macro)),
                    fmt::format("Write lines.{}(o, condition)", name_of(macro))};
        case Macro::Sum: return {"写成 子表.sum(o, 数)", "Write lines.sum(o, number)"};
        case Macro::Min:
        case Macro::Max:
            return {fmt::format("写成 子表.{}(o, 数或日期)", name_of(macro)),
                    fmt::format("Write lines.{}(o, number or day)", name_of(macro))};
    }
    ensure(false, "every macro says how it is written");
    return {};
}

}  // namespace

Type type_of(const Value& literal) {
    if (std::holds_alternative<bool>(literal)) return {Kind::Bool};
    if (const auto* number = std::get_if<Decimal>(&literal)) return {Kind::Number, number->scale()};
    if (std::holds_alternative<std::string>(literal)) return {Kind::Text};
    if (std::holds_alternative<Date>(literal)) return {Kind::Date};
    if (std::holds_alternative<DateTime>(literal)) return {Kind::DateTime};
    ensure(literal.index() == 0, "a literal is written in the source");
    return {Kind::Null};
}

std::string written(const Node& node) {
    switch (node.op) {
        case Op::Literal:
        case Op::Name:
        case Op::LineName:
        case Op::List:
        case Op::Unknown: return node.path;
        case Op::Not: return "!";
        case Op::And: return "&&";
        case Op::Or: return "||";
        case Op::Conditional: return "?";
        case Op::Plus: return "+";
        case Op::Negate:
        case Op::Minus: return "-";
        case Op::Times: return "*";
        case Op::Divide: return "/";
        case Op::Equal: return "==";
        case Op::NotEqual: return "!=";
        case Op::Less: return "<";
        case Op::LessEqual: return "<=";
        case Op::Greater: return ">";
        case Op::GreaterEqual: return ">=";
        case Op::In: return "in";
        case Op::Call: return std::string(name_of(node.function).name);
        case Op::Over: return std::string(name_of(node.macro));
    }
    ensure(false, "every operator can be written");
    return {};
}

Text mismatch(const Node& node) {
    Text kinds;
    for (const Node& part : node.parts) {
        const Text kind = part.op == Op::List ? Text{"列表", "a list"} : described(part.type);
        const bool is_last = &part == &node.parts.back();
        if (!kinds.zh.empty()) {
            kinds.zh += is_last ? "和" : "、";
            kinds.en += is_last ? " and " : ", ";
        }
        kinds.zh += kind.zh;
        kinds.en += kind.en;
    }
    const std::string sign = written(node);
    if (node.parts.empty()) {
        return {fmt::format("“{}”没有给值", sign), fmt::format("\"{}\" has no values", sign)};
    }
    return {fmt::format("“{}”不能用于{}", sign, kinds.zh),
            fmt::format("\"{}\" cannot take {}", sign, kinds.en)};
}

Text allowed(const Node& node) {
    switch (node.op) {
        case Op::Not: return {"“!”后面写条件", "\"!\" is followed by a condition"};
        case Op::And:
        case Op::Or:
            return {"每一项都要是条件，例如 amount > 0", "Each part is a condition, as amount > 0"};
        case Op::Conditional:
            return {"写成 条件 ? 值 : 值，两个值同一类",
                    "Write condition ? value : value, both values of one kind"};
        case Op::Negate: return {"“-”后面写数", "\"-\" is followed by a number"};
        case Op::Plus:
            return {"可以写：数 + 数、日期 + 天数（整数）、文本 + 文本",
                    "What may stand: number + number, date + days (whole), text + text"};
        case Op::Minus:
            return {"可以写：数 - 数、日期 - 天数（整数）、日期 - 日期",
                    "What may stand: number - number, date - days (whole), date - date"};
        case Op::Times:
        case Op::Divide: return {"两边都要是数", "Both sides are numbers"};
        case Op::Equal:
        case Op::NotEqual:
            return {"两边要同一类，或一边是 null；日期时间先用 date(x) 取日期",
                    "Both sides are of one kind, or one is null; date(x) is the day of a "
                    "date-time"};
        case Op::Less:
        case Op::LessEqual:
        case Op::Greater:
        case Op::GreaterEqual:
            return {"两边都是数、都是文本或都是日期；日期时间先用 date(x) 取日期",
                    "Both sides are numbers, texts or days; date(x) is the day of a date-time"};
        case Op::In:
            return {"写成 x in ['a', 'b']（同一类的常数）或 'a' in 多选字段",
                    "Write x in ['a', 'b'] with constants of its kind, or 'a' in a field of "
                    "several choices"};
        case Op::Call: return allowed_call(node.function);
        case Op::Over: return allowed_over(node.macro);
        default: break;
    }
    ensure(false, "every operator says what it works on");
    return {};
}

Refusal no_such_function(const Node& node) {
    const std::string& name = node.path;
    std::vector<std::string> known;
    for (const FunctionName& entry : kFunctions) {
        if (entry.method == node.is_method) known.emplace_back(entry.name);
    }
    if (node.is_method) {
        for (const MacroName& entry : kMacros) known.emplace_back(entry.name);
    }
    const auto near = chinese::nearest(name, known, 1);
    Text remedy = {fmt::format("可以用的函数：{}", fmt::join(known, "、")),
                   fmt::format("The functions are: {}", fmt::join(known, ", "))};
    if (!node.is_method && macro_named(name)) {
        remedy = {fmt::format("写在子表后面，例如 officers.{}(…)", name),
                  fmt::format("Write it after a sub-table, as in officers.{}(…)", name)};
    } else if (!node.is_method && function_named(name, true)) {
        remedy = {fmt::format("写在值后面，例如 x.{}(…)", name),
                  fmt::format("Write it after a value, as in x.{}(…)", name)};
    } else if (node.is_method && function_named(name, false)) {
        remedy = {fmt::format("写在值前面，例如 {}(x)", name),
                  fmt::format("Write it before its values, as in {}(x)", name)};
    } else if (!near.empty()) {
        remedy = {fmt::format("您是不是想写“{}”？", near[0]),
                  fmt::format("Did you mean “{}”?", near[0])};
    }
    return fault(
        "expr.name", node.at, name,
        {fmt::format("没有函数“{}”", name), fmt::format("There is no function “{}”", name)},
        remedy);
}

std::string example_of(const Names& names, std::string_view otherwise) {
    const auto all = names.all();
    return all.empty() ? std::string(otherwise) : all.front();
}

}  // namespace qingshui::expr
