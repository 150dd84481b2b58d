#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

// What a command may write to. A file that is named for a result is replaced if it is there; a
// few are not ours to replace.
namespace qingshui::cmd {

// Refuses "output.office" for a file or folder within the folder of an office, whose files are the
// program's own. "-" is standard output.
Result<void> check_output(const std::string& path);

// A workbook for faults replaces nothing but an earlier one. Refuses what check_output does,
// "faults.ending" for what is no workbook, "faults.input" for one of `inputs` and "faults.taken"
// for any other file that is there.
Result<void> check_fault_file(const std::string& path,
                              const std::vector<std::filesystem::path>& inputs);

// Are both the same file, by whatever name? Not if either is not there.
bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b);

// Is this a workbook that marked faults before, or an empty file?
bool is_old_fault_file(const std::string& path);

}  // namespace qingshui::cmd
