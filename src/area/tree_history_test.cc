// Goal: the tree answers for every day as a plain replay of its acts does.
// Method: play random acts, in any order of days, on the tree and on a model that keeps the
// whole state of each day; after every act compare every question on every day. What the tree
// refuses must leave all answers alone; what it accepts must leave each day in order.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "area/tree.h"

namespace qingshui::area {
namespace {

constexpr int kDays = 8;
constexpr int kAreasMax = 14;
const Date kFirst = Date::of(2021, 1, 1).value();

Date on(int day) { return *kFirst.plus_days(day); }
Id<Area> id(std::int64_t number) { return {number}; }

struct State {
    std::int64_t parent;
    std::string code;
    std::string name;
};

struct Ending {
    int last_day;
    std::int64_t parent;
    std::vector<std::int64_t> successors;
};

// The obvious way: a copy of everything for each day.
class Model {
public:
    using Day = std::map<std::int64_t, State>;

    void apply(const Act& act) {
        std::visit([this](const auto& one) { take(one); }, act);
    }
    const Day& day(int day) const { return days_[static_cast<std::size_t>(day)]; }

    std::vector<std::int64_t> path(int day, std::int64_t area) const {
        std::vector<std::int64_t> path;
        while (this->day(day).contains(area)) {
            path.push_back(area);
            area = this->day(day).at(area).parent;
        }
        return path;
    }
    bool within(int day, std::int64_t inner, std::int64_t outer) const {
        const auto steps = path(day, inner);
        return std::find(steps.begin(), steps.end(), outer) != steps.end();
    }
    std::int64_t home(int day, std::int64_t area) const {
        const auto ending = endings_.find(area);
        if (ending == endings_.end() || day <= ending->second.last_day) return area;
        const auto& [last, parent, successors] = ending->second;
        const auto next = successors.size() == 1 ? successors.front() : parent;
        return next == 0 ? area : home(day, next);
    }
    // Each day in order: parents there and wider, codes given once.
    bool is_in_order() const {
        for (const auto& day : days_) {
            std::set<std::string> codes;
            for (const auto& [area, state] : day) {
                if (!codes.insert(state.code).second) return false;
                if (state.parent == 0) continue;
                if (!day.contains(state.parent)) return false;
                if (level(day.at(state.parent)) >= level(state)) return false;
            }
        }
        return true;
    }

private:
    static Level level(const State& state) { return Code::parse(state.code)->level(); }
    static int number(Date day) { return day.days() - kFirst.days(); }

    template <typename Change>
    void from(Date day, const Change& change) {
        for (int at = number(day); at < kDays; ++at) change(days_[static_cast<std::size_t>(at)]);
    }
    void found(Date day, const Found& one) {
        from(day, [&](Day& all) {
            all[one.area.number] = State{one.parent.number, one.code.text(), one.name};
        });
    }
    void move(Date day, const Move& one) {
        from(day, [&](Day& all) {
            all.at(one.area.number).parent = one.parent.number;
            if (one.code) all.at(one.area.number).code = one.code->text();
        });
    }
    void end(Date day, Id<Area> area, std::vector<std::int64_t> successors) {
        const auto last = this->day(number(day) - 1).at(area.number);
        endings_[area.number] = Ending{number(day) - 1, last.parent, std::move(successors)};
        from(day, [&](Day& all) { all.erase(area.number); });
    }

    void take(const Found& act) { found(act.day, act); }
    void take(const Rename& act) {
        from(act.day, [&](Day& all) { all.at(act.area.number).name = act.name; });
    }
    void take(const Move& act) { move(act.day, act); }
    void take(const Dissolve& act) { end(act.day, act.area, {}); }
    void take(const Merge& act) {
        found(act.day, act.into);
        for (const auto& one : act.children) move(act.day, one);
        from(act.day, [&](Day& all) {
            for (auto& [area, state] : all) {
                for (const auto part : act.parts) {
                    if (state.parent == part.number) state.parent = act.into.area.number;
                }
            }
        });
        for (const auto part : act.parts) end(act.day, part, {act.into.area.number});
    }
    void take(const Split& act) {
        std::vector<std::int64_t> successors;
        for (const auto& part : act.parts) {
            found(act.day, part);
            successors.push_back(part.area.number);
        }
        for (const auto& one : act.children) move(act.day, one);
        end(act.day, act.whole, successors);
    }

    std::array<Day, kDays> days_;
    std::map<std::int64_t, Ending> endings_;
};

int up_to(int most) { return *rc::gen::resize(100, rc::gen::inRange(0, most + 1)); }

// Draws acts that mostly fit the tree as it is, so that histories grow long.
class Chance {
public:
    Chance(const Tree& tree, Date day, std::int64_t next) : tree_(tree), day_(day), next_(next) {}

    Act act() const {
        switch (up_to(9)) {
            case 0: return Rename{day_, area(), name()};
            case 1:
            case 2: return move(area());
            case 3: return merge();
            case 4: return split();
            case 5: return Dissolve{day_, area()};
            default: return found(next_);
        }
    }

private:
    Id<Area> area() const { return id(1 + up_to(static_cast<int>(next_) - 1)); }
    static std::string name() { return std::array{"甲", "乙", "丙"}.at(up_to(2)); }

    Code code(Id<Area> parent) const {
        const auto* above = tree_.at(parent, day_);
        const auto text = above == nullptr ? "341502005001" : above->code.text();
        if (text.size() < 12 || up_to(9) == 0) {
            return *Code::parse(
                std::array{"341502005001", "341502005002", "341502005003"}.at(up_to(2)));
        }
        const auto tail = std::array{"X01", "X02", "X03", "001", "002", "003"}.at(up_to(5));
        return *Code::parse(text.size() == 15 && text[12] != 'X' ? text + "-" + tail
                                                                 : text.substr(0, 12) + tail);
    }
    Found found(std::int64_t number) const {
        const auto parent = up_to(19) == 0 ? id(0) : area();
        return Found{day_, id(number), parent, code(parent), name()};
    }
    Move move(Id<Area> moved) const {
        const auto parent = area();
        return Move{day_, moved, parent,
                    up_to(2) == 0 ? std::optional(code(parent)) : std::nullopt};
    }
    Act merge() const {
        auto into = found(next_);
        const auto siblings = tree_.children(into.parent, day_);
        if (siblings.size() < 2) return Merge{day_, {area(), area()}, into};
        const auto at = static_cast<std::size_t>(up_to(static_cast<int>(siblings.size()) - 2));
        Merge merge{day_, {siblings[at], siblings[at + 1]}, into};
        if (up_to(2) == 0) merge.children.push_back(move(area()));
        return merge;
    }
    Act split() const {
        const auto whole = area();
        const auto* span = tree_.at(whole, day_);
        Split split{day_, whole, {found(next_), found(next_ + 1)}};
        for (auto& part : split.parts) {
            if (span == nullptr || up_to(3) == 0) continue;
            part.parent = span->parent;
            part.code = code(span->parent);
        }
        for (const auto child : tree_.children(whole, day_)) {
            if (up_to(9) != 0) split.children.push_back(Move{day_, child, id(next_ + up_to(1))});
        }
        return split;
    }

    const Tree& tree_;
    Date day_;
    std::int64_t next_;
};

void compare_area(const Tree& tree, const Model& model, int day, std::int64_t area) {
    const auto* span = tree.at(id(area), on(day));
    const auto state = model.day(day).find(area);
    RC_ASSERT((span != nullptr) == (state != model.day(day).end()));
    if (tree.contains(id(area))) {
        RC_ASSERT(tree.home(id(area), on(day)).number == model.home(day, area));
    }
    if (span == nullptr) return;
    RC_ASSERT(span->parent.number == state->second.parent);
    RC_ASSERT(span->code.text() == state->second.code);
    RC_ASSERT(span->name == state->second.name);
    RC_ASSERT(tree.find(span->code, on(day)) == id(area));
    std::vector<std::int64_t> path;
    for (const auto step : tree.path(id(area), on(day))) path.push_back(step.number);
    RC_ASSERT(path == model.path(day, area));
}

void compare_subtree(const Tree& tree, const Model& model, int day, std::int64_t top) {
    std::vector<std::int64_t> inside;
    std::set<std::int64_t> children;
    std::size_t grids = 0;
    for (const auto& [area, state] : model.day(day)) {
        if (state.parent == top) children.insert(area);
        const bool is_within = model.within(day, area, top);
        RC_ASSERT(tree.within(id(area), id(top), on(day)) == is_within);
        if (!is_within) continue;
        inside.push_back(area);
        if (Code::parse(state.code)->level() == Level::Grid) ++grids;
    }
    const auto held = top == 0 ? tree.roots(on(day)) : tree.children(id(top), on(day));
    RC_ASSERT(held.size() == children.size());
    for (const auto child : held) RC_ASSERT(children.contains(child.number));
    RC_ASSERT(tree.count(id(top), Level::Grid, on(day)) == grids);
    RC_ASSERT(tree.of_level(id(top), Level::Grid, on(day)).size() == grids);
    std::vector<std::int64_t> stayed;
    for (const auto& stay : tree.subtree(id(top), {on(day), on(day)})) {
        stayed.push_back(stay.area.number);
    }
    RC_ASSERT(stayed == inside);
}

// Stays over all days: exactly the days of the model, in as few stays as can be.
void compare_stays(const Tree& tree, const Model& model, std::int64_t top) {
    std::map<std::int64_t, std::set<int>> days;
    std::optional<Stay> before;
    for (const auto& stay : tree.subtree(id(top), {on(0), on(kDays - 1)})) {
        if (before && before->area == stay.area) {
            RC_ASSERT(*before->days.to.plus_days(1) < stay.days.from);
        }
        before = stay;
        for (int day = 0; day < kDays; ++day) {
            if (stay.days.holds(on(day))) days[stay.area.number].insert(day);
        }
    }
    for (int day = 0; day < kDays; ++day) {
        for (std::int64_t area = 1; area <= kAreasMax + 2; ++area) {
            const bool is_within = model.within(day, area, top);
            RC_ASSERT((days.contains(area) && days.at(area).contains(day)) == is_within);
        }
    }
}

void compare(const Tree& tree, const Model& model) {
    for (int day = 0; day < kDays; ++day) {
        for (std::int64_t area = 1; area <= kAreasMax + 2; ++area) {
            compare_area(tree, model, day, area);
        }
        for (std::int64_t area = 0; area <= kAreasMax; ++area) {
            compare_subtree(tree, model, day, area);
        }
    }
    for (std::int64_t area = 1; area <= kAreasMax; ++area) compare_stays(tree, model, area);
}

void compare_restored(const Tree& tree, const Model& model) {
    Tree again;
    for (std::int64_t area = kAreasMax + 2; area > 0; --area) {
        for (const auto& span : tree.life(id(area))) again.restore(span);
    }
    again.ready();
    compare(again, model);
}

RC_GTEST_PROP(Tree, AnswersForEveryDayAsAReplayDoes, ()) {
    Tree tree;
    Model model;
    const Act street = Found{on(0), id(1), id(0), *Code::parse("341502005"), "街道"};
    RC_ASSERT(tree.apply(street).has_value());
    model.apply(street);
    std::int64_t next = 2;
    std::array<int, std::variant_size_v<Act>> accepted = {};
    constexpr int kSteps = 60;
    for (int step = 0; step < kSteps && next <= kAreasMax; ++step) {
        const int about = step * kDays / kSteps + up_to(2) - 1;
        const auto act = Chance(tree, on(std::clamp(about, 0, kDays - 1)), next).act();
        if (tree.apply(act)) {
            model.apply(act);
            ++accepted.at(act.index());
        }
        RC_ASSERT(model.is_in_order());
        while (tree.contains(id(next))) ++next;
    }
    compare(tree, model);
    compare_restored(tree, model);
    RC_CLASSIFY(accepted[2] > 0, "moves");
    RC_CLASSIFY(accepted[3] > 0, "merges");
    RC_CLASSIFY(accepted[4] > 0, "splits");
    RC_CLASSIFY(accepted[5] > 0, "dissolutions");
}

}  // namespace
}  // namespace qingshui::area
