#pragma once

#include "report/report.h"

namespace qingshui::report {

// What a ratio or derived figure is computed from, each with its number and its records; none
// for other kinds, or if one of them has no answer at all.
std::vector<Component> components(const Sources& sources, const tally::Question& question);

// How they make the number: “工时”45小时 ÷ “事件数”3件 = 15小时. Empty without components, or if
// the rule is none that can be said (see formula_words).
Text working(const Figure& figure);

}  // namespace qingshui::report
