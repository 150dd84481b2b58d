#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/utf8.h"

// Characters that no one sees: two texts that look alike must be alike.
namespace qingshui::utf8 {

// The first character of `text` that is unwritable (utf8.h), or that has no look of its own and
// means nothing where it stands: a zero-width space, a soft hyphen, a mark of direction, a byte
// order mark within a text. Joiners and variation selectors are kept where scripts, pictures and
// forms of Han characters need them.
std::optional<Unwritable> invisible(std::string_view text);

// `text` without such characters; what is unwritable stays, to be refused.
std::string visible(std::string_view text);

}  // namespace qingshui::utf8
