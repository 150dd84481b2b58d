#include "app/places.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

constexpr std::size_t kPathsShown = 5;

// "茶棚社区 / 皋城小区" → its names from the outside in.
std::vector<std::string> names_of(std::string_view path) {
    std::vector<std::string> names;
    while (true) {
        const auto slash = path.find('/');
        names.push_back(trimmed(path.substr(0, slash)));
        if (slash == std::string_view::npos) return names;
        path.remove_prefix(slash + 1);
    }
}

// With full-width brackets, as Chinese text has them.
std::string widened(std::string_view text) {
    std::string wide;
    for (const char each : chinese::folded(text)) {
        if (each == '(' || each == ')') {
            wide += each == '(' ? "（" : "）";
        } else {
            wide += each;
        }
    }
    return wide;
}

// Do the names above `area` hold the outer names of a path, in this order?
bool lies_below(const area::Tree& tree, Id<area::Area> area, Date day,
                const std::vector<std::string>& names) {
    auto wanted = names.rbegin() + 1;
    for (const auto above : tree.path(area, day)) {
        if (wanted == names.rend()) return true;
        const bool is_it =
            above != area && chinese::folded(tree.at(above, day)->name) == chinese::folded(*wanted);
        if (is_it) ++wanted;
    }
    return wanted == names.rend();
}

std::string joined(const std::vector<std::string>& words, std::string_view glue) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : std::string(glue)) + word;
    return text;
}

bool is_one_of(const std::vector<area::Level>& levels, area::Level level) {
    return levels.empty() || std::find(levels.begin(), levels.end(), level) != levels.end();
}

// Names of areas; of what is numbered rather than named, the codes.
std::vector<std::string> near(const area::Tree& tree, Id<area::Area> root, std::string_view text,
                              Date day, const std::vector<area::Level>& levels) {
    std::vector<std::string> names;
    for (const auto& stay : tree.subtree(root, {day, day})) {
        const area::Span& span = *tree.at(stay.area, day);
        if (!is_one_of(levels, span.code.level())) continue;
        names.push_back(span.code.level() < area::Level::Building ? span.name : span.code.text());
    }
    return chinese::nearest(text, names);
}

Refusal ambiguous(const area::Tree& tree, const std::vector<Id<area::Area>>& found,
                  std::string_view text, Date day) {
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const auto area : found) {
        if (zh.size() == kPathsShown) break;
        const std::string path = tree.path_name(area, day);
        const std::string code = tree.at(area, day)->code.text();
        zh.push_back(fmt::format("{}（{}）", path, code));
        en.push_back(fmt::format("{} ({})", path, code));
    }
    Refusal refusal{Reason::Invalid, "area.ambiguous", std::string(text)};
    refusal.says = {fmt::format("有{}个区域都叫“{}”：{}", found.size(), chinese::shortened(text),
                                joined(zh, "；")),
                    fmt::format("{} areas are named “{}”: {}", found.size(),
                                chinese::shortened(text), joined(en, "; "))};
    refusal.remedy = {"请改填区域代码", "Give the area's code instead"};
    return refusal;
}

Refusal outside(std::string_view text) {
    return {Reason::Forbidden,
            "access.outside",
            std::string(text),
            {fmt::format("“{}”不在您的管辖范围内", chinese::shortened(text)),
             fmt::format("“{}” lies outside your area", chinese::shortened(text))},
            {"请由管辖该区域的人员办理", "Leave it to those who answer for that area"}};
}

// The last day of `period` on which `text` means an area.
std::optional<Date> last_day_of(const area::Tree& tree, std::string_view text,
                                const Period& period) {
    const auto is_meant = [&](Date day) { return !areas_meant(tree, text, day).empty(); };
    if (is_meant(period.to)) return period.to;
    const auto turns = tree.turning_days(period);
    for (auto turn = turns.rbegin(); turn != turns.rend() && *turn > period.from; ++turn) {
        const auto before = *turn->plus_days(-1);
        if (is_meant(before)) return before;
    }
    return std::nullopt;
}

// The first day after `day` on which `text` means an area.
std::optional<Date> first_day_after(const area::Tree& tree, std::string_view text, Date day) {
    const auto turns = tree.turning_days({day, Date::max()});
    const auto first = std::find_if(turns.begin(), turns.end(), [&](Date turn) {
        return !areas_meant(tree, text, turn).empty();
    });
    return first != turns.end() ? std::optional(*first) : std::nullopt;
}

// What the area that `text` meant until `last` is called on `day`, or what took it over.
std::vector<std::string> heirs(const area::Tree& tree, std::string_view text, Date last, Date day) {
    std::vector<std::string> now;
    for (const auto area : areas_meant(tree, text, last)) {
        const auto& span = tree.nearest(area, day);
        if (span.to >= day) now.push_back(span.name);  // It bears another name now.
        for (const auto heir : span.successors) now.push_back(tree.nearest(heir, day).name);
    }
    return now;
}

Text ended(const std::string& shown, Date last, Date day) {
    const bool has_day = day != Date::max();
    return {fmt::format("{}没有区域“{}”：它到{}为止", has_day ? chinese::date(day) : "现在", shown,
                        chinese::date(last)),
            fmt::format("There is no area “{}”{}: it was there until {}", shown,
                        has_day ? " on " + day.text() : "", last.text())};
}

Text not_yet(const std::string& shown, Date first, Date day) {
    return {fmt::format("{}还没有区域“{}”：它从{}起才有", chinese::date(day), shown,
                        chinese::date(first)),
            fmt::format("There was no area “{}” yet on {}: it is there from {}", shown, day.text(),
                        first.text())};
}

Text unknown(const std::string& shown, Date day) {
    const bool has_day = day != Date::max();
    return {has_day ? fmt::format("{}没有区域“{}”", chinese::date(day), shown)
                    : fmt::format("没有区域“{}”", shown),
            has_day ? fmt::format("There was no area “{}” on {}", shown, day.text())
                    : fmt::format("There is no area “{}”", shown)};
}

}  // namespace

NoArea why_no_area(const access::Actor& actor, const area::Tree& tree, std::string_view text,
                   Date day, const std::vector<area::Level>& levels) {
    const auto last = last_day_of(tree, text, {Date::min(), day});
    if (last) return {last, {}, heirs(tree, text, *last, day)};
    if (const auto first = first_day_after(tree, text, day)) return {{}, first, {}};
    return {{}, {}, near(tree, actor.scope, text, day, levels)};
}

Refusal no_such_area(std::string_view text, Date day, const NoArea& why) {
    Refusal refusal{Reason::Missing, "area.unknown", std::string(text)};
    const std::string shown = chinese::shortened(text);
    const std::string zh = joined(why.names, "”“");
    const std::string en = joined(why.names, "”, “");
    const Text check_day = {"请核对日期", "Check the day"};
    if (why.last) {
        refusal.says = ended(shown, *why.last, day);
        refusal.remedy =
            zh.empty() ? check_day
                       : Text{fmt::format("其后由“{}”接续：请填接续的区域，或核对日期", zh),
                              fmt::format("“{}” took it over: name that, or check the day", en)};
    } else if (why.first) {
        refusal.says = not_yet(shown, *why.first, day);
        refusal.remedy = check_day;
    } else {
        refusal.says = unknown(shown, day);
        refusal.remedy =
            zh.empty()
                ? Text{"请填写区域代码或全名", "Give the area's code or full name"}
                : Text{fmt::format("是不是“{}”？", zh), fmt::format("Did you mean “{}”?", en)};
    }
    return refusal;
}

std::vector<Id<area::Area>> areas_meant(const area::Tree& tree, std::string_view text, Date day) {
    if (const auto code = area::Code::parse(chinese::folded(text))) {
        if (const auto found = tree.find(*code, day)) return {*found};
    }
    // Names are kept as they were typed: try them so, then with half-width and with
    // full-width brackets.
    for (const auto& variant : {std::string(text), chinese::folded(text), widened(text)}) {
        const auto names = names_of(variant);
        auto found = tree.find_name(names.back(), day);
        std::erase_if(found,
                      [&](Id<area::Area> area) { return !lies_below(tree, area, day, names); });
        if (!found.empty()) return found;
    }
    return {};
}

Result<Id<area::Area>> find_area(const access::Actor& actor, const store::Reader& reader,
                                 std::string_view text, Date day) {
    return find_area(actor, reader.tree(), text, day);
}

Result<Id<area::Area>> find_area(const access::Actor& actor, const area::Tree& tree,
                                 std::string_view text, Date day,
                                 const std::vector<area::Level>& levels) {
    auto found = areas_meant(tree, text, day);
    if (found.empty()) {
        return no_such_area(text, day, why_no_area(actor, tree, text, day, levels));
    }
    const auto is_wanted = [&](Id<area::Area> area) {
        return is_one_of(levels, tree.at(area, day)->code.level());
    };
    if (std::any_of(found.begin(), found.end(), is_wanted)) {
        std::erase_if(found, [&](Id<area::Area> area) { return !is_wanted(area); });
    }
    if (found.size() > 1) return ambiguous(tree, found, text, day);
    if (!tree.within(found.front(), actor.scope, day)) return outside(text);
    return found.front();
}

Result<Id<area::Area>> find_area(const access::Actor& actor, const area::Tree& tree,
                                 std::string_view text, const Period& period) {
    const auto day = last_day_of(tree, text, period);
    return find_area(actor, tree, text, day.value_or(period.to));
}

Result<void> check_scope(const access::Actor& actor, const store::View& view,
                         const registry::Schema& schema, const registry::Record& record) {
    const auto* place = std::get_if<registry::Key>(&record.values[schema.area]);
    const auto* day = std::get_if<Date>(&record.values[schema.day]);
    if (place == nullptr || day == nullptr) return {};
    const area::Tree& tree = view.tree();
    const Id<area::Area> area{place->number};
    // Where there is no such area, the door says so.
    if (!tree.contains(area) || tree.counts_in(area, actor.scope, *day)) return {};
    Refusal refusal = outside(tree.nearest(area, *day).name);
    refusal.subject = schema.fields[schema.area].id;
    return refusal;
}

}  // namespace qingshui::app
