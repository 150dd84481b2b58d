#include "cmd/usage.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/chinese.h"

namespace qingshui::cmd {
namespace {

using Names = std::vector<std::string>;

// The command that was reached: `app`, or the one furthest below it.
const CLI::App& reached(const CLI::App& app) {
    const auto below = app.get_subcommands();
    return below.empty() ? app : reached(*below.back());
}

Names commands_below(const CLI::App& app) {
    Names names;
    for (const auto* command : app.get_subcommands([](const CLI::App* /*any*/) { return true; })) {
        names.push_back(command->get_name());
    }
    return names;
}

// The options that may stand behind `command`: its own and those of the commands above it.
Names options_of(const CLI::App& command) {
    Names names;
    for (const auto* each = &command; each != nullptr; each = each->get_parent()) {
        for (const CLI::Option* option : each->get_options()) {
            for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
        }
    }
    return names;
}

bool is_option(const std::string& typed) { return typed.starts_with('-'); }

// What was typed and found no place, options first: a misspelt one also leaves what follows it
// over, and what it stands for missing.
Names without_place(const CLI::App& app) {
    Names typed = app.remaining(true);
    typed.erase(std::remove(typed.begin(), typed.end(), "--"), typed.end());
    std::stable_partition(typed.begin(), typed.end(), is_option);
    return typed;
}

Names missing_in(const CLI::App& command) {
    Names names;
    for (const CLI::Option* option : command.get_options()) {
        if (option->get_required() && option->count() == 0) names.push_back(option->get_name());
    }
    return names;
}

UsageFault unknown(const Text& says, const std::string& typed, const Names& known) {
    const auto near = chinese::nearest(typed, known, 1);
    if (near.empty()) return UsageFault(says);
    return UsageFault(says, {fmt::format("是不是“{}”？用 --help 查看用法", near.front()),
                             fmt::format("Did you mean “{}”? See --help", near.front())});
}

UsageFault unknown_option(const CLI::App& command, const std::string& typed) {
    const std::string name = typed.substr(0, typed.find('='));
    const std::string shown = chinese::shortened(name);
    return unknown(
        {fmt::format("没有选项“{}”", shown), fmt::format("There is no option “{}”", shown)}, name,
        options_of(command));
}

UsageFault unknown_command(const CLI::App& command, const std::string& typed) {
    const std::string shown = chinese::shortened(typed);
    return unknown(
        {fmt::format("没有命令“{}”", shown), fmt::format("There is no command “{}”", shown)}, typed,
        commands_below(command));
}

UsageFault too_much(const std::string& typed) {
    const std::string shown = chinese::shortened(typed);
    return UsageFault(
        {fmt::format("多余的内容“{}”", shown), fmt::format("“{}” is too much", shown)});
}

// "--period: 1 required TEXT missing", "--area: At Most 1 required but received 2".
UsageFault mismatch(const std::string& what) {
    const std::string name = what.substr(0, what.find(':'));
    if (what.find("At Most") != std::string::npos) {
        return UsageFault(
            {fmt::format("{} 只能写一次", name), fmt::format("{} may be given only once", name)});
    }
    return UsageFault(
        {fmt::format("{} 后面没有写内容", name), fmt::format("Nothing follows {}", name)});
}

// Does `name`, of `command` or one above it, take nothing after it?
bool is_flag(const CLI::App& command, const std::string& name) {
    for (const auto* each = &command; each != nullptr; each = each->get_parent()) {
        const CLI::Option* option = each->get_option_no_throw(name);
        if (option != nullptr) return option->get_items_expected_max() == 0;
    }
    return false;
}

// "Could not convert: --tenant = abc".
UsageFault unreadable(const CLI::App& command, const std::string& what) {
    constexpr std::string_view kGlue = " = ";
    const auto start = what.find(": ") + 2;
    const auto glue = what.find(kGlue, start);
    const std::string name = what.substr(start, glue - start);
    if (glue == std::string::npos || is_flag(command, name)) {
        return UsageFault(
            {fmt::format("{} 后面不写内容", name), fmt::format("{} takes nothing after it", name)});
    }
    const std::string typed = chinese::shortened(what.substr(glue + kGlue.size()));
    return UsageFault({fmt::format("{}：“{}”应当是数", name, typed),
                       fmt::format("{}: “{}” should be a number", name, typed)});
}

template <typename Kind>
bool is(const CLI::ParseError& error) {
    return dynamic_cast<const Kind*>(&error) != nullptr;
}

}  // namespace

UsageFault left_out(const Names& names) {
    return UsageFault(
        {fmt::format("缺少 {}", fmt::join(names, "、")),
         fmt::format("{} {} missing", fmt::join(names, ", "), names.size() == 1 ? "is" : "are")});
}

UsageFault usage_fault(const CLI::App& app, const CLI::ParseError& error) {
    if (is<CLI::ArgumentMismatch>(error)) return mismatch(error.what());
    const CLI::App& command = reached(app);
    if (is<CLI::ConversionError>(error)) return unreadable(command, error.what());
    const Names rest = without_place(app);
    if (!rest.empty() && is_option(rest.front())) return unknown_option(command, rest.front());
    if (const Names missing = missing_in(command); !missing.empty()) return left_out(missing);
    if (is<CLI::RequiredError>(error)) {
        return rest.empty() ? UsageFault({"请写明要做什么", "Say what to do"})
                            : unknown_command(command, rest.front());
    }
    if (!rest.empty()) return too_much(rest.front());
    return UsageFault({"命令的写法不对", "The command is not written as it should be"});
}

}  // namespace qingshui::cmd
