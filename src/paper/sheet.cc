#include "paper/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/chinese.h"
#include "paper/archive.h"
#include "paper/readers.h"

namespace qingshui::paper {
namespace {

constexpr std::size_t kMega = 1U << 20U;

Refusal refusal(Reason reason, std::string rule, Text says, Text remedy) {
    return {reason, std::move(rule), {}, std::move(says), std::move(remedy), {}, {}};
}

Refusal unreadable() {
    return refusal(
        Reason::Invalid, "file.unreadable",
        {"文件已损坏或加了密码，读不出来", "The file is damaged or locked by a password"},
        {"请用 Excel 或 WPS 打开这个文件，去掉密码，另存为 .xlsx 后再导入",
         "Open it in a spreadsheet program, take the password off, save it as .xlsx and "
         "import that"});
}

Refusal other_kind() {
    return refusal(Reason::Invalid, "file.kind",
                   {"这不是能读的表格：只认 CSV、XLSX 和 ODS",
                    "This is not a sheet that can be read: only CSV, XLSX and ODS are"},
                   {"请用 Excel 或 WPS 打开这个文件，另存为 .xlsx 后再导入",
                    "Open it in a spreadsheet program, save it as .xlsx and import that"});
}

Refusal old_kind() {
    return refusal(Reason::Invalid, "file.kind",
                   {"这是旧式 .xls 文件，或是加了密码的工作簿，不能直接读取",
                    "This is a workbook of the old .xls kind, or one locked by a password"},
                   {"请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 后再导入",
                    "Open it in a spreadsheet program, take the password off, save it as .xlsx and "
                    "import that"});
}

Refusal page_kind() {
    return refusal(Reason::Invalid, "file.kind",
                   {"这是网页（HTML），不是表格：有的系统导出的 .xls 其实是网页",
                    "This is a web page, not a sheet, even if it is named .xls"},
                   {"请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
                    "Open it in a spreadsheet program, save it as .xlsx and import that"});
}

Refusal unknown_encoding() {
    return refusal(Reason::Invalid, "file.encoding",
                   {"文字编码认不出来：只认 UTF-8、UTF-16 和 GB18030（GBK）",
                    "The text is neither UTF-8, UTF-16 nor GB18030 (GBK)"},
                   {"请另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再导入",
                    "Save it as “CSV UTF-8” or as .xlsx and import that"});
}

Refusal too_large(const Limits& limits) {
    return refusal(
        Reason::TooLarge, "file.too_large",
        {fmt::format("文件太大：最多 {} MB（解开后 {} MB）、{}行、{}列、共{}格、{}处合并",
                     limits.bytes / kMega, limits.unpacked / kMega, limits.rows, limits.columns,
                     limits.cells, limits.merges),
         fmt::format("The file is too large: at most {} MB ({} MB unpacked), {} rows, {} columns, "
                     "{} cells and {} merged areas",
                     limits.bytes / kMega, limits.unpacked / kMega, limits.rows, limits.columns,
                     limits.cells, limits.merges)},
        {"请把表格拆成几个文件分别导入；如果表格并不大，请删去末尾的空行空列再保存",
         "Split it into several files; if it is not that large, delete the empty rows and columns "
         "at its end and save it"});
}

Refusal broken_quote(int row) {
    Refusal made = refusal(
        Reason::Invalid, "file.csv_quote",
        {fmt::format("第{}行的双引号没有配对，从这里起分不清各列", row),
         fmt::format("A quotation mark in row {} has no partner, so columns cannot be told apart",
                     row)},
        {"格内的双引号要写成两个（\"\"），并把整格用双引号括起来；也可以另存为 .xlsx 后再导入",
         "Write a quotation mark within a cell twice (\"\") and put the cell in quotation marks, "
         "or "
         "save the sheet as .xlsx"});
    made.where.row = row;
    return made;
}

bool is_page(std::string_view bytes) {
    constexpr std::size_t kHead = 512;
    std::string head(bytes.substr(0, kHead));
    std::transform(head.begin(), head.end(), head.begin(), [](char byte) {
        return static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    });
    const std::size_t begin = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (begin == std::string::npos) return false;
    const std::string_view text = std::string_view(head).substr(begin);
    return text.starts_with("<html") || text.starts_with("<!doctype html") ||
           text.starts_with("<table") || text.starts_with("<meta") || text.starts_with("<?xml");
}

bool is_control(char byte) {
    return static_cast<unsigned char>(byte) < 0x20U &&
           std::string_view("\t\n\r\v\f").find(byte) == std::string_view::npos;
}

bool is_binary(std::string_view bytes) {
    return std::any_of(bytes.begin(), bytes.end(), is_control);
}

// A control character that was pasted into a cell is a fault of that cell; what is full of them
// is no text.
bool is_full_of_controls(std::string_view text) {
    constexpr std::size_t kPasted = 10;
    constexpr std::size_t kOneIn = 50;
    const auto controls = std::count_if(text.begin(), text.end(), is_control);
    return static_cast<std::size_t>(controls) > kPasted + text.size() / kOneIn;
}

Result<std::vector<Sheet>> packed_sheets(std::string_view bytes, const Limits& limits) {
    constexpr std::size_t kEntriesMax = 4 * kSheetsMax;  // A sheet may have some beside it.
    const auto archive = Archive::open(bytes);
    if (!archive) return unreadable();
    if (archive->count() > kEntriesMax) return too_large(limits);
    const auto entries = archive->entries();
    if (!entries) return unreadable();
    std::uint64_t unpacked = 0;
    bool workbook = false;
    for (const Entry& entry : *entries) {
        if (entry.size > limits.unpacked || entry.size + unpacked > limits.unpacked) {
            return too_large(limits);
        }
        unpacked += entry.size;
        workbook = workbook || entry.name == "_rels/.rels";
    }
    const auto kind = archive->unpacked("mimetype", kMega);
    const bool open_document =
        kind && kind->starts_with("application/vnd.oasis.opendocument.spreadsheet");
    if (!workbook && !open_document) return other_kind();

    std::vector<Sheet> sheets;
    const auto read = open_document ? read_ods : read_xlsx;
    switch (read(*archive, limits, sheets)) {
        case Outcome::Read: break;
        case Outcome::Damaged: return unreadable();
        case Outcome::OtherKind: return other_kind();
        case Outcome::TooLarge: return too_large(limits);
    }
    return sheets;
}

std::string stem_of(std::string_view file_name) {
    const std::string_view name = file_name.substr(file_name.find_last_of("/\\") + 1);
    return std::string(name.substr(0, name.rfind('.')));
}

Result<std::vector<Sheet>> text_sheets(std::string_view bytes, std::string_view file_name,
                                       const Limits& limits) {
    const std::optional<std::string> text = chinese::decoded(bytes);
    if (!text) return is_binary(bytes) ? other_kind() : unknown_encoding();
    if (is_full_of_controls(*text)) return other_kind();
    std::vector<Sheet> sheets = {{stem_of(file_name), {}, {}, false}};
    int broken_row = 0;
    switch (read_csv(*text, limits, sheets.front(), broken_row)) {
        case Outcome::Read: break;
        case Outcome::Damaged: return broken_quote(broken_row);
        case Outcome::OtherKind: return other_kind();
        case Outcome::TooLarge: return too_large(limits);
    }
    return sheets;
}

Result<std::vector<Sheet>> sheets_in(std::string_view bytes, std::string_view file_name,
                                     const Limits& limits) {
    if (bytes.size() > limits.bytes) return too_large(limits);
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return old_kind();
    if (is_zip(bytes)) return packed_sheets(bytes, limits);
    if (is_page(bytes)) return page_kind();
    return text_sheets(bytes, file_name, limits);
}

}  // namespace

Result<void> check_size(std::uint64_t bytes, std::string_view file_name, const Limits& limits) {
    if (bytes <= limits.bytes) return {};
    Refusal refused = too_large(limits);
    refused.where.file = file_name;
    return refused;
}

Result<std::vector<Sheet>> read_sheets(std::string_view bytes, std::string_view file_name,
                                       const Limits& limits) {
    auto sheets = sheets_in(bytes, file_name, limits);
    if (sheets) return sheets;
    Refusal refused = std::move(sheets).error();
    refused.where.file = file_name;
    return refused;
}

}  // namespace qingshui::paper
