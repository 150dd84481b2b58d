#include "tally/ground.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/ensure.h"

namespace qingshui::tally {

using area::Area;

std::optional<Id<Area>> Ground::branch(Id<Area> area, Date day) const {
    auto current = tree_.place(area, day);
    auto below = root_;
    for (std::size_t step = 0; step <= kDepthMax; ++step) {
        if (current == root_) return below;
        const auto* span = tree_.at(current, day);
        if (span == nullptr) return std::nullopt;
        below = current;
        current = span->parent;
    }
    return std::nullopt;
}

// The first days of the stretches on which nothing that decides where amounts of `area` lie
// changes: neither it, nor what took it over, nor what lies above any of them.
std::vector<Date> Ground::turning_days(Id<Area> area) const {
    std::set<Date> days{period_.from};
    std::set<Id<Area>> seen{area};
    std::vector<Id<Area>> open{area};
    const auto visit = [&](Id<Area> next) {
        if (next.number != 0 && seen.insert(next).second) open.push_back(next);
    };
    const auto turn = [&](std::optional<Date> day) {
        if (day && period_.holds(*day)) days.insert(*day);
    };
    while (!open.empty()) {
        const auto current = open.back();
        open.pop_back();
        for (const auto& span : tree_.life(current)) {
            turn(span.from);
            turn(span.to.plus_days(1));
            visit(span.parent);
            for (const auto& successor : span.successors) visit(successor);
        }
    }
    return {days.begin(), days.end()};
}

const std::vector<Ground::Stretch>& Ground::stretches(Id<Area> area) {
    const auto known = stretches_.find(area);
    if (known != stretches_.end()) return known->second;
    std::vector<Stretch> found;
    const auto days = turning_days(area);
    for (std::size_t i = 0; i < days.size(); ++i) {
        const auto inside = branch(area, days[i]);
        if (!inside) continue;
        const auto last = i + 1 < days.size() ? days[i + 1].plus_days(-1) : period_.to;
        ensure(last.has_value(), "a turning day is never the calendar's first");
        const bool touches = !found.empty() && found.back().branch == *inside &&
                             found.back().days.to.plus_days(1) == days[i];
        if (touches) {
            found.back().days.to = *last;
        } else {
            found.push_back({{days[i], *last}, *inside});
        }
    }
    return stretches_.emplace(area, std::move(found)).first->second;
}

std::vector<Id<Area>> Ground::children() const {
    std::map<std::pair<std::string, Id<Area>>, Id<Area>> by_code;
    std::set<Id<Area>> seen;
    for (const auto& stay : tree_.subtree(root_, period_)) {
        if (stay.area == root_ || seen.contains(stay.area)) continue;
        const auto life = tree_.life(stay.area);
        const auto below = std::find_if(life.begin(), life.end(), [&](const area::Span& span) {
            const bool apart = span.to < stay.days.from || stay.days.to < span.from;
            return !apart && span.parent == root_;
        });
        if (below == life.end()) continue;
        seen.insert(stay.area);
        by_code.emplace(std::pair(below->code.text(), stay.area), stay.area);
    }
    std::vector<Id<Area>> out;
    out.reserve(by_code.size());
    for (const auto& [key, area] : by_code) out.push_back(area);
    return out;
}

}  // namespace qingshui::tally
