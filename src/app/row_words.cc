#include "app/row_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "app/cell_lines.h"
#include "app/cell_reading.h"
#include "app/header_titles.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

constexpr std::array<std::string_view, 8> kTotals = {"合计", "总计", "小计",  "共计",
                                                     "累计", "总数", "total", "grandtotal"};
constexpr std::array<std::string_view, 32> kNotes = {
    "注",       "备注",     "说明",     "填表",     "填表人",     "填表日期", "填表时间", "填报人",
    "填报日期", "填报时间", "填报单位", "报送单位", "报送人",     "报送日期", "报送时间", "制表",
    "制表人",   "制表日期", "制表时间", "制表单位", "审核",       "审核人",   "复核",     "复核人",
    "经办",     "经办人",   "统计人",   "负责人",   "单位负责人", "分管领导", "签发人",   "签字"};
constexpr std::array<std::string_view, 11> kGuides = {
    "说明", "填表说明", "填写说明", "填报说明",     "使用说明", "填表须知",
    "须知", "填写指南", "指南",     "instructions", "readme"};

template <typename Words>
bool is_among(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_digit(char each) { return each >= '0' && each <= '9'; }

// "合计（元）：" → "合计".
std::string leading_word(const std::string& first) {
    return first.substr(0, first.find_first_of("(:"));
}

// A number with one character behind it at most: "2", "12条".
bool is_count(std::string_view text) {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    return digits > 0 && chinese::length(text.substr(digits)) <= 1;
}

// "第1页，共3页".
bool is_page_number(const std::string& first) {
    return first.starts_with("第") && first.find("页") != std::string::npos;
}

// "1", "（一）", "3.", "①": what numbers the paragraphs of a text.
bool numbers_paragraph(const std::string& text) {
    static const std::string kSigns = "0123456789().、一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩";
    const std::string folded = chinese::folded(text);
    for (std::size_t at = 0; at < folded.size();) {
        std::size_t size = 1;
        while (at + size < folded.size() && (folded[at + size] & 0xC0) == 0x80) ++size;
        if (kSigns.find(folded.substr(at, size)) == std::string::npos) return false;
        at += size;
    }
    return true;
}

bool is_paragraph(const std::vector<paper::Cell>& row) {
    std::vector<std::string> texts;
    for (const paper::Cell& cell : row) {
        const std::string text = trimmed(text_of(cell));
        if (text.empty()) continue;
        if (!texts.empty() && !std::holds_alternative<std::string>(cell)) return false;
        texts.push_back(text);
    }
    return texts.size() <= 1 || (texts.size() == 2 && numbers_paragraph(texts.front()));
}

bool has_sentence(const std::vector<paper::Cell>& row) {
    constexpr std::size_t kSentence = 10;
    return std::any_of(row.begin(), row.end(), [](const paper::Cell& cell) {
        const auto* text = std::get_if<std::string>(&cell);
        return text != nullptr && chinese::length(trimmed(*text)) >= kSentence;
    });
}

}  // namespace

bool says_total(const std::string& first) {
    const std::string word = leading_word(first);
    for (const std::string_view total : kTotals) {
        if (word.ends_with(total)) return true;
        if (word.starts_with(total) && is_count(word.substr(total.size()))) return true;
    }
    constexpr std::string_view kInAll = "共";
    return word.starts_with(kInAll) && is_count(word.substr(kInAll.size()));
}

bool says_note(const std::string& first, std::size_t filled) {
    constexpr std::size_t kFew = 2;
    const bool has_colon = first.find(':') != std::string::npos;
    if (is_among(kNotes, leading_word(first))) return has_colon || filled <= kFew;
    return is_page_number(first) && filled <= kFew;
}

bool is_prose(const paper::Sheet& sheet) {
    if (is_among(kGuides, comparable(sheet.name))) return true;
    return std::all_of(sheet.rows.begin(), sheet.rows.end(), is_paragraph) &&
           std::any_of(sheet.rows.begin(), sheet.rows.end(), has_sentence);
}

}  // namespace qingshui::app
