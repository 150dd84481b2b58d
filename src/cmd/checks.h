#pragma once

#include <string>
#include <vector>

#include "cmd/commands.h"

namespace qingshui::cmd {

// Checks of what stands on the command line, with the words a person reads when it fails.

CLI::Validator one_of(const Words& words, std::vector<std::string> allowed);
CLI::Validator whole_number(const Words& words, int least, int most);
CLI::Validator existing_file(const Words& words);
CLI::Validator existing_path(const Words& words);  // A file or a folder.

}  // namespace qingshui::cmd
