#include "cmd/outputs.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/import_sheets.h"
#include "cmd/commands.h"
#include "paper/sheet.h"

namespace qingshui::cmd {
namespace {

namespace fs = std::filesystem;

Refusal in_office(const std::string& path, const std::string& office) {
    return {Reason::Conflict,
            "output.office",
            path,
            {fmt::format("“{}”在办公室文件夹“{}”里面，结果不能写到那里", path, office),
             fmt::format("“{}” is within the office's folder “{}”; nothing is written there", path,
                         office)},
            {"请写到办公室文件夹以外", "Name a file outside of it"}};
}

Refusal no_workbook(const std::string& path) {
    return {Reason::Invalid,
            "faults.ending",
            path,
            {fmt::format("错误不能标在“{}”里：它不是工作簿", path),
             fmt::format("Faults cannot be marked in “{}”: it is no workbook", path)},
            {"--faults 的文件名请以 .xlsx 结尾，如 错误.xlsx",
             "Let the name after --faults end in .xlsx, such as faults.xlsx"}};
}

Refusal is_input(const std::string& path) {
    return {
        Reason::Conflict,
        "faults.input",
        path,
        {fmt::format("“{}”就是要导入的文件，把错误标在里面会盖掉它", path),
         fmt::format("“{}” is itself to be taken in; marking the faults would overwrite it", path)},
        {"--faults 请换一个文件名，如 错误.xlsx",
         "Give --faults another name, such as faults.xlsx"}};
}

Refusal is_taken(const std::string& path) {
    return {Reason::Conflict,
            "faults.taken",
            path,
            {fmt::format("“{}”已经存在，又不是以前标出错误的工作簿，不会覆盖", path),
             fmt::format("“{}” is there already and marks no faults; it is not overwritten", path)},
            {"--faults 请换一个文件名；不再需要它时请自行删除",
             "Give --faults another name, or remove the file yourself if it is not needed"}};
}

}  // namespace

bool is_same_file(const fs::path& a, const fs::path& b) {
    std::error_code error;
    return fs::equivalent(a, b, error) && !error;
}

bool is_old_fault_file(const std::string& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return false;
    const auto size = fs::file_size(path, error);
    if (error || !paper::check_size(size, path)) return false;
    return size == 0 || app::is_fault_report(read_file(path));
}

Result<void> check_output(const std::string& path) {
    if (path == "-") return {};
    std::error_code error;
    const fs::path file = fs::weakly_canonical(fs::absolute(path), error);
    for (fs::path folder = file.parent_path(); !error; folder = folder.parent_path()) {
        std::error_code ignored;
        if (fs::exists(folder / "office.db", ignored)) return in_office(path, folder.string());
        if (folder == folder.parent_path()) break;
    }
    return {};
}

Result<void> check_fault_file(const std::string& path, const std::vector<fs::path>& inputs) {
    TRY(check_output(path));
    if (fs::path(path).extension() != ".xlsx") return no_workbook(path);
    const bool is_one = std::any_of(inputs.begin(), inputs.end(), [&path](const fs::path& input) {
        return is_same_file(input, path);
    });
    if (is_one) return is_input(path);
    std::error_code error;
    if (fs::exists(path, error) && !is_old_fault_file(path)) return is_taken(path);
    return {};
}

}  // namespace qingshui::cmd
