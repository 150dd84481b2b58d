#include <fmt/format.h>

#include "report/report.h"

namespace qingshui::report {

namespace {

// Words that Markdown would read otherwise.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_[]<>#|").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string run_text(const paper::Run& run) {
    auto text = escaped(run.text);
    if (run.bold) text = "**" + text + "**";
    if (!run.fault.empty()) text += fmt::format("【{}】", escaped(run.fault));
    return text;
}

}  // namespace

std::string to_markdown(const Draft& draft) {
    std::string out = fmt::format("# {}\n", escaped(draft.heading));
    bool after_item = false;
    for (const auto& block : draft.blocks) {
        const bool item = block.kind == Block::Kind::Item;
        if (!(item && after_item)) out += '\n';
        after_item = item;
        if (block.kind == Block::Kind::Heading) {
            out += std::string(static_cast<std::size_t>(block.level) + 1, '#') + ' ';
        }
        if (item) out += "- ";
        for (const auto& run : block.runs) out += run_text(run);
        out += '\n';
    }
    return out;
}

}  // namespace qingshui::report
