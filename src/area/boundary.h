#pragma once

#include <compare>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
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
    Date since = Date::min();  // Its first day; min: as long as there is no other.
};

// How much a file of boundaries may hold.
struct GeoJsonLimits {
    std::size_t bytes = 100U << 20U;
    std::size_t features = 100'000;
    std::size_t points = 5'000'000;
};

// Reads a GeoJSON FeatureCollection (RFC 7946): Polygon and MultiPolygon features with
// "code" (text or a whole number) and optionally "name" and "from" (the first day that the
// boundary runs so, 2021-07-01) among their properties. Refuses all
// faults at once, each with the feature's number (of "geojson.json" the line) in `where.row`:
// "geojson.malformed",
// "geojson.no_code", "geojson.day", "geojson.code_repeated" (for the same days),
// "geojson.ring_open" (last point is not the first), "geojson.ring_short" (fewer than four points),
// "geojson.range" (not degrees), "geojson.too_large"; "geojson.faulty" holds several.
Result<std::vector<NamedBoundary>> read_geojson(std::string_view text,
                                                const GeoJsonLimits& limits = {});
std::string print_geojson(const std::vector<NamedBoundary>& boundaries);

// Finds the area a place lies in. Exactly one answer, or none outside all:
// the rule for borders (docs/decisions/0007) is half-open: a point on a border shared by two
// areas belongs to exactly one of them, the one to the east of it (to the north if the border
// runs due east and west), however the boundaries are drawn or ordered; a point in a hole is
// outside. If polygons overlap, the smallest id wins. Places are told apart to
// a ten-millionth of a degree, about a centimetre.
//
// Immutable once ready; then safe to share between threads.
class Locator {
public:
    Locator();
    ~Locator();
    Locator(Locator&&) noexcept;
    Locator& operator=(Locator&&) noexcept;

    // Several boundaries of one area count together.
    void add(Id<Area> area, const Boundary& boundary);
    void ready();  // Builds the index. Requires to be called once, after the last add().
    std::optional<Id<Area>> locate(const Point& point) const;

private:
    struct Index;
    std::unique_ptr<Index> index_;
};

}  // namespace qingshui::area
