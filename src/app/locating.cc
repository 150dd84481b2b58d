#include "app/locating.h"

#include <cmath>

#include <fmt/format.h>

namespace qingshui::app {
namespace {

bool is_within(double degrees, double most) {
    return std::isfinite(degrees) && std::abs(degrees) <= most;
}

Refusal out_of_range(const area::Point& place) {
    Refusal refusal{Reason::Invalid, "place.range",
                    fmt::format("{},{}", place.longitude, place.latitude)};
    refusal.says = {fmt::format("经度{}、纬度{}不是地球上的位置", place.longitude, place.latitude),
                    fmt::format("Longitude {}, latitude {} is no place on earth", place.longitude,
                                place.latitude)};
    const bool is_swapped = is_within(place.latitude, 180) && is_within(place.longitude, 90);
    refusal.remedy =
        is_swapped
            ? Text{fmt::format("是不是经纬度写反了？请写成 {} {}", place.latitude, place.longitude),
                   fmt::format("Were they swapped? Write {} {}", place.latitude, place.longitude)}
            : Text{"经度在-180到180之间，纬度在-90到90之间",
                   "Longitudes run from -180 to 180, latitudes from -90 to 90"};
    return refusal;
}

Refusal outside(const area::Point& place, Date day) {
    return {Reason::Missing,
            "place.outside",
            fmt::format("{},{}", place.longitude, place.latitude),
            {fmt::format("经度{}、纬度{}在{}不在任何区域的边界之内", place.longitude,
                         place.latitude, day.text()),
             fmt::format("Longitude {}, latitude {} lies within no area's boundary on {}",
                         place.longitude, place.latitude, day.text())},
            {"请核对坐标（WGS 84）；还没有边界的，先导入边界文件（GeoJSON）",
             "Check the coordinates (WGS 84); import boundaries (GeoJSON) if there are none yet"}};
}

}  // namespace

Result<Located> locate(const access::Actor& actor, store::Reader& reader, const area::Point& place,
                       Date day) {
    if (!is_within(place.longitude, 180) || !is_within(place.latitude, 90)) {
        return out_of_range(place);
    }
    const auto found = reader.locate(place, day);
    if (!found) return outside(place, day);
    const area::Tree& tree = reader.tree();
    const area::Span* span = tree.at(*found, day);
    ensure(span != nullptr, "a place is found in an area that is live");
    if (!tree.within(*found, actor.scope, day)) {
        return Refusal{Reason::Forbidden,
                       "access.outside",
                       span->code.text(),
                       {fmt::format("“{}”不在您的管辖范围内", span->name),
                        fmt::format("“{}” lies outside your area", span->name)}};
    }
    return Located{span->code.text(), span->code.level(), span->name, tree.path_name(*found, day)};
}

}  // namespace qingshui::app
