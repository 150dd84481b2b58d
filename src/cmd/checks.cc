#include "cmd/checks.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include <fmt/format.h>

#include "base/chinese.h"
#include "cmd/usage.h"

namespace qingshui::cmd {
namespace {

namespace fs = std::filesystem;

Refusal no_files(const std::vector<std::string>& names) {
    return {Reason::Missing,
            "file.missing",
            names.front(),
            {fmt::format("没有“{}”这个文件或文件夹", fmt::join(names, "”“")),
             fmt::format("There is no file or folder “{}”", fmt::join(names, "”, “"))},
            {"请核对名称和它所在的文件夹", "Check the name and the folder it is in"}};
}

Refusal is_folder(const std::string& name) {
    return {Reason::Invalid,
            "file.folder",
            name,
            {fmt::format("“{}”是文件夹，不是文件", name),
             fmt::format("“{}” is a folder, not a file", name)},
            {"请写明其中的文件", "Name the file in it"}};
}

}  // namespace

Check one_of(std::vector<std::string> allowed) {
    return [allowed = std::move(allowed)](const std::string& typed) -> std::optional<Text> {
        if (std::find(allowed.begin(), allowed.end(), typed) != allowed.end()) return {};
        const std::string shown = chinese::shortened(typed);
        return Text{fmt::format("“{}”不能用，可用的有 {}", shown, fmt::join(allowed, "、")),
                    fmt::format("“{}” is not one of {}", shown, fmt::join(allowed, ", "))};
    };
}

Check whole_number(int least, int most) {
    return [least, most](const std::string& typed) -> std::optional<Text> {
        int number = 0;
        const char* end = typed.data() + typed.size();
        const auto read = std::from_chars(typed.data(), end, number);
        const bool is_number = read.ec == std::errc() && read.ptr == end;
        if (is_number && number >= least && number <= most) return {};
        const std::string shown = chinese::shortened(typed);
        return Text{fmt::format("“{}”不是{}至{}之间的整数", shown, least, most),
                    fmt::format("“{}” is not a whole number from {} to {}", shown, least, most)};
    };
}

Result<void> check_inputs(const std::vector<std::string>& names) {
    std::vector<std::string> missing;
    for (const std::string& name : names) {
        std::error_code ignored;
        if (!fs::exists(name, ignored)) missing.push_back(chinese::shortened(name));
    }
    if (missing.empty()) return {};
    return no_files(missing);
}

Result<void> check_input_file(const std::string& name) {
    TRY(check_inputs({name}));
    std::error_code ignored;
    if (fs::is_directory(name, ignored)) return is_folder(chinese::shortened(name));
    return {};
}

void require_reason(const std::string& reason, const Text& act, std::string_view example) {
    if (!chinese::folded(reason).empty()) return;
    throw UsageFault(
        {fmt::format("{}要写明依据或原因", act.zh), fmt::format("To {}, say why", act.en)},
        {fmt::format("请加上 --reason，如 --reason {}", example),
         fmt::format("Add --reason, such as --reason {}", example)});
}

void require(CLI::Option* option, Check check) {
    const auto validate = [option, check = std::move(check)](const std::string& typed) {
        if (const auto fault = check(typed)) {
            const std::string name = option->get_name();
            throw UsageFault({name + "：" + fault->zh, name + ": " + fault->en});
        }
        return std::string();
    };
    option->check(CLI::Validator(validate, ""));
}

}  // namespace qingshui::cmd
