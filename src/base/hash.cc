#include "base/hash.h"

#include <sodium.h>

#include <new>

#include "base/ensure.h"

namespace qingshui {
namespace {

static_assert(sizeof(crypto_hash_sha256_state) <= 104);
static_assert(alignof(crypto_hash_sha256_state) <= 8);

crypto_hash_sha256_state* state_of(std::array<std::uint8_t, 104>& bytes) {
    return std::launder(reinterpret_cast<crypto_hash_sha256_state*>(bytes.data()));
}

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

std::string Digest::hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

Digest sha256(std::string_view bytes) {
    Digest digest;
    crypto_hash_sha256(digest.bytes.data(), raw(bytes), bytes.size());
    return digest;
}

Hasher::Hasher() : state_() {
    auto* state = std::construct_at(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()));
    crypto_hash_sha256_init(state);
}

void Hasher::add(std::string_view bytes) {
    crypto_hash_sha256_update(state_of(state_), raw(bytes), bytes.size());
}

Digest Hasher::digest() {
    Digest digest;
    crypto_hash_sha256_final(state_of(state_), digest.bytes.data());
    return digest;
}

}  // namespace qingshui
