#pragma once

#include <functional>
#include <map>
#include <set>

#include "tally/count.h"
#include "tally/ground.h"

namespace qingshui::tally {

// What numbers are kept apart by: not at all, by branch of the area, by cell of the split.
enum class By { Whole, Area, Cell };

struct Group {
    Id<area::Area> area = {};
    std::string cell = {};
    friend auto operator<=>(const Group&, const Group&) = default;
};

// The numbers of a figure by group, and the number of a group in which nothing counted
// (0, or a rate, which holds everywhere).
struct Numbers {
    std::map<Group, std::optional<Decimal>> by;
    std::optional<Decimal> otherwise;

    std::optional<Decimal> at(const Group& group) const {
        const auto found = by.find(group);
        return found != by.end() ? found->second : otherwise;
    }
};

// "count.too_large": a number of the indicator does not fit.
Refusal too_large(const registry::Indicator& indicator);

// One evaluation of a question: knows how each kind of indicator is counted. Borrows all.
class Evaluation {
public:
    Evaluation(const registry::Catalogue& catalogue, const area::Tree& tree, Books& books, By by)
        : catalogue_(catalogue), tree_(tree), books_(books), by_(by) {}

    Result<Numbers> numbers(const Question& question, std::size_t depth = 0);
    Result<std::vector<Part>> parts(const Question& question, std::size_t depth = 0);

private:
    // Takes a branch of the question's area, a cell and an amount that counts there.
    using Take = std::function<void(Id<area::Area>, const std::string&, std::int64_t)>;
    // A day of a scope with the areas that its records name.
    using ScopeDays = std::map<Date, std::set<Id<area::Area>>>;

    void each_amount(const Question& question, const Take& take);
    void each_flow(const Question& question, const Take& take);
    void each_stock(const Question& question, const Take& take);
    Result<void> each_scope(const Question& question, const Take& take);
    std::set<Id<area::Area>> scope_areas(const Question& question, const Ground& ground,
                                         const std::pair<Date, std::set<Id<area::Area>>>& scope);
    ScopeDays scope_days(const Question& question);
    bool in_scope(Id<area::Area> area, Date day, const std::set<Id<area::Area>>& scope) const;

    Result<Numbers> summed(const Question& question);
    Result<Numbers> distinct(const Question& question);
    Result<Numbers> ratio(const Question& question, std::size_t depth);
    Result<Numbers> derived(const Question& question, std::size_t depth);
    Numbers rate(const Question& question) const;
    Result<std::vector<Part>> scope_parts(const Question& question);
    std::vector<Part> record_parts(const Question& question);
    // The figures that a ratio or derived figure reads, by their name there.
    Result<std::vector<std::pair<std::string, Question>>> operands(const Question& question,
                                                                   std::size_t depth) const;
    Group group(Id<area::Area> branch, const std::string& cell) const;

    const registry::Catalogue& catalogue_;
    const area::Tree& tree_;
    Books& books_;
    By by_;
};

}  // namespace qingshui::tally
