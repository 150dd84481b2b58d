// Law: boundaries that are read are rings of degrees, print to what reads back the same, and
// a locator over them answers for every corner, the same in whatever order it got to know them.

#include <cstdint>
#include <string_view>

#include "area/boundary.h"

namespace {

using qingshui::ensure;
using qingshui::area::Locator;
using qingshui::area::Polygon;

using qingshui::area::NamedBoundary;

Locator located(const std::vector<NamedBoundary>& boundaries, bool is_backwards) {
    Locator locator;
    for (std::size_t at = 0; at < boundaries.size(); ++at) {
        const std::size_t place = is_backwards ? boundaries.size() - 1 - at : at;
        locator.add({static_cast<std::int64_t>(place) + 1}, boundaries[place].boundary);
    }
    locator.ready();
    return locator;
}

// Every corner lies in one of the areas that there are, or in none.
void check_corners(const Locator& locator, const Locator& backwards, const Polygon& polygon,
                   std::int64_t areas) {
    ensure(polygon.outer.size() >= 4 && polygon.outer.front() == polygon.outer.back(),
           "a ring is closed");
    for (const auto& point : polygon.outer) {
        const auto found = locator.locate(point);
        ensure(found == backwards.locate(point), "their order does not matter");
        ensure(!found || (found->number >= 1 && found->number <= areas),
               "a place lies in one of the areas");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto boundaries = qingshui::area::read_geojson(text);
    if (!boundaries) {
        ensure(!boundaries.error().says.zh.empty() && !boundaries.error().says.en.empty(),
               "a refusal says why in both languages");
        return 0;
    }
    const auto printed = qingshui::area::print_geojson(*boundaries);
    ensure(qingshui::area::print_geojson(*qingshui::area::read_geojson(printed)) == printed,
           "boundaries read themselves back");
    const Locator locator = located(*boundaries, false);
    const Locator backwards = located(*boundaries, true);
    const auto areas = static_cast<std::int64_t>(boundaries->size());
    for (const auto& one : *boundaries) {
        for (const auto& polygon : one.boundary) check_corners(locator, backwards, polygon, areas);
    }
    return 0;
}
