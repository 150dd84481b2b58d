#pragma once

#include <string>
#include <string_view>

namespace qingshui {

// A new signing key (Ed25519, libsodium): its seed and its public half.
std::string new_signing_key();
// Are these bytes one? A key that was altered is none.
bool is_signing_key(std::string_view secret);

}  // namespace qingshui
