#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "area/boundary.h"
#include "base/plural.h"
#include "json/json.h"

namespace qingshui::area {
namespace {

constexpr std::size_t kFaultsMax = 100;
constexpr std::size_t kRingPointsMin = 4;

Refusal make(const char* rule, Text says, Text remedy) {
    Refusal refusal;
    refusal.rule = rule;
    refusal.says = std::move(says);
    refusal.remedy = std::move(remedy);
    return refusal;
}

Refusal malformed(Text says) {
    return make("geojson.malformed", std::move(says),
                {"请提供RFC 7946规定的GeoJSON文件：FeatureCollection，其中每个要素是Polygon或"
                 "MultiPolygon",
                 "Give a GeoJSON file by RFC 7946: a FeatureCollection of Polygon and MultiPolygon "
                 "features"});
}

Refusal too_large(const Text& what, std::size_t most) {
    auto refusal =
        make("geojson.too_large",
             {fmt::format("边界文件过大：{}超过{}", what.zh, most),
              fmt::format("The file of boundaries has more than {} {}", most, what.en)},
             {"请按区域拆成几个文件，或简化边界", "Divide the file or simplify the boundaries"});
    refusal.reason = Reason::TooLarge;
    return refusal;
}

const json::Value* member(const json::Object& object, std::string_view name) {
    return object.if_contains({name.data(), name.size()});
}

bool is(const json::Object& object, std::string_view name, std::string_view text) {
    const auto* value = member(object, name);
    return value != nullptr && value->is_string() && value->as_string() == text;
}

std::optional<double> number(const json::Value& value) {
    if (value.is_double()) return value.as_double();
    if (value.is_int64()) return static_cast<double>(value.as_int64());
    if (value.is_uint64()) return static_cast<double>(value.as_uint64());
    return std::nullopt;
}

// Reads the features one by one and gathers what is wrong with them.
class FeatureReader {
public:
    explicit FeatureReader(const GeoJsonLimits& limits) : limits_(limits) {}

    void read(const json::Value& feature, int row) {
        row_ = row;
        code_.clear();
        const auto before = faults_.size();
        const auto* object = feature.if_object();
        if (object == nullptr || !is(*object, "type", "Feature")) {
            fault(malformed({"要素的type不是Feature", "The feature's type is not Feature"}));
            return;
        }
        auto code = read_code(*object);
        const auto since = read_day(*object);
        if (code) check_once(*code, since);
        auto boundary = read_geometry(*object);
        if (faults_.size() == before && code) {
            boundaries_.push_back({std::move(*code), std::move(name_), std::move(boundary), since});
        }
    }

    bool is_full() const { return faults_.size() >= kFaultsMax || points_ > limits_.points; }

    Result<std::vector<NamedBoundary>> result() {
        if (points_ > limits_.points) return too_large({"边界点数", "points"}, limits_.points);
        if (faults_.empty()) return std::move(boundaries_);
        if (faults_.size() == 1) return std::move(faults_.front());
        auto refusal =
            make("geojson.faulty",
                 {fmt::format("边界文件有{}处问题", faults_.size()),
                  fmt::format("The file of boundaries has {}", plural(faults_.size(), "fault"))},
                 {});
        refusal.faults = std::move(faults_);
        return refusal;
    }

private:
    void fault(Refusal refusal) {
        refusal.where.row = row_;
        refusal.where.value = code_;
        refusal.subject = code_;
        faults_.push_back(std::move(refusal));
    }

    std::optional<Code> read_code(const json::Object& feature) {
        const auto* properties = member(feature, "properties");
        const auto* value = properties != nullptr && properties->is_object()
                                ? member(properties->as_object(), "code")
                                : nullptr;
        if (value != nullptr && value->is_string()) code_ = value->as_string();
        if (value != nullptr && value->is_int64()) code_ = std::to_string(value->as_int64());
        if (code_.empty()) {
            fault(make("geojson.no_code",
                       {"要素没有写明区域代码（properties.code）",
                        "The feature does not say whose boundary it is (properties.code)"},
                       {"请在要素的properties中加上code，值为区域代码",
                        "Add the area's code as \"code\" to the feature's properties"}));
            return std::nullopt;
        }
        const auto* name = member(properties->as_object(), "name");
        name_ = name != nullptr && name->is_string() ? std::string(name->as_string()) : "";
        auto code = Code::parse(code_);
        if (!code) {
            fault(std::move(code).error());
            return std::nullopt;
        }
        return *code;
    }

    // Since when the boundary runs so; since ever if nothing is said or understood.
    Date read_day(const json::Object& feature) {
        const auto* properties = member(feature, "properties");
        const auto* value = properties != nullptr && properties->is_object()
                                ? member(properties->as_object(), "from")
                                : nullptr;
        if (value == nullptr || value->is_null()) return Date::min();
        const auto day =
            value->is_string() ? Date::parse(value->as_string()) : std::optional<Date>();
        if (day) return *day;
        fault(make("geojson.day",
                   {"启用日期（properties.from）不是日期",
                    "Since when the boundary runs so (properties.from) is no day"},
                   {"请写成2021-07-01；一直如此的，去掉from",
                    "Write 2021-07-01, or leave it out if it always ran so"}));
        return Date::min();
    }

    void check_once(const Code& code, Date since) {
        if (codes_.emplace(code.text(), since).second) return;
        fault(make("geojson.code_repeated",
                   {fmt::format("区域代码{}出现了两次", code.text()),
                    fmt::format("The code {} is given twice", code.text())},
                   {"同一区域的几块请合为一个MultiPolygon；边界变过的，请用from写明各自的启用日期",
                    "Join the pieces of one area in one MultiPolygon; if the boundary changed, say "
                    "with \"from\" since when each runs so"}));
    }

    Boundary read_geometry(const json::Object& feature) {
        Boundary boundary;
        const auto* geometry = member(feature, "geometry");
        const auto* object = geometry != nullptr ? geometry->if_object() : nullptr;
        const auto* coordinates = object != nullptr ? member(*object, "coordinates") : nullptr;
        const auto* parts = coordinates != nullptr ? coordinates->if_array() : nullptr;
        const bool single = parts != nullptr && is(*object, "type", "Polygon");
        if (parts == nullptr || (!single && !is(*object, "type", "MultiPolygon"))) {
            fault(malformed({"要素的几何不是Polygon或MultiPolygon",
                             "The feature's geometry is neither Polygon nor MultiPolygon"}));
            return boundary;
        }
        if (single) {
            read_polygon(*coordinates, boundary);
        } else {
            for (const auto& part : *parts) read_polygon(part, boundary);
        }
        if (boundary.empty()) no_coordinates();
        return boundary;
    }

    void read_polygon(const json::Value& value, Boundary& boundary) {
        const auto* rings = value.if_array();
        if (rings == nullptr || rings->empty()) return no_coordinates();
        auto& polygon = boundary.emplace_back();
        for (const auto& ring : *rings) {
            if (is_full()) return;
            auto points = read_ring(ring);
            if (&ring == &rings->front()) {
                polygon.outer = std::move(points);
            } else {
                polygon.holes.push_back(std::move(points));
            }
        }
    }

    Ring read_ring(const json::Value& value) {
        Ring ring;
        const auto* positions = value.if_array();
        if (positions == nullptr) {
            no_coordinates();
            return ring;
        }
        points_ += positions->size();
        if (is_full()) return ring;
        for (const auto& position : *positions) {
            const auto point = read_point(position);
            if (!point) return ring;
            ring.push_back(*point);
        }
        if (ring.size() < kRingPointsMin) {
            fault(make("geojson.ring_short",
                       {fmt::format("边界只有{}个点，围不成一块地", ring.size()),
                        fmt::format("A ring of {} points encloses nothing", ring.size())},
                       {"一圈边界至少4个点，首尾相同",
                        "A ring has at least four points, the last being the first"}));
        } else if (ring.front() != ring.back()) {
            fault(make("geojson.ring_open",
                       {"边界没有闭合：最后一点不是第一点",
                        "The ring is open: its last point is not its first"},
                       {"请让最后一点与第一点相同", "Repeat the first point at the end"}));
        }
        return ring;
    }

    std::optional<Point> read_point(const json::Value& value) {
        const auto* numbers = value.if_array();
        const bool pair = numbers != nullptr && numbers->size() >= 2;
        const auto longitude = pair ? number((*numbers)[0]) : std::nullopt;
        const auto latitude = pair ? number((*numbers)[1]) : std::nullopt;
        if (!longitude || !latitude) {
            no_coordinates();
            return std::nullopt;
        }
        if (std::abs(*longitude) > 180 || std::abs(*latitude) > 90) {
            fault(
                make("geojson.range",
                     {fmt::format("坐标（{}，{}）不是经纬度", *longitude, *latitude),
                      fmt::format("({}, {}) is not longitude and latitude", *longitude, *latitude)},
                     {"请使用WGS 84经纬度，经度在前、纬度在后，单位为度",
                      "Use WGS 84 degrees, longitude first, then latitude"}));
            return std::nullopt;
        }
        return Point{*longitude, *latitude};
    }

    void no_coordinates() {
        fault(malformed(
            {"要素的coordinates不是坐标", "The feature's coordinates are no coordinates"}));
    }

    const GeoJsonLimits& limits_;
    std::vector<NamedBoundary> boundaries_;
    std::vector<Refusal> faults_;
    std::set<std::pair<std::string, Date>> codes_;
    std::size_t points_ = 0;
    int row_ = 0;
    std::string code_;
    std::string name_;
};

json::Array to_json(const Ring& ring) {
    json::Array points;
    for (const auto& point : ring) points.push_back(json::Array{point.longitude, point.latitude});
    return points;
}

json::Array to_json(const Polygon& polygon) {
    json::Array rings{to_json(polygon.outer)};
    for (const auto& hole : polygon.holes) rings.push_back(to_json(hole));
    return rings;
}

}  // namespace

Result<std::vector<NamedBoundary>> read_geojson(std::string_view text,
                                                const GeoJsonLimits& limits) {
    if (text.size() > limits.bytes) return too_large({"字节数", "bytes"}, limits.bytes);
    auto parsed = json::parse(text);
    if (!parsed) {
        auto refusal = malformed(parsed.error().says);
        refusal.rule = "geojson.json";
        refusal.where = parsed.error().where;
        return refusal;
    }
    const auto* object = parsed->if_object();
    const auto* features = object != nullptr ? member(*object, "features") : nullptr;
    if (features == nullptr || !features->is_array() || !is(*object, "type", "FeatureCollection")) {
        return malformed({"文件不是FeatureCollection", "The file is not a FeatureCollection"});
    }
    const auto& all = features->as_array();
    if (all.size() > limits.features) return too_large({"要素数", "features"}, limits.features);
    FeatureReader reader(limits);
    for (std::size_t i = 0; i < all.size() && !reader.is_full(); ++i) {
        reader.read(all[i], static_cast<int>(i) + 1);
    }
    return reader.result();
}

std::string print_geojson(const std::vector<NamedBoundary>& boundaries) {
    json::Array features;
    for (const auto& [code, name, boundary, since] : boundaries) {
        json::Array polygons;
        for (const auto& polygon : boundary) polygons.push_back(to_json(polygon));
        json::Object properties{{"code", code.text()}};
        if (!name.empty()) properties["name"] = name;
        if (since != Date::min()) properties["from"] = since.text();
        features.push_back(json::Object{
            {"type", "Feature"},
            {"properties", std::move(properties)},
            {"geometry",
             json::Object{{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}}}});
    }
    return json::print(
        json::Object{{"type", "FeatureCollection"}, {"features", std::move(features)}});
}

}  // namespace qingshui::area
