#include "store/attachments.h"

#include <fmt/format.h>

#include "base/hash.h"

namespace qingshui::store {

namespace {

// Where an attachment is among the files of an office.
std::string name_of(std::string_view number) {
    return fmt::format("{}{}/{}", kAttachments, number.substr(0, 2), number);
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

Result<Attachment> Attachments::keep(std::string_view bytes) const {
    TRY(check_attachment_size(bytes.size()));
    const auto kind = TRY(kind_of(bytes));
    const auto number = sha256(bytes).hex();
    const auto name = name_of(number);
    const bool is_there = files_.get(name) == bytes;
    // Also what is there may have been put there by a process that ended before its sync.
    is_there ? files_.settle(name) : files_.put(name, bytes);
    return Attachment{number, static_cast<std::int64_t>(bytes.size()), kind, is_there};
}

Result<std::string> Attachments::read(std::string_view number) const {
    if (!is_attachment_number(number)) return unknown(number);
    auto bytes = files_.get(name_of(number));
    if (!bytes) return unknown(number);
    if (sha256(*bytes).hex() != number) return damaged(number);
    return std::move(*bytes);
}

bool Attachments::holds(std::string_view number) const {
    return is_attachment_number(number) && files_.has(name_of(number));
}

std::vector<std::string> Attachments::numbers() const {
    auto names = files_.names(kAttachments);
    for (auto& name : names) name.erase(0, name.rfind('/') + 1);
    return names;
}

bool Attachments::is_sound(const std::string& number) const {
    const auto bytes = files_.get(name_of(number));
    return bytes && sha256(*bytes).hex() == number;
}

}  // namespace qingshui::store
