#include "report/units.h"

#include <algorithm>
#include <array>
#include <string>

namespace qingshui::report {

namespace {

// A unit is `times / per` of the first of its family.
struct Unit {
    std::string_view name;
    int family;
    std::int64_t times;
    std::int64_t per;
};

constexpr std::array kUnits{
    Unit{"元", 0, 1, 1},
    Unit{"百元", 0, 100, 1},
    Unit{"千元", 0, 1'000, 1},
    Unit{"万元", 0, 10'000, 1},
    Unit{"百万元", 0, 1'000'000, 1},
    Unit{"千万元", 0, 10'000'000, 1},
    Unit{"亿元", 0, 100'000'000, 1},
    Unit{"平方米", 1, 1, 1},
    Unit{"平米", 1, 1, 1},
    Unit{"亩", 1, 2'000, 3},
    Unit{"万平方米", 1, 10'000, 1},
    Unit{"公顷", 1, 10'000, 1},
    Unit{"平方公里", 1, 1'000'000, 1},
    Unit{"米", 2, 1, 1},
    Unit{"公里", 2, 1'000, 1},
    Unit{"公斤", 3, 1, 1},
    Unit{"斤", 3, 1, 2},
    Unit{"吨", 3, 1'000, 1},
    Unit{"分钟", 4, 1, 1},
    Unit{"小时", 4, 60, 1},
};

const Unit* find(std::string_view name) {
    for (const auto& unit : kUnits) {
        if (unit.name == name) return &unit;
    }
    return nullptr;
}

}  // namespace

std::optional<Conversion> conversion(std::string_view from, std::string_view to) {
    if (from == to) return Conversion{};
    const auto* a = find(from);
    const auto* b = find(to);
    if (a != nullptr && b != nullptr && a->family == b->family) {
        return Conversion{Decimal::whole(a->times * b->per), Decimal::whole(a->per * b->times)};
    }
    if (from.empty()) return std::nullopt;
    if (to == "万" + std::string(from)) return Conversion{.per = Decimal::whole(10'000)};
    if (to == "亿" + std::string(from)) return Conversion{.per = Decimal::whole(100'000'000)};
    return std::nullopt;
}

std::string unit_within(std::string_view unit, const Decimal& per) {
    if (per == Decimal::whole(1)) return std::string(unit);
    const auto makes_up = [&](std::string_view part) {
        const auto factor = conversion(part, unit);
        return factor && times(factor->times, per) == factor->per;
    };
    for (const std::string_view many : {"万", "亿"}) {
        if (!unit.starts_with(many)) continue;
        const auto part = unit.substr(many.size());
        if (makes_up(part)) return std::string(part);
    }
    const auto found = std::find_if(kUnits.begin(), kUnits.end(),
                                    [&](const Unit& each) { return makes_up(each.name); });
    return found != kUnits.end() ? std::string(found->name) : "";
}

}  // namespace qingshui::report
