#include "paper/cell_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace qingshui::paper {
namespace {

constexpr std::array<std::string_view, 11> kTriggers = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                        "\n", "＝", "＋", "－", "＠"};
constexpr std::size_t kEscape = 7;  // Of "_xHHHH_".

// Whether `text` is any number of apostrophes before a character that starts a formula.
bool is_formula_like(std::string_view text) {
    const std::size_t bare = text.find_first_not_of('\'');
    if (bare == std::string_view::npos) return false;
    const std::string_view rest = text.substr(bare);
    return std::any_of(kTriggers.begin(), kTriggers.end(),
                       [&](std::string_view trigger) { return rest.starts_with(trigger); });
}

// The number in "_xHHHH_" at the start of `text`.
std::optional<std::uint16_t> escaped(std::string_view text) {
    if (text.size() < kEscape || !text.starts_with("_x") || text[kEscape - 1] != '_') return {};
    std::uint16_t number = 0;
    const char* const end = text.data() + kEscape - 1;
    const auto [stop, error] = std::from_chars(text.data() + 2, end, number, 16);
    if (error != std::errc() || stop != end) return {};
    return number;
}

void append_utf8(std::string& to, std::uint32_t code) {
    const auto tail = [&](int shift) {
        to += static_cast<char>(0x80U | ((code >> static_cast<unsigned>(shift)) & 0x3FU));
    };
    if (code < 0x80U) {
        to += static_cast<char>(code);
    } else if (code < 0x800U) {
        to += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else {
        to += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    }
}

bool is_surrogate(std::uint16_t number) { return number >= 0xD800U && number <= 0xDFFFU; }

}  // namespace

std::string to_csv(std::string_view text) {
    return is_formula_like(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view from_csv(std::string_view cell) {
    return cell.starts_with('\'') && is_formula_like(cell) ? cell.substr(1) : cell;
}

std::string to_workbook(std::string_view text) {
    std::string cell;
    cell.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '_' && escaped(text.substr(at))) cell += "_x005F";
        cell += text[at];
    }
    return cell;
}

std::string from_workbook(std::string_view cell) {
    std::string text;
    text.reserve(cell.size());
    for (std::size_t at = 0; at < cell.size();) {
        const auto number = cell[at] == '_' ? escaped(cell.substr(at)) : std::nullopt;
        if (number && !is_surrogate(*number)) {
            append_utf8(text, *number);
            at += kEscape;
        } else {
            text += cell[at++];
        }
    }
    return text;
}

}  // namespace qingshui::paper
