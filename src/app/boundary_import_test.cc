#include "app/boundary_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"

namespace qingshui::app {
namespace {

using probe::Office;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::string feature(const std::string& code, const std::string& ring) {
    return fmt::format(R"({{"type":"Feature","properties":{{"code":"{}"}},"geometry":{{"type":
        "Polygon","coordinates":[{}]}}}})",
                       code, ring);
}

std::string square(const std::string& code, double west) {
    return feature(code,
                   fmt::format("[[{0},31],[{1},31],[{1},32],[{0},32],[{0},31]]", west, west + 1));
}

std::string file(const std::vector<std::string>& features) {
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})",
                       fmt::join(features, ","));
}

std::vector<std::string> remarks(Office& office, const std::string& text) {
    const auto done = office.import({{"b.geojson", text}});
    if (!done) return {words(done.error(), Language::Chinese)};
    std::vector<std::string> told;
    for (const Text& remark : done->front().remarks) told.push_back(remark.zh + " " + remark.en);
    return told;
}

TEST(ImportingBoundaries, SaysWhichLieOverEachOtherAndHowMuch) {
    const std::string told =
        "“茶棚社区”（341502005001）与“皋城社区（一期）”（341502005002）的边界重叠，约占较小一块的"
        "25%；请核对 “茶棚社区”（341502005001） and “皋城社区（一期）”（341502005002） lie over "
        "each "
        "other, by about 25% of the smaller; check them";
    Office office;
    EXPECT_THAT(
        remarks(office, file({square("341502005001", 116), square("341502005002", 116.75)})),
        ElementsAre(told));
    Office one_by_one;
    EXPECT_THAT(remarks(one_by_one, file({square("341502005001", 116)})), IsEmpty());
    EXPECT_THAT(remarks(one_by_one, file({square("341502005002", 116.75)})), ElementsAre(told));
}

TEST(ImportingBoundaries, SaysNothingOfNeighboursAndOfAreasWithinAreas) {
    Office office;
    EXPECT_THAT(remarks(office, file({square("341502005001", 116), square("341502005002", 117),
                                      square("341502005001001", 116)})),
                IsEmpty());
}

TEST(ImportingBoundaries, RefusesRingsThatCrossThemselves) {
    Office office;
    const auto done = office.import(
        {{"b.geojson",
          file({square("341502005002", 116),
                feature("341502005001", "[[116,31],[117,32],[117,31],[116,32],[116,31]]")})}});

    ASSERT_FALSE(done);
    ASSERT_EQ(done.error().faults.size(), 1U);
    EXPECT_EQ(done.error().faults.front().rule, "geojson.ring_crosses");
    EXPECT_EQ(done.error().faults.front().where.file, "b.geojson");
    EXPECT_THAT(done.error().faults.front().says.zh, StartsWith("第2个要素："));
}

}  // namespace
}  // namespace qingshui::app
