#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/ensure.h"
#include "base/invisible.h"
#include "base/told_failure.h"
#include "cmd/checks.h"
#include "cmd/commands.h"
#include "cmd/usage.h"

namespace qingshui::cmd {
namespace {

constexpr const char* kVersion = "0.1.0";

// The words that CLI11 says itself, in Chinese.
class ChineseFormatter : public CLI::Formatter {
public:
    ChineseFormatter() {
        label("Usage", "用法");
        label("Options", "选项");
        label("OPTIONS", "选项");
        label("Subcommands", "命令");
        label("SUBCOMMAND", "命令");
        label("SUBCOMMANDS", "命令");
        label("Positionals", "参数");
        label("REQUIRED", "必填");
        label("Needs", "需要");
        label("Excludes", "不能同时用");
        label("TEXT", "文本");
        label("INT", "整数");
        label("UINT", "整数");
        label("FLOAT", "数");
    }

    // The library pads by bytes; a Han character has three and takes two columns.
    std::string make_option(const CLI::Option* option, bool is_positional) const override {
        std::string line =
            "  " + make_option_name(option, is_positional) + make_option_opts(option);
        const std::string says = make_option_desc(option);
        const std::size_t column = get_column_width();
        if (says.empty()) return line + "\n";
        if (width(line) >= column) {
            line += "\n" + std::string(column, ' ');
        } else {
            line.append(column - width(line), ' ');
        }
        return line + says + "\n";
    }
};

void declare(CLI::App& app, Context& context) {
    const Words words(context.language);
    app.set_help_flag("-h,--help", words("显示帮助", "Show help"));
    app.set_version_flag("--version", kVersion, words("显示版本", "Show the version"));
    app.add_flag("--json", context.as_json,
                 words("输出 JSON，供程序读取", "Print JSON for programs"));
    auto* lang =
        app.add_option("--lang", context.lang, words("界面语言：zh 或 en", "Language: zh or en"));
    require(lang, one_of({"zh", "en"}));
    app.add_option("--as", context.actor, words("经办人", "Who acts"));
    app.require_subcommand(1);
    app.fallthrough();

    add_office_commands(app, context);
    add_pack_commands(app, context);
    add_paper_commands(app, context);
    add_count_commands(app, context);
    add_report_commands(app, context);
    add_record_commands(app, context);
    add_area_commands(app, context);
    add_attachment_commands(app, context);
}

// --lang decides the words of the help itself, and --json how a fault in what follows is told,
// so they are read before everything else.
void read_manner(int argc, const char* const* argv, Context& context) {
    for (int index = 1; index < argc; ++index) {
        const std::string_view word = argv[index];
        if (word == "--") return;
        if (word == "--json") context.as_json = true;
        const bool is_split = word == "--lang" && index + 1 < argc;
        const std::string_view value = is_split                      ? argv[index + 1]
                                       : word.starts_with("--lang=") ? word.substr(7)
                                                                     : "";
        if (value == "en") context.language = Language::English;
        if (value == "zh") context.language = Language::Chinese;
    }
}

// Puts the headings of help into the reader's language, all the way down.
void name_groups(CLI::App& app, const Words& words) {
    for (CLI::Option* option : app.get_options()) option->group(words("选项", "Options"));
    for (CLI::App* command : app.get_subcommands({})) {
        command->group(words("命令", "Commands"));
        name_groups(*command, words);
    }
}

Console console_of(Context& context) {
    return {context.out, context.err, context.language, context.as_json};
}

int refuse(Context& context, const Refusal& refusal) {
    console_of(context).refuse(refusal);
    return Usage;
}

// Help and version are answers; everything else is a usage error with words of our own.
int answer_usage(CLI::App& app, const CLI::ParseError& error, Context& context) {
    if (error.get_exit_code() == 0) return app.exit(error, context.out, context.err);
    return refuse(context, usage_fault(app, error).refusal());
}

// Who acts goes into the history for good: a readable name, not control characters.
bool is_name(const std::string& actor) {
    constexpr std::size_t kLengthMax = 60;
    const bool has_control = std::any_of(actor.begin(), actor.end(), [](char each) {
        return static_cast<unsigned char>(each) < 0x20 || each == 0x7F;
    });
    return chinese::is_utf8(actor) && !has_control && !utf8::invisible(actor) &&
           !chinese::folded(actor).empty() && chinese::length(actor) <= kLengthMax;
}

int refuse_actor(Context& context) {
    Refusal refusal{Reason::Invalid, "usage.actor"};
    refusal.says = {"经办人不是可读的姓名", "Who acts is not a readable name"};
    refusal.remedy = {"请用 --as 写明，不超过60个字，不含控制字符",
                      "Name them with --as: at most 60 characters, none of them control"};
    return refuse(context, refusal);
}

int fail(Context& context, const Text& what, const Text& remedy) {
    return console_of(context).fail(what, remedy);
}

int fail(Context& context, const Failure& failure) {
    const std::string what = failure.what();
    return fail(context,
                {fmt::format("未能完成（细节：{}）", what),
                 fmt::format("It could not be done (detail: {})", what)},
                {"请稍后重试；如反复出现，请用 qingshui verify 核对办公室，"
                 "有损坏时用 qingshui restore 恢复备份",
                 "Try again later; if it happens again, check the office with qingshui verify "
                 "and, if it is damaged, put a backup back with qingshui restore"});
}

int fail_by_bug(Context& context, const std::string& what) {
    return fail(context,
                {fmt::format("程序有错误（细节：{}）", what),
                 fmt::format("This is a fault in the program (detail: {})", what)},
                {"数据没有受损；请把这句话和刚才的命令告诉开发者",
                 "The data is unharmed; report this sentence and the command to the developers"});
}

// Nothing more can be printed there, so the words go to the side in any mode.
int fail_output(Context& context, int code) {
    const Text done{"请腾出磁盘空间；要改动的内容已经改好，只需再查一次结果",
                    "Free some space on the disk; what was to be changed is changed, so only ask "
                    "for the answer again"};
    const Text undone{"请腾出磁盘空间后重试", "Free some space on the disk and try again"};
    return Console(context.out, context.err, context.language, false)
        .fail({"结果没有写全：标准输出写不进去",
               "The answer is incomplete: standard output cannot be written"},
              code == Done ? done : undone);
}

// Parses, runs, and answers with an exit code.
int answer(int argc, const char* const* argv, Context& context) {
    read_manner(argc, argv, context);
    const Words words(context.language);
    CLI::App app(words("清水：街道办公系统。记一次，数得清，查得到。",
                       "Qingshui: the working system of a subdistrict office."),
                 "qingshui");
    if (context.language == Language::Chinese) {
        app.formatter(std::make_shared<ChineseFormatter>());
    }
    declare(app, context);
    name_groups(app, words);
    try {
        app.parse(argc, argv);
        if (!is_name(context.actor)) return refuse_actor(context);
        ensure(static_cast<bool>(context.chosen), "every command chooses something to run");
        Console console = console_of(context);
        return context.chosen(console);
    } catch (const CLI::ParseError& error) {
        return answer_usage(app, error, context);
    } catch (const UsageFault& fault) {
        return refuse(context, fault.refusal());
    } catch (const Bug& bug) {
        return fail_by_bug(context, bug.what());
    } catch (const ToldFailure& failure) {
        return fail(context, failure.says(), failure.remedy());
    } catch (const Failure& failure) {
        return fail(context, failure);
    } catch (const std::filesystem::filesystem_error& error) {
        const auto failure = file_failure(error.path1().string(), error.code().value());
        return fail(context, failure.says(), failure.remedy());
    } catch (const std::exception& error) {
        return fail_by_bug(context, error.what());
    }
}

}  // namespace

int run(int argc, const char* const* argv, Context& context) {
    const int code = answer(argc, argv, context);
    context.out.flush();
    return context.out ? code : fail_output(context, code);
}

access::Actor actor_of(const Context& context, const store::Reader& reader) {
    return {context.actor, reader.root()};
}

Progress progress(Console& console, const Context& context, std::string_view title) {
    const bool is_shown = context.err_is_terminal && !console.as_json();
    return {console, is_shown, title, [&clock = context.clock] {
                return Progress::Time(std::chrono::milliseconds(clock.now().ms));
            }};
}

Result<Date> day_of(const Context& context, const std::string& text) {
    if (text.empty()) return context.clock.now().wall().date;
    if (const auto day = chinese::parse_date(text)) return *day;
    return Refusal{Reason::Invalid,
                   "day.malformed",
                   text,
                   {fmt::format("“{}”不是日期", text), fmt::format("“{}” is not a day", text)},
                   {"请写成 2021-05-13", "Write it as 2021-05-13"}};
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad()) throw file_failure(path, errno);
    return bytes;
}

void write_file(Console& console, const std::string& path, std::string_view bytes) {
    if (path == "-") {
        console.out() << bytes;
        return;
    }
    std::ofstream file(path, std::ios::binary);
    file << bytes << std::flush;
    if (!file) throw file_failure(path, errno);
}

}  // namespace qingshui::cmd
