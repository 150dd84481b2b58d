#include "area/shape.h"

#include <gtest/gtest.h>

namespace qingshui::area {
namespace {

Boundary piece(const Ring& outer, const std::vector<Ring>& holes = {}) { return {{outer, holes}}; }

Ring square(double west, double south, double size) {
    return {{west, south},
            {west + size, south},
            {west + size, south + size},
            {west, south + size},
            {west, south}};
}

std::vector<Refusal> faults(const Boundary& boundary) {
    const auto code = Code::parse("341502005001").value();
    return shape_faults({{code, "", piece(square(0, 0, 1))}, {code, "", boundary}});
}

const Ring kBowTie = {{116, 31}, {117, 32}, {117, 31}, {116, 32}, {116, 31}};

TEST(Shape, OfARingThatCrossesItselfIsAFaultWithThePlace) {
    const auto found = faults(piece(kBowTie));

    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule, "geojson.ring_crosses");
    EXPECT_EQ(found[0].where.row, 2);
    EXPECT_EQ(found[0].where.value, "341502005001");
    EXPECT_EQ(found[0].says.zh, "边界线在（116.500000,31.500000）处与自己交叉");
    EXPECT_EQ(found[0].says.en, "The ring crosses itself at (116.500000,31.500000)");
    EXPECT_EQ(found[0].remedy.zh, "请把各点按绕一圈的顺序排列，或分成几块（MultiPolygon）");
}

TEST(Shape, OfAHoleOutsideOrAcrossItsOuterRingIsAFault) {
    for (const Ring& hole : {square(118, 31, 0.5), square(116.8, 31.2, 0.5)}) {
        const auto found = faults(piece(square(116, 31, 1), {hole}));
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].rule, "geojson.hole_outside");
    }
    EXPECT_EQ(faults(piece(square(116, 31, 1), {square(118, 31, 0.5)}))[0].says.zh,
              "挖去的一块（118.000000,31.000000）不全在外圈之内");
    EXPECT_EQ(faults(piece(square(116, 31, 1), {square(118, 31, 0.5)}))[0].says.en,
              "The hole at (118.000000,31.000000) is not all within its outer ring");
}

TEST(Shape, IsSoundWhereRingsOnlyTouch) {
    const Ring hourglass = {{116, 31},     {116.5, 31.5}, {117, 31}, {117, 32},
                            {116.5, 31.5}, {116, 32},     {116, 31}};
    EXPECT_TRUE(faults(piece(hourglass)).empty());
    EXPECT_TRUE(faults(piece(square(116, 31, 1), {square(116, 31, 0.5)})).empty());
    EXPECT_TRUE(faults(piece(square(116, 31, 1), {square(116.2, 31.2, 0.5)})).empty());
    EXPECT_TRUE(faults({{square(116, 31, 1), {}}, {square(117, 31, 1), {}}}).empty());
}

TEST(Shape, IsToldOfEveryBoundary) {
    const auto code = Code::parse("341502005001").value();
    EXPECT_EQ(shape_faults({{code, "", piece(kBowTie)}, {code, "", piece(kBowTie)}}).size(), 2U);
}

TEST(Shape, IsNotLookedForAmongAnyNumberOfEdges) {
    Ring comb;
    for (int tooth = 0; tooth < 300; ++tooth) {
        comb.push_back({tooth % 2 == 0 ? 116.0 : 117.0, 31 + tooth * 1e-3});
    }
    comb.push_back({115, 31.5});
    comb.push_back(comb.front());
    const auto code = Code::parse("341502005001").value();
    const auto found = shape_faults({{code, "", piece(comb)}}, 10'000);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].rule, "geojson.too_intricate");
    EXPECT_EQ(found[0].says.zh, "边界线条过于交错，无法检查");
    EXPECT_EQ(found[0].says.en, "The boundaries are too intricate to be checked");
}

TEST(SharedPart, IsMeasuredByTheSmaller) {
    const auto large = piece(square(116, 31, 2));
    EXPECT_DOUBLE_EQ(shared_part(large, piece(square(116, 31, 1))), 1);
    EXPECT_DOUBLE_EQ(shared_part(large, piece(square(117.5, 31, 1))), 0.5);
    EXPECT_DOUBLE_EQ(shared_part(piece(square(117.5, 31, 1)), large), 0.5);
    EXPECT_DOUBLE_EQ(shared_part(large, piece(square(118, 31, 1))), 0);
    EXPECT_DOUBLE_EQ(
        shared_part(piece(square(116, 31, 2), {square(116, 31, 1)}), piece(square(116, 31, 1))), 0);
}

}  // namespace
}  // namespace qingshui::area
