#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "base/chinese.h"
#include "base/failure.h"
#include "base/utf8.h"

namespace qingshui::chinese {
namespace {

struct Close {
    void operator()(iconv_t converter) const { iconv_close(converter); }
};
using Converter = std::unique_ptr<std::remove_pointer_t<iconv_t>, Close>;

std::optional<std::string> converted(const char* encoding, std::string_view bytes) {
    iconv_t opened = iconv_open("UTF-8", encoding);
    if (reinterpret_cast<std::intptr_t>(opened) == -1) {
        throw Failure(std::string("this system cannot read ") + encoding);
    }
    const Converter converter(opened);
    std::string input(bytes);  // iconv() wants it mutable.
    std::string out;
    std::array<char, 4096> buffer = {};
    char* from = input.data();
    std::size_t left = input.size();
    while (left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const std::size_t outcome = iconv(converter.get(), &from, &left, &to, &room);
        out.append(buffer.data(), buffer.size() - room);
        if (outcome == static_cast<std::size_t>(-1) && errno != E2BIG) return std::nullopt;
    }
    return out;
}

// Whether a line is UTF-8 and has several Han characters as such.
bool is_han_in_utf8(std::string_view line) {
    constexpr std::size_t kSeveral = 4;
    std::size_t han = 0;
    while (!line.empty()) {
        const utf8::Character next = utf8::first(line);
        if (!next.is_valid) return false;
        if (next.code >= 0x4E00 && next.code <= 0x9FFF) ++han;
        line.remove_prefix(next.size);
    }
    return han >= kSeveral;
}

// A line in GB18030 next to never is such by chance; a file in two encodings shows itself by it,
// where GB18030 would give almost any bytes some meaning.
bool has_line_in_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        if (is_han_in_utf8(bytes.substr(0, end))) return true;
        bytes.remove_prefix(end);
    }
    return false;
}

std::optional<std::string> decoded_by_mark(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        const std::string_view text = bytes.substr(3);
        return is_utf8(text) ? std::optional<std::string>(text) : std::nullopt;
    }
    if (bytes.starts_with("\xFF\xFE")) return converted("UTF-16LE", bytes.substr(2));
    if (bytes.starts_with("\xFE\xFF")) return converted("UTF-16BE", bytes.substr(2));
    if (is_utf8(bytes)) return std::string(bytes);
    if (has_line_in_utf8(bytes)) return {};
    return converted("GB18030", bytes);
}

}  // namespace

std::optional<std::string> decoded(std::string_view bytes) {
    auto text = decoded_by_mark(bytes);
    // Text has no zero bytes; what has them is some other kind of file.
    if (text && text->find('\0') != std::string::npos) return std::nullopt;
    return text;
}

}  // namespace qingshui::chinese
