#include "base/invisible.h"

#include <algorithm>
#include <array>

namespace qingshui::utf8 {
namespace {

struct Range {
    char32_t first, last;
};

template <std::size_t Size>
bool is_in(const std::array<Range, Size>& ranges, char32_t code) {
    return std::any_of(ranges.begin(), ranges.end(), [code](const Range& range) {
        return range.first <= code && code <= range.last;
    });
}

// Of Unicode's Default_Ignorable_Code_Point, and U+FFF9 to U+FFFB.
constexpr std::array<Range, 13> kUnseen = {{{0x00AD, 0x00AD},
                                            {0x034F, 0x034F},
                                            {0x061C, 0x061C},
                                            {0x115F, 0x1160},
                                            {0x200B, 0x200B},
                                            {0x200E, 0x200F},
                                            {0x202A, 0x202E},
                                            {0x2060, 0x206F},
                                            {0x3164, 0x3164},
                                            {0xFEFF, 0xFEFF},
                                            {0xFFA0, 0xFFA0},
                                            {0xFFF9, 0xFFFB},
                                            {0xE0000, 0xE007F}}};
constexpr std::array<Range, 2> kJoiners = {{{0x180E, 0x180E}, {0x200C, 0x200D}}};
constexpr std::array<Range, 2> kSelectors = {{{0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}}};
// Scripts whose letters join: Arabic to Sinhala, Mongolian.
constexpr std::array<Range, 2> kJoining = {{{0x0600, 0x0DFF}, {0x1800, 0x18AF}}};
constexpr std::array<Range, 4> kPictures = {
    {{0x2190, 0x2BFF}, {0x3030, 0x303D}, {0xFE0F, 0xFE0F}, {0x1F000, 0x1FAFF}}};
constexpr std::array<Range, 3> kHan = {{{0x3400, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFF}}};
constexpr char32_t kKeycap = 0x20E3;

// Is `code` without a look and a meaning between these two? 0: there is none.
bool is_unseen(char32_t before, char32_t code, char32_t after) {
    if (is_in(kUnseen, code)) return true;
    if (is_in(kJoiners, code)) {
        const bool is_in_picture = is_in(kPictures, before) && is_in(kPictures, after);
        return !is_in_picture && !is_in(kJoining, before);
    }
    if (!is_in(kSelectors, code)) return false;
    return !is_in(kPictures, before) && !is_in(kHan, before) && after != kKeycap;
}

// The first bytes of all those characters. Most texts have none and are not looked into.
bool may_be_unseen(char byte) {
    switch (static_cast<unsigned char>(byte)) {
        case 0xC2:
        case 0xCD:
        case 0xD8:
        case 0xE1:
        case 0xE2:
        case 0xE3:
        case 0xEF:
        case 0xF3: return true;
        default: return false;
    }
}

// The place of the first byte of an unseen character, from `at` on; npos if there is none.
std::size_t find_unseen(std::string_view text, std::size_t at, char32_t before) {
    while (at < text.size()) {
        const Character here = first(text.substr(at));
        const std::size_t next = at + here.size;
        if (here.is_valid && may_be_unseen(text[at])) {
            const char32_t after = next < text.size() ? first(text.substr(next)).code : 0;
            if (is_unseen(before, here.code, after)) return at;
        }
        before = here.code;
        at = next;
    }
    return std::string_view::npos;
}

bool may_hold_unseen(std::string_view text) {
    return std::any_of(text.begin(), text.end(), may_be_unseen);
}

}  // namespace

std::optional<Unwritable> invisible(std::string_view text) {
    const auto written = unwritable(text);
    if (!may_hold_unseen(text)) return written;
    const std::size_t at = find_unseen(text, 0, 0);
    if (at == std::string_view::npos) return written;
    const std::size_t place = code_points(text.substr(0, at)).size() + 1;
    if (written && written->place < place) return written;
    return Unwritable{first(text.substr(at)).code, place};
}

std::string visible(std::string_view text) {
    if (!may_hold_unseen(text)) return std::string(text);
    std::string out;
    char32_t before = 0;
    while (!text.empty()) {
        const std::size_t unseen = find_unseen(text, 0, before);
        const std::string_view seen = text.substr(0, unseen);
        out += seen;
        if (unseen == std::string_view::npos) break;
        if (!seen.empty()) before = code_points(seen).back();
        text.remove_prefix(unseen);
        text.remove_prefix(first(text).size);
    }
    return out;
}

}  // namespace qingshui::utf8
