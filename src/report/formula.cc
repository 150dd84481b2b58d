#include "report/formula.h"

#include <fmt/format.h>

#include <algorithm>

#include "expr/ast.h"
#include "report/condition.h"

namespace qingshui::report {

namespace {

using expr::Node;
using expr::Op;

constexpr auto kEnglish = Language::English;

// How tightly an operator binds; 0: none of those that can be said.
int strength(Op op) {
    switch (op) {
        case Op::Plus:
        case Op::Minus: return 1;
        case Op::Times:
        case Op::Divide: return 2;
        default: return 0;
    }
}

const char* sign(Op op) {
    switch (op) {
        case Op::Plus: return " + ";
        case Op::Minus: return " - ";
        case Op::Times: return " × ";
        default: return " ÷ ";
    }
}

Text in_parentheses(const Text& words) { return {"（" + words.zh + "）", "(" + words.en + ")"}; }

class Sayer {
public:
    Sayer(const registry::Schema* schema, const TitleOf& title_of)
        : schema_(schema), title_of_(title_of) {}

    std::optional<Text> say(const Node& node) const {
        if (node.op == Op::Name) return title_of_(node.path);
        if (node.op == Op::Literal) return number(node);
        if (node.op == Op::Over) return over(node);
        if (strength(node.op) == 0) return std::nullopt;
        const auto left = operand(node, 0);
        const auto right = operand(node, 1);
        if (!left || !right) return std::nullopt;
        return Text{left->zh + sign(node.op) + right->zh, left->en + sign(node.op) + right->en};
    }

private:
    // One side of an operator, in parentheses where it binds less tightly.
    std::optional<Text> operand(const Node& node, std::size_t side) const {
        const Node& part = node.parts[side];
        auto words = say(part);
        const int inner = strength(part.op);
        const bool is_loose =
            inner != 0 && (inner < strength(node.op) || (side == 1 && inner == strength(node.op)));
        if (words && is_loose) words = in_parentheses(*words);
        return words;
    }

    static std::optional<Text> number(const Node& node) {
        const auto* value = std::get_if<Decimal>(&node.literal);
        if (value == nullptr) return std::nullopt;
        return Text{value->shortest(), value->shortest()};
    }

    // officers.count() and costs.sum(c, c.amount)
    std::optional<Text> over(const Node& node) const {
        const registry::Lines* lines = lines_of(node.path);
        if (lines == nullptr) return std::nullopt;
        const std::string zh = quoted(lines->title.zh);
        const std::string en = quoted(lines->title.in(kEnglish));
        if (node.macro == expr::Macro::Count && node.parts.empty()) {
            return Text{zh + "的条数", "the number of lines of " + en};
        }
        const bool is_plain_sum = node.macro == expr::Macro::Sum && node.parts.size() == 1 &&
                                  node.parts[0].op == Op::LineName;
        if (!is_plain_sum) return std::nullopt;
        const auto field =
            std::find_if(lines->fields.begin(), lines->fields.end(),
                         [&](const auto& each) { return each.id == node.parts[0].path; });
        if (field == lines->fields.end()) return std::nullopt;
        return Text{fmt::format("{}各条的{}", zh, quoted(field->title.zh)),
                    fmt::format("{} of the lines of {}", quoted(field->title.in(kEnglish)), en)};
    }

    const registry::Lines* lines_of(const std::string& id) const {
        if (schema_ == nullptr) return nullptr;
        const auto found = std::find_if(schema_->lines.begin(), schema_->lines.end(),
                                        [&](const auto& each) { return each.id == id; });
        return found == schema_->lines.end() ? nullptr : &*found;
    }

    const registry::Schema* schema_;
    const TitleOf& title_of_;
};

}  // namespace

std::optional<Text> formula_words(const expr::Expression& formula, const registry::Schema* schema,
                                  const TitleOf& title_of) {
    return Sayer(schema, title_of).say(formula.root());
}

namespace {

// The names that a node adds up; false if it is anything but a sum of names.
bool take_terms(const Node& node, std::vector<std::string>& names) {
    if (node.op == Op::Name) {
        names.push_back(node.path);
        return true;
    }
    return node.op == Op::Plus && take_terms(node.parts[0], names) &&
           take_terms(node.parts[1], names);
}

}  // namespace

std::optional<Text> sum_words(const expr::Expression& formula, const TitleOf& title_of) {
    auto words = formula_words(formula, nullptr, title_of);
    std::vector<std::string> names;
    const bool is_sum = take_terms(formula.root(), names) && names.size() > 1;
    if (!words || !is_sum) return words;
    words->zh.clear();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) words->zh += names.size() == 2 ? "与" : "、";
        words->zh += title_of(names[i])->zh;
    }
    words->zh += "之和";
    return words;
}

}  // namespace qingshui::report
