#include <fmt/format.h>

#include <algorithm>

#include "base/chinese.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "paper/deflate.h"
#include "report/figure_text.h"
#include "report/html_assets.h"
#include "report/html_data.h"
#include "report/report.h"

namespace qingshui::report {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : utf8::writable(text)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

// What a content security policy calls an inline script or style.
std::string policy_hash(std::string_view content) {
    const auto digest = sha256(content);
    return fmt::format(
        "'sha256-{}'",
        paper::base64({reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()}));
}

// The text, each run of a figure a link to its source.
class Article {
public:
    std::string write(const Draft& draft) {
        for (const auto& block : draft.blocks) {
            const bool item = block.kind == Block::Kind::Item;
            if (item && !in_list_) out_ += "<ul>\n";
            if (!item && in_list_) out_ += "</ul>\n";
            in_list_ = item;
            const auto tag = tag_of(block);
            const bool is_flush = block.kind == Block::Kind::Addressee;
            out_ += fmt::format("<{}{}>", tag, is_flush ? " class=\"addressee\"" : "");
            for (const auto& run : block.runs) write(run);
            out_ += fmt::format("</{}>\n", tag);
        }
        if (in_list_) out_ += "</ul>\n";
        return std::move(out_);
    }
    // The place in the text where a figure appears first.
    std::string place_of(const std::string& figure) const {
        const auto found = first_.find(figure);
        return found != first_.end() ? fmt::format("w{}", found->second) : "text";
    }

private:
    static std::string tag_of(const Block& block) {
        if (block.kind == Block::Kind::Heading) return fmt::format("h{}", block.level + 1);
        return block.kind == Block::Kind::Item ? "li" : "p";
    }
    void write(const paper::Run& run) {
        auto text = escaped(run.text);
        if (run.bold) text = "<strong>" + text + "</strong>";
        if (!run.figure.empty()) {
            text = fmt::format(R"(<a class="figure" id="w{}" href="#s-{}" title="查看依据">{}</a>)",
                               ++count_, escaped(run.figure), text);
            first_.emplace(run.figure, count_);
        }
        out_ += text;
        if (!run.fault.empty()) {
            out_ += fmt::format(R"(<span class="fault" role="note">{}</span>)", escaped(run.fault));
        }
    }

    std::string out_;
    bool in_list_ = false;
    int count_ = 0;
    std::map<std::string, int> first_;  // Figure → where it appears first.
};

// A rate comes from a table of the packs; no record stands behind it.
bool is_rate(const Figure& figure) {
    return figure.question.figure.indicator->kind == registry::IndicatorKind::Rate;
}

std::string records_cell(const Figure& figure) {
    return is_rate(figure) ? std::string("标准表") : fmt::format("{}条", figure.records());
}

std::string source(const Figure& figure, const std::string& place) {
    const auto& indicator = *figure.question.figure.indicator;
    const auto row = [](std::string_view title, std::string_view text) {
        return fmt::format("<dt>{}</dt><dd>{}</dd>\n", title, text);
    };
    std::string out =
        fmt::format(R"(<section class="source" id="s-{0}" data-figure="{0}">)"
                    "\n<p class=\"back\"><a href=\"#{3}\">← 返回正文</a></p>"
                    "\n<h3 tabindex=\"-1\">{1} <span class=\"value\">{2}</span></h3>\n<dl>\n",
                    escaped(figure.id), escaped(figure.title.zh), escaped(figure.text), place);
    const auto value = figure.value ? figure.value->shortest() + figure.unit : std::string("—");
    out += row("准确数", escaped(value));
    out += row("统计口径", escaped(figure.definition.zh));
    if (!figure.working.zh.empty()) out += row("计算", escaped(figure.working.zh));
    out += row("指标", escaped(fmt::format("{}（第{}版）", figure.name, indicator.version)));
    if (!indicator.basis.empty()) out += row("依据", escaped(indicator.basis));
    out += row("时期", escaped(chinese::period(figure.question.period)));
    out += row("区域", escaped(fmt::format("{}（{}）", figure.area_name, figure.area_code)));
    for (const auto& rate : figure.rates) out += row("标准", escaped(rate_words(rate).zh));
    if (!is_rate(figure)) out += row("记录", fmt::format("{}条", figure.records()));
    if (!is_rate(figure) || !figure.rates.empty()) {
        out += row(is_rate(figure) ? "标准摘要" : "记录摘要",
                   fmt::format("<span class=\"digest\">{}</span>", figure.digest.hex()));
    }
    if (figure.fault) out += row("问题", escaped(figure.fault->says.zh));
    out += "</dl>\n";
    if (!is_rate(figure)) out += "<div class=\"list\"></div>\n";
    out += "</section>\n";
    return out;
}

std::string index(const Draft& draft) {
    std::string out =
        "<table class=\"index\"><thead><tr><th scope=\"col\">数字</th><th "
        "scope=\"col\">统计口径</th>"
        "<th scope=\"col\">时期</th><th scope=\"col\">记录</th></tr></thead><tbody>\n";
    for (const auto& figure : draft.figures) {
        out += fmt::format(
            "<tr><td><a href=\"#s-{}\">{} {}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            escaped(figure.id), escaped(figure.title.zh), escaped(figure.text),
            escaped(figure.definition.zh), escaped(chinese::period(figure.question.period)),
            records_cell(figure));
    }
    return out + "</tbody></table>\n";
}

std::string check_row(const CheckOutcome& check) {
    std::string_view words = "无法核对";
    std::string_view look;
    if (check.holds) {
        words = *check.holds ? "相符" : "不符";
        look = *check.holds ? "holds" : "broken";
    }
    std::vector<std::string> facts;
    for (const auto& fact : check.facts) facts.push_back(escaped(fact.zh));
    return fmt::format(
        "<tr><td>{}</td><td data-title=\"核对的数\">{}</td>"
        "<td class=\"outcome {}\" data-title=\"结果\">{}</td></tr>\n",
        escaped(check.says.zh), fmt::join(facts, "，"), look, words);
}

std::string checks(const Draft& draft) {
    if (draft.checks.empty()) return "";
    std::string out =
        "<section class=\"checks\"><h2>勾稽核对</h2>\n<table><thead><tr><th "
        "scope=\"col\">应有的关系</th><th scope=\"col\">核对的数</th>"
        "<th scope=\"col\">结果</th></tr></thead><tbody>\n";
    for (const auto& check : draft.checks) out += check_row(check);
    return out + "</tbody></table></section>\n";
}

std::string head(const Draft& draft) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src {}; script-src {}; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n",
        policy_hash(kHtmlStyle), policy_hash(kHtmlScript), escaped(draft.heading), kHtmlStyle);
}

}  // namespace

std::string to_html(const Draft& draft, const Sources& sources) {
    Article article;
    std::string out = head(draft);
    out += fmt::format(
        "<body>\n<main>\n<h1>{}</h1>\n<p class=\"about\">{} · 统计时期{} · 账册截至第{}号变更 · "
        "点击文中带下划线的数字可查看依据</p>\n<article id=\"text\">\n{}</article>\n",
        escaped(draft.heading), escaped(draft.office), escaped(chinese::period(draft.period)),
        draft.as_of, article.write(draft));
    out += checks(draft);
    out += "<section class=\"sources\"><h2>数据来源</h2>\n" + index(draft);
    for (const auto& figure : draft.figures) out += source(figure, article.place_of(figure.id));
    out += "</section>\n</main>\n";
    out += fmt::format("<script type=\"text/plain\" id=\"data\">{}</script>\n",
                       paper::base64(paper::gzip(html_data(draft, sources))));
    out += fmt::format("<script>{}</script>\n</body>\n</html>\n", kHtmlScript);
    return out;
}

}  // namespace qingshui::report
