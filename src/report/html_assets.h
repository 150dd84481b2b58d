#pragma once

#include <string_view>

namespace qingshui::report {

// The look of the page of a report, in the manner of an official document; also for phones
// and for paper.
extern const std::string_view kHtmlStyle;
// What opens a figure's records: reads the packed data of the page, lists it page by page and
// searches in it. Plain JavaScript that asks nothing of any server.
extern const std::string_view kHtmlScript;

}  // namespace qingshui::report
