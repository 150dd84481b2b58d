#pragma once

#include <string_view>
#include <vector>

#include "area/tree.h"
#include "base/result.h"

namespace qingshui::area {

// A place on the map: WGS 84 degrees.
struct Point {
    double longitude = 0;
    double latitude = 0;
    friend auto operator<=>(const Point&, const Point&) = default;
};

using Ring = std::vector<Point>;  // Closed: last = first.
struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
};
using Boundary = std::vector<Polygon>;  // A multipolygon.

// One boundary of a file, with the code it is for.
struct NamedBoundary {
    Code code;
    std::string name;
    Boundary boundary;
};

// Reads a GeoJSON FeatureCollection (RFC 7946): Polygon and MultiPolygon features with
// "code" and optionally "name" among their properties. Refuses all faults at once:
// "geojson.malformed", "geojson.no_code", "geojson.ring_open", "geojson.ring_short",
// "geojson.range", "geojson.too_large".
Result<std::vector<NamedBoundary>> read_geojson(std::string_view text);
std::string print_geojson(const std::vector<NamedBoundary>& boundaries);

// Finds the area a place lies in. Exactly one answer, or none outside all:
// the rule for borders (docs/decisions/) is half-open: a point on a border shared by two
// areas belongs to exactly one of them, the same one however the boundaries are drawn
// or ordered; a point in a hole is outside. If polygons overlap, the smallest id wins.
//
// Immutable after construction; safe to share between threads.
class Locator {
public:
    void add(Id<Area> area, Boundary boundary);
    void ready();  // Builds the index.
    std::optional<Id<Area>> locate(const Point& point) const;

private:
    // The implementer chooses the representation.
};

}  // namespace qingshui::area
