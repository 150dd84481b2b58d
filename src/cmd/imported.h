#pragma once

#include <vector>

#include "app/import.h"
#include "cmd/console.h"

namespace qingshui::cmd {

// What became of each sheet of an import, and of the rows that are no records of their own; of a
// dry run also what each correction would change.
void say_imported(Console& console, const std::vector<app::ImportedSheet>& sheets, bool is_dry_run);

// The refusal of an import with the first of its faults, if it has more than a person reads on a
// terminal: all of them stand in the workbook of --faults.
Refusal first_faults(Refusal refusal);

}  // namespace qingshui::cmd
