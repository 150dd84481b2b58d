#include "app/sampling.h"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "app/builtin.h"
#include "base/failure.h"

namespace qingshui::app {
namespace {

namespace fs = std::filesystem;

Refusal unknown(std::string_view name) {
    const std::string names = fmt::format("{}", fmt::join(builtin_examples(), "、"));
    return {Reason::Missing,
            "example.unknown",
            std::string(name),
            {fmt::format("没有样例“{}”。", name), fmt::format("There is no example “{}”.", name)},
            {fmt::format("可用：{}。", names), fmt::format("There are: {}.", names)}};
}

Refusal exists(const std::string& folder) {
    return {Reason::Conflict,
            "example.exists",
            folder,
            {fmt::format("文件夹 {} 已有内容。", folder),
             fmt::format("The folder {} is not empty.", folder)},
            {"请换一个文件夹，或先清空它。", "Name another folder, or empty it first."}};
}

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file << text << std::flush;
    if (!file) throw Failure("cannot write " + path.string());
}

bool write_packs(const sample::Files& files, const fs::path& folder) {
    bool has_packs = false;
    for (const auto& [path, text] : files) {
        if (!path.starts_with("packs/")) continue;
        write(folder / path, text);
        has_packs = true;
    }
    return has_packs;
}

}  // namespace

Result<WrittenExample> write_example(std::string_view name, const std::string& folder,
                                     const std::function<void(const sample::Written&)>& progress) {
    const sample::Files files = builtin_example(name);
    if (files.empty()) return unknown(name);
    if (fs::exists(folder) && !fs::is_empty(folder)) return exists(folder);
    const auto catalogue = TRY(registry::Catalogue::read(packs_of_example(files)));

    auto office = TRY(sample::read_office(files));
    fs::create_directories(folder);
    auto written = TRY(sample::write_example(files, catalogue, folder, progress));
    return WrittenExample{std::move(office), std::move(written), write_packs(files, folder)};
}

}  // namespace qingshui::app
