#include "area/code.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

namespace qingshui::area {
namespace {

struct Words {
    std::string_view name;
    std::string_view zh;
    std::string_view en;
    std::string_view others;  // Further Chinese words, each between bars.
};

constexpr std::array<Words, 11> kWords = {{
    {"nation", "全国", "Nation", "|国家|"},
    {"province", "省", "Province", "|自治区|直辖市|"},
    {"city", "市", "City", "|地级市|州|盟|地区|"},
    {"county", "县区", "County", "|县|区|旗|县级市|"},
    {"street", "街道", "Subdistrict", "|镇|乡|街道办事处|"},
    {"community", "社区", "Community", "|村|居委会|村委会|"},
    {"compound", "小区", "Compound", "|自然村|"},
    {"grid", "网格", "Grid", "||"},
    {"building", "楼栋", "Building", "|楼|栋|"},
    {"unit", "单元", "Unit", "||"},
    {"household", "户", "Household", "|家庭|"},
}};

const Words& words(Level level) { return kWords.at(static_cast<std::size_t>(level)); }

constexpr std::size_t kDivision = 12;  // Digits of a community's code.
constexpr std::size_t kGrid = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

std::string capitals(std::string_view text) {
    std::string result(text);
    for (auto& c : result) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
}

// Drops the last part (of 3 or 2 digits) of a division code while it is all zeros.
std::string_view without_zero_parts(std::string_view digits) {
    while (digits.size() > 2) {
        const std::size_t part = digits.size() > 6 ? 3 : 2;
        const auto last = digits.substr(digits.size() - part);
        if (last.find_first_not_of('0') != std::string_view::npos) break;
        digits.remove_suffix(part);
    }
    return digits;
}

bool is_division(std::string_view text) {
    constexpr std::array<std::size_t, 5> kLengths = {2, 4, 6, 9, 12};
    const bool fits = std::find(kLengths.begin(), kLengths.end(), text.size()) != kLengths.end();
    return fits && all_digits(text) && !text.starts_with("00");
}

bool is_compound(std::string_view text) {
    if (text.size() < kDivision + 3 || text.size() > kDivision + 4) return false;
    return is_division(text.substr(0, kDivision)) && text[kDivision] == 'X' &&
           all_digits(text.substr(kDivision + 1));
}

// A grid, and after it up to three parts behind hyphens.
bool is_grid_or_narrower(std::string_view text) {
    constexpr std::array<std::size_t, 3> kPartMax = {6, 6, 8};
    if (text.size() < kGrid || !is_division(text.substr(0, kDivision))) return false;
    const auto grid = text.substr(kDivision, kGrid - kDivision);
    if (!all_digits(grid) || grid == "000") return false;
    text.remove_prefix(kGrid);
    for (const auto most : kPartMax) {
        if (text.empty()) return true;
        if (text.front() != '-') return false;
        text.remove_prefix(1);
        const auto part = text.substr(0, text.find('-'));
        if (part.empty() || part.size() > most) return false;
        if (!std::all_of(part.begin(), part.end(), is_letter_or_digit)) return false;
        text.remove_prefix(part.size());
    }
    return text.empty();
}

Refusal malformed(std::string_view text) {
    constexpr std::size_t kShown = 60;
    const auto shown = text.size() <= kShown ? std::string(text) : std::string();
    Refusal refusal;
    refusal.rule = "area.code_malformed";
    refusal.subject = shown;
    refusal.says = shown.empty() ? Text{"区域代码为空或过长", "The area code is empty or too long"}
                                 : Text{fmt::format("“{}”不是区域代码", shown),
                                        fmt::format("\"{}\" is not an area code", shown)};
    refusal.remedy = {
        "请填写区划代码（2、4、6、9或12位数字）、小区代码（12位数字加X和2至3位数字）、"
        "15位网格代码，或在网格代码后用短横线接楼栋、单元、户号",
        "Write a division code (2, 4, 6, 9 or 12 digits), a compound (12 digits, X and 2 or 3 "
        "digits), a grid (15 digits), or a grid with building, unit and household after hyphens"};
    refusal.where.value = shown;
    return refusal;
}

}  // namespace

std::string_view name(Level level) { return words(level).name; }

Text title(Level level) { return {std::string(words(level).zh), std::string(words(level).en)}; }

std::optional<Level> parse_level(std::string_view name) {
    if (name.empty() || name.find('|') != std::string_view::npos) return std::nullopt;
    const auto barred = fmt::format("|{}|", name);
    for (std::size_t index = 0; index < kWords.size(); ++index) {
        const auto& word = kWords.at(index);
        if (name == word.name || name == word.zh ||
            word.others.find(barred) != std::string_view::npos) {
            return static_cast<Level>(index);
        }
    }
    return std::nullopt;
}

Result<Code> Code::parse(std::string_view text) {
    if (text == "0") return Code("0");
    if (is_division(text)) return Code(std::string(without_zero_parts(text)));
    auto code = capitals(text.substr(0, 64));
    if (text.size() <= 64 && (is_compound(code) || is_grid_or_narrower(code))) {
        return Code(std::move(code));
    }
    return malformed(text);
}

Level Code::level() const {
    if (text_.size() > kDivision) {
        if (text_[kDivision] == 'X') return Level::Compound;
        const auto hyphens = std::count(text_.begin(), text_.end(), '-');
        return static_cast<Level>(static_cast<std::ptrdiff_t>(Level::Grid) + hyphens);
    }
    switch (text_.size()) {
        case 1: return Level::Nation;
        case 2: return Level::Province;
        case 4: return Level::City;
        case 6: return Level::County;
        case 9: return Level::Street;
        default: return Level::Community;
    }
}

std::optional<Code> Code::prefix() const {
    switch (level()) {
        case Level::Nation: return std::nullopt;
        case Level::Province: return Code("0");
        case Level::City:
        case Level::County:
            return Code(std::string(
                without_zero_parts(std::string_view(text_).substr(0, text_.size() - 2))));
        case Level::Street:
        case Level::Community:
            return Code(std::string(
                without_zero_parts(std::string_view(text_).substr(0, text_.size() - 3))));
        case Level::Compound:
        case Level::Grid: return Code(std::string(division()));
        case Level::Building:
        case Level::Unit:
        case Level::Household: return Code(text_.substr(0, text_.rfind('-')));
    }
    ensure(false, "a code has one of the levels");
    return std::nullopt;
}

std::string_view Code::division() const {
    return without_zero_parts(std::string_view(text_).substr(0, kDivision));
}

}  // namespace qingshui::area
