#include "app/office_key.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <sodium.h>

#include "base/told_failure.h"
#include "store/file.h"

namespace qingshui::app {
namespace {

namespace fs = std::filesystem;

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

// Puts the secret in place whole.
void keep(const fs::path& path, const std::string& secret) {
    const fs::path fresh = path.string() + ".new";
    fs::create_directories(path.parent_path());
    fs::remove(fresh);  // What a killed process left.
    {
        const auto file = store::File::create(fresh.string());
        file.write(secret);
        file.sync();
    }
    fs::rename(fresh, path);
    store::sync_folder(path.parent_path());
}

fs::path path_of(const std::string& office_folder) {
    return fs::path(office_folder) / "keys" / "report.key";
}

}  // namespace

OfficeKey::OfficeKey(std::string secret) : secret_(std::move(secret)) {}

OfficeKey::OfficeKey(OfficeKey&& other) noexcept : secret_(std::move(other.secret_)) {
    sodium_memzero(other.secret_.data(), other.secret_.size());
    other.secret_.clear();
}

OfficeKey::~OfficeKey() { sodium_memzero(secret_.data(), secret_.size()); }

std::optional<OfficeKey> OfficeKey::find(const std::string& office_folder) {
    need_sodium();
    const auto path = path_of(office_folder);
    if (!fs::exists(path)) return std::nullopt;
    if (fs::is_directory(path)) throw file_failure(path.string(), EISDIR);
    std::ifstream file(path, std::ios::binary);
    if (!file) throw file_failure(path.string(), errno);
    std::string secret(std::istreambuf_iterator<char>(file), {});
    if (secret.size() != crypto_sign_SECRETKEYBYTES) {
        throw ToldFailure({fmt::format("“{}”不是签名密钥", path.string()),
                           fmt::format("“{}” is not a signing key", path.string())},
                          {"请从备份取回这个文件", "Take this file back from a backup"});
    }
    return OfficeKey(std::move(secret));
}

OfficeKey OfficeKey::open(const std::string& office_folder) {
    if (auto known = find(office_folder)) return std::move(*known);
    std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
    Bytes open(crypto_sign_PUBLICKEYBYTES, 0);
    crypto_sign_keypair(open.data(), reinterpret_cast<unsigned char*>(secret.data()));
    keep(path_of(office_folder), secret);
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
