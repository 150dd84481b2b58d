#include <fmt/format.h>

#include "app/attaching.h"
#include "cmd/commands.h"
#include "cmd/outputs.h"

namespace qingshui::cmd {
namespace {

struct Options {
    store::Address office;
    std::vector<std::string> files;
    std::string number;
    std::string output;
};

json::Object to_json(const app::Attached& one) {
    return {{"file", one.file},
            {"number", one.kept.number},
            {"bytes", one.kept.size},
            {"kind", store::name(one.kept.kind)},
            {"repeated", one.kept.repeated}};
}

int attach(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto attached = app::attach(**store, options.files);
    if (!attached) return console.refuse(attached.error());

    if (console.as_json()) {
        json::Array list;
        for (const auto& one : *attached) list.push_back(to_json(one));
        console.print(list);
        return Done;
    }
    Table table({{{"附件编号", "Number"}}, {{"类型", "Kind"}}, {{"文件", "File"}}});
    std::size_t repeated = 0;
    for (const auto& one : *attached) {
        table.add({one.kept.number, store::title(one.kept.kind).in(console.language()), one.file});
        if (one.kept.repeated) ++repeated;
    }
    table.print(console.out(), console.language());
    const auto added = attached->size() - repeated;
    console.note(
        {fmt::format("新存入{}个，{}个以前存过。把编号填进记录的附件字段。", added, repeated),
         fmt::format("Kept {}; {} were there before. Enter the numbers in the "
                     "attachment fields of records.",
                     added, repeated)});
    return Done;
}

int fetch(Console& console, Context& context, const Options& options) {
    const auto fit = check_output(options.output);
    if (!fit) return console.refuse(fit.error());
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto bytes = (*store)->attachment(options.number);
    if (!bytes) return console.refuse(bytes.error());

    write_file(console, options.output, *bytes);
    if (options.output == "-") return Done;
    if (console.as_json()) {
        console.print(json::Object{{"file", options.output}, {"bytes", bytes->size()}});
    }
    console.say({fmt::format("已写到 {}。", options.output),
                 fmt::format("Written to {}.", options.output)});
    return Done;
}

}  // namespace

void add_attachment_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();

    auto* command = app.add_subcommand(
        "attach", words("存入附件，给出编号", "Keep files and print their numbers"));
    add_office(*command, words, options.office)->required();
    command->add_option("FILE", options.files, words("文件", "Files"))->required();
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return attach(console, context, options);
        };
    });

    command = app.add_subcommand("attachment", words("取出附件", "Take an attachment out"));
    add_office(*command, words, options.office)->required();
    command->add_option("DIGEST", options.number, words("附件编号", "Its number"))->required();
    command
        ->add_option("-o,--output", options.output,
                     words("写到哪个文件；- 为标准输出", "Where to; - for standard output"))
        ->required();
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return fetch(console, context, options);
        };
    });
}

}  // namespace qingshui::cmd
