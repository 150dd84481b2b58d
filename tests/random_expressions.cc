#include "random_expressions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ensure.h"

namespace qingshui::expr {
namespace {

template <typename T, std::size_t Count>
const T& any_of(const std::array<T, Count>& items, const Choose& choose) {
    return items[static_cast<std::size_t>(choose(static_cast<int>(Count)))];
}

Type both(const Type& a, const Type& b) {
    Type type = a;
    type.scale = std::max(a.scale, b.scale);
    return type;
}

Node made(Op op, Type type, std::vector<Node> parts = {}) {
    Node node;
    node.op = op;
    node.type = std::move(type);
    node.parts = std::move(parts);
    return node;
}

std::vector<Node> pair(Node a, Node b) {
    std::vector<Node> parts;
    parts.push_back(std::move(a));
    parts.push_back(std::move(b));
    return parts;
}

Node made_literal(Value value, Type type) {
    Node node = made(Op::Literal, std::move(type));
    node.literal = std::move(value);
    return node;
}

Value sample_number(int scale, const Choose& choose) {
    constexpr std::array<std::int64_t, 12> kMantissas = {0,
                                                         1,
                                                         2,
                                                         3,
                                                         10,
                                                         15,
                                                         125,
                                                         1000,
                                                         99'950,
                                                         123'456'789'012,
                                                         Decimal::kMantissaMax - 1,
                                                         Decimal::kMantissaMax};
    const std::int64_t mantissa = any_of(kMantissas, choose);
    return Decimal(choose(3) == 2 ? -mantissa : mantissa, scale);
}

std::string sample_text(const Choose& choose) {
    static const std::array<std::string, 12> kTexts = {
        "水", "", "water", "清水河", "水河", "a|b", "air", "it's", "\\n", "上\n下", "%_", "𠀀"};
    return any_of(kTexts, choose);
}

Date sample_date(const Choose& choose) {
    static const std::array<Date, 7> kDates = {*Date::of(2021, 5, 13),
                                               *Date::of(2021, 2, 28),
                                               *Date::of(2020, 2, 29),
                                               *Date::of(1970, 1, 1),
                                               *Date::of(1969, 12, 31),
                                               Date::max(),
                                               Date::min()};
    return any_of(kDates, choose);
}

}  // namespace

Value sample_value(const Type& type, const Choose& choose) {
    switch (type.kind) {
        case Kind::Bool: return choose(2) == 1;
        case Kind::Number: return sample_number(type.scale, choose);
        case Kind::Text: return sample_text(choose);
        case Kind::Date: return sample_date(choose);
        case Kind::DateTime: return DateTime{sample_date(choose), choose(3) * 43'199};
        case Kind::Key: return std::int64_t{choose(3)} + 1;
        case Kind::Texts: {
            std::vector<std::string> texts = {"water"};
            if (choose(2) == 1) texts.emplace_back("air");
            if (choose(2) == 1) texts.emplace_back("水");
            return texts;
        }
        default: break;
    }
    ensure(false, "a field has a kind that can be filled in");
    return {};
}

SampleNames::SampleNames(std::map<std::string, Type, std::less<>> types, const SampleNames* officer)
    : types_(std::move(types)), officer_(officer) {}

const SampleNames& SampleNames::officer() {
    static const SampleNames kNames({{"name", {Kind::Text}},
                                     {"hours", {Kind::Number, 1}},
                                     {"pay", {Kind::Number, 2}},
                                     {"since", {Kind::Date}},
                                     {"left", {Kind::DateTime}},
                                     {"lead", {Kind::Bool}},
                                     {"skills", {Kind::Texts}},
                                     {"firm", {Kind::Key}}},
                                    nullptr);
    return kNames;
}

const SampleNames& SampleNames::record() {
    static const SampleNames kNames({{"people", {Kind::Number, 0}},
                                     {"amount", {Kind::Number, 2}},
                                     {"share", {Kind::Number, 5}},
                                     {"kind", {Kind::Text}},
                                     {"note", {Kind::Text}},
                                     {"day", {Kind::Date}},
                                     {"closed", {Kind::Date}},
                                     {"at", {Kind::DateTime}},
                                     {"until", {Kind::DateTime}},
                                     {"planned", {Kind::Bool}},
                                     {"passed", {Kind::Bool}},
                                     {"media", {Kind::Texts}},
                                     {"place", {Kind::Key}},
                                     {"firm", {Kind::Key}},
                                     {"officers", {Kind::Lines, 0, "officers"}}},
                                    &officer());
    return kNames;
}

std::optional<Type> SampleNames::type_of(std::string_view path) const {
    const auto found = types_.find(path);
    if (found == types_.end()) return std::nullopt;
    return found->second;
}

const Names* SampleNames::within(std::string_view lines) const {
    return lines == "officers" ? officer_ : nullptr;
}

std::vector<std::string> SampleNames::all() const {
    std::vector<std::string> names;
    for (const auto& [name, type] : types_) names.push_back(name);
    return names;
}

std::vector<std::string> SampleNames::of_kind(Kind kind) const {
    std::vector<std::string> names;
    for (const auto& [name, type] : types_) {
        if (type.kind == kind) names.push_back(name);
    }
    return names;
}

SampleValues::SampleValues(const SampleNames& names, const Choose& choose) {
    for (const auto& [name, type] : names.types()) {
        if (type.kind == Kind::Lines) continue;
        values_[name] = choose(4) == 3 ? Value() : sample_value(type, choose);
    }
    if (!names.type_of("officers")) return;
    const int count = choose(4);
    for (int line = 0; line < count; ++line) lines_.emplace_back(SampleNames::officer(), choose);
}

Kind Grower::any_kind() {
    constexpr std::array<Kind, 6> kKinds = {Kind::Bool, Kind::Number,   Kind::Text,
                                            Kind::Date, Kind::DateTime, Kind::Key};
    return any_of(kKinds, choose_);
}

Node Grower::call(Function function, Type type, std::vector<Node> parts) const {
    Node node = made(Op::Call, std::move(type), std::move(parts));
    node.function = function;
    return node;
}

Node Grower::name(Kind kind) {
    const bool is_line = !variables_.empty() && choose_(2) == 1;
    const SampleNames& names = is_line ? SampleNames::officer() : SampleNames::record();
    const auto candidates = names.of_kind(kind);
    Node node = made(is_line ? Op::LineName : Op::Name, {});
    node.path = candidates[static_cast<std::size_t>(choose_(static_cast<int>(candidates.size())))];
    node.type = *names.type_of(node.path);
    if (is_line) {
        node.lines = "officers";
        node.variable =
            variables_[static_cast<std::size_t>(choose_(static_cast<int>(variables_.size())))];
    }
    return node;
}

Node Grower::literal(Kind kind) {
    Type type{kind};
    if (kind == Kind::Number) type.scale = choose_(4);
    Value value = sample_value(type, choose_);
    const auto* number = std::get_if<Decimal>(&value);
    if (number == nullptr || number->mantissa() >= 0) return made_literal(std::move(value), type);
    std::vector<Node> parts;
    parts.push_back(made_literal(number->negated(), type));
    return made(Op::Negate, type, std::move(parts));
}

Node Grower::leaf(Kind kind) {
    return kind == Kind::Key || choose_(2) == 0 ? name(kind) : literal(kind);
}

Node Grower::grow(Kind kind, int depth) {
    if (depth <= 0) return leaf(kind);
    const int way = choose_(8);
    if (way == 0) return leaf(kind);
    if (way == 1) return conditional(kind, depth);
    if (way == 2) return together(kind, depth);
    switch (kind) {
        case Kind::Bool: return condition(depth);
        case Kind::Number: return number(depth);
        case Kind::Text: return text(depth);
        case Kind::Date: return date(depth);
        default: return leaf(kind);
    }
}

Node Grower::conditional(Kind kind, int depth) {
    std::vector<Node> parts;
    parts.push_back(grow(Kind::Bool, depth - 1));
    parts.push_back(grow(kind, depth - 1));
    parts.push_back(grow(kind, depth - 1));
    Type type = both(parts[1].type, parts[2].type);
    const int null = choose_(8);
    if (null == 6 || null == 7) {
        const std::size_t empty = null == 6 ? 1 : 2;
        type = parts[3 - empty].type;
        parts[empty] = made_literal({}, {Kind::Null});
    }
    return made(Op::Conditional, type, std::move(parts));
}

// coalesce, min or max.
Node Grower::together(Kind kind, int depth) {
    auto parts = pair(grow(kind, depth - 1), grow(kind, depth - 1));
    if (choose_(2) == 1) parts.push_back(grow(kind, depth - 1));
    Type type = parts[0].type;
    for (const Node& part : parts) type = both(type, part.type);
    const bool may_compare = kind == Kind::Number || kind == Kind::Date || kind == Kind::DateTime;
    const int which = may_compare ? choose_(3) : 0;
    constexpr std::array<Function, 3> kFunctions = {Function::Coalesce, Function::Min,
                                                    Function::Max};
    return call(kFunctions[static_cast<std::size_t>(which)], type, std::move(parts));
}

Node Grower::condition(int depth) {
    switch (choose_(8)) {
        case 0:
        case 1: return comparison(depth);
        case 2: return membership(depth);
        case 3: {
            std::vector<Node> parts;
            parts.push_back(grow(Kind::Bool, depth - 1));
            return made(Op::Not, {Kind::Bool}, std::move(parts));
        }
        case 4: return over(Kind::Bool, depth);
        case 5: {
            constexpr std::array<Function, 3> kCalls = {Function::StartsWith, Function::EndsWith,
                                                        Function::Contains};
            const Function function = any_of(kCalls, choose_);
            return call(function, {Kind::Bool},
                        pair(grow(Kind::Text, depth - 1), grow(Kind::Text, depth - 1)));
        }
        default: break;
    }
    const Op op = choose_(2) == 0 ? Op::And : Op::Or;
    auto parts = pair(grow(Kind::Bool, depth - 1), grow(Kind::Bool, depth - 1));
    if (choose_(3) == 2) parts.push_back(grow(Kind::Bool, depth - 1));
    // a && b && c is one node, so its first part is none of its own kind.
    if (parts[0].op == op) std::swap(parts[0], parts[1]);
    if (parts[0].op == op) parts[0] = leaf(Kind::Bool);
    return made(op, {Kind::Bool}, std::move(parts));
}

Node Grower::comparison(int depth) {
    constexpr std::array<Op, 6> kOps = {Op::Equal,     Op::NotEqual, Op::Less,
                                        Op::LessEqual, Op::Greater,  Op::GreaterEqual};
    const Op op = any_of(kOps, choose_);
    const bool is_equality = op == Op::Equal || op == Op::NotEqual;
    if (is_equality && choose_(3) == 2) {
        Node value = choose_(4) == 3 ? name(Kind::Texts) : grow(any_kind(), depth - 1);
        Node null = made_literal({}, {Kind::Null});
        if (choose_(2) == 1) std::swap(value, null);
        return made(op, {Kind::Bool}, pair(std::move(value), std::move(null)));
    }
    Kind kind = any_kind();
    if (!is_equality && (kind == Kind::Bool || kind == Kind::Key)) kind = Kind::Number;
    Node left = grow(kind, depth - 1);
    return made(op, {Kind::Bool}, pair(std::move(left), grow(kind, depth - 1)));
}

Node Grower::membership(int depth) {
    if (choose_(2) == 1) {
        Node left = grow(Kind::Text, depth - 1);
        return made(Op::In, {Kind::Bool}, pair(std::move(left), name(Kind::Texts)));
    }
    constexpr std::array<Kind, 4> kKinds = {Kind::Text, Kind::Number, Kind::Date, Kind::DateTime};
    const Kind kind = any_of(kKinds, choose_);
    Node left = grow(kind, depth - 1);
    Node list = made(Op::List, {kind == Kind::Text ? Kind::Texts : kind});
    const int count = choose_(4) + 1;
    for (int index = 0; index < count; ++index) {
        list.parts.push_back(literal(kind));
        list.type.scale = std::max(list.type.scale, list.parts.back().type.scale);
    }
    return made(Op::In, {Kind::Bool}, pair(std::move(left), std::move(list)));
}

Node Grower::number(int depth) {
    constexpr std::array<Function, 3> kParts = {Function::Year, Function::Month, Function::Day};
    std::vector<Node> parts;
    switch (choose_(8)) {
        case 0: return over(Kind::Number, depth);
        case 1: {
            const Function function = any_of(kParts, choose_);
            parts.push_back(grow(choose_(2) == 0 ? Kind::Date : Kind::DateTime, depth - 1));
            return call(function, {Kind::Number}, std::move(parts));
        }
        case 2:
            parts.push_back(grow(Kind::Text, depth - 1));
            return call(Function::Size, {Kind::Number}, std::move(parts));
        case 3: {
            parts.push_back(grow(Kind::Number, depth - 1));
            const int scale = choose_(5);
            parts.push_back(made_literal(Decimal::whole(scale), {Kind::Number}));
            return call(Function::Round, {Kind::Number, scale}, std::move(parts));
        }
        case 4: {
            parts.push_back(grow(Kind::Number, depth - 1));
            const Type type = parts[0].type;
            if (choose_(2) == 0) return made(Op::Negate, type, std::move(parts));
            return call(Function::Abs, type, std::move(parts));
        }
        case 5: {
            Node left = grow(Kind::Date, depth - 1);
            return made(Op::Minus, {Kind::Number},
                        pair(std::move(left), grow(Kind::Date, depth - 1)));
        }
        default: return arithmetic(depth);
    }
}

Node Grower::arithmetic(int depth) {
    constexpr std::array<Op, 4> kOps = {Op::Plus, Op::Minus, Op::Times, Op::Divide};
    Op op = any_of(kOps, choose_);
    Node left = grow(Kind::Number, depth - 1);
    Node right = grow(Kind::Number, depth - 1);
    const int scale = left.type.scale + right.type.scale;
    if (op == Op::Times && scale > Decimal::kScaleMax) op = Op::Plus;
    Type type = both(left.type, right.type);
    if (op == Op::Times) type.scale = scale;
    if (op == Op::Divide) type.scale = std::max(type.scale, 4);
    return made(op, type, pair(std::move(left), std::move(right)));
}

Node Grower::text(int depth) {
    Node left = grow(Kind::Text, depth - 1);
    return made(Op::Plus, {Kind::Text}, pair(std::move(left), grow(Kind::Text, depth - 1)));
}

Node Grower::date(int depth) {
    const int way = choose_(4);
    if (way == 0) return over(Kind::Date, depth);
    if (way == 1) {
        std::vector<Node> parts;
        parts.push_back(grow(Kind::DateTime, depth - 1));
        // date('…') of a literal reads as a day, so a date-time is named here.
        return call(Function::DateOf, {Kind::Date}, std::move(parts));
    }
    Node left = grow(Kind::Date, depth - 1);
    std::vector<Node> days;
    days.push_back(grow(Kind::Number, depth - 2));
    days.push_back(made_literal(Decimal::whole(0), {Kind::Number}));
    Node whole = call(Function::Round, {Kind::Number}, std::move(days));
    return made(choose_(2) == 0 ? Op::Plus : Op::Minus, {Kind::Date},
                pair(std::move(left), std::move(whole)));
}

Node Grower::over(Kind kind, int depth) {
    Node node = made(Op::Over, {kind});
    node.path = "officers";
    node.lines = "officers";
    const int way = choose_(4);
    if (kind == Kind::Bool) node.macro = way % 2 == 0 ? Macro::Exists : Macro::All;
    if (kind == Kind::Date) node.macro = way % 2 == 0 ? Macro::Min : Macro::Max;
    constexpr std::array<Macro, 4> kNumbers = {Macro::Count, Macro::Sum, Macro::Min, Macro::Max};
    if (kind == Kind::Number) node.macro = kNumbers[static_cast<std::size_t>(way)];
    if (node.macro == Macro::Count && choose_(2) == 0) return node;
    if (variables_.size() == 2) return leaf(kind);

    node.variable = variables_.empty() ? "o" : "p";
    variables_.push_back(node.variable);
    node.parts.push_back(grow(node.macro == Macro::Count ? Kind::Bool : kind, depth - 1));
    variables_.pop_back();
    if (node.macro != Macro::Count) node.type = node.parts[0].type;
    return node;
}

}  // namespace qingshui::expr
