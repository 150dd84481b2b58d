#include "base/sentence.h"

#include <algorithm>
#include <array>

namespace qingshui {
namespace {

constexpr std::string_view kOpening = "“";
constexpr std::string_view kClosing = "”";
constexpr std::string_view kInnerOpening = "‘";
constexpr std::string_view kInnerClosing = "’";
static_assert(kOpening.size() == kInnerOpening.size() && kClosing.size() == kInnerClosing.size());

constexpr std::array<std::string_view, 10> kEnds = {"。", "！", "？", "：", "…",
                                                    ".",  "!",  "?",  ":",  "\n"};

std::string closed(std::string text, std::string_view mark) {
    const bool ends = std::any_of(kEnds.begin(), kEnds.end(),
                                  [&](std::string_view end) { return text.ends_with(end); });
    if (!text.empty() && !ends) text += mark;
    return text;
}

}  // namespace

std::string with_inner_quotes(std::string_view text) {
    std::string out(text);
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = text.substr(at);
        if (rest.starts_with(kOpening)) {
            if (++depth % 2 == 0) out.replace(at, kOpening.size(), kInnerOpening);
        } else if (rest.starts_with(kClosing)) {
            if (depth == 0) return std::string(text);
            if (depth-- % 2 == 0) out.replace(at, kClosing.size(), kInnerClosing);
        }
    }
    return depth == 0 ? out : std::string(text);
}

Text sentence(const Text& said) {
    return {closed(with_inner_quotes(said.zh), "。"), closed(with_inner_quotes(said.en), ".")};
}

}  // namespace qingshui
