#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace qingshui {

// A SHA-256 digest.
struct Digest {
    std::array<std::uint8_t, 32> bytes = {};

    std::string hex() const;  // 64 lower-case hexadecimal digits.
    friend auto operator<=>(const Digest&, const Digest&) = default;
};

// SHA-256 of `bytes` (libsodium).
Digest sha256(std::string_view bytes);

// SHA-256 taken in pieces.
class Hasher {
public:
    Hasher();
    void add(std::string_view bytes);
    // The digest of all that was added. Call once.
    Digest digest();

private:
    alignas(8) std::array<std::uint8_t, 104> state_;  // crypto_hash_sha256_state.
};

}  // namespace qingshui
