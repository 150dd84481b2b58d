#include "base/signing_key.h"

#include <array>

#include <sodium.h>

#include "base/failure.h"

namespace qingshui {

std::string new_signing_key() {
    if (sodium_init() < 0) throw Failure("libsodium cannot be started");
    std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open = {};
    crypto_sign_keypair(open.data(), reinterpret_cast<unsigned char*>(secret.data()));
    return secret;
}

bool is_signing_key(std::string_view secret) {
    if (secret.size() != crypto_sign_SECRETKEYBYTES) return false;
    const auto* bytes = reinterpret_cast<const unsigned char*>(secret.data());
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open = {};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> made = {};
    crypto_sign_seed_keypair(open.data(), made.data(), bytes);
    const bool is_same = sodium_memcmp(made.data(), bytes, made.size()) == 0;
    sodium_memzero(made.data(), made.size());
    return is_same;
}

}  // namespace qingshui
