#include "report/checks.h"

#include <fmt/format.h>

#include <algorithm>

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

std::optional<Decimal> side(const std::string& source, const CheckValues& values) {
    const auto parsed = expr::Expression::parse(source, values);
    if (!parsed) return std::nullopt;
    const auto value = parsed->evaluate(values);
    const auto* number = std::get_if<Decimal>(&value);
    return number != nullptr ? std::optional(*number) : std::nullopt;
}

// The number of a figure for a check; none if it has no answer or no record bears its name.
Result<std::optional<Decimal>> number_of(const Sources& sources, const Draft& draft,
                                         const tally::FigureName& figure, const Period& period) {
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
    for (const auto& [name, full] : check.reads) {
        const auto figure = TRY(tally::find_figure(sources.catalogue, full, out.period.to));
        const auto number = TRY(number_of(sources, draft, figure, out.period));
        values.set(name, tally::scale_of(sources.catalogue, *figure.indicator), number);
        out.figures.push_back(full);
    }
    const auto value = check.rule.evaluate(values);
    if (expr::is_true(value)) out.holds = true;
    if (expr::is_false(value)) out.holds = false;
    if (const auto both = sides(check.rule.source())) {
        out.left = side(both->first, values);
        out.right = side(both->second, values);
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
    Text words = check.says;
    words.en = check.says.in(Language::English);
    if (!check.left || !check.right) return words;
    words.zh +=
        fmt::format("（左边 {}，右边 {}）", check.left->shortest(), check.right->shortest());
    words.en +=
        fmt::format(" (left {}, right {})", check.left->shortest(), check.right->shortest());
    return words;
}

}  // namespace qingshui::report
