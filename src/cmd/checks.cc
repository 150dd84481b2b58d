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

Text missing(const std::string& path) {
    const std::string shown = chinese::shortened(path);
    return {fmt::format("没有“{}”这个文件或文件夹", shown),
            fmt::format("there is no file or folder “{}”", shown)};
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

Check existing_file() {
    return [](const std::string& path) -> std::optional<Text> {
        std::error_code ignored;
        if (fs::is_regular_file(path, ignored)) return {};
        if (!fs::is_directory(path, ignored)) return missing(path);
        const std::string shown = chinese::shortened(path);
        return Text{fmt::format("“{}”是文件夹，不是文件", shown),
                    fmt::format("“{}” is a folder, not a file", shown)};
    };
}

Check existing_path() {
    return [](const std::string& path) -> std::optional<Text> {
        std::error_code ignored;
        if (fs::exists(path, ignored)) return {};
        return missing(path);
    };
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
