#include <fmt/format.h>

#include "app/builtin.h"
#include "app/packing.h"
#include "cmd/commands.h"
#include "registry/pack.h"
#include "report/layout.h"

namespace qingshui::cmd {
namespace {

struct Options {
    std::string packs;
    store::Address office;
};

// The packs asked for: of a folder, of an office, or built in.
Result<app::PacksNamed> read(Context& context, const Options& options) {
    if (options.office.place.empty()) return app::packs_named(options.packs, app::builtin_packs());
    const auto store = TRY(store::open(options.office, context.clock));
    return app::packs_named(options.packs, app::packs_in_use(store->read()->catalogue()));
}

// The ids of what packs declare, each version of an indicator only once.
template <typename Declared>
std::vector<std::string> ids(const std::vector<const registry::Pack*>& packs,
                             std::vector<Declared> registry::Pack::*declared) {
    std::vector<std::string> found;
    for (const registry::Pack* pack : packs) {
        for (const Declared& one : pack->*declared) {
            if (found.empty() || found.back() != one.id) found.push_back(one.id);
        }
    }
    return found;
}

json::Array to_json(const std::vector<std::string>& words) {
    json::Array array;
    for (const std::string& word : words) array.push_back(json::Value(word));
    return array;
}

int check(Console& console, Context& context, const Options& options) {
    const auto named = read(context, options);
    if (!named) return console.refuse(named.error());
    const auto packs = named->packs();
    const auto registers = ids(packs, &registry::Pack::registers).size();
    const auto indicators = ids(packs, &registry::Pack::indicators).size();
    if (console.as_json()) {
        console.print(json::Object{
            {"packs", packs.size()}, {"registers", registers}, {"indicators", indicators}});
    }
    console.say({fmt::format("没有错误：{}个业务包，{}个台账，{}项指标。", packs.size(), registers,
                             indicators),
                 fmt::format("No faults: {} packs, {} registers, {} indicators.", packs.size(),
                             registers, indicators)});
    return Done;
}

int show(Console& console, Context& context, const Options& options) {
    const auto named = read(context, options);
    if (!named) return console.refuse(named.error());
    const auto packs = named->packs();
    if (console.as_json()) {
        console.print(
            json::Object{{"registers", to_json(ids(packs, &registry::Pack::registers))},
                         {"indicators", to_json(ids(packs, &registry::Pack::indicators))}});
        return Done;
    }
    for (const registry::Pack* pack : packs) {
        console.out() << registry::show(named->catalogue, *pack, console.language());
    }
    for (const registry::Pack* pack : packs) {
        console.out() << report::show_figures(named->catalogue, *pack, console.language());
    }
    return Done;
}

using Action = int (*)(Console&, Context&, const Options&);

void add(CLI::App* command, Context& context, Options& options, Action action) {
    const Words words(context.language);
    command->add_option("PACKS", options.packs,
                        words("业务包文件夹，或一个业务包的名称；缺省为全部自带的",
                              "Folder of packs, or the name of one; default: all built in"));
    command->add_option("--office", options.office.place,
                        words("这个办公室在用的业务包", "The packs that this office uses"));
    add_tenant(*command, words, options.office);
    command->callback([&context, &options, action] {
        context.chosen = [&context, &options, action](Console& console) {
            return action(console, context, options);
        };
    });
}

}  // namespace

void add_pack_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();
    auto* pack = app.add_subcommand("pack", words("业务包", "Packs of declarations"));
    pack->require_subcommand(1);

    add(pack->add_subcommand("check",
                             words("检查业务包，列出全部错误", "Say everything wrong with packs")),
        context, options, check);
    add(pack->add_subcommand("show", words("显示业务包声明的内容", "Print what packs declare")),
        context, options, show);
    add_pack_use_commands(*pack, context);
}

}  // namespace qingshui::cmd
