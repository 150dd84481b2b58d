#include "app/sampling.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "app/builtin.h"
#include "app/packing.h"

namespace qingshui::app {
namespace {

namespace fs = std::filesystem;

Refusal unknown(std::string_view name) {
    const auto names = builtin_examples();
    return {Reason::Missing,
            "example.unknown",
            std::string(name),
            {fmt::format("没有样例“{}”", name), fmt::format("There is no example “{}”", name)},
            {fmt::format("可用：{}", fmt::join(names, "、")),
             fmt::format("Use one of: {}", fmt::join(names, ", "))}};
}

Refusal exists(const std::string& folder) {
    return {Reason::Conflict,
            "example.exists",
            folder,
            {fmt::format("文件夹 {} 已有内容", folder),
             fmt::format("The folder {} is not empty", folder)},
            {"请换一个文件夹，或先清空它", "Name another folder, or empty it first"}};
}

bool has_packs(const sample::Files& files) {
    return std::any_of(files.begin(), files.end(),
                       [](const auto& file) { return file.first.starts_with("packs/"); });
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
    if (has_packs(files)) TRY(write_packs(packs_of_example(files), folder + "/packs"));
    return WrittenExample{std::move(office), std::move(written), has_packs(files)};
}

}  // namespace qingshui::app
