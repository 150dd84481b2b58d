#include "app/attaching.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "base/plural.h"
#include "base/told_failure.h"

namespace qingshui::app {
namespace {

namespace fs = std::filesystem;

std::string read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw file_failure(path, errno);
    return bytes;
}

// Too large a file is not read.
Result<void> check(const std::string& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
        return Refusal{Reason::Missing,
                       "attachment.no_file",
                       path,
                       {"没有这个文件，或它是文件夹", "There is no such file, or it is a folder"},
                       {"请核对路径", "Check the path"}};
    }
    const auto size = fs::file_size(path, error);
    if (error) throw file_failure(path, error.value());
    TRY(store::check_attachment_size(size));
    TRY(store::kind_of(read_whole(path)));
    return {};
}

Refusal faulty(std::vector<Refusal> faults) {
    Refusal refusal{Reason::Invalid, "attachment.faulty"};
    refusal.says = {
        fmt::format("有{}个文件不能作附件，一个也没有存入", faults.size()),
        fmt::format("{} cannot be attached; nothing was kept", plural(faults.size(), "file"))};
    refusal.remedy = {"请按下列提示处理后再存", "Mend these and keep them again"};
    refusal.faults = std::move(faults);
    return refusal;
}

}  // namespace

Result<std::vector<Attached>> attach(store::Store& store, const std::vector<std::string>& files) {
    std::vector<Refusal> faults;
    for (const std::string& file : files) {
        if (auto checked = check(file); !checked) {
            faults.push_back(std::move(checked).error());
            faults.back().where.file = file;
        }
    }
    if (!faults.empty()) return faulty(std::move(faults));

    std::vector<Attached> attached;
    attached.reserve(files.size());
    for (const std::string& file : files) {
        attached.push_back({file, TRY(store.keep_attachment(read_whole(file)))});
    }
    return attached;
}

}  // namespace qingshui::app
