#include "report/checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "expr/ast.h"
#include "report/condition.h"
#include "report/figure_text.h"
#include "report/formula.h"
#include "report/no_number.h"
#include "report/tags.h"

namespace qingshui::report {

namespace {

using Reads = std::vector<std::pair<std::string, std::string>>;

// The names of a check with the numbers they stand for.
class CheckValues final : public expr::Values, public expr::Names {
public:
    void set(const std::string& name, int scale, const std::optional<Decimal>& number) {
        numbers_[name] = {scale, number};
    }
    expr::Value value_of(std::string_view path) const override {
        const auto found = numbers_.find(path);
        if (found == numbers_.end() || !found->second.number) return {};
        return *found->second.number;
    }
    std::size_t line_count(std::string_view /*lines*/) const override { return 0; }
    const expr::Values& line(std::string_view /*lines*/, std::size_t /*index*/) const override {
        return *this;  // Figures have no sub-tables, so nobody asks.
    }
    std::optional<expr::Type> type_of(std::string_view path) const override {
        const auto found = numbers_.find(path);
        if (found == numbers_.end()) return std::nullopt;
        return expr::Type{expr::Kind::Number, found->second.scale, ""};
    }
    const expr::Names* within(std::string_view /*lines*/) const override { return nullptr; }
    std::vector<std::string> all() const override {
        std::vector<std::string> names;
        for (const auto& [name, number] : numbers_) names.push_back(name);
        return names;
    }

private:
    struct Number {
        int scale = 0;
        std::optional<Decimal> number;
    };
    std::map<std::string, Number, std::less<>> numbers_;
};

Period period_of_check(const Draft& draft, const Reads& reads) {
    std::optional<Period> found;
    for (const auto& [name, figure] : reads) {
        for (const auto& shown : draft.figures) {
            if (shown.name != figure) continue;
            if (found && *found != shown.question.period) return draft.period;
            found = shown.question.period;
        }
    }
    return found.value_or(draft.period);
}

// What a check reads, by its name in the rule.
struct Read {
    const registry::Indicator* indicator = nullptr;
    Text title;
    std::optional<Decimal> number;
};
using ReadsByName = std::map<std::string, Read>;

// The unit that a side of a rule is in. A constant has none of its own.
struct SideUnit {
    const registry::Unit* unit = nullptr;
    bool is_mixed = false;
};

SideUnit joined(const SideUnit& a, const SideUnit& b) {
    if (a.is_mixed || b.is_mixed) return {nullptr, true};
    if (a.unit == nullptr || b.unit == nullptr) return a.unit != nullptr ? a : b;
    const bool same = a.unit->text == b.unit->text && a.unit->per == b.unit->per;
    return same ? a : SideUnit{nullptr, true};
}

SideUnit unit_of(const expr::Node& node, const ReadsByName& reads) {
    if (node.op == expr::Op::Literal) return {};
    if (node.op == expr::Op::Name) return {&reads.at(node.path).indicator->unit, false};
    if (node.parts.size() != 2) return {nullptr, true};
    const auto left = unit_of(node.parts[0], reads);
    const auto right = unit_of(node.parts[1], reads);
    const bool is_number = left.unit == nullptr || right.unit == nullptr;
    switch (node.op) {
        case expr::Op::Plus:
        case expr::Op::Minus: return joined(left, right);
        case expr::Op::Times: return is_number ? joined(left, right) : SideUnit{nullptr, true};
        case expr::Op::Divide: return right.unit == nullptr ? left : SideUnit{nullptr, true};
        default: return {nullptr, true};
    }
}

// “花坛数”为3处, “Beds” is 3处
Text fact(const Text& what, const std::string& number) {
    return {what.zh + "为" + number, what.en + " is " + number};
}
Text quoted_title(const Text& title) {
    return {quoted(title.zh), quoted(title.in(Language::English))};
}

// One side of a rule: what it comes to, and that in words if they can be found.
struct Side {
    std::optional<Decimal> number;
    std::optional<Text> fact;
};

Side side(const std::string& source, const CheckValues& values, const ReadsByName& reads) {
    const auto parsed = expr::Expression::parse(source, values);
    if (!parsed) return {};
    const auto value = parsed->evaluate(values);
    const auto* number = std::get_if<Decimal>(&value);
    if (number == nullptr) return {};
    const auto words = sum_words(*parsed, [&](const std::string& name) {
        return std::optional(quoted_title(reads.at(name).title));
    });
    const auto unit = unit_of(parsed->root(), reads);
    if (!words || unit.is_mixed) return {*number, {}};
    const auto text = unit.unit != nullptr ? exact_text(*unit.unit, *number) : number->shortest();
    return {*number, fact(*words, text)};
}

// Every figure that a rule reads, for rules whose sides cannot be said.
std::vector<Text> facts_of(const ReadsByName& reads) {
    std::vector<Text> out;
    for (const auto& [name, read] : reads) {
        out.push_back(
            fact(quoted_title(read.title), exact_text(read.indicator->unit, read.number)));
    }
    return out;
}

// The number of a figure for a check; none if it has no answer, no record bears its name or its
// days are yet to come.
Result<std::optional<Decimal>> number_of(const Sources& sources, const Draft& draft,
                                         const tally::FigureName& figure, const Period& period) {
    if (is_yet_to_come(period, draft.cutoff)) return std::optional<Decimal>();
    tally::Counting counting(sources.catalogue, sources.tree, sources.books);
    auto answer = counting.count({figure, draft.area, period});
    if (!answer && answer.error().rule == "indicator.cell") return std::optional<Decimal>();
    return TRY(std::move(answer)).value;
}

Result<CheckOutcome> run(const Sources& sources, const Draft& draft,
                         const registry::FigureCheck& check) {
    CheckOutcome out{.id = check.id,
                     .says = check.says,
                     .rule = check.rule.source(),
                     .basis = check.basis,
                     .period = period_of_check(draft, check.reads)};
    CheckValues values;
    ReadsByName reads;
    for (const auto& [name, full] : check.reads) {
        const auto figure = TRY(tally::find_figure(sources.catalogue, full, out.period.to));
        const auto number = TRY(number_of(sources, draft, figure, out.period));
        values.set(name, tally::scale_of(sources.catalogue, *figure.indicator), number);
        reads[name] = {figure.indicator, title_of(sources, figure), number};
        out.figures.push_back(full);
    }
    const auto value = check.rule.evaluate(values);
    if (expr::is_true(value)) out.holds = true;
    if (expr::is_false(value)) out.holds = false;
    out.facts = facts_of(reads);
    if (const auto both = sides(check.rule.source())) {
        const auto left = side(both->first, values, reads);
        const auto right = side(both->second, values, reads);
        out.left = left.number;
        out.right = right.number;
        if (left.fact && right.fact) out.facts = {*left.fact, *right.fact};
    }
    return out;
}

}  // namespace

std::optional<std::pair<std::string, std::string>> sides(std::string_view rule) {
    int depth = 0;
    char quote = 0;
    std::optional<std::pair<std::size_t, std::size_t>> found;  // Where, how long.
    for (std::size_t i = 0; i < rule.size(); ++i) {
        const char c = rule[i];
        if (quote != 0) {
            if (c == '\\') ++i;
            if (c == quote) quote = 0;
            continue;
        }
        if (c == '\'' || c == '"') quote = c;
        if (c == '(' || c == '[') ++depth;
        if (c == ')' || c == ']') --depth;
        if (depth > 0) continue;
        if (c == '&' || c == '|' || c == '?') return std::nullopt;
        const bool two = i + 1 < rule.size() && rule[i + 1] == '=';
        const bool compares = c == '<' || c == '>' || ((c == '=' || c == '!') && two);
        if (!compares) continue;
        if (found) return std::nullopt;
        found = {i, two ? 2 : 1};
        i += found->second - 1;
    }
    if (!found) return std::nullopt;
    return std::pair(std::string(trimmed(rule.substr(0, found->first))),
                     std::string(trimmed(rule.substr(found->first + found->second))));
}

Result<std::vector<CheckOutcome>> run_checks(const Sources& sources, const Draft& draft,
                                             const registry::Pack& pack) {
    std::vector<CheckOutcome> out;
    for (const auto& check : pack.checks) out.push_back(TRY(run(sources, draft, check)));
    return out;
}

Text fault_words(const CheckOutcome& check) {
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const auto& fact : check.facts) {
        zh.push_back(fact.zh);
        en.push_back(fact.en);
    }
    return {fmt::format("核对不符：{}（{}）", check.says.zh, fmt::join(zh, "，")),
            fmt::format("Does not agree: {} ({})", check.says.in(Language::English),
                        fmt::join(en, ", "))};
}

}  // namespace qingshui::report
