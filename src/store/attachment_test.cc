#include "store/attachment.h"

#include <gtest/gtest.h>

namespace qingshui::store {

namespace {

using std::string_literals::operator""s;

std::string wide(std::string_view letters) {
    std::string bytes;
    for (const char letter : letters) (bytes += letter) += '\0';
    return bytes;
}

const std::string kCompound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const std::string kZip = "PK\x03\x04" + std::string(26, '\0');

TEST(FileKind, IsToldFromWhatIsInTheFile) {
    const std::vector<std::pair<std::string, FileKind>> files{
        {"\xFF\xD8\xFF\xE0 a photograph", FileKind::Jpeg},
        {"\x89PNG\r\n\x1A\n...", FileKind::Png},
        {"GIF89a...", FileKind::Gif},
        {"BM\x1A\0\0\0"s + std::string(20, '\1'), FileKind::Bmp},
        {"RIFF1234WEBPVP8 ", FileKind::Webp},
        {"II*\0...."s, FileKind::Tiff},
        {"MM\0*...."s, FileKind::Tiff},
        {"\0\0\0\x18"s + "ftypheic", FileKind::Heic},
        {"%PDF-1.7\n\xE2\xE3", FileKind::Pdf},
        {kZip + "OFD.xml", FileKind::Ofd},
        {kZip + "[Content_Types].xml", FileKind::Office},
        {kZip + "mimetypeapplication/vnd.oasis.opendocument.text", FileKind::Office},
        {kCompound + wide("WordDocument") + "\0\0"s, FileKind::Office},
        {kCompound + wide("Workbook") + "\0\0"s, FileKind::Office},
        {"{\\rtf1 ...}", FileKind::Rtf},
        {"会议纪要\r\n\t一、环境卫生\n", FileKind::Text},
        {"\xEF\xBB\xBF会议纪要", FileKind::Text},
        {"\xBB\xE1\xD2\xE9\xBC\xCD\xD2\xAA", FileKind::Text},  // 会议纪要 in GB18030.
        {"\xFF\xFE" + wide("minutes"), FileKind::Text},
    };

    for (const auto& [bytes, kind] : files) {
        const auto found = kind_of(bytes);
        ASSERT_TRUE(found) << name(kind) << ": " << words(found.error(), Language::English);
        EXPECT_EQ(name(*found), name(kind));
    }
}

struct Refused {
    std::string bytes;
    std::string rule;
    std::string zh;
    std::string en;
};

TEST(FileKind, RefusesWithTheseWords) {
    const std::string kept_zh =
        "。\n  附件只收图片、PDF、OFD、办公文档（DOCX、XLSX、PPTX、WPS、ODF、RTF）和文本，"
        "请换成其中一种。\n";
    const std::string kept_en =
        ".\n  Keep a picture, PDF, OFD, an office document (DOCX, XLSX, PPTX, WPS, ODF, RTF) or a "
        "text instead.\n";
    const std::string kind_zh = "认不出这是什么文件" + kept_zh;
    const std::string kind_en = "The file is of no kind that is kept" + kept_en;
    const std::vector<Refused> cases{
        {"", "attachment.empty", "文件是空的，没有内容。\n  请核对是否选错，或重新拍摄、导出。\n",
         "The file is empty.\n  Check the file, or make it again.\n"},
        {"\x7F"
         "ELF\x02\x01",
         "attachment.program", "文件是Linux程序，不能作附件" + kept_zh,
         "The file is a program for Linux, which is never kept" + kept_en},
        {"MZ\x90\0"s, "attachment.program", "文件是Windows程序，不能作附件" + kept_zh,
         "The file is a program for Windows, which is never kept" + kept_en},
        {"#!/bin/sh\necho\n", "attachment.program", "文件是脚本，不能作附件" + kept_zh,
         "The file is a script, which is never kept" + kept_en},
        {"\xEF\xBB\xBF#!/bin/sh", "attachment.program", "文件是脚本，不能作附件" + kept_zh,
         "The file is a script, which is never kept" + kept_en},
        {kZip + "classes.dex", "attachment.kind", kind_zh, kind_en},
        {kCompound + wide("Installer") + "\0\0"s, "attachment.kind", kind_zh, kind_en},
        {"BM\x1B\0\0\0"s + std::string(20, '\1'), "attachment.kind", kind_zh, kind_en},
        {"\0\0\0\x18"s + "ftypisom", "attachment.kind", kind_zh, kind_en},
        {"bell\a", "attachment.kind", kind_zh, kind_en},
    };

    for (const auto& [bytes, rule, zh, en] : cases) {
        const auto found = kind_of(bytes);
        ASSERT_FALSE(found) << name(*found) << ": " << bytes;
        EXPECT_EQ(found.error().rule, rule);
        EXPECT_EQ(words(found.error(), Language::Chinese), zh);
        EXPECT_EQ(words(found.error(), Language::English), en);
    }
}

TEST(AttachmentSize, HasALimit) {
    EXPECT_TRUE(check_attachment_size(kAttachmentBytesMax));

    const auto refused = check_attachment_size(64'000'000);

    EXPECT_EQ(check_attachment_size(kAttachmentBytesMax + 1).error().rule, "attachment.too_large");
    EXPECT_EQ(refused.error().reason, Reason::TooLarge);
    EXPECT_EQ(words(refused.error(), Language::Chinese),
              "文件有61.0 MB，超过50 MB的上限。\n  请压缩图片，或拆成几个文件。\n");
    EXPECT_EQ(words(refused.error(), Language::English),
              "The file has 61.0 MB; the limit is 50 MB.\n"
              "  Shrink its pictures, or split it into several.\n");
}

TEST(AttachmentNumber, HasSixtyFourLowerCaseDigits) {
    EXPECT_TRUE(is_attachment_number(std::string(64, 'a')));
    EXPECT_FALSE(is_attachment_number(std::string(63, 'a')));
    EXPECT_FALSE(is_attachment_number(std::string(64, 'A')));
    EXPECT_FALSE(is_attachment_number("../" + std::string(61, 'a')));
}

}  // namespace

}  // namespace qingshui::store
