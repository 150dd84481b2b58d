#include "sample/ground.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace qingshui::sample {
namespace {

using area::Area;
using area::Code;
using area::Level;

constexpr std::size_t kDivision = 12;
constexpr std::size_t kGrid = 15;
const Date kEver = Date::max();

// The digits that a compound or grid below this area is numbered after.
std::string division(const Code& parent) {
    std::string digits(parent.division());
    digits.resize(kDivision, '0');
    return digits;
}

// The code of a grid, building or unit with the levels left out between it and `level`
// written as 0: a household straight below a grid is 341502005001001-0-0-3.
std::optional<std::string> below_grid(const Code& parent, Level level) {
    auto text = parent.text();
    if (text.size() < kGrid || text[kDivision] == 'X') return std::nullopt;
    auto at = static_cast<int>(parent.level()) + 1;
    for (; at < static_cast<int>(level); ++at) text += "-0";
    return text + "-";
}

// What codes of `level` below `parent` begin with; none if there can be none.
std::optional<std::string> prefix_of(const Code& parent, Level level) {
    if (parent.level() >= level) return std::nullopt;
    switch (level) {
        case Level::Community:
            if (parent.level() != Level::Street) return std::nullopt;
            return parent.text();
        case Level::Compound: return division(parent) + "X";
        case Level::Grid: return division(parent);
        case Level::Building:
        case Level::Unit:
        case Level::Household: return below_grid(parent, level);
        default: return std::nullopt;
    }
}

// The part of a code behind its prefix.
std::string tail(Level level, std::int64_t number, const std::optional<std::int64_t>& per_floor) {
    if (level == Level::Compound && number < 100) return fmt::format("{:02}", number);
    if (level <= Level::Grid) return fmt::format("{:03}", number);
    if (level == Level::Household && per_floor) {
        const auto floor = (number - 1) / *per_floor + 1;
        return fmt::format("{}{:02}", floor, (number - 1) % *per_floor + 1);
    }
    return fmt::format("{}", number);
}

}  // namespace

Ground::Ground(const Plan& plan, const Code& root, std::string_view root_name, std::uint64_t seed,
               PlanFaults& faults)
    : faults_(faults) {
    found(plan.from, {0}, root, std::string(root_name), 0);
    auto listed = plan.listed;
    std::stable_sort(listed.begin(), listed.end(),
                     [](const auto& a, const auto& b) { return a.code.level() < b.code.level(); });
    for (const auto& one : listed) list(one, plan.from);
    std::uint64_t turn = 0;
    for (const auto& one : plan.made) make(one, plan.from, seed + ++turn);
    const auto top = find(root.text());
    if (plan.map && top) {
        draw(*top, {plan.map->west, plan.map->south, plan.map->east, plan.map->north},
             plan.map->to);
    }
}

bool Ground::found(Date day, Id<Area> parent, const Code& code, const std::string& name, int line) {
    const area::Found act{day, {last_ + 1}, parent, code, name};
    const auto spans = tree_.apply(act);
    if (spans) {
        ++last_;
        spans_.push_back(spans->front());
        return true;
    }
    const auto& refused = spans.error();
    for (const auto& fault : refused.faults) {
        faults_.add(line, fault.rule, code.text(), fault.says, fault.remedy);
    }
    if (refused.faults.empty()) {
        faults_.add(line, refused.rule, code.text(), refused.says, refused.remedy);
    }
    return false;
}

void Ground::list(const ListedArea& listed, Date from) {
    std::optional<Id<Area>> parent;
    if (listed.parent) parent = tree_.find(*listed.parent, kEver);
    for (auto code = listed.code.prefix(); !listed.parent && code && !parent;
         code = code->prefix()) {
        parent = tree_.find(*code, kEver);
    }
    if (!parent) {
        const auto wanted = listed.parent ? listed.parent->text() : listed.code.text();
        faults_.add(listed.line, "plan.area", wanted,
                    {fmt::format("没有区域{}，或它不在本单位之内", wanted),
                     fmt::format("There is no area {}, or it lies outside the office", wanted)});
        return;
    }
    found(listed.from.value_or(from), *parent, listed.code, listed.name, listed.line);
}

std::optional<Code> Ground::next_code(const Code& parent, const MadeAreas& made,
                                      std::int64_t& number) {
    const auto prefix = prefix_of(parent, made.level);
    if (!prefix) return std::nullopt;
    auto& last = numbers_[*prefix];
    while (true) {
        number = ++last;
        auto code = Code::parse(*prefix + tail(made.level, number, made.per_floor));
        if (!code || code->level() != made.level) return std::nullopt;
        if (!tree_.find(*code, kEver)) return *code;
    }
}

void Ground::make(const MadeAreas& made, Date from, std::uint64_t seed) {
    std::vector<Id<Area>> parents;
    if (made.in_level) parents = of_level(*made.in_level, made.within);
    for (const auto& code : made.in) {
        if (const auto area = find(code)) {
            parents.push_back(*area);
        } else {
            fault(made, code, {"没有区域" + code, "There is no area " + code});
        }
    }
    const auto counts = counts_of(made, parents.size(), seed);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!make_within(parents[i], counts[i], made, from)) return;
    }
}

// How many to make in each parent; none after a fault.
std::vector<std::int64_t> Ground::counts_of(const MadeAreas& made, std::size_t parents,
                                            std::uint64_t seed) {
    Chance chance(seed, "areas");
    if (!made.count.total) {
        std::vector<std::int64_t> counts(parents);
        for (auto& count : counts) count = chance.between(made.count.least, made.count.most);
        return counts;
    }
    const auto least = made.count.least < 0 ? 1 : made.count.least;
    const auto counts = split(*made.count.total, parents, {least, made.count.most_each}, chance);
    if (!counts) {
        fault(made, "total",
              {fmt::format("{}个区域分不成{}份", *made.count.total, parents),
               fmt::format("{} areas cannot be dealt out to {} parents", *made.count.total,
                           parents)});
    }
    return counts.value_or(std::vector<std::int64_t>());
}

// False after a fault.
bool Ground::make_within(Id<Area> area, std::int64_t count, const MadeAreas& made, Date from) {
    const auto parent = tree_.life(area).front();
    const auto day = std::max(made.from.value_or(from), parent.from);
    for (std::int64_t n = 1; n <= count; ++n) {
        std::int64_t number = 0;
        const auto code = next_code(parent.code, made, number);
        if (!code) {
            fault(made, parent.code.text(),
                  {fmt::format("{}之下编不出这一级别的代码", parent.code.text()),
                   fmt::format("There is no code of this level below {}", parent.code.text())});
            return false;
        }
        const auto name = made.name.fill([&](std::string_view word) {
            if (word == "parent") return parent.name;
            if (word == "code") return code->text();
            if (word == "room") return code->text().substr(code->text().rfind('-') + 1);
            return std::to_string(made.level == Level::Household ? number : n);
        });
        if (!found(day, area, *code, name, made.line)) return false;
    }
    return true;
}

void Ground::fault(const MadeAreas& made, const std::string& subject, Text says) {
    faults_.add(made.line, "plan.area", subject, std::move(says));
}

std::optional<Id<Area>> Ground::find(std::string_view text) const {
    const auto code = Code::parse(text);
    return code ? tree_.find(*code, kEver) : std::nullopt;
}

std::vector<Id<Area>> Ground::of_level(Level level, const Codes& within) const {
    std::vector<Id<Area>> areas;
    if (within.empty()) {
        for (const auto root : tree_.roots(kEver)) areas = tree_.of_level(root, level, kEver);
        return areas;
    }
    for (const auto& code : within) {
        const auto top = find(code);
        if (!top) continue;
        const auto some = tree_.of_level(*top, level, kEver);
        areas.insert(areas.end(), some.begin(), some.end());
    }
    return areas;
}

// Cuts the rectangle into a nearly square lattice, a cell for each child; cells left over in
// the last row are shared out by width. All cuts run straight, so neighbours share borders.
void Ground::draw(Id<Area> area, const Rectangle& rectangle, Level to) {
    rectangles_[area] = rectangle;
    const auto level = tree_.life(area).front().code.level();
    const auto children = level < to ? tree_.children(area, kEver) : std::vector<Id<Area>>();
    if (children.empty()) return;
    const auto rows = static_cast<std::size_t>(
        std::max(1.0, std::round(std::sqrt(static_cast<double>(children.size())))));
    const auto cut = [](double from, double until, std::size_t at, std::size_t of) {
        const auto exact =
            from + (until - from) * static_cast<double>(at) / static_cast<double>(of);
        return at == of ? until : std::round(exact * 1e7) / 1e7;
    };
    std::size_t done = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto in_row = (children.size() - done) / (rows - row);
        for (std::size_t column = 0; column < in_row; ++column) {
            draw(children[done++],
                 {cut(rectangle.west, rectangle.east, column, in_row),
                  cut(rectangle.south, rectangle.north, row, rows),
                  cut(rectangle.west, rectangle.east, column + 1, in_row),
                  cut(rectangle.south, rectangle.north, row + 1, rows)},
                 to);
        }
    }
}

std::optional<Rectangle> Ground::rectangle(Id<Area> area) const {
    for (const auto step : tree_.path(area, kEver)) {
        const auto found = rectangles_.find(step);
        if (found != rectangles_.end()) return found->second;
    }
    return std::nullopt;
}

std::vector<area::NamedBoundary> Ground::boundaries() const {
    std::vector<area::NamedBoundary> boundaries;
    for (const auto& span : spans_) {
        const auto found = rectangles_.find(span.area);
        if (found == rectangles_.end()) continue;
        const auto& [west, south, east, north] = found->second;
        const area::Ring ring = {
            {west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
        boundaries.push_back({span.code, span.name, {{ring, {}}}});
    }
    return boundaries;
}

}  // namespace qingshui::sample
