#include <array>

#include "base/chinese.h"
#include "base/invisible.h"
#include "base/utf8.h"

namespace qingshui::chinese {
namespace {

constexpr char32_t kIdeographicSpace = U'\u3000';

char32_t folded(char32_t code) {
    if (code == kIdeographicSpace || code == U'\u00A0') return U' ';
    if (code >= U'\uFF01' && code <= U'\uFF5E') return code - 0xFEE0;
    return code;
}

constexpr std::array<std::string_view, 2> kWideBlanks = {"\u3000", "\u00A0"};

bool is_white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_between(char32_t code, char32_t first, char32_t last) {
    return code >= first && code <= last;
}

bool is_han(char32_t code) {
    return is_between(code, 0x4E00, 0x9FFF) || is_between(code, 0x3400, 0x4DBF) ||
           is_between(code, 0xF900, 0xFAFF) || is_between(code, 0x20000, 0x3FFFF) ||
           code == U'\u3007' || code == U'\u3005';
}

// Letters of other scripts, kept one by one as Han characters are.
bool is_other_letter(char32_t code) {
    return is_between(code, 0x0370, 0x1FFF) || is_between(code, 0x2C00, 0x2DFF) ||
           is_between(code, 0x3041, 0x318F) || is_between(code, 0xA000, 0xD7FF);
}

bool is_latin_or_digit(char32_t code) {
    return is_between(code, 'a', 'z') || is_between(code, 'A', 'Z') || is_between(code, '0', '9') ||
           (is_between(code, 0x00C0, 0x024F) && code != 0x00D7 && code != 0x00F7);
}

char32_t lower(char32_t code) {
    const bool is_upper = is_between(code, 'A', 'Z') || is_between(code, 0x00C0, 0x00DE);
    return is_upper ? code + 0x20 : code;
}

}  // namespace

std::size_t blank_at_start(std::string_view text) {
    if (text.empty()) return 0;
    if (is_white(text.front())) return 1;
    for (const std::string_view wide : kWideBlanks) {
        if (text.starts_with(wide)) return wide.size();
    }
    return 0;
}

std::string_view bare(std::string_view text) {
    while (const std::size_t size = blank_at_start(text)) text.remove_prefix(size);
    const auto blank_at_end = [&text]() -> std::size_t {
        if (text.empty()) return 0;
        if (is_white(text.back())) return 1;
        for (const std::string_view wide : kWideBlanks) {
            if (text.ends_with(wide)) return wide.size();
        }
        return 0;
    };
    while (const std::size_t size = blank_at_end()) text.remove_suffix(size);
    return text;
}

std::string folded(std::string_view raw) {
    const std::string seen = utf8::visible(raw);
    std::string_view text = seen;
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const utf8::Character character = utf8::first(text);
        if (character.is_valid) {
            utf8::append(out, folded(character.code));
        } else {
            out += text.front();
        }
        text.remove_prefix(character.size);
    }
    std::size_t last = out.size();
    while (last > 0 && is_white(out[last - 1])) --last;
    std::size_t first = 0;
    while (first < last && is_white(out[first])) ++first;
    return out.substr(first, last - first);
}

std::string shortened(std::string_view text) {
    constexpr std::size_t kCharactersMax = 64;
    std::string out;
    for (std::size_t characters = 0; !text.empty(); ++characters) {
        if (characters == kCharactersMax) return out + "…";
        const utf8::Character next = utf8::first(text);
        const bool is_control = next.code < 0x20 || next.code == 0x7F;
        if (!next.is_valid) {
            utf8::append(out, U'\uFFFD');
        } else if (is_control) {
            out += ' ';
        } else {
            out += text.substr(0, next.size);
        }
        text.remove_prefix(next.size);
    }
    return out;
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        text.remove_prefix(utf8::first(text).size);
        ++count;
    }
    return count;
}

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const utf8::Character character = utf8::first(bytes);
        if (!character.is_valid) return false;
        bytes.remove_prefix(character.size);
    }
    return true;
}

std::string search_tokens(std::string_view text) {
    std::string out;
    bool is_in_word = false;
    for (const char32_t raw : utf8::code_points(utf8::visible(text))) {
        const char32_t code = folded(raw);
        const bool is_word = is_latin_or_digit(code);
        if (!is_word && !is_han(code) && !is_other_letter(code)) {
            is_in_word = false;
            continue;
        }
        if (!out.empty() && !(is_word && is_in_word)) out += ' ';
        utf8::append(out, lower(code));
        is_in_word = is_word;
    }
    return out;
}

}  // namespace qingshui::chinese
