#include <fmt/format.h>

#include "app/founding.h"
#include "app/packing.h"
#include "area/code.h"
#include "base/sentence.h"
#include "cmd/commands.h"
#include "cmd/outputs.h"
#include "store/verify.h"

namespace qingshui::cmd {
namespace {

struct Options {
    std::string office;
    std::string file;
    std::string packs;
    std::string name;
    std::int64_t tenant = 0;
};

int init(Console& console, Context& context, const Options& options) {
    const auto packs = app::packs_at(options.packs);
    if (!packs) return console.refuse(packs.error());
    const auto store =
        app::found_office(options.office, options.tenant, options.name, *packs, context.clock);
    if (!store) return console.refuse(store.error());

    const auto reader = (*store)->read();
    const auto registers = reader->catalogue().register_ids().size();
    const auto indicators = reader->catalogue().indicator_ids().size();
    if (console.as_json()) {
        console.print(json::Object{{"office", options.office},
                                   {"tenant", std::to_string(options.tenant)},
                                   {"registers", registers},
                                   {"indicators", indicators}});
    }
    console.say({fmt::format("已建立办公室 {}：{} 个台账，{} 项指标。", options.office, registers,
                             indicators),
                 fmt::format("Made the office {}: {} registers, {} indicators.", options.office,
                             registers, indicators)});
    return Done;
}

int verify(Console& console, Context& context, const Options& options) {
    const Words words(console.language());
    auto bar = std::make_optional(progress(console, context, words("核对", "verify")));
    const auto verified = store::verify(
        options.office, [&bar](std::int64_t done, std::int64_t all) { bar->at(done, all); });
    bar.reset();
    if (!verified) return console.refuse(verified.error());
    const std::vector<Text>& differences = *verified;
    if (console.as_json()) {
        json::Array found;
        for (const Text& one : differences) found.push_back(sentence_json(one));
        console.print(json::Object{{"sound", differences.empty()}, {"differences", found}});
    }
    for (const Text& one : differences) console.say(sentence(one));
    if (!differences.empty()) {
        console.note({fmt::format("共{}处不符。", differences.size()),
                      fmt::format("{} differences.", differences.size())});
        return Refused;
    }
    console.say({"核对无误：账、链、数相符。", "Verified: records, chain and tallies agree."});
    return Done;
}

int back_up(Console& console, const Options& options) {
    const auto fit = check_output(options.file);
    if (!fit) return console.refuse(fit.error());
    const auto done = store::back_up(options.office, options.file);
    if (!done) return console.refuse(done.error());
    if (console.as_json()) console.print(json::Object{{"file", options.file}});
    console.say({fmt::format("已备份到 {}。", options.file),
                 fmt::format("Backed up to {}.", options.file)});
    return Done;
}

int restore(Console& console, const Options& options) {
    const auto restored = store::restore(options.file, options.office);
    if (!restored) return console.refuse(restored.error());
    if (console.as_json()) console.print(json::Object{{"office", options.office}});
    console.say({fmt::format("已恢复到 {}。", options.office),
                 fmt::format("Restored to {}.", options.office)});
    return Done;
}

}  // namespace

void add_office_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();
    const auto office = words("办公室文件夹", "The office's folder");

    auto* command = app.add_subcommand("init", words("建立办公室", "Make an office"));
    command->add_option("OFFICE", options.office, office)->required();
    command
        ->add_option("--tenant", options.tenant,
                     words("街道、乡镇代码（9位）", "Code of the subdistrict (9 digits)"))
        ->required();
    command->add_option(
        "--packs", options.packs,
        words("业务包文件夹；缺省为自带的业务包", "Folder of packs; default: those built in"));
    command->add_option("--name", options.name, words("单位名称", "The office's name"));
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return init(console, context, options);
        };
    });

    command =
        app.add_subcommand("verify", words("核对账、链、数", "Recount tallies, check the chain"));
    command->add_option("OFFICE", options.office, office)->required();
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return verify(console, context, options);
        };
    });

    command = app.add_subcommand("backup", words("备份，可在使用中进行", "Back up, while in use"));
    command->add_option("OFFICE", options.office, office)->required();
    command->add_option("FILE", options.file, words("备份文件", "The backup file"))->required();
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return back_up(console, options);
        };
    });

    command = app.add_subcommand("restore", words("从备份恢复", "Restore a backup"));
    command->add_option("FILE", options.file, words("备份文件", "The backup file"))->required();
    command->add_option("OFFICE", options.office, office)->required();
    command->callback([&context, &options] {
        context.chosen = [&options](Console& console) { return restore(console, options); };
    });
}

}  // namespace qingshui::cmd
