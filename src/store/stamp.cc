#include "store/stamp.h"

#include <array>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/invisible.h"

namespace qingshui::store {
namespace {

struct Part {
    const std::string* text;
    Text title;
    std::size_t most;  // Characters.
};

Refusal not_text(const Part& part) {
    return {Reason::Invalid,
            "stamp.text",
            "",
            {fmt::format("{}里有看不见的字符，或不是 UTF-8 编码", part.title.zh),
             fmt::format("The {} holds invisible characters, or is not UTF-8", part.title.en)},
            {"请删去这些字符，重新输入", "Remove them, or type it anew"}};
}

Refusal too_long(const Part& part, std::size_t length) {
    return {
        Reason::Invalid,
        "stamp.length",
        "",
        {fmt::format("{}有{}个字，最多{}个", part.title.zh, length, part.most),
         fmt::format("The {} has {} characters; {} is the most", part.title.en, length, part.most)},
        {"请写得短一些；详情请写进记录或附件",
         "Make it shorter; details belong into the record or an attachment"}};
}

}  // namespace

Result<void> check(const Stamp& stamp) {
    const std::array<Part, 3> parts = {{{&stamp.actor, {"经办人", "name of who acts"}, 60},
                                        {&stamp.reason, {"原因", "reason"}, 2'000},
                                        {&stamp.key, {"请求编号", "idempotency key"}, 200}}};
    for (const Part& part : parts) {
        const bool is_text = chinese::is_utf8(*part.text) && !utf8::invisible(*part.text);
        if (!is_text) return not_text(part);
        const std::size_t length = chinese::length(*part.text);
        if (length > part.most) return too_long(part, length);
    }
    return {};
}

}  // namespace qingshui::store
