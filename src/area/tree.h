#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
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
    Date from;              // First day.
    Date to = Date::max();  // Last day.
    Id<Area> parent;        // {0} for a root.
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

// 设立: a new area. Parent {0}: a root.
struct Found {
    Date day;
    Id<Area> area;
    Id<Area> parent;
    Code code;
    std::string name;
};

// 更名
struct Rename {
    Date day;
    Id<Area> area;
    std::string name;
};

// 划转: to another parent, or a new code under the same.
struct Move {
    Date day;
    Id<Area> area;
    Id<Area> parent;
    std::optional<Code> code = {};
};

// 合并: the parts end, `into` is founded. What lies in the parts moves to `into`, except
// for what `children` moves elsewhere. The days of `into` and `children` are the act's.
struct Merge {
    Date day;
    std::vector<Id<Area>> parts;
    Found into;
    std::vector<Move> children = {};
};

// 拆分: the whole ends, the parts are founded. `children` says for everything that lies
// directly in the whole where it goes, to a part or elsewhere. An area that goes on while
// something is cut off from it is not split: that is a Found and Moves.
struct Split {
    Date day;
    Id<Area> whole;
    std::vector<Found> parts;
    std::vector<Move> children = {};
};

// 撤销: an area ends without successor. Nothing may lie in it any more.
struct Dissolve {
    Date day;
    Id<Area> area;
};

using Act = std::variant<Found, Rename, Move, Merge, Split, Dissolve>;

// The area tree with its past (五级网格 and what lies above and below it).
//
// Rules, which every figure rests on (docs/decisions/ says why):
//  - An area keeps its id for life; code, name and parent belong to spans of days.
//  - What happened in an area on a day counts up the tree as it stood on that day. So a
//    move never changes the past, and children always add up to their parent.
//  - An area that was merged, split or dissolved is not live after that day: records of
//    later days are refused there.
//  - What still holds there (a stock) belongs to home(): the single successor, or after a
//    split into several, or a dissolution, the parent it last had.
//  - A parent's level is always wider than its child's (levels may be skipped) and an area
//    keeps its level for life, so there are no cycles and no path is longer than the levels.
//  - On each day, a code belongs to one area.
//
// A move costs the same however much lies below: only the area's own link changes.
//
// Not thread-safe; const members may be shared between threads.
class Tree {
public:
    static constexpr std::size_t kNameMax = 60;  // Characters.

    // Refuses
    //   "area.unknown"        there is no such area
    //   "area.exists"         the id of a Found is taken
    //   "area.not_live"       the area, or the new parent, is not there from that day on
    //   "area.past"           the area was founded or changed later than that day
    //   "area.level"          a child's level must be narrower than its parent's
    //   "area.cycle"          an area cannot move into itself
    //   "area.code_taken"     another area bears the code on that day or later
    //   "area.code_prefix"    a founded area's code begins with its parent's, below the
    //                         community with the division code of the community or parent
    //   "area.name"           empty, too long, with spaces around or control characters
    //   "area.children_left"  what lies in an area that ends has nowhere to go
    //   "area.parts"          a merge of fewer than two, a split into fewer than two, or
    //                         an area named twice
    // and "area.faulty" with all `faults` if there are several. Applies nothing if it
    // refuses. Returns the spans that changed or came into being, as they are now: what a
    // store must write; a span's key is its area and first day. A second rename or move on
    // one day replaces the first.
    Result<std::vector<Span>> apply(const Act& act);

    // Puts back spans read from a store, in any order; then call ready() once, before
    // anything else is asked. ready() throws Failure if they are not a tree.
    void restore(Span span);
    void ready();

    bool contains(Id<Area> area) const;
    std::size_t size() const;
    // The span in force on `day`; none if the area did not exist then.
    const Span* at(Id<Area> area, Date day) const;
    std::span<const Span> life(Id<Area> area) const;  // By day; empty if unknown.
    // The span in force on `day`, or the nearest one: the first of an area that came later, the
    // last of one that ended. Requires contains(area).
    const Span& nearest(Id<Area> area, Date day) const;
    // The days of `period` from which on the tree is another than the day before; in order.
    std::vector<Date> turning_days(const Period& period) const;
    std::optional<Id<Area>> find(const Code& code, Date day) const;
    // The last of the areas that bore the code on some day of `period`.
    std::optional<Id<Area>> find(const Code& code, const Period& period) const;
    // By name among the areas live on `day`, by code; several may bear one name.
    std::vector<Id<Area>> find_name(std::string_view name, Date day) const;

    std::vector<Id<Area>> children(Id<Area> area, Date day) const;  // By code.
    // From the area itself up to its root.
    std::vector<Id<Area>> path(Id<Area> area, Date day) const;
    // Is `inner` the area itself or within it on that day?
    bool within(Id<Area> inner, Id<Area> outer, Date day) const;
    // Every stay within the subtree of `area` during `period`, the area's own included.
    // Ordered by area, then day; the stays of one area neither meet nor overlap.
    std::vector<Stay> subtree(Id<Area> area, const Period& period) const;
    // How many areas of `level` lay in the subtree on `day`, the area itself included.
    std::size_t count(Id<Area> area, Level level, Date day) const;
    std::vector<Id<Area>> of_level(Id<Area> area, Level level, Date day) const;
    // Where a stock of `area` belongs on `day` (see above): the area itself while it is live.
    // The last one that existed if nothing is left of it. Requires contains(area).
    Id<Area> home(Id<Area> area, Date day) const;
    // Where what happened in `area` on `day` counts: its home(), or, before the area was
    // founded, the parent it was founded under, or that one's. {0} if the tree does not know it.
    Id<Area> place(Id<Area> area, Date day) const;
    // Does what happened in `inner` on `day` count in `outer`?
    bool counts_in(Id<Area> inner, Id<Area> outer, Date day) const;
    // "清水河街道 / 茶棚社区 / 皋城小区": names down from below the street's parent. Of an
    // area that is not live on `day`: as it last was. Requires contains(area).
    std::string path_name(Id<Area> area, Date day) const;
    // The areas that have no parent on `day`, by code.
    std::vector<Id<Area>> roots(Date day) const;

private:
    class Acting;
    using Slot = std::uint32_t;

    // A child during the days that it had this parent.
    struct Link {
        Slot child;
        Date from;
        Date to;
    };
    // Everything about one area. Its links stay when it moves.
    struct Life {
        std::vector<Span> spans;
        std::vector<Link> links;
        Level level;
    };

    std::optional<Slot> slot_of(Id<Area> area) const;
    const Span* span_of(Slot slot, Date day) const;
    Slot add_life(Id<Area> area, Level level);
    void check_successors(const Span& last) const;
    void link(Slot slot);
    void link(Slot slot, const Span& span, Date to);
    void index(Slot slot, const Span& span);
    void sort_by_code(std::vector<Id<Area>>& areas, Date day) const;
    // Calls act(slot) for each area of `level` in the subtree on `day`.
    template <typename Act>
    void each_of_level(Slot top, Level level, Date day, const Act& act) const;

    std::vector<Life> lives_;
    std::vector<Slot> roots_;  // Whatever had no parent at some time.
    std::unordered_map<std::int64_t, Slot> slots_;
    // By hash of code or name; every span's own text decides.
    std::unordered_multimap<std::size_t, Slot> by_code_;
    std::unordered_multimap<std::size_t, Slot> by_name_;
};

}  // namespace qingshui::area
