#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "area/code.h"
#include "base/date.h"
#include "base/id.h"
#include "base/result.h"

namespace qingshui::area {

struct Area;  // What Id<Area> names: one piece of ground through all its names and parents.

// One stretch of an area's life, during which nothing about it changed.
struct Span {
    Id<Area> area;
    Date from;                       // First day.
    Date to = Date::max();           // Last day.
    Id<Area> parent;                 // {0} for a root.
    Code code;
    std::string name;
    // Who took over its ground the day after `to`; empty while live or simply moved on.
    std::vector<Id<Area>> successors = {};
};

// A day range in which an area lay within the subtree that was asked for.
struct Stay {
    Id<Area> area;
    Period days;
    friend auto operator<=>(const Stay&, const Stay&) = default;
};

// What is done to the tree. Each takes effect on `day`; the days before stay as they were.
struct Found { Date day; Id<Area> area; Id<Area> parent; Code code; std::string name; };  // 设立
struct Rename { Date day; Id<Area> area; std::string name; };                             // 更名
struct Move { Date day; Id<Area> area; Id<Area> parent; std::optional<Code> code; };      // 划转
struct Merge { Date day; std::vector<Id<Area>> parts; Found into; };                      // 合并
struct Split { Date day; Id<Area> whole; std::vector<Found> parts; };                     // 拆分
struct Dissolve { Date day; Id<Area> area; };                                             // 撤销
using Act = std::variant<Found, Rename, Move, Merge, Split, Dissolve>;

// The area tree with its past (五级网格 and what lies above and below it).
//
// Rules, which every figure rests on (docs/decisions/ says why):
//  - An area keeps its id for life; code, name and parent belong to spans of days.
//  - What happened in an area on a day counts up the tree as it stood on that day. So a
//    move never changes the past, and children always add up to their parent.
//  - An area that was merged or split away is not live after that day: records of later
//    days are refused there. Its children that were not named move to the successor (merge)
//    or must be moved first (split).
//  - What still holds there (a stock) belongs to home(): the single successor, or after a
//    split into several the parent it last had.
//
// Not thread-safe; const members may be shared between threads.
class Tree {
public:
    static constexpr std::size_t kDepthMax = 16;
    static constexpr std::size_t kNameMax = 60;  // Characters.

    // Refuses, all at once, "area.unknown", "area.not_live", "area.code_taken",
    // "area.level" (a child's level must be narrower than its parent's), "area.too_deep",
    // "area.name", "area.cycle", "area.past" (a later span exists), "area.code_prefix".
    // Applies nothing if it refuses. Returns the spans that changed or came into being,
    // as they are now: what a store must write.
    Result<std::vector<Span>> apply(const Act& act);

    // Puts back spans read from a store, in any order; then call ready() once.
    void restore(Span span);
    void ready();

    bool contains(Id<Area> area) const;
    std::size_t size() const;
    // The span in force on `day`; none if the area did not exist then.
    const Span* at(Id<Area> area, Date day) const;
    std::span<const Span> life(Id<Area> area) const;  // By day; empty if unknown.
    std::optional<Id<Area>> find(const Code& code, Date day) const;
    // By name among the areas live on `day`; several may bear one name.
    std::vector<Id<Area>> find_name(std::string_view name, Date day) const;

    std::vector<Id<Area>> children(Id<Area> area, Date day) const;  // By code.
    // From the area itself up to its root.
    std::vector<Id<Area>> path(Id<Area> area, Date day) const;
    // Is `inner` the area itself or within it on that day?
    bool within(Id<Area> inner, Id<Area> outer, Date day) const;
    // Every stay within the subtree of `area` during `period`, the area's own included.
    std::vector<Stay> subtree(Id<Area> area, const Period& period) const;
    // How many areas of `level` lay in the subtree on `day`, the area itself included.
    std::size_t count(Id<Area> area, Level level, Date day) const;
    std::vector<Id<Area>> of_level(Id<Area> area, Level level, Date day) const;
    // Where a stock of `area` belongs on `day` (see above). Requires that it ever existed.
    Id<Area> home(Id<Area> area, Date day) const;
    // "清水河街道 / 茶棚社区 / 皋城小区": names down from below the street's parent.
    std::string path_name(Id<Area> area, Date day) const;

private:
    struct Life;
    // The implementer chooses the representation.
    std::unordered_map<std::int64_t, std::vector<Span>> lives_;
};

}  // namespace qingshui::area
