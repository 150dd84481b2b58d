#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/commands.h"

namespace qingshui::cmd {

// Checks of what stands on the command line: what is wrong with it, as words that go on after
// the option's name; none if it will do.
using Check = std::function<std::optional<Text>(const std::string& typed)>;

Check one_of(std::vector<std::string> allowed);
Check whole_number(int least, int most);

// What a command is to read, looked for when it runs. Refuse "file.missing" with every name that
// stands for nothing, the second also "file.folder".
Result<void> check_inputs(const std::vector<std::string>& names);
Result<void> check_input_file(const std::string& name);

// Requires why something is done: who reads the history later must learn why what was no longer
// holds. `act` is what is done ({"更正", "correct a record"}), `example` a reason for it. Throws
// UsageFault.
void require_reason(const std::string& reason, const Text& act, std::string_view example);

// Lets `option` take only what passes; throws UsageFault on anything else.
void require(CLI::Option* option, Check check);

}  // namespace qingshui::cmd
