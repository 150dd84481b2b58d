#pragma once

#include <string>
#include <vector>

#include "report/report.h"

namespace qingshui::report {

// A stretch of a resolved template. Markdown in literal text (figures, fields of records,
// names) is not read; a line break in it is a space.
struct Stretch {
    paper::Run run;
    bool literal = false;
};

// Reads the small Markdown of templates: "# " to "#### " headings, "- " items, "> " whom it is for,
// paragraphs parted by blank lines, **bold**. Lines of one paragraph are joined, between Chinese
// characters without a space.
std::vector<Block> blocks(const std::vector<Stretch>& stretches);

}  // namespace qingshui::report
