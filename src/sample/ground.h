#pragma once

#include <map>
#include <optional>
#include <vector>

#include "area/boundary.h"
#include "area/tree.h"
#include "sample/plan.h"
#include "sample/reading.h"

namespace qingshui::sample {

// A stretch of the plan's map, in degrees.
struct Rectangle {
    double west = 0, south = 0, east = 0, north = 0;
};

// The areas of an example and where they lie on its made-up map.
class Ground {
public:
    // `root` is the office's own area. Faults are added; what is faulty is left out.
    Ground(const Plan& plan, const area::Code& root, std::string_view root_name, std::uint64_t seed,
           PlanFaults& faults);

    const area::Tree& tree() const { return tree_; }
    // The first span of every area, parents first.
    const std::vector<area::Span>& spans() const { return spans_; }
    std::optional<Id<area::Area>> find(std::string_view code) const;
    // The areas of a level, within these codes (all: none given), by code. Unknown codes
    // count as empty.
    std::vector<Id<area::Area>> of_level(area::Level level, const Codes& within) const;
    // Where the area, or the nearest one around it that is on the map, lies.
    std::optional<Rectangle> rectangle(Id<area::Area> area) const;
    std::vector<area::NamedBoundary> boundaries() const;

private:
    void list(const ListedArea& listed, Date from);
    void make(const MadeAreas& made, Date from, std::uint64_t seed);
    std::vector<std::int64_t> counts_of(const MadeAreas& made, std::size_t parents,
                                        std::uint64_t seed);
    bool make_within(Id<area::Area> area, std::int64_t count, const MadeAreas& made, Date from);
    void fault(const MadeAreas& made, const std::string& subject, Text says);
    std::optional<area::Code> next_code(const area::Code& parent, const MadeAreas& made,
                                        std::int64_t& number);
    bool found(Date day, Id<area::Area> parent, const area::Code& code, const std::string& name,
               int line);
    void draw(Id<area::Area> area, const Rectangle& rectangle, area::Level to);

    PlanFaults& faults_;
    area::Tree tree_;
    std::int64_t last_ = 0;
    std::vector<area::Span> spans_;
    std::map<std::string, std::int64_t> numbers_;  // The last given below a prefix.
    std::map<Id<area::Area>, Rectangle> rectangles_;
};

}  // namespace qingshui::sample
