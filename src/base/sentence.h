#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace qingshui {

// What is said, as a person reads it. Refusals and failures are written without a closing mark,
// since others quote them in the middle of a sentence; what prints one as a sentence passes it
// through here: it ends with 。 or a full stop (unless it ends so, or asks), and quotes within
// quotes are ‘ ’. Nothing stays nothing.
Text sentence(const Text& said);

// `text` with the quotes “ ” that stand within others as ‘ ’; as it is if they do not pair.
std::string with_inner_quotes(std::string_view text);

}  // namespace qingshui
