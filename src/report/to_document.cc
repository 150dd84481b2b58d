#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/chinese.h"
#include "base/utf8.h"
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
        if (block.kind == Block::Kind::Item) kind = Kind::Item;
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

// A column of the appendix: what it holds of a figure, and how wide that is.
struct Column {
    const char* title;
    int width;  // In hundredths of a character.
    std::vector<Run> (*cell)(const Figure&);
};

// Behind a rate stands a row of a table of rates instead; behind no number, nothing.
bool is_rate(const Figure& figure) {
    return figure.question.figure.indicator->kind == registry::IndicatorKind::Rate;
}

std::vector<Run> name_cell(const Figure& figure) {
    return {{.text = fmt::format("{} {}", figure.title.zh, figure.text), .link = figure.id}};
}
std::vector<Run> records_cell(const Figure& figure) {
    return cell(is_rate(figure) ? std::string("标准") : std::to_string(figure.records()));
}
std::vector<Run> digest_cell(const Figure& figure) {
    constexpr std::size_t kDigits = 16;  // On two lines.
    if (is_rate(figure) && figure.rates.empty()) return cell("—");
    return cell(figure.digest.hex().substr(0, kDigits).insert(kDigits / 2, " "));
}

// The area of every figure, if it is one and the same.
std::optional<std::string> common_area(const Draft& draft) {
    const auto& first = draft.figures.front();
    const bool is_common =
        std::all_of(draft.figures.begin(), draft.figures.end(),
                    [&](const Figure& figure) { return figure.area_code == first.area_code; });
    return is_common ? std::optional(first.area_name) : std::nullopt;
}

// Period, count and digest stand on the lines that they need; the rest is for what is counted.
paper::Block sources_table(const Draft& draft) {
    std::vector<Column> columns{
        {"数字", 880, name_cell},
        {"统计口径", 1760, [](const Figure& each) { return cell(definition_words(each)); }},
        {"时期", 800,
         [](const Figure& each) { return cell(chinese::period(each.question.period)); }},
        {"记录数", 430, records_cell},
        {"记录摘要", 620, digest_cell}};
    if (!common_area(draft)) {
        columns.insert(columns.begin() + 3,
                       {"区域", 400, [](const Figure& each) { return cell(each.area_name); }});
    }
    paper::Block table{.kind = Kind::Table};
    table.rows.resize(draft.figures.size() + 1);
    for (const auto& column : columns) {
        table.widths.push_back(column.width);
        table.rows.front().push_back({{.text = column.title, .bold = true}});
        for (std::size_t at = 0; at < draft.figures.size(); ++at) {
            table.rows[at + 1].push_back(column.cell(draft.figures[at]));
        }
    }
    return table;
}

// On one line if it fits, else broken where its declaration says: GB/T 9704, 7.3.1 wants the
// words on a line to belong together (词意完整).
std::string broken_title(const Draft& draft) {
    double width = 0;
    for (const char32_t each : utf8::code_points(draft.heading)) width += each < 0x80 ? 0.5 : 1;
    if (width <= paper::kTitleCharacters) return draft.heading;
    return fmt::format("{}", fmt::join(draft.heading_lines, "\n"));
}

}  // namespace

paper::Document to_document(const Draft& draft) {
    paper::Document out{.title = draft.heading, .author = draft.office, .blocks = {}};
    out.blocks.push_back(line(Kind::Title, broken_title(draft)));
    for (auto& block : text_blocks(draft)) out.blocks.push_back(std::move(block));
    const bool has_appendix = !draft.figures.empty();
    if (has_appendix) out.blocks.push_back(line(Kind::Attachment, "附件：数据来源"));
    out.blocks.push_back(line(Kind::Signature, draft.office));
    out.blocks.push_back(line(Kind::Date, chinese::date(draft.dated)));
    if (!has_appendix) return out;
    out.blocks.push_back(line(Kind::PageBreak, ""));
    out.blocks.push_back(line(Kind::Appendix, "附件"));
    out.blocks.push_back(line(Kind::AppendixTitle, "数据来源"));
    if (const auto area = common_area(draft)) {
        out.blocks.push_back(line(Kind::Note, fmt::format("各项数字的区域都是{}。", *area)));
    }
    out.blocks.push_back(sources_table(draft));
    out.blocks.push_back(
        line(Kind::Note,
             fmt::format("记录摘要是该数字所依据全部记录的 SHA-256 值的前16位；账册截至第{}号"
                         "变更。记录一经改动，摘要随之不同。标准的摘要取自当时施行的那一行。",
                         draft.as_of)));
    return out;
}

}  // namespace qingshui::report
