#pragma once

#include <string>

#include "report/layout.h"
#include "report/report.h"

namespace qingshui::report {

// The name and code of an area on a day, or the nearest it had.
struct AreaWords {
    std::string code, name;
};
AreaWords area_words(const area::Tree& tree, Id<area::Area> area, Date day);

// Computes the figure of a tag with all it rests on. One without a number carries its fault.
// Refuses what tally::find_figure refuses.
Result<Figure> make_figure(const Sources& sources, const Request& request, const FigureTag& tag);

}  // namespace qingshui::report
