#pragma once

#include <string>

namespace qingshui::report {

// For tests only. Expects `text` to be what tests/golden/report/NAME holds; writes the file
// instead if UPDATE_GOLDEN is set.
void expect_golden(const std::string& name, const std::string& text);

}  // namespace qingshui::report
