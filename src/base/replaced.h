#pragma once

#include <string>
#include <string_view>

namespace qingshui {

// `text` with every `part` of it, from the left, as `with`. In one pass: what this makes is not
// looked at again, and a long text takes no longer than its length. Requires a part.
std::string replaced(std::string_view text, std::string_view part, std::string_view with);

}  // namespace qingshui
