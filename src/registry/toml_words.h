#pragma once

#include <string_view>

#include "base/text.h"

namespace qingshui::registry {

// What is wrong in a file that is not TOML, and what to write instead.
struct TomlFault {
    Text says;
    Text remedy;
};

// The words of a fault that the library tells as `why`, in English alone, at this line and
// character (both from 1) of `text`.
TomlFault toml_fault(std::string_view why, std::string_view text, std::size_t line,
                     std::size_t column);

}  // namespace qingshui::registry
