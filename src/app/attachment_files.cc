#include "app/attachment_files.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/told_failure.h"

namespace qingshui::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 64;  // Of an attachment's number.

std::string ending(store::FileKind kind) {
    switch (kind) {
        case store::FileKind::Jpeg: return ".jpg";
        case store::FileKind::Tiff: return ".tif";
        case store::FileKind::Text: return ".txt";
        case store::FileKind::Office: return "";  // One of several, which only its programs tell.
        default: return "." + std::string(store::name(kind));
    }
}

// Every whole number of an attachment in `text`.
std::vector<std::string> numbers_in(const std::string& text) {
    constexpr const char* kHex = "0123456789abcdef";
    std::vector<std::string> numbers;
    for (std::size_t at = text.find_first_of(kHex); at != std::string::npos;
         at = text.find_first_of(kHex, at)) {
        const std::size_t end = std::min(text.find_first_not_of(kHex, at), text.size());
        if (end - at == kDigits) numbers.push_back(text.substr(at, kDigits));
        at = end;
    }
    return numbers;
}

// The files of a folder that bear an attachment's number, by it.
Result<std::map<std::string, fs::path>> numbered_files(const std::string& folder) {
    std::error_code error;
    std::map<std::string, fs::path> files;
    if (!fs::is_directory(folder, error)) {
        return Refusal{Reason::Missing,
                       "attachments.no_folder",
                       folder,
                       {fmt::format("没有附件文件夹“{}”", folder),
                        fmt::format("There is no folder of attachments “{}”", folder)},
                       {"请写明导出附件的那个文件夹",
                        "Name the folder that the attachments were exported to"}};
    }
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string number = entry.path().stem().string();
        if (store::is_attachment_number(number)) files.emplace(number, entry.path());
    }
    return files;
}

std::string read_whole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw file_failure(path.string(), errno);
    return bytes;
}

// Is the file what its name says, and may it be kept?
Result<void> check(const std::string& number, const fs::path& path) {
    TRY(store::check_attachment_size(fs::file_size(path)));
    const std::string bytes = read_whole(path);
    if (sha256(bytes).hex() != number) {
        return Refusal{Reason::Invalid,
                       "attachments.other",
                       number,
                       {"文件的内容与它的编号不符，被改动过",
                        "The file is not what its number says; it was altered"},
                       {"请重新导出附件", "Export the attachments again"}};
    }
    TRY(store::kind_of(bytes));
    return {};
}

// What the faults of a trial want of a folder, and what is wrong besides.
class Wanted {
public:
    Wanted(store::Store& store, std::map<std::string, fs::path> files)
        : store_(store), files_(std::move(files)) {}

    // Takes a fault of a trial: it stays one unless the folder has all that its cell lacks.
    void take(const Refusal& fault) {
        if (fault.rule != "attachment.unknown") return faults_.push_back(fault);
        for (const std::string& number : numbers_in(fault.where.value)) {
            if (files_.contains(number)) {
                wanted_.insert(number);
            } else if (!store_.attachment(number)) {
                return faults_.push_back(fault);
            }
        }
    }

    void check_files() {
        for (const std::string& number : wanted_) {
            const fs::path& path = files_.at(number);
            auto checked = check(number, path);
            if (checked) continue;
            faults_.push_back(std::move(checked).error());
            faults_.back().where.file = path.filename().string();
        }
    }

    Result<void> keep() {
        for (const std::string& number : wanted_) {
            TRY(store_.keep_attachment(read_whole(files_.at(number))));
        }
        return {};
    }

    const std::vector<Refusal>& faults() const { return faults_; }

private:
    store::Store& store_;
    std::map<std::string, fs::path> files_;
    std::set<std::string> wanted_;
    std::vector<Refusal> faults_;
};

}  // namespace

Result<void> write_attachment(store::Store& store, const std::string& number,
                              const std::string& folder) {
    const std::string bytes = TRY(store.attachment(number));
    const auto kind = store::kind_of(bytes);
    fs::create_directories(folder);
    const fs::path path = fs::path(folder) / (number + (kind ? ending(*kind) : ""));
    errno = 0;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) throw file_failure(path.string(), errno);
    return {};
}

Result<std::vector<ImportedSheet>> import_with_attachments(const access::Actor& actor,
                                                           store::Store& store,
                                                           const std::vector<ImportFile>& files,
                                                           const ImportOptions& options,
                                                           const std::string& folder) {
    Wanted wanted(store, TRY(numbered_files(folder)));
    ImportOptions trial = options;
    trial.is_dry_run = true;
    trial.faults_max = std::numeric_limits<std::size_t>::max();
    const auto tried = import_files(actor, store, files, trial);
    if (!tried) {
        for (const Refusal& fault : tried.error().faults) wanted.take(fault);
        wanted.check_files();
        if (!wanted.faults().empty())
            return faulty_import(wanted.faults(), wanted.faults().size(), options.faults_max);
        if (!options.is_dry_run) TRY(wanted.keep());
    }
    if (options.is_dry_run) return tried ? *tried : std::vector<ImportedSheet>();
    return import_files(actor, store, files, options);
}

}  // namespace qingshui::app
