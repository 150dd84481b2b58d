#include <gtest/gtest.h>

#include <fmt/format.h>

#include "area/boundary.h"

namespace qingshui::area {
namespace {

std::string feature(std::string_view properties, std::string_view geometry) {
    return fmt::format(R"({{"type":"Feature","properties":{},"geometry":{}}})", properties,
                       geometry);
}

std::string collection(std::string_view features) {
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", features);
}

std::string polygon(std::string_view rings) {
    return fmt::format(R"({{"type":"Polygon","coordinates":{}}})", rings);
}

constexpr auto kSquare = "[[116,31],[117,31],[117,32],[116,32],[116,31]]";

TEST(GeoJson, IsReadWithHolesAndSeveralPieces) {
    const auto text = collection(
        feature(R"({"code":"341502005001","name":"茶棚社区"})",
                polygon(fmt::format("[{},[[116.2,31.2],[116.4,31.2],[116.4,31.4],[116.2,31.2]]]",
                                    kSquare))) +
        "," +
        feature(R"({"code":341502005002})",
                fmt::format(R"({{"type":"MultiPolygon","coordinates":[[{0}],[{0}]]}})", kSquare)));

    const auto boundaries = read_geojson(text).value();

    ASSERT_EQ(boundaries.size(), 2U);
    EXPECT_EQ(boundaries[0].code.text(), "341502005001");
    EXPECT_EQ(boundaries[0].name, "茶棚社区");
    ASSERT_EQ(boundaries[0].boundary.size(), 1U);
    EXPECT_EQ(boundaries[0].boundary[0].outer.size(), 5U);
    ASSERT_EQ(boundaries[0].boundary[0].holes.size(), 1U);
    EXPECT_EQ(boundaries[0].boundary[0].holes[0][1], (Point{116.4, 31.2}));
    EXPECT_EQ(boundaries[1].boundary.size(), 2U);
    EXPECT_EQ(print_geojson(read_geojson(print_geojson(boundaries)).value()),
              print_geojson(boundaries));
}

struct Fault {
    std::string text;
    const char* rule;
    const char* zh;
    const char* en;
};

TEST(GeoJson, IsRefusedWithTheReasonInBothLanguages) {
    const std::string code = R"({"code":"341502005001"})";
    const Fault faults[] = {
        {R"({"type":"Feature"})", "geojson.malformed", "文件不是FeatureCollection",
         "The file is not a FeatureCollection"},
        {collection("7"), "geojson.malformed", "要素的type不是Feature",
         "The feature's type is not Feature"},
        {collection(feature(code, R"({"type":"Point","coordinates":[116,31]})")),
         "geojson.malformed", "要素的几何不是Polygon或MultiPolygon",
         "The feature's geometry is neither Polygon nor MultiPolygon"},
        {collection(feature(code, polygon("[[[116],[117,31],[117,32],[116,31]]]"))),
         "geojson.malformed", "要素的coordinates不是坐标",
         "The feature's coordinates are no coordinates"},
        {collection(feature(code, polygon("[]"))), "geojson.faulty", "边界文件有2处问题",
         "The file of boundaries has 2 faults"},
        {collection(feature("{}", polygon(fmt::format("[{}]", kSquare)))), "geojson.no_code",
         "要素没有写明区域代码（properties.code）",
         "The feature does not say whose boundary it is (properties.code)"},
        {collection(feature(R"({"code":"34-1"})", polygon(fmt::format("[{}]", kSquare)))),
         "area.code_malformed", "“34-1”不是区域代码", "\"34-1\" is not an area code"},
        {collection(feature(code, polygon("[[[116,31],[117,31],[116,31]]]"))), "geojson.ring_short",
         "边界只有3个点，围不成一块地", "A ring of 3 points encloses nothing"},
        {collection(feature(code, polygon("[[[116,31],[117,31],[117,32],[116,32]]]"))),
         "geojson.ring_open", "边界没有闭合：最后一点不是第一点",
         "The ring is open: its last point is not its first"},
        {collection(feature(code, polygon("[[[31,116],[31,117],[32,117],[31,116]]]"))),
         "geojson.range", "坐标（31，116）不是经纬度", "(31, 116) is not longitude and latitude"},
        {collection(feature(code, polygon(fmt::format("[{}]", kSquare))) + "," +
                    feature(code, polygon(fmt::format("[{}]", kSquare)))),
         "geojson.code_repeated", "区域代码341502005001出现了两次",
         "The code 341502005001 is given twice"},
        {collection(feature(R"({"code":"341502005001","from":"去年"})",
                            polygon(fmt::format("[{}]", kSquare)))),
         "geojson.day", "启用日期（properties.from）不是日期",
         "Since when the boundary runs so (properties.from) is no day"},
    };
    for (const auto& fault : faults) {
        const auto refused = read_geojson(fault.text);
        ASSERT_FALSE(refused) << fault.text;
        EXPECT_EQ(refused.error().rule, fault.rule) << fault.text;
        EXPECT_EQ(refused.error().says.zh, fault.zh);
        EXPECT_EQ(refused.error().says.en, fault.en);
    }
    EXPECT_EQ(read_geojson("{").error().rule, "geojson.json");
    EXPECT_NE(read_geojson("{").error().remedy.zh.find(
                  "请提供RFC 7946规定的GeoJSON文件：FeatureCollection，其中每个要素是Polygon或"
                  "MultiPolygon"),
              std::string::npos);
}

TEST(GeoJson, SaysHowARingIsMended) {
    const auto told = [](std::string_view ring, Language language) {
        const auto refused = read_geojson(
            collection(feature(R"({"code":"341502005001"})", polygon(fmt::format("[{}]", ring)))));
        return refused.error().remedy.in(language);
    };
    const auto* open = "[[116,31],[117,31],[117,32],[116,32]]";
    EXPECT_EQ(told(open, Language::Chinese), "请让最后一点与第一点相同");
    EXPECT_EQ(told(open, Language::English), "Repeat the first point at the end");
    const auto* short_ring = "[[116,31],[117,31],[116,31]]";
    EXPECT_EQ(told(short_ring, Language::Chinese), "一圈边界至少4个点，首尾相同");
    EXPECT_EQ(told(short_ring, Language::English),
              "A ring has at least four points, the last being the first");
}

TEST(GeoJson, IsRefusedWithAllFaultsAndTheirFeatures) {
    const auto refused = read_geojson(
        collection(feature("{}", polygon(fmt::format("[{}]", kSquare))) + ",7," +
                   feature(R"({"code":"341502005001"})", polygon("[[[116,31],[200,31]]]"))));

    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.error().faults.size(), 3U);
    EXPECT_EQ(refused.error().faults[0].where.row, 1);
    EXPECT_EQ(refused.error().faults[1].where.row, 2);
    EXPECT_EQ(refused.error().faults[2].rule, "geojson.range");
    EXPECT_EQ(refused.error().faults[2].where.value, "341502005001");
}

TEST(GeoJson, IsRefusedBeyondItsLimits) {
    const auto text =
        collection(feature(R"({"code":"341502005001"})", polygon(fmt::format("[{}]", kSquare))));

    for (const auto& limits :
         {GeoJsonLimits{10, 10, 10}, GeoJsonLimits{1000, 0, 10}, GeoJsonLimits{1000, 10, 4}}) {
        const auto refused = read_geojson(text, limits);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().rule, "geojson.too_large");
        EXPECT_EQ(refused.error().reason, Reason::TooLarge);
        EXPECT_TRUE(refused.error().says.zh.starts_with("边界文件过大："));
    }
    EXPECT_TRUE(read_geojson(text, GeoJsonLimits{1000, 1, 5}));
}

TEST(GeoJson, TellsSinceWhenABoundaryRunsSo) {
    const auto square = polygon(fmt::format("[{}]", kSquare));
    const auto text = collection(feature(R"({"code":"341502005001"})", square) + "," +
                                 feature(R"({"code":"341502005001","from":"2021-07-01"})", square) +
                                 "," + feature(R"({"code":"341502005002","from":null})", square));
    const auto boundaries = read_geojson(text).value();
    ASSERT_EQ(boundaries.size(), 3U);
    EXPECT_EQ(boundaries[0].since, Date::min());
    EXPECT_EQ(boundaries[1].since, Date::parse("2021-07-01"));
    EXPECT_EQ(boundaries[2].since, Date::min());
    const auto again = read_geojson(print_geojson(boundaries)).value();
    EXPECT_EQ(again[1].since, boundaries[1].since);
    EXPECT_EQ(again[2].since, Date::min());
}

}  // namespace
}  // namespace qingshui::area
