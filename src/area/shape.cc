#include "area/shape.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <boost/geometry/algorithms/area.hpp>
#include <boost/geometry/algorithms/correct.hpp>
#include <boost/geometry/algorithms/difference.hpp>
#include <boost/geometry/algorithms/intersection.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/strategies/strategies.hpp>

namespace qingshui::area {
namespace {

namespace bg = boost::geometry;
using Corner = bg::model::d2::point_xy<double>;
using Ground = bg::model::multi_polygon<bg::model::polygon<Corner>>;
__extension__ using Wide = __int128;

constexpr double kPerDegree = 1e7;

// A place in ten-millionths of a degree, so that what follows is exact.
struct Spot {
    std::int64_t x = 0;
    std::int64_t y = 0;
    friend bool operator==(const Spot&, const Spot&) = default;
};

Spot spot(const Point& point) {
    return {std::llround(point.longitude * kPerDegree), std::llround(point.latitude * kPerDegree)};
}

// On which side of the line from `a` to `b` is `at`: 1 left, -1 right, 0 on it.
int side(const Spot& a, const Spot& b, const Spot& at) {
    const Wide turn = Wide(b.x - a.x) * (at.y - a.y) - Wide(b.y - a.y) * (at.x - a.x);
    return turn > 0 ? 1 : turn < 0 ? -1 : 0;
}

// An edge from west to east, and the ring it is of.
struct Edge {
    Spot west;
    Spot east;
    std::size_t ring = 0;
};

bool cross(const Edge& one, const Edge& other) {
    return side(one.west, one.east, other.west) * side(one.west, one.east, other.east) < 0 &&
           side(other.west, other.east, one.west) * side(other.west, other.east, one.east) < 0;
}

// Where two edges that cross do so.
Point crossing(const Edge& one, const Edge& other) {
    const auto ax = static_cast<double>(one.east.x - one.west.x);
    const auto ay = static_cast<double>(one.east.y - one.west.y);
    const auto bx = static_cast<double>(other.east.x - other.west.x);
    const auto by = static_cast<double>(other.east.y - other.west.y);
    const auto dx = static_cast<double>(other.west.x - one.west.x);
    const auto dy = static_cast<double>(other.west.y - one.west.y);
    const double along = (dx * by - dy * bx) / (ax * by - ay * bx);
    return {(static_cast<double>(one.west.x) + along * ax) / kPerDegree,
            (static_cast<double>(one.west.y) + along * ay) / kPerDegree};
}

enum class Lies { Inside, Outside, OnBorder };

Lies where(const Ring& ring, const Spot& at) {
    bool is_inside = false;
    for (std::size_t index = 0; index + 1 < ring.size(); ++index) {
        Spot low = spot(ring[index]);
        Spot high = spot(ring[index + 1]);
        if (low.y > high.y) std::swap(low, high);
        const int turn = side(low, high, at);
        const auto [west, east] = std::minmax(low.x, high.x);
        const bool is_beside = at.x >= west && at.x <= east && at.y >= low.y && at.y <= high.y;
        if (turn == 0 && is_beside) return Lies::OnBorder;
        if (low.y <= at.y && at.y < high.y && turn > 0) is_inside = !is_inside;
    }
    return is_inside ? Lies::Inside : Lies::Outside;
}

// Its corners decide; a hole that has them all on the outer ring fills it, or a part of it.
bool is_outside(const Ring& hole, const Ring& outer) {
    return std::any_of(hole.begin(), hole.end(), [&](const Point& point) {
        return where(outer, spot(point)) == Lies::Outside;
    });
}

std::string place_of(const Point& point) {
    return fmt::format("{:.6f},{:.6f}", point.longitude, point.latitude);
}

Refusal crosses(const Point& at) {
    Refusal refusal{Reason::Invalid, "geojson.ring_crosses"};
    refusal.says = {fmt::format("边界线在（{}）处与自己交叉", place_of(at)),
                    fmt::format("The ring crosses itself at ({})", place_of(at))};
    refusal.remedy = {"请把各点按绕一圈的顺序排列，或分成几块（MultiPolygon）",
                      "Put its points in the order of going round once, or divide it into pieces "
                      "(MultiPolygon)"};
    return refusal;
}

Refusal hole_outside(const Point& at) {
    Refusal refusal{Reason::Invalid, "geojson.hole_outside"};
    refusal.says = {fmt::format("挖去的一块（{}）不全在外圈之内", place_of(at)),
                    fmt::format("The hole at ({}) is not all within its outer ring", place_of(at))};
    refusal.remedy = {"请改正这一圈；它若是另一块地，请单列为MultiPolygon的一块",
                      "Mend the ring; if it is ground of its own, make it a piece of a "
                      "MultiPolygon"};
    return refusal;
}

Refusal too_intricate() {
    Refusal refusal{Reason::TooLarge, "geojson.too_intricate"};
    refusal.says = {"边界线条过于交错，无法检查", "The boundaries are too intricate to be checked"};
    refusal.remedy = {"请简化边界", "Simplify them"};
    return refusal;
}

// Looks at the polygons of one file after another.
class Looking {
public:
    explicit Looking(std::size_t pairs_max) : pairs_max_(pairs_max) {}

    // The first fault of a polygon: what follows from it is none of its own.
    std::optional<Refusal> fault_of(const Polygon& polygon) {
        edges_.clear();
        add(polygon.outer, 0);
        for (std::size_t hole = 0; hole < polygon.holes.size(); ++hole) {
            add(polygon.holes[hole], hole + 1);
        }
        std::sort(edges_.begin(), edges_.end(),
                  [](const Edge& a, const Edge& b) { return a.west.x < b.west.x; });
        if (auto found = first_crossing(polygon)) return found;
        for (const Ring& hole : polygon.holes) {
            if (is_outside(hole, polygon.outer)) return hole_outside(hole.front());
        }
        return {};
    }

    bool is_too_much() const { return pairs_ > pairs_max_; }

private:
    void add(const Ring& ring, std::size_t number) {
        for (std::size_t index = 0; index + 1 < ring.size(); ++index) {
            Spot west = spot(ring[index]);
            Spot east = spot(ring[index + 1]);
            if (west.x > east.x) std::swap(west, east);
            if (west != east) edges_.push_back({west, east, number});
        }
    }

    std::optional<Refusal> first_crossing(const Polygon& polygon) {
        for (std::size_t one = 0; one < edges_.size(); ++one) {
            for (std::size_t other = one + 1; other < edges_.size(); ++other) {
                if (edges_[other].west.x > edges_[one].east.x) break;
                if (++pairs_ > pairs_max_) return too_intricate();
                if (cross(edges_[one], edges_[other])) return told(polygon, one, other);
            }
        }
        return {};
    }

    Refusal told(const Polygon& polygon, std::size_t one, std::size_t other) const {
        const std::size_t ring = std::max(edges_[one].ring, edges_[other].ring);
        if (edges_[one].ring != edges_[other].ring) {
            return hole_outside(polygon.holes[ring - 1].front());
        }
        return crosses(crossing(edges_[one], edges_[other]));
    }

    std::size_t pairs_max_;
    std::vector<Edge> edges_;
    std::size_t pairs_ = 0;  // Edges above or below each other that were looked at.
};

Ground piece_of(const Ring& ring) {
    Ground piece;
    auto& outer = piece.emplace_back().outer();
    for (const Point& point : ring) outer.emplace_back(point.longitude, point.latitude);
    bg::correct(piece);
    return piece;
}

// Holes are taken out one by one: they may touch the outer ring.
Ground ground_of(const Boundary& boundary) {
    Ground ground;
    for (const Polygon& polygon : boundary) {
        Ground piece = piece_of(polygon.outer);
        for (const Ring& hole : polygon.holes) {
            Ground rest;
            bg::difference(piece, piece_of(hole), rest);
            piece = std::move(rest);
        }
        ground.insert(ground.end(), piece.begin(), piece.end());
    }
    return ground;
}

}  // namespace

std::vector<Refusal> shape_faults(const std::vector<NamedBoundary>& boundaries,
                                  std::size_t pairs_max) {
    std::vector<Refusal> faults;
    Looking looking(pairs_max);
    int number = 0;
    for (const NamedBoundary& one : boundaries) {
        ++number;
        for (const Polygon& polygon : one.boundary) {
            auto fault = looking.fault_of(polygon);
            if (!fault) continue;
            fault->subject = one.code.text();
            fault->where.row = number;
            fault->where.value = one.code.text();
            faults.push_back(*std::move(fault));
            if (looking.is_too_much()) return faults;
        }
    }
    return faults;
}

double shared_part(const Boundary& one, const Boundary& other) {
    const Ground first = ground_of(one);
    const Ground second = ground_of(other);
    const double smaller = std::min(bg::area(first), bg::area(second));
    if (smaller <= 0) return 0;
    Ground shared;
    bg::intersection(first, second, shared);
    return std::clamp(bg::area(shared) / smaller, 0.0, 1.0);
}

}  // namespace qingshui::area
