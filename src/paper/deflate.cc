#include "paper/deflate.h"

#include <zlib.h>

#include <cstdint>

#include "base/ensure.h"
#include "base/failure.h"

namespace qingshui::paper {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's way to ask for a gzip header.
constexpr int kMemoryLevel = 9;
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string gzip(std::string_view bytes) {
    z_stream stream = {};
    ensure(bytes.size() <= UINT32_MAX, "what is packed at once is less than 4 GiB");
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        throw Failure("zlib cannot start packing");
    }
    std::string packed(deflateBound(&stream, bytes.size()), '\0');
    std::string source(bytes);
    stream.next_in = reinterpret_cast<Bytef*>(source.data());
    stream.avail_in = static_cast<uInt>(source.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int outcome = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    ensure(outcome == Z_STREAM_END, "deflateBound leaves enough room");
    return packed;
}

std::string base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::string_view group = bytes.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t index = 0; index < 3; ++index) {
            bits =
                bits << 8U | (index < group.size() ? static_cast<std::uint8_t>(group[index]) : 0U);
        }
        for (std::size_t index = 0; index < 4; ++index) {
            const std::uint32_t digit = bits >> (18U - 6U * index) & 0x3FU;
            text += index <= group.size() ? kAlphabet[digit] : '=';
        }
    }
    return text;
}

}  // namespace qingshui::paper
