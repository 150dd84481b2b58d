// Law: boundaries that are read are rings of degrees, print to what reads back the same, and
// a locator over them answers for every corner without trouble.

#include <cstdint>
#include <string_view>

#include "area/boundary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using qingshui::ensure;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto boundaries = qingshui::area::read_geojson(text);
    if (!boundaries) {
        ensure(!boundaries.error().says.zh.empty(), "a refusal says why");
        return 0;
    }
    const auto printed = qingshui::area::print_geojson(*boundaries);
    ensure(qingshui::area::print_geojson(*qingshui::area::read_geojson(printed)) == printed,
           "boundaries read themselves back");
    qingshui::area::Locator locator;
    std::int64_t number = 0;
    for (const auto& one : *boundaries) locator.add({++number}, one.boundary);
    locator.ready();
    for (const auto& one : *boundaries) {
        for (const auto& polygon : one.boundary) {
            ensure(polygon.outer.size() >= 4 && polygon.outer.front() == polygon.outer.back(),
                   "a ring is closed");
            for (const auto& point : polygon.outer) {
                const auto found = locator.locate(point);
                ensure(!found || (found->number >= 1 && found->number <= number),
                       "a place lies in one of the areas");
            }
        }
    }
    return 0;
}
