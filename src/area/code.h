#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qingshui::area {

// The levels of the area tree, from the widest to the narrowest.
enum class Level {
    Nation,
    Province,   // 省
    City,       // 市
    County,     // 县、区
    Street,     // 街道、镇、乡
    Community,  // 社区、村
    Compound,   // 小区、自然村
    Grid,       // 网格
    Building,   // 楼栋
    Unit,       // 单元
    Household,  // 户
};

// The words of a level: 社区, "community" (as declarations write it).
std::string_view name(Level level);
Text title(Level level);
// Reads a level's English word or one of its Chinese ones (街道, 镇, 乡; 社区, 村 …).
std::optional<Level> parse_level(std::string_view name);

// The code of an area, an identifier that authorities give out:
//   nation           "0"
//   province … community  2, 4, 6, 9, 12 digits (GB/T 2260 and the statistical division
//                    codes); the parts at the end that are all zeros are dropped:
//                    341502005000 is the street 341502005, 340000 the province 34
//   compound         12 digits, "X", 2 or 3 digits          341502005001X01
//   grid             15 digits (GB/T 30428: 6+3+3+3)         341502005001003
//   building         grid, "-", 1 to 6 letters or digits     341502005001003-12
//   unit             building, "-", 1 to 6                   341502005001003-12-1
//   household        unit, "-", 1 to 8                       341502005001003-12-1-501
// Letters are kept as capitals. Compounds and grids that stand directly under a street have
// 000 for their community: 341502005000001.
//
// A code says its level and, as far as it goes, where it was given out; who is whose parent
// on a given day is the tree's to say.
class Code {
public:
    // Refuses "area.code_malformed".
    static Result<Code> parse(std::string_view text);

    Level level() const;
    const std::string& text() const { return text_; }
    // The code of the area that gave this code out: its prefix (for a grid, a community or,
    // if that part is 000, a street). The nation for a province; none for the nation.
    std::optional<Code> prefix() const;
    // The 12 digits, or fewer, that authorities above the community gave out, which a
    // compound or anything narrower begins with: 341502005001 of 341502005001003-12.
    std::string_view division() const;

    friend auto operator<=>(const Code&, const Code&) = default;

private:
    explicit Code(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace qingshui::area
