#include <fmt/format.h>

#include "app/founding.h"
#include "app/packing.h"
#include "area/code.h"
#include "base/sentence.h"
#include "cmd/checks.h"
#include "cmd/commands.h"
#include "cmd/outputs.h"
#include "store/copying.h"
#include "store/verify.h"

namespace qingshui::cmd {
namespace {

struct Options {
    store::Address office;
    store::Address to;
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

    const auto office = options.office.shown();
    const auto reader = (*store)->read();
    const auto registers = reader->catalogue().register_ids().size();
    const auto indicators = reader->catalogue().indicator_ids().size();
    if (console.as_json()) {
        console.print(json::Object{{"office", options.office.shown()},
                                   {"tenant", std::to_string(options.tenant)},
                                   {"registers", registers},
                                   {"indicators", indicators}});
    }
    console.say(
        {fmt::format("已建立办公室 {}：{}个台账，{}项指标。", office, registers, indicators),
         fmt::format("Made the office {}: {} registers, {} indicators.", office, registers,
                     indicators)});
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
    const auto there = check_input_file(options.file);
    if (!there) return console.refuse(there.error());
    const auto restored = store::restore(options.file, options.office);
    if (!restored) return console.refuse(restored.error());
    if (console.as_json()) console.print(json::Object{{"office", options.office.shown()}});
    console.say({fmt::format("已恢复到 {}。", options.office.shown()),
                 fmt::format("Restored to {}.", options.office.shown())});
    return Done;
}

int copy(Console& console, Context& context, const Options& options) {
    const Words words(console.language());
    auto bar = std::make_optional(progress(console, context, words("复制", "copy")));
    const auto copied =
        store::copy_offices(options.office, options.to,
                            [&bar](std::int64_t done, std::int64_t all) { bar->at(done, all); });
    bar.reset();
    if (!copied) return console.refuse(copied.error());
    json::Array offices;
    for (const auto& one : *copied) {
        offices.push_back({{"tenant", std::to_string(one.tenant)},
                           {"title", one.title},
                           {"entries", one.entries},
                           {"files", one.files},
                           {"was_there", one.was_there}});
        if (one.was_there) {
            console.say(
                {fmt::format("“{}”（{}）已经在那里，内容相同。", one.title, one.tenant),
                 fmt::format("{} ({}) is there already, the same.", one.title, one.tenant)});
            continue;
        }
        console.say({fmt::format("已复制“{}”（{}）：账册{}条，文件{}个，核对无误。", one.title,
                                 one.tenant, one.entries, one.files),
                     fmt::format("Copied {} ({}): {} history entries, {} files; verified.",
                                 one.title, one.tenant, one.entries, one.files)});
    }
    if (console.as_json()) console.print(json::Object{{"offices", offices}});
    console.note({"原来的办公室没有改动；今后请只在其中一处登记。",
                  "The old place was left as it is; write to only one of them from now on."});
    return Done;
}

void add_init(CLI::App& app, Context& context, Options& options) {
    const Words words(context.language);
    auto* command = app.add_subcommand("init", words("建立办公室", "Make an office"));
    add_place(*command, words, options.office)->required();
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
}

void add_keeping(CLI::App& app, Context& context, Options& options) {
    const Words words(context.language);
    auto* command =
        app.add_subcommand("verify", words("核对账、链、数", "Recount tallies, check the chain"));
    add_office(*command, words, options.office)->required();
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return verify(console, context, options);
        };
    });

    command = app.add_subcommand("backup", words("备份，可在使用中进行", "Back up, while in use"));
    add_place(*command, words, options.office)->required();
    command->add_option("FILE", options.file, words("备份文件", "The backup file"))->required();
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return back_up(console, options);
        };
    });

    command = app.add_subcommand("restore", words("从备份恢复", "Restore a backup"));
    command->add_option("FILE", options.file, words("备份文件", "The backup file"))->required();
    add_place(*command, words, options.office)->required();
    command->callback([&context, &options] {
        context.chosen = [&options](Console& console) { return restore(console, options); };
    });
}

void add_copy(CLI::App& app, Context& context, Options& options) {
    const Words words(context.language);
    auto* command = app.add_subcommand(
        "copy", words("把办公室原样复制到另一处", "Copy offices as they are to another place"));
    command
        ->add_option("FROM", options.office.place,
                     words("从哪里：办公室文件夹，或数据库地址", "From: a folder, or a database"))
        ->required();
    command
        ->add_option("TO", options.to.place,
                     words("到哪里：新文件夹，或数据库地址", "To: a new folder, or a database"))
        ->required();
    add_tenant(*command, words, options.office);
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return copy(console, context, options);
        };
    });
}

}  // namespace

void add_office_commands(CLI::App& app, Context& context) {
    auto& options = context.hold<Options>();
    add_init(app, context, options);
    add_keeping(app, context, options);
    add_copy(app, context, options);
}

}  // namespace qingshui::cmd
