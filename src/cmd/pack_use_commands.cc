#include <fmt/format.h>

#include "app/builtin.h"
#include "app/packing.h"
#include "cmd/commands.h"
#include "cmd/outputs.h"

namespace qingshui::cmd {
namespace {

struct Options {
    store::Address office;
    std::string packs;
    std::string folder;
    bool is_dry_run = false;
};

json::Array to_json(const std::vector<Text>& lines) {
    json::Array all;
    for (const Text& line : lines) all.push_back({{"zh", line.zh}, {"en", line.en}});
    return all;
}

void say_plan(Console& console, const app::PacksUsed& used, bool is_dry_run) {
    std::vector<Text> changes;
    std::vector<Text> steps;
    for (const registry::Changed& change : used.plan.changes) changes.push_back(change.says);
    for (const registry::Step& step : used.plan.steps) steps.push_back(step.says);
    if (console.as_json()) {
        console.print(json::Object{{"dry_run", is_dry_run},
                                   {"unchanged", used.is_unchanged},
                                   {"changes", to_json(changes)},
                                   {"steps", to_json(steps)},
                                   {"notes", to_json(used.plan.notes)}});
        return;
    }
    for (const auto* lines : {&changes, &steps}) {
        for (const Text& line : *lines) console.say({"  · " + line.zh, "  · " + line.en});
    }
    for (const Text& note : used.plan.notes)
        console.say({"  注意：" + note.zh, "  Note: " + note.en});
    if (used.is_unchanged) {
        console.say({"没有变化：办公室用的就是这些业务包，没有改动。",
                     "No change: the office uses these packs already."});
        return;
    }
    if (changes.empty() && steps.empty()) {
        console.say({"声明没有变化，只有写法（注释、排版）不同。",
                     "What is declared does not change, only how it is written."});
    }
    if (is_dry_run) {
        console.say({"以上为试运行，没有改动。", "This was a dry run; nothing was changed."});
    } else {
        console.say({"新的业务包已启用。", "The new packs are in use."});
    }
}

int use(Console& console, Context& context, const Options& options) {
    const auto packs = app::packs_at(options.packs);
    if (!packs) return console.refuse(packs.error());
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto used =
        app::use_packs(actor_of(context, *(*store)->read()), **store, *packs, options.is_dry_run);
    if (!used) return console.refuse(used.error());
    say_plan(console, *used, options.is_dry_run);
    return Done;
}

int write(Console& console, Context& context, const Options& options) {
    const auto fit = check_output(options.folder);
    if (!fit) return console.refuse(fit.error());
    auto packs = app::builtin_packs();
    if (!options.office.place.empty()) {
        const auto store = store::open(options.office, context.clock);
        if (!store) return console.refuse(store.error());
        packs = app::packs_in_use((*store)->read()->catalogue());
    }
    const auto written = app::write_packs(packs, options.folder);
    if (!written) return console.refuse(written.error());
    if (console.as_json()) {
        console.print(json::Object{{"folder", options.folder}, {"packs", packs.size()}});
    }
    console.say(
        {fmt::format("已写出{}个业务包到 {}。改好后先用 pack check 检查，再用 pack use 启用。",
                     packs.size(), options.folder),
         fmt::format("Wrote {} packs to {}. After editing, pack check them, then pack use "
                     "them.",
                     packs.size(), options.folder)});
    return Done;
}

}  // namespace

void add_pack_use_commands(CLI::App& pack, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();

    auto* command = pack.add_subcommand(
        "use", words("在办公室启用新的业务包", "Take new packs into use in an office"));
    add_office(*command, words, options.office)->required();
    command->add_option(
        "DIR", options.packs,
        words("业务包文件夹；缺省为自带的业务包", "Folder of packs; default: those built in"));
    command->add_flag("--dry-run", options.is_dry_run,
                      words("只说会改什么，不改动", "Only say what would change"));
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return use(console, context, options);
        };
    });

    command = pack.add_subcommand(
        "write", words("写出业务包，供查看和修改", "Write packs out to be looked at and edited"));
    command->add_option("DIR", options.folder, words("写到哪个文件夹", "Where to"))->required();
    command->add_option("--office", options.office.place,
                        words("这个办公室在用的业务包；缺省为自带的",
                              "Those that this office uses; default: those built in"));
    add_tenant(*command, words, options.office);
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return write(console, context, options);
        };
    });
}

}  // namespace qingshui::cmd
