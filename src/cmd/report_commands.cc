#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/reporting.h"
#include "app/signing.h"
#include "cmd/checks.h"
#include "cmd/commands.h"
#include "cmd/outputs.h"
#include "cmd/usage.h"
#include "report/report.h"

namespace qingshui::cmd {
namespace {

struct Options {
    store::Address office;
    app::ReportRequest request;
    std::string format;  // Empty: tables.
    std::string output = "-";
    std::string key;
    std::string file;
    std::string text;
};

std::string outcome(const report::CheckOutcome& check, Language language) {
    const bool is_en = language == Language::English;
    if (!check.holds) return is_en ? "no answer" : "无从核对";
    if (*check.holds) return is_en ? "holds" : "相符";
    return is_en ? "FAILS" : "不符";
}

// The figures and checks of a report as tables on a terminal.
void print_tables(Console& console, const report::Draft& draft) {
    using Align = Table::Align;
    const Language language = console.language();
    console.out() << draft.heading << "\n\n";
    Table figures({{{"数字", "Figure"}},
                   {{"名称", "Name"}},
                   {{"正文写作", "As written"}, Align::Right},
                   {{"时间", "Period"}},
                   {{"记录", "Records"}, Align::Right},
                   {{"摘要", "Digest"}}});
    for (const report::Figure& figure : draft.figures) {
        figures.add({figure.id, figure.title.in(language), figure.text,
                     figure.question.period.text(), std::to_string(figure.records()),
                     figure.digest.hex().substr(0, 12)});
    }
    figures.print(console.out(), language);
    console.out() << '\n';
    Table checks({{{"核对", "Check"}}, {{"结果", "Outcome"}}, {{"说明", "What it says"}}});
    for (const report::CheckOutcome& check : draft.checks) {
        checks.add({check.id, outcome(check, language), check.says.in(language)});
    }
    checks.print(console.out(), language);
    const Text total{
        fmt::format("{}个数字，{}项核对", draft.figures.size(), draft.checks.size()),
        fmt::format("{} figures, {} checks", draft.figures.size(), draft.checks.size())};
    console.out() << '\n' << total.in(language) << '\n';
}

int report(Console& console, Context& context, const Options& options) {
    const auto fit = check_output(options.output);
    if (!fit) return console.refuse(fit.error());
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    auto reader = (*store)->read();
    const auto actor = actor_of(context, *reader);
    app::Reporting reporting(actor, std::move(reader), context.clock);

    const auto draft = reporting.draft(options.request);
    if (!draft) return console.refuse(draft.error());
    const bool is_json = options.format == "json" || console.as_json();
    if (is_json) {
        write_file(console, options.output, report::to_json(*draft));
    } else if (options.format == "md") {
        write_file(console, options.output, report::to_markdown(*draft));
    } else if (options.format == "html") {
        write_file(console, options.output, reporting.html(*draft));
    } else if (options.format == "docx") {
        write_file(console, options.output, paper::docx(report::to_document(*draft)));
    } else {
        print_tables(console, *draft);
    }
    if (options.output != "-") {
        console.note({fmt::format("已写到 {}。", options.output),
                      fmt::format("Written to {}.", options.output)});
    }
    return Done;
}

int sign(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto actor = actor_of(context, *(*store)->read());
    const auto kept = app::sign_report(actor, **store, context.clock, options.request);
    if (!kept) return console.refuse(kept.error());
    if (console.as_json()) {
        console.print(json::Object{
            {"name", kept->name}, {"digest", kept->digest.hex()}, {"as_of", kept->snapshot.as_of}});
    }
    console.say({fmt::format("已签存 {}，摘要 {}。", kept->name, kept->digest.hex()),
                 fmt::format("Signed and kept as {}, digest {}.", kept->name, kept->digest.hex())});
    return Done;
}

int diff(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto actor = actor_of(context, *(*store)->read());
    const auto compared =
        app::compare_signed(actor, **store, context.clock, {options.request, options.key});
    if (!compared) return console.refuse(compared.error());
    if (console.as_json()) {
        console.out() << report::to_json(compared->changes);
        return Done;
    }
    console.out() << compared->words.in(console.language());
    return Done;
}

int passage(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto actor = actor_of(context, *(*store)->read());
    if (!options.file.empty()) {
        const auto fit = check_input_file(options.file);
        if (!fit) return console.refuse(fit.error());
    }
    const std::string text = options.file.empty() ? options.text : read_file(options.file);
    const auto written = app::write_passage(
        actor, **store, context.clock,
        {options.request.report, options.request.period, options.key, text, options.request.area});
    if (!written) return console.refuse(written.error());
    if (console.as_json()) console.print(json::Object{{"entry", written->seq}});
    console.say(
        {"段落已保存，重新生成报告时保留。", "Kept; it stays when the report is made again."});
    return Done;
}

// OFFICE, REPORT and --period, which every command here needs. Below `report` itself they are
// asked for by hand, for `report sign OFFICE …` leaves them to its subcommand.
void add_request(CLI::App& command, const Words& words, Options& options, bool is_required) {
    add_office(command, words, options.office)->required(is_required);
    command
        .add_option("REPORT", options.request.report,
                    words("报告，如 annual", "The report, such as annual"))
        ->required(is_required);
    command
        .add_option("--period", options.request.period,
                    words("时间段，如 2021", "The period, such as 2021"))
        ->required(is_required);
}

void add_area(CLI::App& command, const Words& words, Options& options) {
    command.add_option(
        "--area", options.request.area,
        words("哪个区域的报告；缺省为全辖区", "Whose report; default: the office's"));
}

struct Ending {
    std::string_view text;
    std::string_view format;  // Empty: none that a report has.
};

constexpr std::array<Ending, 10> kEndings = {{{".docx", "docx"},
                                              {".html", "html"},
                                              {".htm", "html"},
                                              {".md", "md"},
                                              {".json", "json"},
                                              {".xlsx", ""},
                                              {".csv", ""},
                                              {".pdf", ""},
                                              {".doc", ""},
                                              {".zip", ""}}};

// A file's format is what --format says or, without it, its ending; the two may not differ, for
// the file would be taken for what it is not.
void check_format(const Context& context, Options& options) {
    if (options.output == "-") return;
    const auto* known = std::find_if(
        kEndings.begin(), kEndings.end(),
        [&options](const Ending& ending) { return options.output.ends_with(ending.text); });
    std::string format = context.as_json ? "json" : options.format;
    if (format.empty() && known != kEndings.end()) format = known->format;
    const bool is_file = !format.empty() && format != "table";
    const bool differs = known != kEndings.end() && known->format != format;
    if (is_file && !differs) {
        options.format = format;
        return;
    }
    throw UsageFault(
        {fmt::format("“{}”的格式说不清", options.output),
         fmt::format("It is not clear in what format to write “{}”", options.output)},
        {"文件名请以 .docx、.html、.md 或 .json 结尾，与 --format 一致；表格只显示在屏幕上",
         "Let the name end in .docx, .html, .md or .json, as --format says; tables are only "
         "printed"});
}

// What the options of `report` itself leave out, and what contradicts itself.
void check_request(const Context& context, Options& options) {
    std::vector<std::string> missing;
    if (options.office.place.empty()) missing.emplace_back("OFFICE");
    if (options.request.report.empty()) missing.emplace_back("REPORT");
    if (options.request.period.empty()) missing.emplace_back("--period");
    if (!missing.empty()) throw left_out(missing);
    const bool contradicts = context.as_json && !options.format.empty() && options.format != "json";
    if (!contradicts) return check_format(context, options);
    throw UsageFault({fmt::format("--json 和 --format {} 不能同时用", options.format),
                      fmt::format("--json and --format {} exclude each other", options.format)},
                     {"请只写其中一个", "Give only one of them"});
}

using Action = int (*)(Console&, Context&, const Options&);

// A command below `report`.
struct Below {
    std::string name;
    std::string description;
    Action action;
};

CLI::App* add_below(CLI::App& parent, Context& context, Options& options, const Below& below) {
    auto* command = parent.add_subcommand(below.name, below.description);
    add_request(*command, Words(context.language), options, true);
    command->callback([&context, &options, action = below.action] {
        context.chosen = [&context, &options, action](Console& console) {
            return action(console, context, options);
        };
    });
    return command;
}

}  // namespace

void add_report_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();
    auto* command = app.add_subcommand("report", words("生成报告", "Write a report"));
    add_request(*command, words, options, false);
    add_area(*command, words, options);
    command->add_option("--as-of", options.request.as_of,
                        words("按当时的账，如 2021-10-31 或 第109818号",
                              "The books as they were, such as 2021-10-31 or 第109818号"));
    command->add_option("--dated", options.request.dated,
                        words("成文日期；缺省为当天", "The day it bears; default: today"));
    require(command->add_option("--format", options.format, words("格式", "The format")),
            one_of({"table", "json", "md", "html", "docx"}));
    command->add_option("-o,--output", options.output,
                        words("输出文件；- 为屏幕", "The file to write; - for the screen"));
    command->callback([&context, &options, command] {
        if (!command->get_subcommands().empty()) return;
        check_request(context, options);
        context.chosen = [&context, &options](Console& console) {
            return report(console, context, options);
        };
    });

    auto* below = add_below(*command, context, options,
                            {"sign", words("签存报告", "Sign a report and keep it"), sign});
    add_area(*below, words, options);
    below = add_below(*command, context, options,
                      {"diff", words("与签存的报告比较", "Compare with the signed report"), diff});
    add_area(*below, words, options);
    below->add_option("--with", options.key,
                      words("签存件名称；缺省为最近一份", "Which signed one; default: the latest"));
    below = add_below(*command, context, options,
                      {"passage", words("写报告中的手写段落", "Write a passage by hand"), passage});
    below->add_option("KEY", options.key, words("段落：业务包.段落", "The passage: PACK.KEY"))
        ->required();
    add_area(*below, words, options);
    below->add_option("--file", options.file, words("文字所在文件", "File with the words"));
    below->add_option("--text", options.text,
                      words("文字；空则恢复缺省文字", "The words; empty: back to the default"));
}

}  // namespace qingshui::cmd
