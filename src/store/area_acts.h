#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "area/boundary.h"
#include "area/tree.h"
#include "sql/database.h"

namespace qingshui::store {

// What is done to the tree as the history keeps it: the tree is the replay of its acts.
std::string print_act(const area::Act& act);
// Throws Failure if the text is not what print_act writes.
area::Act parse_act(std::string_view text);
// The act with the ids of the areas it founds taken away: what two requests to do the same
// have in common, though each made ids of its own.
std::string request_of(area::Act act);
// The area an act is about: what it founds, changes or ends.
Id<area::Area> subject_of(const area::Act& act);

// The area table: one row for each span.
void write_span(sql::Connection& connection, std::int64_t tenant, const area::Span& span,
                std::int64_t seq);
// Throws Failure if a row cannot be read or the rows are not a tree.
std::vector<area::Span> read_spans(sql::Connection& connection, std::int64_t tenant);
area::Tree read_tree(sql::Connection& connection, std::int64_t tenant);

// Boundaries are kept as GeoJSON, by area and by their first day. Each holds until the next one
// of its area.
struct KeptBoundary {
    Id<area::Area> area;
    Date since;
    std::string geojson;
};
void write_boundary(sql::Connection& connection, std::int64_t tenant, const KeptBoundary& boundary,
                    std::int64_t seq);
// By area and first day.
std::vector<KeptBoundary> read_boundaries(sql::Connection& connection, std::int64_t tenant);
std::vector<KeptBoundary> read_boundaries(sql::Connection& connection, std::int64_t tenant,
                                          Id<area::Area> area);
// Of boundaries in that order those that hold on `day`.
std::vector<KeptBoundary> in_force(std::vector<KeptBoundary> boundaries, Date day);
// Throws Failure if it is not one boundary.
area::NamedBoundary parse_boundary(const std::string& geojson);

}  // namespace qingshui::store
