#pragma once

#include <optional>
#include <string_view>

#include "base/text.h"

namespace qingshui::registry {

// Why `text` is not a citizen's identity number (公民身份号码, GB 11643-1999): 18 characters,
// province, day of birth and check character; none if it is one. Whole sentences.
std::optional<Text> identity_fault(std::string_view text);

// Is it a telephone number as people here write it: a mobile number (13805641234), a fixed
// one with or without area code and extension (0564-3212345, 3212345-801), a service number
// (12345, 400-820-8820)?
bool is_phone(std::string_view text);

}  // namespace qingshui::registry
