#pragma once

#include <string>

#include "report/report.h"

namespace qingshui::report {

// The records behind every figure as compact JSON, for the page's script: each record once,
// each figure as columns of record, day and amount (see html_script.cc).
std::string html_data(const Draft& draft, const Sources& sources);

}  // namespace qingshui::report
