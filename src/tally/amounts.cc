// Where the amounts of an evaluation come from: tallies and scopes.

#include "base/ensure.h"
#include "tally/evaluation.h"

namespace qingshui::tally {

using area::Area;
using registry::IndicatorKind;

namespace {

bool takes(const FigureName& figure, const std::string& cell) {
    return figure.cell.empty() || figure.cell == cell;
}

// A value counts once however many records have it: with the first of them.
void count_first(std::vector<Part>& parts) {
    std::set<std::string_view> met;
    for (auto& part : parts) part.amount = met.insert(part.cell).second ? 1 : 0;
}

}  // namespace

void Evaluation::each_amount(const Question& question, const Take& take) {
    if (question.figure.indicator->kind == IndicatorKind::Stock) {
        each_stock(question, take);
    } else {
        each_flow(question, take);
    }
}

void Evaluation::each_flow(const Question& question, const Take& take) {
    const auto& indicator = *question.figure.indicator;
    Ground ground(tree_, question.area, question.period);
    std::set<Id<Area>> moved;  // Areas whose place changed within the period.
    const auto give = [&](Id<Area> branch, const AreaSum& sum) {
        if (takes(question.figure, sum.cell)) take(branch, sum.cell, sum.amount);
    };
    for (const auto& sum : books_.sums(indicator, question.period)) {
        const auto& stretches = ground.stretches(sum.area);
        if (stretches.empty()) continue;
        if (stretches.front().days == question.period) {
            give(stretches.front().branch, sum);
        } else {
            moved.insert(sum.area);
        }
    }
    for (const auto& area : moved) {
        for (const auto& stretch : ground.stretches(area)) {
            const auto sums = books_.sums_of(indicator, area, stretch.days);
            for (const auto& sum : sums) give(stretch.branch, sum);
        }
    }
}

void Evaluation::each_stock(const Question& question, const Take& take) {
    const auto day = question.period.to;
    const Ground ground(tree_, question.area, {day, day});
    for (const auto& sum : books_.sums(*question.figure.indicator, {Date::min(), day})) {
        const auto branch = ground.branch(sum.area, day);
        if (branch && takes(question.figure, sum.cell)) take(*branch, sum.cell, sum.amount);
    }
}

Evaluation::ScopeDays Evaluation::scope_days(const Question& question) {
    ScopeDays days;
    for (const auto& part : books_.parts(*question.figure.indicator, question.period)) {
        days[part.day].insert(tree_.place(part.area, part.day));
    }
    return days;
}

// The areas of the scope's level within both the scope of one day and the question's area.
std::set<Id<Area>> Evaluation::scope_areas(const Question& question, const Ground& ground,
                                           const std::pair<Date, std::set<Id<Area>>>& scope) {
    std::set<Id<Area>> counted;
    const auto level = question.figure.indicator->counts_level;
    if (!level) return counted;
    for (const auto& within : scope.second) {
        if (!tree_.contains(within)) continue;
        for (const auto& area : tree_.of_level(within, *level, scope.first)) {
            if (ground.branch(area, scope.first)) counted.insert(area);
        }
    }
    return counted;
}

// Does what counts in `area` on that day lie within one of the areas of the scope?
bool Evaluation::in_scope(Id<Area> area, Date day, const std::set<Id<Area>>& scope) const {
    const auto home = tree_.place(area, day);
    if (!tree_.contains(home)) return false;
    const auto up = tree_.path(home, day);
    return std::any_of(up.begin(), up.end(), [&](Id<Area> each) { return scope.contains(each); });
}

Result<void> Evaluation::each_scope(const Question& question, const Take& take) {
    const auto& indicator = *question.figure.indicator;
    const Ground ground(tree_, question.area, question.period);
    for (const auto& scope : scope_days(question)) {
        const auto& [day, areas] = scope;
        if (indicator.counts_level) {
            const auto counted = scope_areas(question, ground, scope);
            for (const auto& area : counted) take(*ground.branch(area, day), "", 1);
            continue;
        }
        const auto stock = TRY(find_figure(catalogue_, indicator.counts_indicator, day));
        for (const auto& sum : books_.sums(*stock.indicator, {Date::min(), day})) {
            const auto branch = ground.branch(sum.area, day);
            if (!branch || !takes(stock, sum.cell)) continue;
            if (in_scope(sum.area, day, areas)) take(*branch, "", sum.amount);
        }
    }
    return {};
}

std::vector<Part> Evaluation::record_parts(const Question& question) {
    const auto& figure = question.figure;
    const bool stock = figure.indicator->kind == IndicatorKind::Stock;
    const Ground ground(tree_, question.area, question.period);
    auto parts = books_.parts(*figure.indicator, question.period);
    std::erase_if(parts, [&](const Part& part) {
        const auto day = stock ? question.period.to : part.day;
        return !takes(figure, part.cell) || !ground.branch(part.area, day);
    });
    const int scale = scale_of(catalogue_, *figure.indicator);
    for (auto& part : parts) part.scale = scale;
    if (figure.indicator->kind == IndicatorKind::Distinct) count_first(parts);
    return parts;
}

Result<std::vector<Part>> Evaluation::scope_parts(const Question& question) {
    const auto& indicator = *question.figure.indicator;
    const Ground ground(tree_, question.area, question.period);
    std::vector<Part> out;
    for (const auto& scope : scope_days(question)) {
        const auto& [day, areas] = scope;
        if (indicator.counts_level) {
            const auto counted = scope_areas(question, ground, scope);
            for (const auto& area : counted) out.push_back({"", area.number, area, day, 1, 0, ""});
            continue;
        }
        const auto stock = TRY(find_figure(catalogue_, indicator.counts_indicator, day));
        const int scale = scale_of(catalogue_, *stock.indicator);
        for (auto& part : books_.parts(*stock.indicator, {day, day})) {
            part.scale = scale;
            const bool counts = takes(stock, part.cell) && ground.branch(part.area, day) &&
                                in_scope(part.area, day, areas);
            if (counts) out.push_back(std::move(part));
        }
    }
    for (auto& part : books_.parts(indicator, question.period)) {
        if (!ground.branch(part.area, part.day)) continue;
        part.amount = 0;
        out.push_back(std::move(part));
    }
    return out;
}

}  // namespace qingshui::tally
