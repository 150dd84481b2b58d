#include "tally/evaluation.h"

#include <fmt/format.h>

#include "base/ensure.h"
#include "tally/rates.h"

namespace qingshui::tally {

namespace {

using area::Area;
using registry::Indicator;
using registry::IndicatorKind;

constexpr const char* kNoCircle =
    "indicators of a catalogue name each other no deeper than it says";

}  // namespace

Refusal too_large(const Indicator& indicator) {
    return {
        .reason = Reason::TooLarge,
        .rule = "count.too_large",
        .subject = indicator.id,
        .says = {fmt::format("指标“{}”的数超出了18位数字，无法精确计算", indicator.id),
                 fmt::format("The number of indicator “{}” has more than 18 digits and cannot be "
                             "kept exactly",
                             indicator.id)},
        .remedy = {"请用 qingshui trace 查找数额异常的记录并更正",
                   "Look with `qingshui trace` for a record with a wild amount and correct "
                   "it"}};
}

namespace {

// An exact sum that notices when it no longer fits.
class Sum {
public:
    void add(std::int64_t amount) {
        std::int64_t total = 0;
        const bool over = __builtin_add_overflow(total_, amount, &total);
        fits_ =
            fits_ && !over && amount <= Decimal::kMantissaMax && amount >= -Decimal::kMantissaMax;
        total_ = total;
    }
    std::optional<Decimal> decimal(int scale) const {
        const bool small = -Decimal::kMantissaMax <= total_ && total_ <= Decimal::kMantissaMax;
        if (!fits_ || !small) return std::nullopt;
        return Decimal(total_, scale);
    }
    std::int64_t total() const { return total_; }

private:
    std::int64_t total_ = 0;
    bool fits_ = true;
};

// The numbers of the operands of a derived figure in one group.
class OperandValues final : public expr::Values {
public:
    void set(const std::string& name, const std::optional<Decimal>& number) {
        values_[name] = number ? expr::Value(*number) : expr::Value();
    }
    expr::Value value_of(std::string_view path) const override {
        const auto found = values_.find(path);
        return found != values_.end() ? found->second : expr::Value();
    }
    std::size_t line_count(std::string_view /*lines*/) const override { return 0; }
    const expr::Values& line(std::string_view /*lines*/, std::size_t /*index*/) const override {
        return *this;  // Figures have no sub-tables, so nobody asks.
    }

private:
    std::map<std::string, expr::Value, std::less<>> values_;
};

std::string_view pack_of(const Indicator& indicator) {
    return std::string_view(indicator.id).substr(0, indicator.id.find('.'));
}

}  // namespace

Group Evaluation::group(Id<Area> branch, const std::string& cell) const {
    if (by_ == By::Area) return {branch, ""};
    if (by_ == By::Cell) return {{}, cell};
    return {};
}

Result<Numbers> Evaluation::numbers(const Question& question, std::size_t depth) {
    const auto& indicator = *question.figure.indicator;
    ensure(depth < Indicator::kDepthMax, kNoCircle);
    switch (indicator.kind) {
        case IndicatorKind::Flow:
        case IndicatorKind::Stock:
        case IndicatorKind::Scope: return summed(question);
        case IndicatorKind::Distinct: return distinct(question);
        case IndicatorKind::Ratio: return ratio(question, depth);
        case IndicatorKind::Derived: return derived(question, depth);
        case IndicatorKind::Rate: break;
    }
    return rate(question);
}

Result<Numbers> Evaluation::summed(const Question& question) {
    const auto& indicator = *question.figure.indicator;
    std::map<Group, Sum> sums;
    const Take take = [&](Id<Area> branch, const std::string& cell, std::int64_t amount) {
        sums[group(branch, cell)].add(amount);
    };
    if (indicator.kind == IndicatorKind::Scope) {
        TRY(each_scope(question, take));
    } else {
        each_amount(question, take);
    }
    const int scale = scale_of(catalogue_, indicator);
    Numbers numbers{{}, Decimal(0, scale)};
    for (const auto& [key, sum] : sums) {
        const auto value = sum.decimal(scale);
        if (!value) return too_large(indicator);
        numbers.by[key] = value;
    }
    return numbers;
}

Result<Numbers> Evaluation::distinct(const Question& question) {
    std::map<Group, std::map<std::string, Sum>> values;
    each_amount(question, [&](Id<Area> branch, const std::string& cell, std::int64_t amount) {
        values[group(branch, cell)][cell].add(amount);
    });
    Numbers numbers{{}, Decimal(0, 0)};
    for (const auto& [key, cells] : values) {
        std::int64_t count = 0;
        for (const auto& [cell, sum] : cells) count += sum.total() > 0 ? 1 : 0;
        numbers.by[key] = Decimal::whole(count);
    }
    return numbers;
}

Result<std::vector<std::pair<std::string, Question>>> Evaluation::operands(
    const Question& question, std::size_t depth) const {
    const auto& indicator = *question.figure.indicator;
    ensure(depth < Indicator::kDepthMax, kNoCircle);
    std::vector<std::string> names;
    if (indicator.kind == IndicatorKind::Ratio) names = {indicator.over, indicator.under};
    if (indicator.kind == IndicatorKind::Derived && indicator.rule) names = indicator.rule->reads();
    std::vector<std::pair<std::string, Question>> out;
    for (const auto& name : names) {
        const auto day = question.defined_on.value_or(question.period.to);
        auto figure = find_figure(catalogue_, fmt::format("{}.{}", pack_of(indicator), name), day);
        if (!figure) figure = find_figure(catalogue_, name, day);
        out.emplace_back(name, Question{TRY(std::move(figure)), question.area, question.period,
                                        question.defined_on});
    }
    return out;
}

Result<Numbers> Evaluation::ratio(const Question& question, std::size_t depth) {
    const auto both = TRY(operands(question, depth));
    const auto over = TRY(numbers(both[0].second, depth + 1));
    const auto under = TRY(numbers(both[1].second, depth + 1));
    const int scale = question.figure.indicator->scale;
    bool fits = true;
    const auto divide = [&](const auto& a, const auto& b) -> std::optional<Decimal> {
        if (!a || !b || *b == Decimal()) return std::nullopt;
        const auto quotient = divided(*a, *b, scale);
        fits = fits && quotient.has_value();
        return quotient;
    };
    Numbers out{{}, divide(over.otherwise, under.otherwise)};
    for (const auto* side : {&over, &under}) {
        for (const auto& [key, value] : side->by) out.by[key] = divide(over.at(key), under.at(key));
    }
    if (!fits) return too_large(*question.figure.indicator);
    return out;
}

Result<Numbers> Evaluation::derived(const Question& question, std::size_t depth) {
    const auto& rule = question.figure.indicator->rule;
    std::map<std::string, Numbers> read;
    std::set<Group> groups;
    const auto names = TRY(operands(question, depth));
    for (const auto& [name, operand] : names) {
        auto found = TRY(numbers(operand, depth + 1));
        for (const auto& [key, value] : found.by) groups.insert(key);
        read.emplace(name, std::move(found));
    }
    bool fits = true;
    const auto evaluate = [&](const auto& number_of) -> std::optional<Decimal> {
        OperandValues values;
        for (const auto& [name, found] : read) values.set(name, number_of(found));
        const auto outcome = rule ? rule->outcome(values) : expr::Outcome();
        fits = fits && !outcome.is_out_of_range;
        const auto* number = std::get_if<Decimal>(&outcome.value);
        return number != nullptr ? std::optional(*number) : std::nullopt;
    };
    Numbers out{{}, evaluate([](const Numbers& found) { return found.otherwise; })};
    for (const auto& key : groups) {
        out.by[key] = evaluate([&](const Numbers& found) { return found.at(key); });
    }
    if (!fits) return too_large(*question.figure.indicator);
    return out;
}

Numbers Evaluation::rate(const Question& question) const {
    const auto found = rate_in_force(catalogue_, *question.figure.indicator, question.period.to);
    return {{}, found ? std::optional(found->number) : std::nullopt};
}

Result<std::vector<Part>> Evaluation::parts(const Question& question, std::size_t depth) {
    switch (question.figure.indicator->kind) {
        case IndicatorKind::Flow:
        case IndicatorKind::Stock:
        case IndicatorKind::Distinct: return record_parts(question);
        case IndicatorKind::Scope: return scope_parts(question);
        case IndicatorKind::Rate: return std::vector<Part>{};
        case IndicatorKind::Ratio:
        case IndicatorKind::Derived: break;
    }
    std::vector<Part> out;
    std::set<std::pair<std::string, std::string>> seen;
    const auto names = TRY(operands(question, depth));
    for (const auto& [name, operand] : names) {
        const auto& figure = operand.figure;
        if (!seen.emplace(figure.indicator->id, figure.cell).second) continue;
        const auto more = TRY(parts(operand, depth + 1));
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

}  // namespace qingshui::tally
