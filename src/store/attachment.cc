#include "store/attachment.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/chinese.h"

namespace qingshui::store {

namespace {

using std::string_view_literals::operator""sv;  // NOLINT(misc-unused-using-decls): used below.

struct KindRow {
    FileKind kind;
    std::string_view name;
    const char* zh;
    const char* en;
};

// In the order of FileKind.
constexpr auto kKinds = std::to_array<KindRow>({
    {FileKind::Jpeg, "jpeg", "JPEG图片", "JPEG picture"},
    {FileKind::Png, "png", "PNG图片", "PNG picture"},
    {FileKind::Gif, "gif", "GIF图片", "GIF picture"},
    {FileKind::Bmp, "bmp", "BMP图片", "BMP picture"},
    {FileKind::Webp, "webp", "WebP图片", "WebP picture"},
    {FileKind::Tiff, "tiff", "TIFF图片", "TIFF picture"},
    {FileKind::Heic, "heic", "HEIC图片", "HEIC picture"},
    {FileKind::Pdf, "pdf", "PDF文件", "PDF document"},
    {FileKind::Ofd, "ofd", "OFD版式文件", "OFD document"},
    {FileKind::Office, "office", "办公文档", "Office document"},
    {FileKind::Rtf, "rtf", "RTF文档", "RTF document"},
    {FileKind::Text, "text", "文本", "Text"},
});

struct Magic {
    FileKind kind;
    std::size_t at;
    std::string_view bytes;
};

// What files of a kind have near their beginning.
constexpr auto kMagic = std::to_array<Magic>({
    {FileKind::Jpeg, 0, "\xFF\xD8\xFF"sv},
    {FileKind::Png, 0, "\x89PNG\r\n\x1A\n"sv},
    {FileKind::Gif, 0, "GIF87a"sv},
    {FileKind::Gif, 0, "GIF89a"sv},
    {FileKind::Webp, 8, "WEBPVP8"sv},
    {FileKind::Tiff, 0, "II*\0"sv},
    {FileKind::Tiff, 0, "MM\0*"sv},
    {FileKind::Heic, 4, "ftypheic"sv},
    {FileKind::Heic, 4, "ftypheix"sv},
    {FileKind::Heic, 4, "ftypmif1"sv},
    {FileKind::Pdf, 0, "%PDF-"sv},
    {FileKind::Rtf, 0, R"({\rtf)"sv},
});

struct Program {
    std::string_view magic;
    Text title;
};

const std::array<Program, 3>& programs() {
    static const std::array<Program, 3> kKnown{{
        {"\x7F"
         "ELF"sv,
         {"Linux程序", "a program for Linux"}},
        {"MZ"sv, {"Windows程序", "a program for Windows"}},
        {"#!"sv, {"脚本", "a script"}},
    }};
    return kKnown;
}

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

Text kept_kinds() {
    return {
        "附件只收图片、PDF、OFD、办公文档（DOCX、XLSX、PPTX、WPS、ODF、RTF）和文本，"
        "请换成其中一种",
        "Keep a picture, PDF, OFD, an office document (DOCX, XLSX, PPTX, WPS, ODF, RTF) or a "
        "text instead"};
}

bool holds(std::string_view bytes, std::string_view part) {
    return bytes.find(part) != std::string_view::npos;
}

bool has_at(std::string_view bytes, std::size_t at, std::string_view magic) {
    return bytes.size() >= at + magic.size() && bytes.substr(at, magic.size()) == magic;
}

// BM, then the file's own size.
bool is_bmp(std::string_view bytes) {
    constexpr std::size_t kHeader = 26;
    if (!bytes.starts_with("BM") || bytes.size() < kHeader) return false;
    std::size_t size = 0;
    for (std::size_t i = 6; i-- > 2;) size = size * 256 + static_cast<unsigned char>(bytes[i]);
    return size == bytes.size();
}

// Documents that are zip archives, by a file that each must hold.
std::optional<FileKind> kind_of_archive(std::string_view bytes) {
    constexpr std::size_t kFirstName = 30;
    if (holds(bytes, "OFD.xml")) return FileKind::Ofd;
    if (holds(bytes, "[Content_Types].xml")) return FileKind::Office;
    if (has_at(bytes, kFirstName, "mimetypeapplication/vnd.oasis.opendocument.")) {
        return FileKind::Office;
    }
    return {};
}

// Compound files of older office programs, by a stream that each must hold; installers and
// others are compound files too.
bool is_old_office(std::string_view bytes) {
    for (const auto& stream : {"WordDocument"sv, "Workbook"sv, "Book"sv, "PowerPoint Document"sv}) {
        std::string wide;
        for (const char letter : stream) (wide += letter) += '\0';
        if (holds(bytes, wide + std::string(2, '\0'))) return true;
    }
    return false;
}

// A text has no control characters but those that lay it out.
bool is_text(std::string_view bytes) {
    const auto text = chinese::decoded(bytes);
    return text && std::none_of(text->begin(), text->end(), [](char letter) {
               const auto byte = static_cast<unsigned char>(letter);
               return byte == 0x7F || (byte < 0x20 && !holds("\t\n\r\f", {&letter, 1}));
           });
}

std::optional<FileKind> known_kind(std::string_view bytes) {
    for (const auto& magic : kMagic) {
        if (has_at(bytes, magic.at, magic.bytes)) return magic.kind;
    }
    if (is_bmp(bytes)) return FileKind::Bmp;
    if (bytes.starts_with("PK\x03\x04")) return kind_of_archive(bytes);
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
        return is_old_office(bytes) ? std::optional(FileKind::Office) : std::nullopt;
    }
    if (is_text(bytes)) return FileKind::Text;
    return {};
}

}  // namespace

std::string_view name(FileKind kind) { return kKinds[static_cast<std::size_t>(kind)].name; }

Text title(FileKind kind) {
    const auto& row = kKinds[static_cast<std::size_t>(kind)];
    return {row.zh, row.en};
}

Result<FileKind> kind_of(std::string_view bytes) {
    if (bytes.empty()) {
        return Refusal{Reason::Invalid,
                       "attachment.empty",
                       "",
                       {"文件是空的，没有内容", "The file is empty"},
                       {"请核对是否选错，或重新拍摄、导出", "Check the file, or make it again"}};
    }
    const auto start = bytes.starts_with(kUtf8Mark) ? bytes.substr(kUtf8Mark.size()) : bytes;
    for (const auto& [magic, what] : programs()) {
        if (!start.starts_with(magic)) continue;
        return Refusal{Reason::Invalid,
                       "attachment.program",
                       "",
                       {fmt::format("文件是{}，不能作附件", what.zh),
                        fmt::format("The file is {}, which is never kept", what.en)},
                       kept_kinds()};
    }
    if (const auto kind = known_kind(bytes)) return *kind;
    return Refusal{Reason::Invalid,
                   "attachment.kind",
                   "",
                   {"认不出这是什么文件", "The file is of no kind that is kept"},
                   kept_kinds()};
}

Result<void> check_attachment_size(std::uintmax_t bytes) {
    if (bytes <= kAttachmentBytesMax) return {};
    constexpr double kMegabyte = 1U << 20U;
    const auto size = static_cast<double>(bytes) / kMegabyte;
    const auto most = kAttachmentBytesMax >> 20U;
    return Refusal{Reason::TooLarge,
                   "attachment.too_large",
                   "",
                   {fmt::format("文件有{:.1f} MB，超过{} MB的上限", size, most),
                    fmt::format("The file has {:.1f} MB; the limit is {} MB", size, most)},
                   {"请压缩图片，或拆成几个文件", "Shrink its pictures, or split it into several"}};
}

bool is_attachment_number(std::string_view text) {
    constexpr std::size_t kDigits = 64;
    return text.size() == kDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace qingshui::store
