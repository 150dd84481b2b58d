#include <fmt/format.h>

#include <array>
#include <set>

#include "base/chinese.h"
#include "report/report.h"

namespace qingshui::report {

namespace {

using paper::Run;
using Kind = paper::Block::Kind;

paper::Block line(Kind kind, std::string text) {
    return {.kind = kind, .runs = {{.text = std::move(text)}}};
}

Kind heading(int level) {
    constexpr std::array kLevels{Kind::Heading1, Kind::Heading2, Kind::Heading3, Kind::Heading4};
    return kLevels.at(static_cast<std::size_t>(level) - 1);
}

std::vector<paper::Block> text_blocks(const Draft& draft) {
    std::vector<paper::Block> out;
    std::set<std::string> marked;  // A figure's bookmark is where it appears first.
    for (const auto& block : draft.blocks) {
        const bool is_heading = block.kind == Block::Kind::Heading;
        auto kind = is_heading ? heading(block.level) : Kind::Paragraph;
        if (block.kind == Block::Kind::Addressee) kind = Kind::Addressee;
        paper::Block made{.kind = kind, .runs = block.runs};
        for (auto& run : made.runs) {
            if (!run.figure.empty() && !marked.insert(run.figure).second) run.figure.clear();
        }
        out.push_back(std::move(made));
    }
    return out;
}

std::vector<Run> cell(std::string text) { return {{.text = std::move(text)}}; }

// A ratio or derived figure also says how it comes about.
std::string definition_words(const Figure& figure) {
    if (figure.working.zh.empty()) return figure.definition.zh;
    return figure.definition.zh + "：" + figure.working.zh;
}

// Behind a rate stands a row of a table of rates instead; behind no number, nothing.
bool is_rate(const Figure& figure) {
    return figure.question.figure.indicator->kind == registry::IndicatorKind::Rate;
}
std::string records_cell(const Figure& figure) {
    return is_rate(figure) ? std::string("标准") : std::to_string(figure.records());
}
std::string digest_cell(const Figure& figure) {
    constexpr std::size_t kDigits = 16;
    if (is_rate(figure) && figure.rates.empty()) return "—";
    return figure.digest.hex().substr(0, kDigits).insert(kDigits / 2, " ");
}

std::vector<std::vector<Run>> source_row(const Figure& figure) {
    std::vector<Run> name{{.text = fmt::format("{} {}", figure.title.zh, figure.text)}};
    name.front().link = figure.id;
    return {std::move(name),
            cell(definition_words(figure)),
            cell(chinese::period(figure.question.period)),
            cell(figure.area_name),
            cell(records_cell(figure)),
            cell(digest_cell(figure))};
}

// Most of the width is for what is counted; the digest takes two lines of eight digits.
paper::Block sources_table(const Draft& draft) {
    paper::Block table{.kind = Kind::Table, .widths = {14, 34, 11, 12, 12, 17}};
    std::vector<std::vector<Run>> head;
    for (const char* title : {"数字", "统计口径", "时期", "区域", "记录数", "记录摘要"}) {
        head.push_back({{.text = title, .bold = true}});
    }
    table.rows.push_back(std::move(head));
    for (const auto& figure : draft.figures) table.rows.push_back(source_row(figure));
    return table;
}

}  // namespace

paper::Document to_document(const Draft& draft) {
    paper::Document out{.title = draft.heading, .author = draft.office, .blocks = {}};
    out.blocks.push_back(line(Kind::Title, draft.heading));
    for (auto& block : text_blocks(draft)) out.blocks.push_back(std::move(block));
    const bool has_appendix = !draft.figures.empty();
    if (has_appendix) out.blocks.push_back(line(Kind::Attachment, "附件：数据来源"));
    out.blocks.push_back(line(Kind::Signature, draft.office));
    out.blocks.push_back(line(Kind::Date, chinese::date(draft.dated)));
    if (!has_appendix) return out;
    out.blocks.push_back(line(Kind::PageBreak, ""));
    out.blocks.push_back(line(Kind::Appendix, "附件"));
    out.blocks.push_back(line(Kind::Title, "数据来源"));
    out.blocks.push_back(sources_table(draft));
    out.blocks.push_back(
        line(Kind::Note,
             fmt::format("记录摘要是该数字所依据全部记录的 SHA-256 值的前16位；账册截至第{}号"
                         "变更。记录一经改动，摘要随之不同。标准的摘要取自当时施行的那一行。",
                         draft.as_of)));
    return out;
}

}  // namespace qingshui::report
