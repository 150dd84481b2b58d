#pragma once

#include <vector>

#include "area/boundary.h"

namespace qingshui::area {

// What is wrong with the lines of boundaries, each with its number among them, from 1, in
// `where.row` and its code: "geojson.ring_crosses" (a ring crosses itself, with the place),
// "geojson.hole_outside" (a hole lies outside its outer ring or crosses it), and
// "geojson.too_intricate" (more than `pairs_max` pairs of edges lie above each other; lines that
// people draw have a few for each point). Rings that touch are sound. Exact: places are told apart
// to a ten-millionth of a degree.
std::vector<Refusal> shape_faults(const std::vector<NamedBoundary>& boundaries,
                                  std::size_t pairs_max = 100'000'000);

// Which part of the smaller of two boundaries lies in the other as well: 0 … 1. They are sound
// (see shape_faults); of others the answer may be off.
double shared_part(const Boundary& one, const Boundary& other);

}  // namespace qingshui::area
