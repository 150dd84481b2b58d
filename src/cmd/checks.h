#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cmd/commands.h"

namespace qingshui::cmd {

// Checks of what stands on the command line: what is wrong with it, as words that go on after
// the option's name; none if it will do.
using Check = std::function<std::optional<Text>(const std::string& typed)>;

Check one_of(std::vector<std::string> allowed);
Check whole_number(int least, int most);
Check existing_file();
Check existing_path();  // A file or a folder.

// Lets `option` take only what passes; throws UsageFault on anything else.
void require(CLI::Option* option, Check check);

}  // namespace qingshui::cmd
