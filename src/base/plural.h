#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace qingshui {

// How many there are in English: "1 fault", "2 faults". For nouns that take a plain s;
// Chinese counts without a plural.
inline std::string plural(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace qingshui
