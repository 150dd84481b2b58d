#include <fmt/format.h>

#include "app/locating.h"
#include "cmd/commands.h"

namespace qingshui::cmd {
namespace {

struct Options {
    store::Address office;
    area::Point place;
    std::string day;
};

int locate(Console& console, Context& context, const Options& options) {
    const auto day = day_of(context, options.day);
    if (!day) return console.refuse(day.error());
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto reader = (*store)->read();

    const auto found = app::locate(actor_of(context, *reader), *reader, options.place, *day);
    if (!found) return console.refuse(found.error());
    if (console.as_json()) {
        console.print(json::Object{{"code", found->code},
                                   {"level", area::name(found->level)},
                                   {"name", found->name},
                                   {"path", found->path},
                                   {"day", day->text()}});
        return Done;
    }
    const std::string level = area::title(found->level).in(console.language());
    const std::string line = fmt::format("{}  {}  {}", found->code, level, found->path);
    console.say({line, line});
    return Done;
}

}  // namespace

void add_locate_command(CLI::App& area, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();
    auto* command = area.add_subcommand(
        "locate", words("某个位置属于哪个区域", "The area that a place lies in"));
    add_office(*command, words, options.office)->required();
    command
        ->add_option("LONGITUDE", options.place.longitude,
                     words("经度（WGS 84），如 116.5074", "Longitude (WGS 84), such as 116.5074"))
        ->required();
    command
        ->add_option("LATITUDE", options.place.latitude,
                     words("纬度，如 31.7645", "Latitude, such as 31.7645"))
        ->required();
    command->add_option(
        "--day", options.day,
        words("哪一天的区域，缺省为今天", "The areas of which day; default: today"));
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return locate(console, context, options);
        };
    });
}

}  // namespace qingshui::cmd
