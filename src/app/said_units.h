#pragma once

#include "app/sheet_columns.h"

namespace qingshui::app {

// Gives the columns of a plan that name no unit the one that the sheet says elsewhere: in the
// title above a group of columns, else around the table. Notes in the plan which were taken,
// which fields cannot be had in what is said, and of which more than one unit is said.
void take_said_units(const paper::Sheet& sheet, SheetPlan& plan);

}  // namespace qingshui::app
