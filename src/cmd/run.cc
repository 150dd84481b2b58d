#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "base/ensure.h"
#include "base/failure.h"
#include "cmd/commands.h"

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
    }
};

void declare(CLI::App& app, Context& context) {
    const Words words(context.language);
    app.set_help_flag("-h,--help", words("显示帮助", "Show help"));
    app.set_version_flag("--version", kVersion, words("显示版本", "Show the version"));
    app.add_flag("--json", context.as_json,
                 words("输出 JSON，供程序读取", "Print JSON for programs"));
    app.add_option("--lang", context.lang, words("界面语言：zh 或 en", "Language: zh or en"))
        ->check(CLI::IsMember({"zh", "en"}));
    app.add_option("--as", context.actor, words("经办人", "Who acts"));
    app.require_subcommand(1);
    app.fallthrough();

    add_office_commands(app, context);
    add_pack_commands(app, context);
    add_paper_commands(app, context);
    add_count_commands(app, context);
    add_report_commands(app, context);
    add_record_commands(app, context);
}

// --lang decides the words of the help itself, so it is read before everything else.
void read_language(int argc, const char* const* argv, Context& context) {
    for (int index = 1; index < argc; ++index) {
        const std::string_view word = argv[index];
        const bool is_split = word == "--lang" && index + 1 < argc;
        const std::string_view value = is_split                      ? argv[index + 1]
                                       : word.starts_with("--lang=") ? word.substr(7)
                                                                     : "";
        if (value == "en") context.language = Language::English;
        if (value == "zh") context.language = Language::Chinese;
    }
}

int fail(Context& context, const char* what, bool is_bug) {
    const bool is_en = context.language == Language::English;
    const char* words = is_bug ? (is_en ? "This is a fault in the program" : "程序有错误")
                               : (is_en ? "It could not be done" : "未能完成");
    context.err << fmt::format("{}{}{}\n", words, is_en ? ": " : "：", what);
    return Failed;
}

}  // namespace

int run(int argc, const char* const* argv, Context& context) {
    read_language(argc, argv, context);
    const Words words(context.language);
    CLI::App app(words("清水：街道办公系统。记一次，数得清，查得到。",
                       "Qingshui: the working system of a subdistrict office."),
                 "qingshui");
    if (context.language == Language::Chinese) {
        app.formatter(std::make_shared<ChineseFormatter>());
    }
    declare(app, context);
    try {
        app.parse(argc, argv);
        ensure(static_cast<bool>(context.chosen), "every command chooses something to run");
        Console console(context.out, context.err, context.language, context.as_json);
        return context.chosen(console);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, context.out, context.err) == 0 ? Done : Usage;
    } catch (const Bug& bug) {
        return fail(context, bug.what(), true);
    } catch (const Failure& failure) {
        return fail(context, failure.what(), false);
    } catch (const std::exception& error) {
        return fail(context, error.what(), true);
    }
}

access::Actor actor_of(const Context& context, const store::Reader& reader) {
    return {context.actor, reader.root()};
}

Progress progress(Console& console, const Context& context, std::string title) {
    const bool is_shown = context.err_is_terminal && !console.as_json();
    return {console, is_shown, std::move(title), [&clock = context.clock] {
                return Progress::Time(std::chrono::milliseconds(clock.now().ms));
            }};
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Failure("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(Console& console, const std::string& path, std::string_view bytes) {
    if (path == "-") {
        console.out() << bytes;
        return;
    }
    std::ofstream file(path, std::ios::binary);
    file << bytes << std::flush;
    if (!file) throw Failure("cannot write " + path);
}

}  // namespace qingshui::cmd
