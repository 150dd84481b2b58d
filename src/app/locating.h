#pragma once

#include <string>

#include "access/actor.h"
#include "store/store.h"

namespace qingshui::app {

// The area that a place on the map lies in.
struct Located {
    std::string code;
    area::Level level = area::Level::Nation;
    std::string name;
    std::string path;  // With the areas around it.
};

// Finds the innermost area, of those live on `day`, with a boundary around the place; on a
// border exactly one of the neighbours (docs/decisions/0007). Refuses "place.range" (not
// degrees), "place.outside" (outside all boundaries) and "access.outside".
Result<Located> locate(const access::Actor& actor, store::Reader& reader, const area::Point& place,
                       Date day);

}  // namespace qingshui::app
