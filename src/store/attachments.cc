#include "store/attachments.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/told_failure.h"
#include "store/file.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* kUnfinished = ".part";

// A new file, on disk before its name; removed unless it is moved to its place.
class Draft {
public:
    Draft(const std::string& folder, std::string_view bytes)
        : path_(folder + "/XXXXXX" + kUnfinished) {
        const int number = ::mkstemps(path_.data(), static_cast<int>(std::strlen(kUnfinished)));
        const File file(number, path_);
        try {
            file.write(bytes);
            file.sync();
        } catch (const Failure&) {
            remove();
            throw;
        }
    }
    ~Draft() { remove(); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    Draft(Draft&&) = delete;
    Draft& operator=(Draft&&) = delete;

    void move_to(const fs::path& place) const { fs::rename(path_, place); }

private:
    void remove() const {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    std::string path_;
};

std::optional<std::string> read_whole(const fs::path& path) {
    if (!fs::is_regular_file(path)) return {};
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw file_failure(path.string(), errno);
    return bytes;
}

Refusal unknown(std::string_view number) {
    return {Reason::Missing,
            "attachment.unknown",
            std::string(number),
            {fmt::format("没有编号为“{}”的附件", number),
             fmt::format("There is no attachment number \"{}\"", number)},
            {"请核对编号；完整的编号有64位，由 qingshui attach 给出",
             "Check the number; a whole one has 64 digits, as qingshui attach printed it"}};
}

Refusal damaged(std::string_view number) {
    return {
        Reason::Conflict,
        "attachment.damaged",
        std::string(number),
        {fmt::format("附件“{}”的内容与编号不符，被改动过", number),
         fmt::format("The attachment \"{}\" is not what its number says; it was altered", number)},
        {"请从备份中取回，或用 qingshui attach 重新存入原文件",
         "Take it from a backup, or keep the original again: qingshui attach"}};
}

}  // namespace

std::string Attachments::place(std::string_view number) const {
    return fmt::format("{}/{}/{}", path_, number.substr(0, 2), number);
}

Result<Attachment> Attachments::keep(std::string_view bytes) const {
    TRY(check_attachment_size(bytes.size()));
    const auto kind = TRY(kind_of(bytes));
    const auto number = sha256(bytes).hex();
    const fs::path target = place(number);
    try {
        const bool is_there = read_whole(target) == bytes;
        if (!is_there) {
            const Draft draft(path_, bytes);
            if (fs::create_directory(target.parent_path())) sync_folder(path_);
            draft.move_to(target);
        }
        // Also what is there may have been moved by a process that ended before its sync.
        sync_folder(target.parent_path());
        return Attachment{number, static_cast<std::int64_t>(bytes.size()), kind, is_there};
    } catch (const fs::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
}

Result<std::string> Attachments::read(std::string_view number) const {
    if (!is_attachment_number(number)) return unknown(number);
    try {
        auto bytes = read_whole(place(number));
        if (!bytes) return unknown(number);
        if (sha256(*bytes).hex() != number) return damaged(number);
        return std::move(*bytes);
    } catch (const fs::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
}

bool Attachments::holds(std::string_view number) const {
    std::error_code error;
    return is_attachment_number(number) && fs::is_regular_file(place(number), error);
}

void Attachments::clear_unfinished() const {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(path_, error)) {
        if (!is_unfinished(entry.path().string())) continue;
        std::error_code ignored;
        fs::remove(entry.path(), ignored);
    }
}

bool Attachments::is_unfinished(std::string_view file) { return file.ends_with(kUnfinished); }

}  // namespace qingshui::store
