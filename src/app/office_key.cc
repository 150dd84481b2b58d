#include "app/office_key.h"

#include <fmt/format.h>
#include <sodium.h>

#include "base/signing_key.h"
#include "base/told_failure.h"

namespace qingshui::app {
namespace {

using Bytes = std::basic_string<unsigned char>;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex(const unsigned char* bytes, std::size_t size) {
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, size);
    text.pop_back();
    return text;
}

// The bytes of `text`; shorter than `size` if it is not that many in hexadecimal.
Bytes unhex(std::string_view text, std::size_t size) {
    Bytes bytes(size, 0);
    std::size_t read = 0;
    const int status = sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr,
                                      &read, nullptr);
    if (status != 0) read = 0;
    bytes.resize(read);
    return bytes;
}

void need_sodium() {
    if (sodium_init() < 0) throw Failure("libsodium cannot be started");
}

}  // namespace

OfficeKey::OfficeKey(std::string secret) : secret_(std::move(secret)) {}

OfficeKey::OfficeKey(OfficeKey&& other) noexcept : secret_(std::move(other.secret_)) {
    sodium_memzero(other.secret_.data(), other.secret_.size());
    other.secret_.clear();
}

OfficeKey::~OfficeKey() { sodium_memzero(secret_.data(), secret_.size()); }

std::optional<OfficeKey> OfficeKey::find(store::Files& files) {
    need_sodium();
    auto secret = files.get(store::kReportKey);
    if (!secret) return std::nullopt;
    if (!is_signing_key(*secret)) {
        throw ToldFailure(
            {fmt::format("“{}”不是签名密钥，或被改动过", store::kReportKey),
             fmt::format("“{}” is no signing key, or was altered", store::kReportKey)},
            {"请从备份取回这个文件", "Take this file back from a backup"});
    }
    return OfficeKey(std::move(*secret));
}

OfficeKey OfficeKey::open(store::Files& files) {
    if (auto known = find(files)) return std::move(*known);
    std::string secret = new_signing_key();
    files.put(store::kReportKey, secret);
    return OfficeKey(std::move(secret));
}

std::string OfficeKey::public_hex() const {
    Bytes open(crypto_sign_PUBLICKEYBYTES, 0);
    crypto_sign_ed25519_sk_to_pk(open.data(), bytes_of(secret_));
    return hex(open.data(), open.size());
}

std::string OfficeKey::sign(std::string_view bytes) const {
    Bytes signature(crypto_sign_BYTES, 0);
    crypto_sign_detached(signature.data(), nullptr, bytes_of(bytes), bytes.size(),
                         bytes_of(secret_));
    return hex(signature.data(), signature.size());
}

bool is_signed(std::string_view bytes, std::string_view signature_hex,
               std::string_view public_hex) {
    need_sodium();
    const Bytes signature = unhex(signature_hex, crypto_sign_BYTES);
    const Bytes open = unhex(public_hex, crypto_sign_PUBLICKEYBYTES);
    if (signature.size() != crypto_sign_BYTES || open.size() != crypto_sign_PUBLICKEYBYTES) {
        return false;
    }
    return crypto_sign_verify_detached(signature.data(), bytes_of(bytes), bytes.size(),
                                       open.data()) == 0;
}

}  // namespace qingshui::app
