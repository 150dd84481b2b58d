#include "registry/toml_words.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/utf8.h"

namespace qingshui::registry {

namespace {

// What the words quote of the file: "{}".
enum class Quoted {
    Nothing,
    Value,  // That which the fault stands in.
    Name,   // A key or table: what the library has between its last quotes.
};

// A fault is known by what the library was reading and why it stopped.
struct Known {
    std::string_view reading, why;
    Quoted quoted;
    std::string_view zh, en;
    std::string_view remedy_zh, remedy_en;
};

constexpr std::string_view kQuoteZh = "文字写在半角引号里，如 \"道路\"";
constexpr std::string_view kQuoteEn = "Texts stand in straight quotes, as \"roads\"";
constexpr std::string_view kDayZh = "写成 2021-07-01 这样，不加引号";
constexpr std::string_view kDayEn = "Write it as 2021-07-01, without quotes";
constexpr std::string_view kClosedZh =
    "在末尾补上同样的引号；文字写在一行里，换行写成 \\n；三个引号的要以三个引号结束";
constexpr std::string_view kClosedEn =
    "End it with the quote it began with; it stands on one line, a line break as \\n; three "
    "quotes are ended by three";
constexpr std::string_view kOnceZh = "合成一处，或给其中一个换名";
constexpr std::string_view kOnceEn = "Join the two, or rename one";

constexpr std::array<Known, 22> kKnown = {{
    {"date", "", Quoted::Value, "“{}”不是日期", "\"{}\" is not a day", kDayZh, kDayEn},
    {"time", "", Quoted::Value, "“{}”不是时间", "\"{}\" is not a time",
     "写成 2021-07-01T08:30:00 这样", "Write it as 2021-07-01T08:30:00"},
    {"", "cannot redefine existing", Quoted::Name, "“{}”写了两次", "\"{}\" is written twice",
     kOnceZh, kOnceEn},
    {"string", "escape sequence", Quoted::Name, "文字里不能写“{}”",
     "\"{}\" means nothing in a text", "反斜杠写成 \\\\，或改用单引号",
     "Write a backslash as \\\\, or use single quotes"},
    {"string", "", Quoted::Nothing, "文字的引号没有配对", "A text is not closed", kClosedZh,
     kClosedEn},
    {"unicode scalar", "", Quoted::Nothing, "\\u 后面的数不是字符",
     "What follows \\u is no character", "直接写出这个字", "Write the character itself"},
    {"array", "", Quoted::Nothing, "列表里缺少逗号，或没有写完", "A list lacks a comma, or its end",
     "各项之间写半角逗号，末尾写 ]", "Part the items by commas and end the list with ]"},
    {"inline table", "dangling comma", Quoted::Nothing, "{{ }} 的末项后面多了逗号",
     "There is a comma after the last item in {{ }}", "删去这个逗号", "Remove it"},
    {"inline table", "", Quoted::Nothing, "{{ }} 里缺少逗号，或没有写完",
     "{{ }} lacks a comma, or its end", "{ } 写在同一行，各项之间写半角逗号",
     "{ } stand on one line, their items parted by commas"},
    {"comment", "", Quoted::Nothing, "注释里有看不见的字符",
     "A comment holds an invisible character", "请删去它", "Remove it"},
    {"value", "control character", Quoted::Nothing, "有看不见的字符",
     "There is an invisible character", "请删去它", "Remove it"},
    {"table header", "blank", Quoted::Nothing, "[ ] 里没有名称", "There is no name within [ ]",
     "写上名称，如 [register.repair]", "Write one, as [register.repair]"},
    {"table header", "", Quoted::Nothing, "[ ] 里的名称不对，或括号没有配对",
     "The name within [ ] is wrong, or the brackets do not match",
     "写成 [register.repair] 或 [[check]]，名称只用英文字母、数字、下划线和点",
     "Write [register.repair] or [[check]]; names are Latin letters, digits, underscores and dots"},
    {"key-value pair", "end-of-file", Quoted::Nothing, "键后面没有写完", "A key lacks its value",
     "写成 键 = 值，或删去这一行", "Write key = value, or remove the line"},
    {"key-value pair", "expected '='", Quoted::Nothing, "键后面没有等号",
     "A key has no equals sign", "写成 键 = 值，等号用半角", "Write key = value"},
    {"key-value pair", "expected value", Quoted::Nothing, "等号后面没有值",
     "There is no value after the equals sign", "写上值，或删去这一行",
     "Write one, or remove the line"},
    {"key-value pair", "expected a comment", Quoted::Nothing, "值的后面多了别的内容",
     "Something stands behind a value", "一行只写一个键；文字里的引号写成 \\\"",
     "Write one key a line; a quote within a text as \\\""},
    {"root table", "", Quoted::Nothing, "这里应是键或 [ ]", "A key or [ ] is wanted here",
     "键只用英文字母、数字和下划线", "Keys are Latin letters, digits and underscores"},
    {"integer", "", Quoted::Value, "“{}”不是数", "\"{}\" is not a number",
     "写成 12 或 1.5 这样，不带单位；日期写成 2021-07-01；文字写在半角引号里",
     "Write it as 12 or 1.5 without a unit, a day as 2021-07-01, a text in straight quotes"},
    {"floating-point", "", Quoted::Value, "“{}”不是数", "\"{}\" is not a number",
     "写成 12 或 1.5 这样，不带单位；文字写在半角引号里",
     "Write it as 12 or 1.5 without a unit, a text in straight quotes"},
    {"boolean", "", Quoted::Value, "“{}”没有写在引号里，也不是 true 或 false",
     "\"{}\" is neither in quotes nor true or false", kQuoteZh, kQuoteEn},
    {"value", "", Quoted::Value, "“{}”没有写在引号里，也不是数、日期、true 或 false",
     "\"{}\" is not in quotes, and no number, day, true or false", kQuoteZh, kQuoteEn},
}};

bool is_known(const Known& known, std::string_view reading, std::string_view why) {
    return reading.find(known.reading) != std::string_view::npos &&
           why.find(known.why) != std::string_view::npos;
}

std::u32string line_of(std::string_view text, std::size_t line) {
    for (; line > 1; --line) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
    return utf8::code_points(text.substr(0, text.find('\n')));
}

// What stands around a character, up to what parts values.
std::string value_at(const std::u32string& line, std::size_t column) {
    constexpr std::u32string_view kParting = U" \t\r=,[]{}";
    const auto parts = [&](std::size_t at) {
        return kParting.find(line[at]) != std::u32string_view::npos;
    };
    std::size_t from = std::min(column - 1, line.size());
    if (from == line.size() || parts(from)) from = from == 0 ? 0 : from - 1;
    std::size_t to = from;
    while (from > 0 && !parts(from - 1)) --from;
    while (to < line.size() && !parts(to)) ++to;
    std::string value;
    for (std::size_t at = from; at < to; ++at) utf8::append(value, line[at]);
    return chinese::shortened(value);
}

std::string last_quoted(std::string_view why) {
    const std::size_t end = why.rfind('\'');
    if (end == std::string_view::npos || end == 0) return {};
    const std::size_t begin = why.rfind('\'', end - 1);
    if (begin == std::string_view::npos) return {};
    return chinese::shortened(why.substr(begin + 1, end - begin - 1));
}

TomlFault told(const Known& known, const std::string& quoted) {
    return {
        {fmt::format(fmt::runtime(known.zh), quoted), fmt::format(fmt::runtime(known.en), quoted)},
        {std::string(known.remedy_zh), std::string(known.remedy_en)}};
}

TomlFault unknown(std::string_view why) {
    return {{"从这里起不合 TOML 的写法", fmt::format("Not TOML: {}", why)},
            {"请检查这一行及其上一行的引号、括号、等号和逗号",
             "Check quotes, brackets, equals signs and commas here and on the line above"}};
}

// 2021/7/1 and 2021年7月1日 are read as numbers.
bool is_like_day(std::string_view value) {
    constexpr std::size_t kYear = 4;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (value.size() <= kYear || !std::all_of(value.begin(), value.begin() + kYear, is_digit)) {
        return false;
    }
    const std::string_view rest = value.substr(kYear);
    return rest.starts_with('/') || rest.starts_with('-') || rest.starts_with("年");
}

TomlFault worded(std::string_view why, const std::u32string& line, std::size_t column) {
    constexpr std::string_view kBegin = "Error while parsing ";
    const std::size_t colon = why.find(": ");
    if (!why.starts_with(kBegin) || colon == std::string_view::npos) return unknown(why);
    const std::string_view reading = why.substr(kBegin.size(), colon - kBegin.size());
    const std::string_view reason = why.substr(colon);
    const auto* known = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& each) {
        return is_known(each, reading, reason);
    });
    if (known == kKnown.end()) return unknown(why);
    if (known->quoted == Quoted::Nothing) return told(*known, {});
    if (known->quoted == Quoted::Name) return told(*known, last_quoted(reason));
    const std::string value = value_at(line, column);
    return told(is_like_day(value) ? kKnown.front() : *known, value);
}

}  // namespace

TomlFault toml_fault(std::string_view why, std::string_view text, std::size_t line,
                     std::size_t column) {
    TomlFault fault = worded(why, line_of(text, line), column);
    fault.remedy.zh += "。这个文件后面的内容，改好这一处后再检查";
    fault.remedy.en += ". What follows in this file is checked once this is mended";
    return fault;
}

}  // namespace qingshui::registry
