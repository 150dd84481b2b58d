#include "app/column_units.h"

#include <algorithm>
#include <array>

#include "app/cell_lines.h"
#include "app/cell_reading.h"
#include "app/header_titles.h"
#include "app/row_words.h"
#include "base/chinese.h"
#include "base/replaced.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::FieldType;

constexpr std::string_view kUnitWord = "单位";
constexpr std::size_t kUnitBytesMax = 60;  // Longer text is no unit.
constexpr std::size_t kNotesWithin = 20;   // Rows at the end of a sheet that may be notes.

struct Many {
    std::string_view word;
    std::int64_t factor;
};
constexpr std::array<Many, 9> kMany = {{{"十", 10},
                                        {"百", 100},
                                        {"千", 1'000},
                                        {"万", 10'000},
                                        {"十万", 100'000},
                                        {"百万", 1'000'000},
                                        {"千万", 10'000'000},
                                        {"亿", 100'000'000},
                                        {"十亿", 1'000'000'000}}};
constexpr std::array<std::string_view, 13> kCurrencies = {"美元", "美金", "欧元", "日元", "港元",
                                                          "港币", "英镑", "台币", "韩元", "新台币",
                                                          "澳元", "加元", "外币"};

std::string own_unit(const Field& field) { return column_title(field.unit); }

bool is_many(std::string_view text) {
    return std::any_of(kMany.begin(), kMany.end(),
                       [&](const Many& many) { return many.word == text; });
}

// "万美元" → true.
bool is_currency(std::string_view unit) {
    return std::any_of(kCurrencies.begin(), kCurrencies.end(), [&](std::string_view currency) {
        if (!unit.ends_with(currency)) return false;
        const auto many = unit.substr(0, unit.size() - currency.size());
        return many.empty() || is_many(many);
    });
}

// What stands between the marks that part units.
std::vector<std::string> parts_of(std::string text) {
    for (const std::string_view mark : {"、", "。", "；", "和", "及", "【", "】"}) {
        text = replaced(text, mark, " ");
    }
    for (char& each : text) {
        if (std::string_view(",;/()[]\t\r\n").find(each) != std::string_view::npos) each = ' ';
    }
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

void add_unit(std::string unit, std::vector<std::string>& units) {
    unit = replaced(unit, "人民币", "");
    if (!unit.empty()) units.push_back(std::move(unit));
}

// Behind 单位, up to what is told of something else: "万元 制表人:张三".
void add_units_after(std::string_view text, std::vector<std::string>& units) {
    for (bool is_more = true; is_more;) {
        is_more = false;
        for (const std::string_view mark : {" ", ":", "为", "是", "(", "["}) {
            if (!text.starts_with(mark)) continue;
            text.remove_prefix(mark.size());
            is_more = true;
        }
    }
    for (std::string& part : parts_of(std::string(text))) {
        if (part.find(':') != std::string::npos) return;
        add_unit(std::move(part), units);
    }
}

// Before 单位: 以万元为.
void add_unit_before(std::string_view text, std::vector<std::string>& units) {
    constexpr std::string_view kAs = "为";
    constexpr std::string_view kWith = "以";
    if (!text.ends_with(kAs)) return;
    text.remove_suffix(kAs.size());
    text.remove_prefix(text.size() - std::min(text.size(), kUnitBytesMax + kWith.size()));
    const auto with = text.rfind(kWith);
    if (with != std::string_view::npos) {
        add_unit(std::string(text.substr(with + kWith.size())), units);
    }
}

std::vector<std::string> filled(const std::vector<paper::Cell>& row) {
    std::vector<std::string> texts;
    for (const paper::Cell& cell : row) {
        std::string text = trimmed(text_of(cell));
        if (!text.empty()) texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace

std::string column_title(std::string_view title) {
    std::string text = comparable(title);
    for (const std::string_view open : {"[", "【", "〔", "{", "<"})
        text = replaced(text, open, "(");
    for (const std::string_view close : {"]", "】", "〕", "}", ">"}) {
        text = replaced(text, close, ")");
    }
    return text;
}

PartedTitle parted_title(const std::string& title) {
    const auto open = title.rfind('(');
    if (open != std::string::npos && open > 0 && title.ends_with(')')) {
        std::string unit = title.substr(open + 1, title.size() - open - 2);
        if (unit.starts_with("单位:")) unit.erase(0, std::string_view("单位:").size());
        return {title.substr(0, open), unit, true};
    }
    const auto mark = title.find_last_of("/:");
    if (mark == std::string::npos || mark == 0) return {title};
    return {title.substr(0, mark), title.substr(mark + 1)};
}

bool is_number(const Field& field) {
    return field.type == FieldType::Money || field.type == FieldType::Decimal ||
           field.type == FieldType::Integer;
}

std::optional<ColumnUnit> unit_of(const Field& field, const std::string& named) {
    const std::string own = own_unit(field);
    if (named.empty() || named == own) return ColumnUnit{named};
    if (own.empty() && named == "%") return ColumnUnit{named, Decimal(1, 2)};
    for (const auto& [word, times] : kMany) {
        const std::string many(word);
        const Decimal factor = Decimal::whole(times);
        if (named == many + own || named == many) return ColumnUnit{named, factor};
        if (own != many + named) continue;
        if (const auto one = divided(Decimal::whole(1), factor, Decimal::kScaleMax)) {
            return ColumnUnit{named, *one};
        }
    }
    return {};
}

UnitVerdict verdict_on(const Field& field, const std::string& unit) {
    if (!is_number(field) || field.computed || unit.empty()) return {};
    if (is_many(unit)) return {{}, true};
    if (auto known = unit_of(field, unit)) return {std::move(known)};
    return {{}, own_unit(field).ends_with("元") && is_currency(unit)};
}

std::vector<std::string> units_in(std::string_view remark) {
    const std::string folded = chinese::folded(remark);
    const std::string_view text = folded;
    std::vector<std::string> units;
    for (auto at = text.find(kUnitWord); at != std::string_view::npos;) {
        const auto behind = at + kUnitWord.size();
        const auto next = text.find(kUnitWord, behind);
        add_unit_before(text.substr(0, at), units);
        add_units_after(text.substr(behind, next - behind), units);
        at = next;
    }
    return units;
}

bool is_unit_remark(std::string_view text) {
    std::string plain = column_title(text);
    if (plain.starts_with('(')) plain.erase(0, 1);
    for (const std::string_view kind : {"金额", "计量", "货币", "数量"}) {
        if (plain.starts_with(kind)) plain.erase(0, kind.size());
    }
    return plain.starts_with("单位:") && plain.size() > std::string_view("单位:").size();
}

std::vector<std::string> units_around(const paper::Sheet& sheet, std::size_t header,
                                      std::size_t body) {
    std::vector<std::string> units;
    const auto add = [&](const std::string& text) {
        for (std::string& unit : units_in(text)) units.push_back(std::move(unit));
    };
    for (std::size_t row = 0; row < std::min(body, sheet.rows.size()); ++row) {
        const auto texts = filled(sheet.rows[row]);
        const bool is_last = row + 1 >= body;
        for (const std::string& text : texts) {
            const bool is_group = parted_title(column_title(text)).is_bracketed;
            const bool is_title = row >= header && (is_last || is_group);
            if (!is_title || is_unit_remark(text)) add(text);
        }
        if (texts.size() != 1 || is_last) continue;
        const PartedTitle title = parted_title(column_title(texts.front()));
        if (title.is_bracketed) units.push_back(title.unit);
    }
    const std::size_t last = sheet.rows.size();
    for (auto row = std::max(body, last - std::min(last, kNotesWithin)); row < last; ++row) {
        const auto texts = filled(sheet.rows[row]);
        if (texts.empty() || !says_note(comparable(texts.front()), texts.size())) continue;
        for (const std::string& text : texts) add(text);
    }
    return units;
}

}  // namespace qingshui::app
