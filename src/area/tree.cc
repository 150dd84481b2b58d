#include "area/tree.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/damage.h"

namespace qingshui::area {
namespace {

std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

bool holds(Date from, Date to, Date day) { return from <= day && day <= to; }

[[noreturn]] void not_a_tree(std::int64_t area, std::string_view what) {
    throw DamageFailure(fmt::format("the areas kept are not a tree: area {} {}", area, what));
}

// The spans of one area follow each other day by day, at one level.
void check_days(const std::vector<Span>& spans) {
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const auto& span = spans[i];
        const auto area = span.area.number;
        if (span.from > span.to) not_a_tree(area, "ends before it begins");
        if (span.code.level() != spans.front().code.level()) not_a_tree(area, "changes its level");
        if (i > 0 && spans[i - 1].to.plus_days(1) != span.from) {
            not_a_tree(area, "has days twice or days missing");
        }
    }
}

}  // namespace

void Tree::restore(Span span) {
    const auto known = slots_.find(span.area.number);
    const Slot slot =
        known != slots_.end() ? known->second : add_life(span.area, span.code.level());
    lives_[slot].spans.push_back(std::move(span));
}

void Tree::ready() {
    by_code_.reserve(lives_.size());
    by_name_.reserve(lives_.size());
    for (Slot slot = 0; slot < lives_.size(); ++slot) {
        auto& spans = lives_[slot].spans;
        std::sort(spans.begin(), spans.end(),
                  [](const Span& a, const Span& b) { return a.from < b.from; });
        check_days(spans);
        for (const auto& span : spans) index(slot, span);
        link(slot);
    }
    for (const auto& life : lives_) check_successors(life.spans.back());
}

// Each must outlive what it follows, or looking for where things went would never end.
void Tree::check_successors(const Span& last) const {
    for (const auto next : last.successors) {
        const auto slot = slot_of(next);
        const bool outlives = slot && lives_[*slot].spans.back().to > last.to;
        if (!outlives) not_a_tree(last.area.number, "is followed by what did not outlive it");
    }
}

Tree::Slot Tree::add_life(Id<Area> area, Level level) {
    const auto slot = static_cast<Slot>(lives_.size());
    lives_.push_back(Life{{}, {}, level});
    slots_.emplace(area.number, slot);
    return slot;
}

// Links a restored area to its parents: one link for each time with the same parent.
void Tree::link(Slot slot) {
    const auto& spans = lives_[slot].spans;
    for (std::size_t first = 0; first < spans.size();) {
        std::size_t last = first;
        while (last + 1 < spans.size() && spans[last + 1].parent == spans[first].parent) ++last;
        link(slot, spans[first], spans[last].to);
        first = last + 1;
    }
}

void Tree::link(Slot slot, const Span& span, Date to) {
    if (span.parent.number == 0) {
        roots_.push_back(slot);
        return;
    }
    const auto parent = slot_of(span.parent);
    if (!parent) not_a_tree(span.area.number, "has a parent that is not there");
    auto& above = lives_[*parent];
    if (above.level >= lives_[slot].level) {
        not_a_tree(span.area.number, "has a parent that is no wider");
    }
    above.links.push_back(Link{slot, span.from, to});
}

void Tree::index(Slot slot, const Span& span) {
    by_code_.emplace(hash_of(span.code.text()), slot);
    by_name_.emplace(hash_of(span.name), slot);
}

bool Tree::contains(Id<Area> area) const { return slots_.contains(area.number); }

std::size_t Tree::size() const { return lives_.size(); }

std::optional<Tree::Slot> Tree::slot_of(Id<Area> area) const {
    const auto found = slots_.find(area.number);
    if (found == slots_.end()) return std::nullopt;
    return found->second;
}

const Span* Tree::span_of(Slot slot, Date day) const {
    const auto& spans = lives_[slot].spans;
    const auto after = std::upper_bound(spans.begin(), spans.end(), day,
                                        [](Date d, const Span& span) { return d < span.from; });
    if (after == spans.begin()) return nullptr;
    const auto& span = *std::prev(after);
    return day <= span.to ? &span : nullptr;
}

const Span* Tree::at(Id<Area> area, Date day) const {
    const auto slot = slot_of(area);
    return slot ? span_of(*slot, day) : nullptr;
}

std::span<const Span> Tree::life(Id<Area> area) const {
    const auto slot = slot_of(area);
    if (!slot) return {};
    return lives_[*slot].spans;
}

std::optional<Id<Area>> Tree::find(const Code& code, Date day) const {
    const auto [begin, end] = by_code_.equal_range(hash_of(code.text()));
    for (auto entry = begin; entry != end; ++entry) {
        const auto* span = span_of(entry->second, day);
        if (span != nullptr && span->code == code) return span->area;
    }
    return std::nullopt;
}

std::optional<Id<Area>> Tree::find(const Code& code, const Period& period) const {
    const Span* last = nullptr;
    const auto [begin, end] = by_code_.equal_range(hash_of(code.text()));
    for (auto entry = begin; entry != end; ++entry) {
        for (const auto& span : lives_[entry->second].spans) {
            const bool bears =
                span.code == code && span.from <= period.to && period.from <= span.to;
            if (bears && (last == nullptr || last->to < span.to)) last = &span;
        }
    }
    return last != nullptr ? std::optional(last->area) : std::nullopt;
}

std::vector<Id<Area>> Tree::find_name(std::string_view name, Date day) const {
    std::vector<Id<Area>> found;
    const auto [begin, end] = by_name_.equal_range(hash_of(name));
    for (auto entry = begin; entry != end; ++entry) {
        const auto* span = span_of(entry->second, day);
        if (span != nullptr && span->name == name) found.push_back(span->area);
    }
    sort_by_code(found, day);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void Tree::sort_by_code(std::vector<Id<Area>>& areas, Date day) const {
    std::vector<const Span*> spans;
    spans.reserve(areas.size());
    for (const auto area : areas) spans.push_back(at(area, day));
    std::sort(spans.begin(), spans.end(),
              [](const Span* a, const Span* b) { return a->code < b->code; });
    std::transform(spans.begin(), spans.end(), areas.begin(),
                   [](const Span* span) { return span->area; });
}

const Span& Tree::nearest(Id<Area> area, Date day) const {
    const auto spans = life(area);
    ensure(!spans.empty(), "a span is asked for of an area that existed");
    const auto after = std::find_if(spans.begin(), spans.end(),
                                    [day](const Span& span) { return span.to >= day; });
    return after == spans.end() ? spans.back() : *after;
}

std::vector<Date> Tree::turning_days(const Period& period) const {
    std::vector<Date> days;
    const auto turn = [&](std::optional<Date> day) {
        if (day && period.holds(*day)) days.push_back(*day);
    };
    for (const auto& life : lives_) {
        for (const auto& span : life.spans) {
            turn(span.from);
            turn(span.to.plus_days(1));
        }
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

std::vector<Id<Area>> Tree::children(Id<Area> area, Date day) const {
    std::vector<Id<Area>> found;
    const auto slot = slot_of(area);
    if (!slot) return found;
    for (const auto& link : lives_[*slot].links) {
        if (holds(link.from, link.to, day)) {
            found.push_back(lives_[link.child].spans.front().area);
        }
    }
    sort_by_code(found, day);
    return found;
}

std::vector<Id<Area>> Tree::roots(Date day) const {
    std::vector<Id<Area>> found;
    for (const auto slot : roots_) {
        const auto* span = span_of(slot, day);
        if (span != nullptr && span->parent.number == 0) found.push_back(span->area);
    }
    sort_by_code(found, day);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<Id<Area>> Tree::path(Id<Area> area, Date day) const {
    std::vector<Id<Area>> path;
    for (const auto* span = at(area, day); span != nullptr; span = at(span->parent, day)) {
        path.push_back(span->area);
    }
    return path;
}

bool Tree::within(Id<Area> inner, Id<Area> outer, Date day) const {
    for (const auto* span = at(inner, day); span != nullptr; span = at(span->parent, day)) {
        if (span->area == outer) return true;
    }
    return false;
}

std::vector<Stay> Tree::subtree(Id<Area> area, const Period& period) const {
    std::vector<Stay> stays;
    const auto top = slot_of(area);
    if (!top) return stays;
    const auto& own = lives_[*top].spans;
    std::vector<Link> open = {
        {*top, std::max(own.front().from, period.from), std::min(own.back().to, period.to)}};
    while (!open.empty()) {
        const auto [slot, from, to] = open.back();
        open.pop_back();
        if (from > to) continue;
        const auto& life = lives_[slot];
        stays.push_back(Stay{life.spans.front().area, {from, to}});
        for (const auto& link : life.links) {
            if (link.from > to || link.to < from) continue;
            open.push_back({link.child, std::max(link.from, from), std::min(link.to, to)});
        }
    }
    std::sort(stays.begin(), stays.end());

    // A move within the subtree is one stay.
    std::size_t kept = 0;
    for (std::size_t i = 1; i < stays.size(); ++i) {
        auto& last = stays[kept];
        if (stays[i].area == last.area && last.days.to.plus_days(1) == stays[i].days.from) {
            last.days.to = stays[i].days.to;
        } else {
            stays[++kept] = stays[i];
        }
    }
    if (!stays.empty()) stays.resize(kept + 1);
    return stays;
}

template <typename Act>
void Tree::each_of_level(Slot top, Level level, Date day, const Act& act) const {
    if (span_of(top, day) == nullptr) return;
    std::vector<Slot> open = {top};
    while (!open.empty()) {
        const auto slot = open.back();
        open.pop_back();
        const auto& life = lives_[slot];
        if (life.level == level) act(slot);
        if (life.level >= level) continue;
        for (const auto& link : life.links) {
            if (holds(link.from, link.to, day)) open.push_back(link.child);
        }
    }
}

std::size_t Tree::count(Id<Area> area, Level level, Date day) const {
    std::size_t count = 0;
    const auto top = slot_of(area);
    if (top) each_of_level(*top, level, day, [&](Slot) { ++count; });
    return count;
}

std::vector<Id<Area>> Tree::of_level(Id<Area> area, Level level, Date day) const {
    std::vector<Id<Area>> found;
    const auto top = slot_of(area);
    if (!top) return found;
    each_of_level(*top, level, day,
                  [&](Slot slot) { found.push_back(lives_[slot].spans.front().area); });
    sort_by_code(found, day);
    return found;
}

// Ends, because each step leads to an area that ends later, or to a wider one.
Id<Area> Tree::home(Id<Area> area, Date day) const {
    ensure(contains(area), "a stock lies in an area that existed");
    while (true) {
        const auto& last = life(area).back();
        if (last.to >= day) return area;
        const auto next = last.successors.size() == 1 ? last.successors.front() : last.parent;
        if (next.number == 0) return area;
        area = next;
    }
}

Id<Area> Tree::place(Id<Area> area, Date day) const {
    while (true) {
        const auto life = this->life(area);
        if (life.empty()) return {};
        if (day >= life.front().from) return home(area, day);
        area = life.front().parent;  // Wider, so that this ends.
    }
}

bool Tree::counts_in(Id<Area> inner, Id<Area> outer, Date day) const {
    return within(place(inner, day), outer, day);
}

std::string Tree::path_name(Id<Area> area, Date day) const {
    const auto spans = life(area);
    ensure(!spans.empty(), "a path is asked for an area that existed");
    day = std::clamp(day, spans.front().from, spans.back().to);
    auto path = this->path(area, day);
    while (path.size() > 1 && lives_[*slot_of(path.back())].level < Level::Street) path.pop_back();
    std::reverse(path.begin(), path.end());
    std::string names;
    for (const auto step : path) {
        if (!names.empty()) names += " / ";
        names += at(step, day)->name;
    }
    return names;
}

}  // namespace qingshui::area
