// Goal: every place of a tiled plane has exactly one area, borders and corners included.
// Method: a lattice with shaken corners, its cells dealt out to areas at random; each area is
// traced to rings with holes, drawn from any corner, in either direction, with or without
// points in the middle of edges; the locator is asked at corners, middles and places at
// random, and held to a test of convex cells that shares nothing with it.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "area/boundary.h"

namespace qingshui::area {
namespace {

constexpr int kSide = 5;     // Cells.
constexpr int kStep = 1000;  // Ten-millionths of a degree from corner to corner.
constexpr int kShake = 200;  // Less than a fourth: cells stay convex.

struct At {
    std::int64_t x;
    std::int64_t y;
    friend auto operator<=>(const At&, const At&) = default;
};

Point place(const At& at) {
    return {static_cast<double>(1'165'000'000 + at.x) / 1e7,
            static_cast<double>(317'000'000 + at.y) / 1e7};
}

int up_to(int most) { return *rc::gen::resize(100, rc::gen::inRange(0, most + 1)); }

struct Tiling {
    std::map<std::pair<int, int>, At> corners;
    std::map<std::pair<int, int>, int> owners;  // By cell.

    std::array<At, 4> cell(int column, int row) const {  // Anticlockwise.
        return {corners.at({column, row}), corners.at({column + 1, row}),
                corners.at({column + 1, row + 1}), corners.at({column, row + 1})};
    }
};

Tiling any_tiling(int areas) {
    Tiling tiling;
    const bool straight = up_to(3) == 0;
    const auto shaken = [&](int index) {
        return std::int64_t{index} * kStep + (straight ? 0 : 2 * (up_to(kShake) - kShake / 2));
    };
    for (int column = 0; column <= kSide; ++column) {
        for (int row = 0; row <= kSide; ++row) {
            tiling.corners[{column, row}] = {shaken(column), shaken(row)};
            tiling.owners[{column, row}] = up_to(2) != 0 ? 0 : up_to(areas - 1);
        }
    }
    return tiling;
}

// On an edge, a cell holds what lies just inside when one steps a hair east and a hair of
// a hair north.
bool holds(const std::array<At, 4>& cell, const At& at) {
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const auto& a = cell[i];
        const auto& b = cell[(i + 1) % cell.size()];
        const auto side = (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x);
        if (side < 0) return false;
        if (side == 0 && !(b.y < a.y || (b.y == a.y && b.x > a.x))) return false;
    }
    return true;
}

std::optional<int> owner(const Tiling& tiling, const At& at) {
    for (int column = 0; column < kSide; ++column) {
        for (int row = 0; row < kSide; ++row) {
            if (holds(tiling.cell(column, row), at)) return tiling.owners.at({column, row});
        }
    }
    return std::nullopt;
}

// The cells that hang together with this one.
std::set<std::pair<int, int>> patch(const Tiling& tiling, std::pair<int, int> start) {
    std::set<std::pair<int, int>> cells;
    std::vector<std::pair<int, int>> open = {start};
    while (!open.empty()) {
        const auto cell = open.back();
        const auto [column, row] = cell;
        open.pop_back();
        if (column < 0 || row < 0 || column >= kSide || row >= kSide) continue;
        if (tiling.owners.at(cell) != tiling.owners.at(start)) continue;
        if (!cells.insert(cell).second) continue;
        for (const auto& next : {std::pair{column + 1, row},
                                 {column - 1, row},
                                 {column, row + 1},
                                 {column, row - 1}}) {
            open.push_back(next);
        }
    }
    return cells;
}

// A ring as somebody may draw it: from any corner, either way, with points amid edges.
Ring drawn(std::vector<At> corners) {
    std::rotate(corners.begin(), corners.begin() + up_to(static_cast<int>(corners.size()) - 1),
                corners.end());
    if (up_to(1) == 0) std::reverse(corners.begin(), corners.end());
    corners.push_back(corners.front());
    Ring ring;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        if (i > 0 && up_to(2) == 0) {
            ring.push_back(place(
                {(corners[i - 1].x + corners[i].x) / 2, (corners[i - 1].y + corners[i].y) / 2}));
        }
        ring.push_back(place(corners[i]));
    }
    return ring;
}

std::int64_t twice_the_ground(const std::vector<At>& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& next = ring[(i + 1) % ring.size()];
        sum += ring[i].x * next.y - next.x * ring[i].y;
    }
    return sum;
}

// The outline of a patch: the edges of its cells that no two of them share.
Polygon traced(const Tiling& tiling, const std::set<std::pair<int, int>>& cells) {
    std::set<std::pair<At, At>> edges;
    for (const auto& [column, row] : cells) {
        const auto cell = tiling.cell(column, row);
        for (std::size_t i = 0; i < cell.size(); ++i) {
            const auto& next = cell[(i + 1) % cell.size()];
            if (edges.erase({next, cell[i]}) == 0) edges.insert({cell[i], next});
        }
    }
    Polygon polygon;
    while (!edges.empty()) {
        std::vector<At> ring = {edges.begin()->first};
        for (auto edge = edges.begin(); edge != edges.end();
             edge = edges.lower_bound({ring.back(), At{-kStep, -kStep}})) {
            const auto next = edge->second;
            edges.erase(edge);
            if (next == ring.front()) break;
            ring.push_back(next);
        }
        const bool is_outer = twice_the_ground(ring) > 0;
        if (is_outer && polygon.outer.empty()) {
            polygon.outer = drawn(ring);
        } else {
            polygon.holes.push_back(drawn(ring));
        }
    }
    return polygon;
}

std::vector<At> places_worth_asking(const Tiling& tiling) {
    std::vector<At> places;
    for (int column = 0; column < kSide; ++column) {
        for (int row = 0; row < kSide; ++row) {
            const auto cell = tiling.cell(column, row);
            for (std::size_t i = 0; i < cell.size(); ++i) {
                const auto& next = cell[(i + 1) % cell.size()];
                places.push_back(cell[i]);
                places.push_back({(cell[i].x + next.x) / 2, (cell[i].y + next.y) / 2});
                places.push_back({cell[i].x, next.y});
            }
        }
    }
    for (int i = 0; i < 50; ++i) {
        places.push_back(
            {up_to((kSide + 1) * kStep) - kStep / 2, up_to((kSide + 1) * kStep) - kStep / 2});
    }
    return places;
}

RC_GTEST_PROP(Locator, GivesEachPlaceOfATilingExactlyOneArea, ()) {
    const int areas = 1 + up_to(4);
    const auto tiling = any_tiling(areas);
    std::vector<std::pair<Id<Area>, Boundary>> drawings;
    std::set<std::pair<int, int>> seen;
    std::size_t holes = 0;
    for (const auto& [cell, area] : tiling.owners) {
        if (cell.first == kSide || cell.second == kSide || seen.contains(cell)) continue;
        const auto cells = patch(tiling, cell);
        seen.insert(cells.begin(), cells.end());
        drawings.push_back({{area + 1}, {traced(tiling, cells)}});
        holes += drawings.back().second.front().holes.size();
    }
    if (up_to(1) == 0) std::reverse(drawings.begin(), drawings.end());
    Locator locator;
    for (const auto& [area, boundary] : drawings) locator.add(area, boundary);
    locator.ready();

    for (const auto& at : places_worth_asking(tiling)) {
        const auto expected = owner(tiling, at);
        const auto found = locator.locate(place(at));
        RC_ASSERT(found.has_value() == expected.has_value());
        if (found) RC_ASSERT(found->number == *expected + 1);
    }
    RC_CLASSIFY(holes > 0, "with holes");
}

Ring square(double west, double south, double side) {
    return {{west, south},
            {west + side, south},
            {west + side, south + side},
            {west, south + side},
            {west, south}};
}

TEST(Locator, LeavesHolesOutAndLetsEnclavesFillThem) {
    Locator locator;
    locator.add({1}, {{square(0, 0, 4), {square(1, 1, 2)}}});
    locator.add({2}, {{square(1, 1, 1), {}}});
    locator.ready();

    EXPECT_EQ(locator.locate({0.5, 0.5}), Id<Area>{1});
    EXPECT_EQ(locator.locate({1.5, 1.5}), Id<Area>{2});
    EXPECT_EQ(locator.locate({2.5, 2.5}), std::nullopt);
    EXPECT_EQ(locator.locate({1, 1.5}), Id<Area>{2}) << "the border's east side";
    EXPECT_EQ(locator.locate({2, 1.5}), std::nullopt) << "east of it is the hole";
    EXPECT_EQ(locator.locate({3, 1.5}), Id<Area>{1});
    EXPECT_EQ(locator.locate({9, 9}), std::nullopt);
    EXPECT_EQ(locator.locate({std::numeric_limits<double>::quiet_NaN(), 1}), std::nullopt);
}

TEST(Locator, LetsTheSmallestIdWinWherePolygonsOverlap) {
    for (const bool reversed : {false, true}) {
        Locator locator;
        for (const auto number : {reversed ? 7 : 3, reversed ? 3 : 7}) {
            locator.add({number}, {{square(number, 0, 5), {}}});
        }
        locator.ready();
        EXPECT_EQ(locator.locate({7.5, 1}), Id<Area>{3});
        EXPECT_EQ(locator.locate({9, 1}), Id<Area>{7});
    }
}

TEST(Locator, IsExactAtTheEndsOfTheEarth) {
    Locator locator;
    locator.add({1}, {{{{-180, -90}, {180, -90}, {180, 90}, {-180, -90}}, {}}});
    locator.add({2}, {{{{-180, -90}, {180, 90}, {-180, 90}, {-180, -90}}, {}}});
    locator.ready();

    EXPECT_EQ(locator.locate({0, 0}), Id<Area>{1}) << "on the diagonal";
    EXPECT_EQ(locator.locate({-1e-7, 0}), Id<Area>{2});
    EXPECT_EQ(locator.locate({1e-7, 0}), Id<Area>{1});
}

}  // namespace
}  // namespace qingshui::area
