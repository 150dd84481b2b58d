#include "app/typed_values.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "base/chinese.h"
#include "paper/number.h"
#include "registry/identity.h"

namespace qingshui::app {
namespace {

struct Large {
    std::string_view word;
    std::int64_t factor;
};
constexpr std::array<Large, 4> kLarge = {
    {{"万", 10'000}, {"亿", 100'000'000}, {"千", 1'000}, {"百", 100}}};

bool take_end(std::string& text, std::string_view end) {
    if (end.empty() || !text.ends_with(end)) return false;
    text.erase(text.size() - end.size());
    return true;
}

bool is_digit(char each) { return each >= '0' && each <= '9'; }

// Digits with at most one point, as many as there are.
bool is_mantissa(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const auto points = std::count(text.begin(), text.end(), '.');
    const bool has_digits = text.find_first_of("0123456789") != std::string_view::npos;
    return has_digits && points <= 1 &&
           text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// Takes out blanks, but those between digits stay, as marks of thousands.
void take_blanks(std::string& text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_mark =
            at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
        if (text[at] != ' ') {
            kept += text[at];
        } else if (is_mark) {
            kept += ',';
        }
    }
    text = std::move(kept);
}

void take_money_sign(std::string& text) {
    for (const std::string_view sign : {"¥", "￥"}) {
        if (text.starts_with(sign)) text.erase(0, sign.size());
    }
}

// Takes out a plus; a minus may be the mathematical one.
void take_sign(std::string& text) {
    constexpr std::string_view kMinus = "−";
    const bool has_plus = text.size() > 1 && text[0] == '+' && is_digit(text[1]);
    if (has_plus) text.erase(0, 1);
    if (text.starts_with(kMinus)) text.replace(0, kMinus.size(), "-");
}

// Takes out the commas of 1,234,567.5; false if they stand anywhere but before three digits,
// because then they may mean something else: 1,5 or 3,5.
bool take_commas(std::string& text) {
    if (text.find(',') == std::string::npos) return true;
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = std::min(text.find('.'), text.size());
    constexpr std::size_t kGroup = 3;
    std::size_t digits = 0;
    bool is_first = true;
    for (std::size_t at = sign; at <= whole; ++at) {
        if (at < whole && is_digit(text[at])) {
            ++digits;
            continue;
        }
        const bool is_end = at == whole;
        if (!is_end && text[at] != ',') return false;
        const bool is_right = is_first ? digits >= 1 && digits <= kGroup : digits == kGroup;
        if (!is_right) return false;
        is_first = false;
        digits = 0;
    }
    if (text.find(',', whole) != std::string::npos) return false;
    std::erase(text, ',');
    return true;
}

// Takes out 万, 千万 and their like behind digits; gives what they multiply by, 1 if there are
// none. Behind a numeral (三万) they are part of it.
std::int64_t take_large(std::string& text) {
    std::string rest = text;
    std::int64_t factor = 1;
    std::int64_t last = std::numeric_limits<std::int64_t>::max();
    const auto is_behind = [&](const Large& large) {
        return large.factor < last && rest.ends_with(large.word);
    };
    for (auto found = std::find_if(kLarge.begin(), kLarge.end(), is_behind); found != kLarge.end();
         found = std::find_if(kLarge.begin(), kLarge.end(), is_behind)) {
        rest.erase(rest.size() - found->word.size());
        last = found->factor;
        factor *= last;
    }
    if (rest.empty() || !is_digit(rest.back())) return 1;
    text = std::move(rest);
    return factor;
}

// The same for a field whose unit is many of another: 万元. What is said in 元, or in 万 or more,
// is told from it: 1.5亿 is 15000 of them, 15万 is 15. Less than it, such as 3千, may mean either
// and is not guessed.
std::optional<Decimal> take_parts(std::string& text, const Large& own, std::string_view base,
                                  bool& has_unit) {
    const bool has_base = take_end(text, base);
    const std::int64_t large = take_large(text);
    const auto in_own = [&](std::int64_t factor) {
        has_unit = true;
        const auto parts =
            divided(Decimal::whole(factor), Decimal::whole(own.factor), Decimal::kScaleMax);
        return Decimal::parse(parts.value().shortest());
    };
    if (large == 1 && take_end(text, own.word)) return in_own(own.factor);
    const bool is_hundred_million = large == 1 && text.find("亿") != std::string::npos;
    if (has_base || large >= own.factor || is_hundred_million) return in_own(large);
    return large == 1 ? std::optional(Decimal::whole(1)) : std::nullopt;
}

// Takes out what says the unit, and gives what the number is to be multiplied by; none if it
// cannot be told.
std::optional<Decimal> take_units(std::string& text, const std::string& own, bool& has_unit) {
    if (own.empty() && take_end(text, "%")) {
        has_unit = true;
        return Decimal(1, 2);
    }
    has_unit = take_end(text, own);
    const auto many = std::find_if(kLarge.begin(), kLarge.end(),
                                   [&](const Large& large) { return own.starts_with(large.word); });
    if (!has_unit && many != kLarge.end()) {
        return take_parts(text, *many, std::string_view(own).substr(many->word.size()), has_unit);
    }
    const std::int64_t factor = take_large(text);
    has_unit = has_unit || factor != 1;
    return Decimal::whole(factor);
}

// Is it written as a number, however long?
bool is_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::string_view whole = text.substr(0, text.find('.'));
    const std::string_view rest = text.size() > whole.size() ? text.substr(whole.size() + 1) : "0";
    const auto is_digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return is_digits(whole) && is_digits(rest);
}

// Reads "8:30", "8:30:15", "8时30分15秒", "8点半": colons for whatever parts it.
std::optional<std::int32_t> second_of_day(std::string text) {
    bool is_afternoon = false;
    for (const std::string_view word : {"上午", "下午", "晚上", "中午", "凌晨"}) {
        if (!text.starts_with(word)) continue;
        text.erase(0, word.size());
        is_afternoon = word == "下午" || word == "晚上";
    }
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSame = {
        {{"半", "30"}, {"时", ":"}, {"点", ":"}, {"分", ":"}, {"秒", ""}, {" ", ""}}};
    for (const auto& [word, mark] : kSame) {
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
            text.replace(at, word.size(), mark);
        }
    }
    if (text.find(':') == std::string::npos) return {};
    if (text.ends_with(':')) text.pop_back();
    std::array<int, 3> parts = {0, 0, 0};
    std::size_t count = 0;
    for (std::size_t at = 0; at <= text.size(); ++count) {
        const std::size_t end = std::min(text.find(':', at), text.size());
        const auto number = chinese::parse_numeral(std::string_view(text).substr(at, end - at));
        if (!number || count == parts.size() || *number < 0 || *number > 59) return {};
        parts[count] = static_cast<int>(*number);
        at = end + 1;
    }
    if (is_afternoon && parts[0] < 12) parts[0] += 12;
    if (parts[0] > 23) return {};
    return parts[0] * 3600 + parts[1] * 60 + parts[2];
}

}  // namespace

std::optional<TypedNumber> typed_number(std::string text, const std::string& unit) {
    take_blanks(text);
    take_money_sign(text);
    take_sign(text);
    TypedNumber typed;
    const auto factor = take_units(text, chinese::folded(unit), typed.has_unit);
    if (!factor || !take_commas(text)) return {};
    std::optional<Decimal> number = Decimal::parse(text);
    if (!number) {
        const auto numeral = chinese::parse_numeral(text);
        const bool fits = numeral && *numeral <= Decimal::kMantissaMax;
        if (fits) number = Decimal::whole(*numeral);
    }
    if (number) number = times(*number, *factor);
    typed.too_large = !number && is_number(text);
    if (!number && !typed.too_large) return {};
    typed.number = number.value_or(Decimal());
    return typed;
}

std::string without_brackets(std::string text) {
    const bool is_bracketed = text.size() > 2 && text.starts_with('(') && text.ends_with(')');
    if (!is_bracketed) return text;
    std::string amount = text.substr(1, text.size() - 2);
    take_money_sign(amount);
    return !amount.empty() && is_digit(amount.front()) ? "-" + amount : text;
}

std::string typed_phone(const std::string& text) {
    constexpr std::size_t kMobile = 11;
    if (registry::is_phone(text)) return text;
    std::string compact = text;
    std::erase_if(compact, [](char each) { return each == ' ' || each == '-'; });
    if (compact.size() == kMobile && registry::is_phone(compact)) return compact;
    const auto bracket = compact.find(')');
    if (!compact.starts_with('(') || bracket == std::string::npos) return text;
    const std::string fixed = compact.substr(1, bracket - 1) + "-" + compact.substr(bracket + 1);
    return registry::is_phone(fixed) ? fixed : text;
}

std::optional<int> take_weekday(std::string& text) {
    constexpr std::array<std::string_view, 3> kWeeks = {"星期", "礼拜", "周"};
    constexpr std::array<std::pair<std::string_view, int>, 8> kDays = {
        {{"一", 1}, {"二", 2}, {"三", 3}, {"四", 4}, {"五", 5}, {"六", 6}, {"日", 7}, {"天", 7}}};
    std::string rest = text;
    const bool is_bracketed = take_end(rest, ")");
    for (const auto& [word, day] : kDays) {
        if (!take_end(rest, word)) continue;
        const bool is_week = std::any_of(kWeeks.begin(), kWeeks.end(), [&](std::string_view week) {
            return take_end(rest, week);
        });
        if (!is_week || is_bracketed != take_end(rest, "(")) return {};
        text = chinese::folded(rest);
        return day;
    }
    return {};
}

std::optional<DateTime> typed_moment(std::string_view text) {
    constexpr std::size_t kBytesMax = 200;  // Twice what a moment takes in numerals.
    if (text.size() > kBytesMax) return {};
    std::string plain = chinese::folded(text);
    if (const auto weekday = take_weekday(plain)) {
        const auto day = chinese::parse_date(plain);
        if (!day || day->weekday() != *weekday) return {};
        return DateTime{*day, 0};
    }
    if (const auto moment = DateTime::parse(plain)) return moment;
    if (const auto day = chinese::parse_date(plain)) return DateTime{*day, 0};
    for (std::size_t at = 1; at < plain.size(); ++at) {
        const bool is_mark = plain[at] == ' ' || plain[at] == 'T';
        const bool is_after_day = std::string_view(plain).substr(0, at).ends_with("日") ||
                                  std::string_view(plain).substr(0, at).ends_with("号");
        if (!is_mark && !is_after_day) continue;
        const auto day = chinese::parse_date(plain.substr(0, at));
        const std::string rest = chinese::folded(plain.substr(is_mark ? at + 1 : at));
        if (!day || rest.empty()) continue;
        if (const auto second = second_of_day(rest)) return DateTime{*day, *second};
    }
    return {};
}

std::optional<bool> typed_yes_no(std::string_view text) {
    static const std::map<std::string, bool, std::less<>> kWords = {
        {"是", true},   {"有", true},    {"√", true},   {"✓", true},      {"✔", true},
        {"true", true}, {"yes", true},   {"y", true},   {"1", true},      {"否", false},
        {"无", false},  {"没有", false}, {"×", false},  {"✗", false},     {"✘", false},
        {"x", false},   {"不是", false}, {"对", true},  {"错", false},    {"不对", false},
        {"☑", true},    {"☒", false},    {"no", false}, {"false", false}, {"n", false},
        {"0", false}};
    std::string lower = chinese::folded(text);
    for (char& each : lower) {
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    }
    const auto found = kWords.find(lower);
    return found == kWords.end() ? std::optional<bool>{} : found->second;
}

bool is_dash(std::string_view text) {
    constexpr std::array<std::string_view, 6> kDashes = {"/", "\\", "-", "--", "—", "——"};
    return std::find(kDashes.begin(), kDashes.end(), text) != kDashes.end();
}

bool is_none(std::string_view text) { return text == "无" || text == "没有"; }

std::optional<Date> typed_serial(std::string_view text) {
    constexpr std::size_t kDigits = 5;  // From 1927 to 2173.
    const bool is_serial = text.size() == kDigits && text.front() != '0' &&
                           text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_serial) return {};
    const paper::Cell cell = paper::cell_of(text, paper::Shown::Day, paper::Epoch::Year1900);
    const auto* day = std::get_if<Date>(&cell);
    return day == nullptr ? std::optional<Date>() : *day;
}

bool is_scientific(std::string_view text) {
    const auto mark = text.find_first_of("eE");
    if (mark == std::string_view::npos || mark + 2 >= text.size()) return false;
    const std::string_view exponent = text.substr(mark + 2);
    const bool has_sign = text[mark + 1] == '+' || text[mark + 1] == '-';
    const bool has_digits = exponent.find_first_not_of("0123456789") == std::string_view::npos;
    return has_sign && has_digits && is_mantissa(text.substr(0, mark));
}

bool is_sheet_error(std::string_view text) {
    constexpr std::array<std::string_view, 8> kErrors = {"#N/A",   "#REF!", "#VALUE!", "#DIV/0!",
                                                         "#NAME?", "#NUM!", "#NULL!",  "#SPILL!"};
    constexpr std::size_t kTooNarrow = 3;
    const bool is_narrow =
        text.size() >= kTooNarrow && text.find_first_not_of('#') == std::string_view::npos;
    return is_narrow || std::find(kErrors.begin(), kErrors.end(), text) != kErrors.end();
}

}  // namespace qingshui::app
