// Law: boundaries that are read are rings of degrees, print to what reads back the same, and
// a locator over them answers for every corner without trouble.

#include <cstdint>
#include <string_view>

#include "area/boundary.h"

namespace {

using qingshui::ensure;
using qingshui::area::Locator;
using qingshui::area::Polygon;

// Every corner lies in one of the areas that there are, or in none.
void check_corners(const Locator& locator, const Polygon& polygon, std::int64_t areas) {
    ensure(polygon.outer.size() >= 4 && polygon.outer.front() == polygon.outer.back(),
           "a ring is closed");
    for (const auto& point : polygon.outer) {
        const auto found = locator.locate(point);
        ensure(!found || (found->number >= 1 && found->number <= areas),
               "a place lies in one of the areas");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto boundaries = qingshui::area::read_geojson(text);
    if (!boundaries) {
        ensure(!boundaries.error().says.zh.empty(), "a refusal says why");
        return 0;
    }
    const auto printed = qingshui::area::print_geojson(*boundaries);
    ensure(qingshui::area::print_geojson(*qingshui::area::read_geojson(printed)) == printed,
           "boundaries read themselves back");
    Locator locator;
    std::int64_t number = 0;
    for (const auto& one : *boundaries) locator.add({++number}, one.boundary);
    locator.ready();
    for (const auto& one : *boundaries) {
        for (const auto& polygon : one.boundary) check_corners(locator, polygon, number);
    }
    return 0;
}
