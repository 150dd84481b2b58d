#include <array>

#include <fmt/format.h>

#include "app/areas.h"
#include "cmd/checks.h"
#include "cmd/commands.h"

namespace qingshui::cmd {
namespace {

using Kind = app::AreaOrder::Kind;

struct Options {
    store::Address office;
    std::string area;
    std::string level;
    std::string day;
    std::string reason;
    std::string code;
    std::string name;
    std::vector<std::string> areas;
    std::vector<std::string> parts;
    std::vector<std::string> children;
};

Refusal no_level(const std::string& text) {
    return {
        Reason::Invalid,
        "level.unknown",
        text,
        {fmt::format("“{}”不是区域级别", text), fmt::format("“{}” is not a level of areas", text)},
        {"可用：街道、社区、小区、网格、楼栋、单元、户",
         "Use street, community, compound, grid, building, unit or household"}};
}

int list(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto reader = (*store)->read();
    const auto day = day_of(context, options.day);
    if (!day) return console.refuse(day.error());
    std::optional<area::Level> level;
    if (!options.level.empty()) {
        level = area::parse_level(options.level);
        if (!level) return console.refuse(no_level(options.level));
    }

    const auto rows =
        app::list_areas(actor_of(context, *reader), *reader, options.area, *day, level);
    if (!rows) return console.refuse(rows.error());
    if (console.as_json()) {
        json::Array list;
        for (const auto& row : *rows) {
            list.push_back({{"code", row.code},
                            {"level", area::name(row.level)},
                            {"name", row.name},
                            {"from", row.life.from.text()},
                            {"to", row.life.to.text()}});
        }
        console.print(list);
        return Done;
    }
    Table table({{{"代码", "Code"}}, {{"层级", "Level"}}, {{"名称", "Name"}}});
    for (const auto& row : *rows) {
        table.add({row.code, area::title(row.level).in(console.language()), row.path});
    }
    table.print(console.out(), console.language());
    return Done;
}

// "CODE=NAME" → {"CODE", "NAME"}.
std::pair<std::string, std::string> pair_of(const std::string& text) {
    const auto equals = text.find('=');
    return {text.substr(0, equals), equals == std::string::npos ? "" : text.substr(equals + 1)};
}

struct AreaCommand {
    const char* name;
    const char* zh;
    const char* en;
    const char* act_zh;  // As "…要写明依据或原因" and "to …" go on.
    const char* act_en;
    const char* areas_zh;
    const char* areas_en;
    Kind kind;
    bool has_code = false;
    bool has_name = false;
    bool has_parts = false;
};

int change(Console& console, Context& context, const Options& options, const AreaCommand& spec) {
    require_reason(options.reason, {spec.act_zh, spec.act_en}, "批文");
    app::AreaOrder order{spec.kind, {}, options.areas, {}, {}};
    const auto day = day_of(context, options.day);
    if (!day) return console.refuse(day.error());
    order.day = *day;
    if (!options.code.empty() || !options.name.empty()) {
        order.parts.emplace_back(options.code, options.name);
    }
    for (const std::string& part : options.parts) order.parts.push_back(pair_of(part));
    for (const std::string& child : options.children) order.children.push_back(pair_of(child));

    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto actor = actor_of(context, *(*store)->read());
    const auto written = app::change_areas(actor, **store, order, options.reason);
    if (!written) return console.refuse(written.error());
    if (console.as_json()) {
        console.print(json::Object{{"entry", written->seq}, {"unchanged", written->unchanged}});
    }
    if (written->unchanged) {
        console.say({"没有变化：已经是这样了。", "Nothing changed: it is so already."});
        return Done;
    }
    console.say({fmt::format("已记为第{}号变更，自 {} 起生效。", written->seq, day->text()),
                 fmt::format("Entry {}; in force from {}.", written->seq, day->text())});
    return Done;
}

constexpr std::array<AreaCommand, 6> kAreaCommands = {{
    {"found", "设立区域", "Found an area", "设立区域", "found an area", "上级区域", "The parent",
     Kind::Found, true, true},
    {"rename", "更名", "Rename an area", "更名", "rename an area", "区域", "The area", Kind::Rename,
     false, true},
    {"move", "划转到另一上级", "Move an area", "划转", "move an area", "区域和新上级",
     "The area and its new parent", Kind::Move, true},
    {"merge", "合并", "Merge areas", "合并", "merge areas", "被合并的区域", "The areas merged",
     Kind::Merge, true, true},
    {"split", "拆分", "Split an area", "拆分", "split an area", "被拆分的区域", "The area split",
     Kind::Split, false, false, true},
    {"dissolve", "撤销", "Dissolve an area", "撤销", "dissolve an area", "区域", "The area",
     Kind::Dissolve},
}};

void add_area_command(CLI::App& area, Context& context, Options& options, const AreaCommand& spec) {
    const Words words(context.language);
    auto* command = area.add_subcommand(spec.name, words(spec.zh, spec.en));
    add_office(*command, words, options.office)->required();
    command->add_option("AREA", options.areas, words(spec.areas_zh, spec.areas_en))->required();
    command->add_option("--day", options.day,
                        words("生效日期，缺省为今天", "First day it holds; default: today"));
    command->add_option("--reason", options.reason,
                        words("依据或原因，必须写明", "Why; has to be said"));
    if (spec.has_code) command->add_option("--code", options.code, words("新代码", "The new code"));
    if (spec.has_name) command->add_option("--name", options.name, words("新名称", "The new name"));
    if (spec.has_parts) {
        command->add_option("--part", options.parts,
                            words("拆出的区域：代码=名称", "A part: CODE=NAME"));
        command->add_option("--child", options.children,
                            words("原区域内的区域归到哪里：区域=拆出区域的代码",
                                  "Where what lies in it goes: AREA=CODE of a part"));
    }
    command->callback([&context, &options, &spec] {
        context.chosen = [&context, &options, &spec](Console& console) {
            return change(console, context, options, spec);
        };
    });
}

}  // namespace

void add_area_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();
    auto* area = app.add_subcommand("area", words("区域树", "The area tree"));
    area->require_subcommand(1);

    auto* command = area->add_subcommand("list", words("列出区域", "List areas"));
    add_office(*command, words, options.office)->required();
    command->add_option("--area", options.area, words("上级区域", "Below which area"));
    command->add_option("--day", options.day, words("哪一天的区域树", "The tree of which day"));
    command->add_option("--level", options.level,
                        words("只列一级，如 community", "One level, such as community"));
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return list(console, context, options);
        };
    });
    for (const AreaCommand& spec : kAreaCommands) add_area_command(*area, context, options, spec);
    add_locate_command(*area, context);
}

}  // namespace qingshui::cmd
