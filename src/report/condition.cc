#include "report/condition.h"

#include <fmt/format.h>

#include <vector>

#include "base/chinese.h"
#include "base/sentence.h"
#include "expr/ast.h"
#include "registry/field_list.h"

namespace qingshui::report {

namespace {

using expr::Node;
using expr::Op;
using registry::Field;
using registry::FieldType;

constexpr auto kEnglish = Language::English;

const Field* field_of(const registry::Schema& schema, const Node& node) {
    if (node.op != Op::Name) return nullptr;
    const auto position = schema.position(node.path);
    return position ? &schema.fields[*position] : nullptr;
}

// A constant as a clerk knows it: a choice's title, 50毫米, 2021年5月13日.
struct ConstantWords {
    const Field& field;

    std::optional<Text> operator()(const std::string& text) const {
        const auto* choice = registry::find_choice(field, text);
        if (choice == nullptr) return Text{quoted(text), quoted(text)};
        return Text{quoted(choice->title.zh), quoted(choice->title.in(kEnglish))};
    }
    std::optional<Text> operator()(const Decimal& number) const {
        const auto words = number.shortest() + field.unit;
        return Text{words, words};
    }
    std::optional<Text> operator()(Date day) const { return Text{chinese::date(day), day.text()}; }
    template <typename Other>
    std::optional<Text> operator()(const Other& /*value*/) const {
        return std::nullopt;
    }
};

Text yes_or_no(bool yes) { return yes ? Text{"“是”", "“yes”"} : Text{"“否”", "“no”"}; }

// What stands between a field and a constant; none if the operator does not compare.
std::optional<Text> verb(Op op, FieldType type) {
    const bool date = type == FieldType::Date;
    const bool number =
        type == FieldType::Integer || type == FieldType::Decimal || type == FieldType::Money;
    switch (op) {
        case Op::Equal: return number ? Text{"等于", " is "} : Text{"为", " is "};
        case Op::NotEqual: return number ? Text{"不等于", " is not "} : Text{"不为", " is not "};
        case Op::Less: return date ? Text{"早于", " is before "} : Text{"小于", " is less than "};
        case Op::LessEqual:
            return date ? Text{"不晚于", " is not after "} : Text{"不大于", " is at most "};
        case Op::Greater: return date ? Text{"晚于", " is after "} : Text{"大于", " is more than "};
        case Op::GreaterEqual:
            return date ? Text{"不早于", " is not before "} : Text{"不小于", " is at least "};
        default: return std::nullopt;
    }
}

Text sentence(const Field& field, const Text& rest) {
    return {quoted(field.title.zh) + rest.zh, quoted(field.title.in(kEnglish)) + rest.en};
}

// field == constant and the like.
std::optional<Text> comparison(const Field& field, Op op, const Node& constant) {
    if (constant.op != Op::Literal) return std::nullopt;
    const bool equal = op == Op::Equal;
    if (std::holds_alternative<std::monostate>(constant.literal)) {
        return sentence(field,
                        equal ? Text{"未填写", " is empty"} : Text{"已填写", " is filled in"});
    }
    const auto between = verb(op, field.type);
    if (!between) return std::nullopt;
    if (const auto* flag = std::get_if<bool>(&constant.literal)) {
        const auto answer = yes_or_no(*flag == equal);
        return sentence(field, {"为" + answer.zh, " is " + answer.en});
    }
    const auto words = std::visit(ConstantWords{field}, constant.literal);
    if (!words) return std::nullopt;
    return sentence(field, {between->zh + words->zh, between->en + words->en});
}

// field in ['a', 'b'], or 'a' in field for one that takes several choices.
std::optional<Text> membership(const registry::Schema& schema, const Node& node) {
    const auto& left = node.parts[0];
    const auto& right = node.parts[1];
    const auto* several = field_of(schema, right);
    if (several != nullptr && left.op == Op::Literal) {
        const auto words = std::visit(ConstantWords{*several}, left.literal);
        if (!words) return std::nullopt;
        return sentence(*several, {"包含" + words->zh, " includes " + words->en});
    }
    const auto* field = field_of(schema, left);
    if (field == nullptr || right.op != Op::List) return std::nullopt;
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const auto& part : right.parts) {
        const auto words = std::visit(ConstantWords{*field}, part.literal);
        if (part.op != Op::Literal || !words) return std::nullopt;
        zh.push_back(words->zh);
        en.push_back(words->en);
    }
    return sentence(*field, {fmt::format("为{}之一", fmt::join(zh, "、")),
                             fmt::format(" is one of {}", fmt::join(en, ", "))});
}

std::optional<Text> simple(const registry::Schema& schema, const Node& node) {
    const bool negated = node.op == Op::Not;
    if (const auto* flag = field_of(schema, negated ? node.parts[0] : node)) {
        const auto answer = yes_or_no(!negated);
        return sentence(*flag, {"为" + answer.zh, " is " + answer.en});
    }
    if (node.parts.size() != 2) return std::nullopt;
    if (node.op == Op::In) return membership(schema, node);
    const auto* field = field_of(schema, node.parts[0]);
    if (field == nullptr || !verb(node.op, field->type)) return std::nullopt;
    return comparison(*field, node.op, node.parts[1]);
}

}  // namespace

std::string quoted(std::string_view text) {
    return with_inner_quotes("“" + std::string(text) + "”");
}

std::optional<Text> condition_words(const registry::Schema& schema,
                                    const expr::Expression& filter) {
    const auto& root = filter.root();
    if (root.op != Op::And) return simple(schema, root);
    Text all;
    for (const auto& part : root.parts) {
        const auto words = simple(schema, part);
        if (!words) return std::nullopt;
        all.zh += (all.zh.empty() ? "" : "且") + words->zh;
        all.en += (all.en.empty() ? "" : " and ") + words->en;
    }
    return all;
}

}  // namespace qingshui::report
