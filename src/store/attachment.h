#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qingshui::store {

// What a file is, told from what is in it and never from its name.
enum class FileKind { Jpeg, Png, Gif, Bmp, Webp, Tiff, Heic, Pdf, Ofd, Office, Rtf, Text };

// The word of a kind for programs ("jpeg") and its title for people.
std::string_view name(FileKind kind);
Text title(FileKind kind);

// A file kept with the books (附件). Fields of type attachment hold its number.
struct Attachment {
    std::string number;  // SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    std::int64_t size = 0;
    FileKind kind = FileKind::Text;
    bool repeated = false;  // The same content was kept before.
};

constexpr std::size_t kAttachmentBytesMax = 50U << 20U;

// What kind of file `bytes` are, if it is one that is kept: a picture, a document or a text.
// Refuses "attachment.empty", "attachment.program" (programs and scripts) and
// "attachment.kind" (anything else).
Result<FileKind> kind_of(std::string_view bytes);

// Whether a file of this size may be kept; to be asked before it is read. Refuses
// "attachment.too_large".
Result<void> check_attachment_size(std::uintmax_t bytes);

// Is `text` a whole number of an attachment?
bool is_attachment_number(std::string_view text);

}  // namespace qingshui::store
