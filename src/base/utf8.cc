#include "base/utf8.h"

#include "base/ensure.h"

namespace qingshui::utf8 {
namespace {

// Bytes of a character by its first byte; 0 if it begins none.
std::size_t size_by_first(unsigned char byte) {
    if (byte < 0x80) return 1;
    if (byte >= 0xC2 && byte <= 0xDF) return 2;
    if (byte >= 0xE0 && byte <= 0xEF) return 3;
    if (byte >= 0xF0 && byte <= 0xF4) return 4;
    return 0;
}

bool is_scalar(char32_t code) { return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF); }

char32_t smallest_of_size(std::size_t size) { return size == 4 ? 0x10000 : size == 3 ? 0x800 : 0; }

bool is_unwritable(char32_t code) {
    const bool is_space = code == '\t' || code == '\n' || code == '\r';
    return (code < 0x20 && !is_space) || code == 0xFFFE || code == 0xFFFF;
}

}  // namespace

Character first(std::string_view bytes) {
    const auto lead = static_cast<unsigned char>(bytes.front());
    const Character invalid{lead, 1, false};
    const std::size_t size = size_by_first(lead);
    if (size == 1) return {lead, 1, true};
    if (size == 0 || size > bytes.size()) return invalid;
    char32_t code = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const auto next = static_cast<unsigned char>(bytes[i]);
        if ((next & 0xC0U) != 0x80U) return invalid;
        code = code << 6U | (next & 0x3FU);
    }
    if (code < smallest_of_size(size) || !is_scalar(code)) return invalid;
    return {code, size, true};
}

std::u32string code_points(std::string_view text) {
    std::u32string points;
    points.reserve(text.size());
    while (!text.empty()) {
        const Character character = first(text);
        points += character.is_valid ? character.code : U'\uFFFD';
        text.remove_prefix(character.size);
    }
    return points;
}

std::optional<Unwritable> unwritable(std::string_view text) {
    std::size_t place = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte & 0xC0U) != 0x80U) ++place;
        const bool may_be = byte < 0x20U || byte == 0xEFU;
        if (!may_be) continue;
        const char32_t code = first(text.substr(at)).code;
        if (is_unwritable(code)) return Unwritable{code, place};
    }
    return {};
}

std::string writable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Character next = first(text);
        if (next.is_valid && !is_unwritable(next.code)) {
            out += text.substr(0, next.size);
        } else {
            append(out, U'\uFFFD');
        }
        text.remove_prefix(next.size);
    }
    return out;
}

void append(std::string& text, char32_t code) {
    ensure(is_scalar(code), "only a Unicode scalar value is written");
    const auto trail = [code](unsigned shift) {
        return static_cast<char>(0x80U | (code >> shift & 0x3FU));
    };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0U | code >> 6U);
        text += trail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0U | code >> 12U);
        text += trail(6);
        text += trail(0);
    } else {
        text += static_cast<char>(0xF0U | code >> 18U);
        text += trail(12);
        text += trail(6);
        text += trail(0);
    }
}

}  // namespace qingshui::utf8
