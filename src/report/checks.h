#pragma once

#include "report/report.h"

namespace qingshui::report {

// The checks of one pack against a draft whose figures are known.
//
// A check is always about one period: that of the figures it reads as the text has them, if
// it is the same for all that appear; else the report's. Values are exact, in storage units.
Result<std::vector<CheckOutcome>> run_checks(const Sources& sources, const Draft& draft,
                                             const registry::Pack& pack);

// The two sides of a rule that compares two numbers at its outermost level, as written.
std::optional<std::pair<std::string, std::string>> sides(std::string_view rule);

// What a reader sees beside the sentence:
// 核对不符：红、蓝之和应等于总数（“花坛数”为2处，“花坛数·红”
// 与“花坛数·蓝”之和为1处）. Numbers have the units of the figures and all their digits.
Text fault_words(const CheckOutcome& check);

}  // namespace qingshui::report
