#include <fmt/format.h>

#include "app/founding.h"
#include "cmd/commands.h"
#include "registry/pack.h"
#include "report/layout.h"

namespace qingshui::cmd {
namespace {

// Packs with their templates: both must be without fault.
Result<registry::Catalogue> read(const std::string& folder) {
    return app::read_packs(TRY(registry::read_folders(folder)));
}

int check(Console& console, const std::string& folder) {
    const auto catalogue = read(folder);
    if (!catalogue) return console.refuse(catalogue.error());
    const auto packs = catalogue->packs().size();
    const auto registers = catalogue->register_ids().size();
    const auto indicators = catalogue->indicator_ids().size();
    if (console.as_json()) {
        console.print(
            json::Object{{"packs", packs}, {"registers", registers}, {"indicators", indicators}});
    }
    console.say(
        {fmt::format("没有错误：{} 个业务包，{} 个台账，{} 项指标。", packs, registers, indicators),
         fmt::format("No faults: {} packs, {} registers, {} indicators.", packs, registers,
                     indicators)});
    return Done;
}

int show(Console& console, const std::string& folder) {
    const auto catalogue = read(folder);
    if (!catalogue) return console.refuse(catalogue.error());
    if (console.as_json()) {
        json::Array registers;
        for (const auto& id : catalogue->register_ids()) registers.push_back(json::Value(id));
        json::Array indicators;
        for (const auto& id : catalogue->indicator_ids()) indicators.push_back(json::Value(id));
        console.print(json::Object{{"registers", registers}, {"indicators", indicators}});
        return Done;
    }
    console.out() << registry::show(*catalogue, console.language())
                  << report::show_figures(*catalogue, console.language());
    return Done;
}

}  // namespace

void add_pack_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    auto& folder = context.hold<std::string>();
    auto* pack = app.add_subcommand("pack", words("业务包", "Packs of declarations"));
    pack->require_subcommand(1);

    auto* command = pack->add_subcommand(
        "check", words("检查业务包，列出全部错误", "Say everything wrong with packs"));
    command->add_option("DIR", folder, words("业务包文件夹", "Folder of packs"))->required();
    command->callback([&context, &folder] {
        context.chosen = [&folder](Console& console) { return check(console, folder); };
    });

    command =
        pack->add_subcommand("show", words("显示业务包声明的内容", "Print what packs declare"));
    command->add_option("DIR", folder, words("业务包文件夹", "Folder of packs"))->required();
    command->callback([&context, &folder] {
        context.chosen = [&folder](Console& console) { return show(console, folder); };
    });
    add_pack_use_commands(*pack, context);
}

}  // namespace qingshui::cmd
