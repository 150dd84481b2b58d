// Point in polygon by crossing number, exact and half-open (docs/decisions/0007).

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/geometry/algorithms/assign.hpp>
#include <boost/geometry/algorithms/expand.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/relate/cartesian.hpp>

#include "area/boundary.h"

namespace qingshui::area {
namespace {

namespace bg = boost::geometry;
using Corner = bg::model::point<double, 2, bg::cs::cartesian>;
using Box = bg::model::box<Corner>;
using Boxed = std::pair<Box, std::uint32_t>;  // Of a polygon.
__extension__ using Wide = __int128;

// A place in ten-millionths of a degree, so that what follows is exact.
struct Spot {
    std::int32_t x;
    std::int32_t y;
};

std::int32_t units(double degrees) {
    constexpr double kPerDegree = 1e7;
    constexpr double kMost = 180;  // Fits 31 bits.
    return static_cast<std::int32_t>(std::lround(std::clamp(degrees, -kMost, kMost) * kPerDegree));
}

Spot spot(const Point& point) { return {units(point.longitude), units(point.latitude)}; }

// An edge from its lower to its upper end, whichever way it was drawn: neighbours reckon
// with the same numbers.
struct Edge {
    Spot low;
    Spot high;
    std::int32_t reach;  // The highest end among the edges below it in the tree of `Edges`.

    bool is_east_of(const Spot& at) const {
        const Wide rise = Wide(high.x - std::int64_t{low.x}) * (at.y - std::int64_t{low.y});
        const Wide run = Wide(high.y - std::int64_t{low.y}) * (at.x - std::int64_t{low.x});
        return rise > run;
    }
};

// The edges of a ring, found by the parallels they cross: a balanced tree in an array sorted by
// lower end, the root in the middle.
class Edges {
public:
    explicit Edges(const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            auto low = spot(ring[i]);
            auto high = spot(ring[i + 1]);
            if (low.y == high.y) continue;
            if (low.y > high.y) std::swap(low, high);
            edges_.push_back({low, high, 0});
        }
        std::sort(edges_.begin(), edges_.end(),
                  [](const Edge& a, const Edge& b) { return a.low.y < b.low.y; });
        set_reach(0, edges_.size());
    }

    bool surround(const Spot& at) const {
        bool inside = false;
        cross(0, edges_.size(), at, inside);
        return inside;
    }

private:
    std::int32_t set_reach(std::size_t begin, std::size_t end) {
        if (begin == end) return std::numeric_limits<std::int32_t>::min();
        const auto middle = begin + (end - begin) / 2;
        const auto below = std::max(set_reach(begin, middle), set_reach(middle + 1, end));
        edges_[middle].reach = std::max(below, edges_[middle].high.y);
        return edges_[middle].reach;
    }

    // Turns `inside` over for each edge met on the way east: those with low <= y < high.
    void cross(std::size_t begin, std::size_t end, const Spot& at, bool& inside) const {
        if (begin == end) return;
        const auto middle = begin + (end - begin) / 2;
        const auto& edge = edges_[middle];
        if (edge.reach <= at.y) return;
        cross(begin, middle, at, inside);
        if (edge.low.y > at.y) return;
        if (at.y < edge.high.y && edge.is_east_of(at)) inside = !inside;
        cross(middle + 1, end, at, inside);
    }

    std::vector<Edge> edges_;
};

Box box_of(const Ring& ring) {
    Box box;
    bg::assign_inverse(box);
    for (const auto& point : ring) {
        const auto at = spot(point);
        bg::expand(box, Corner(at.x, at.y));
    }
    return box;
}

}  // namespace

struct Locator::Index {
    struct Shape {
        Id<Area> area;
        Edges outer;
        std::vector<Edges> holes;

        bool contains(const Spot& at) const {
            return outer.surround(at) &&
                   std::none_of(holes.begin(), holes.end(),
                                [&](const Edges& hole) { return hole.surround(at); });
        }
    };

    std::vector<Shape> shapes;
    std::vector<Boxed> boxes;
    bg::index::rtree<Boxed, bg::index::quadratic<16>> tree;
    bool is_ready = false;
};

Locator::Locator() : index_(std::make_unique<Index>()) {}
Locator::~Locator() = default;
Locator::Locator(Locator&&) noexcept = default;
Locator& Locator::operator=(Locator&&) noexcept = default;

void Locator::add(Id<Area> area, const Boundary& boundary) {
    ensure(!index_->is_ready, "boundaries are added before the locator is ready");
    for (const auto& polygon : boundary) {
        if (polygon.outer.empty()) continue;
        index_->boxes.emplace_back(box_of(polygon.outer),
                                   static_cast<std::uint32_t>(index_->shapes.size()));
        Index::Shape shape{area, Edges(polygon.outer), {}};
        for (const auto& hole : polygon.holes) shape.holes.emplace_back(hole);
        index_->shapes.push_back(std::move(shape));
    }
}

void Locator::ready() {
    ensure(!index_->is_ready, "a locator is made ready once");
    index_->tree = decltype(index_->tree)(index_->boxes);
    index_->boxes.clear();
    index_->is_ready = true;
}

std::optional<Id<Area>> Locator::locate(const Point& point) const {
    ensure(index_->is_ready, "a locator is ready before it is asked");
    if (!std::isfinite(point.longitude) || !std::isfinite(point.latitude)) return std::nullopt;
    const auto at = spot(point);
    std::optional<Id<Area>> found;
    const auto near = bg::index::intersects(Corner(at.x, at.y));
    for (auto box = index_->tree.qbegin(near); box != index_->tree.qend(); ++box) {
        const auto& shape = index_->shapes[box->second];
        if (found && *found <= shape.area) continue;
        if (shape.contains(at)) found = shape.area;
    }
    return found;
}

}  // namespace qingshui::area
