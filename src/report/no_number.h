#pragma once

#include "report/report.h"

namespace qingshui::report {

// Has no day of the period come by the cut-off? Then there is nothing to count yet.
bool is_yet_to_come(const Period& period, Date cutoff);

// Why a figure has no number, as it is said beside it.

// "figure.yet_to_come"
Refusal yet_to_come(const Period& period, Date cutoff);
// Of one that was counted and came to none: "figure.no_rate" (none is in force at the period's
// end), "figure.no_operand" (one that it is computed from has no number), "figure.divided_by_zero".
Refusal no_number(const Sources& sources, const tally::Question& question,
                  const std::vector<Component>& components);

}  // namespace qingshui::report
