#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/files.h"

namespace qingshui::app {

// The office's signing key (Ed25519, libsodium), kept among its files as keys/report.key. It says
// that a document was signed in this office and not changed since.
class OfficeKey {
public:
    // Reads the key; none if the office has none. Throws Failure.
    static std::optional<OfficeKey> find(store::Files& files);
    // Reads the key, or makes it if there is none, so that it outlives a power cut. A key that
    // is there but cannot be read is never replaced. Throws Failure.
    static OfficeKey open(store::Files& files);

    std::string public_hex() const;                  // 64 hexadecimal digits.
    std::string sign(std::string_view bytes) const;  // 128 hexadecimal digits.

    OfficeKey(const OfficeKey&) = delete;
    OfficeKey& operator=(const OfficeKey&) = delete;
    OfficeKey(OfficeKey&& other) noexcept;
    OfficeKey& operator=(OfficeKey&& other) = delete;
    ~OfficeKey();  // Wipes the secret from memory.

private:
    explicit OfficeKey(std::string secret);
    std::string secret_;
};

// Did the key whose public half this is sign these bytes?
bool is_signed(std::string_view bytes, std::string_view signature_hex, std::string_view public_hex);

}  // namespace qingshui::app
