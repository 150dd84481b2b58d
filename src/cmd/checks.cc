#include "cmd/checks.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include <fmt/format.h>

#include "base/chinese.h"

namespace qingshui::cmd {
namespace {

namespace fs = std::filesystem;

// A pattern of fmt in the language of the reader, filled in.
template <typename... Parts>
std::string filled(const std::string& pattern, const Parts&... parts) {
    return fmt::format(fmt::runtime(pattern), parts...);
}

std::string missing(const Words& words, const std::string& path) {
    return filled(words("没有“{}”这个文件或文件夹", "there is no file or folder “{}”"),
                  chinese::shortened(path));
}

}  // namespace

CLI::Validator one_of(const Words& words, std::vector<std::string> allowed) {
    const auto check = [words, allowed = std::move(allowed)](const std::string& typed) {
        if (std::find(allowed.begin(), allowed.end(), typed) != allowed.end()) return std::string();
        return filled(words("“{}”不能用，可用的有 {}", "“{}” is not one of {}"),
                      chinese::shortened(typed), fmt::join(allowed, words("、", ", ")));
    };
    return {check, ""};
}

CLI::Validator whole_number(const Words& words, int least, int most) {
    const auto check = [words, least, most](const std::string& typed) {
        int number = 0;
        const char* end = typed.data() + typed.size();
        const auto read = std::from_chars(typed.data(), end, number);
        const bool is_number = read.ec == std::errc() && read.ptr == end;
        if (is_number && number >= least && number <= most) return std::string();
        return filled(
            words("“{}”不是 {} 至 {} 之间的整数", "“{}” is not a whole number from {} to {}"),
            chinese::shortened(typed), least, most);
    };
    return {check, ""};
}

CLI::Validator existing_file(const Words& words) {
    const auto check = [words](const std::string& path) {
        std::error_code ignored;
        if (fs::is_regular_file(path, ignored)) return std::string();
        if (!fs::is_directory(path, ignored)) return missing(words, path);
        return filled(words("“{}”是文件夹，不是文件", "“{}” is a folder, not a file"),
                      chinese::shortened(path));
    };
    return {check, ""};
}

CLI::Validator existing_path(const Words& words) {
    const auto check = [words](const std::string& path) {
        std::error_code ignored;
        return fs::exists(path, ignored) ? std::string() : missing(words, path);
    };
    return {check, ""};
}

}  // namespace qingshui::cmd
