#include "expr/lexer.h"

#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/chinese.h"
#include "expr/fault.h"

namespace qingshui::expr {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Bytes of the character that starts with `lead`; the source is valid UTF-8.
std::size_t width(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    if (byte < 0x80) return 1;
    if (byte < 0xe0) return 2;
    return byte < 0xf0 ? 3 : 4;
}

constexpr std::array<std::string_view, 21> kSigns = {"&&", "||", "==", "!=", "<=", ">=", "<",
                                                     ">",  "+",  "-",  "*",  "/",  "!",  "?",
                                                     ":",  ".",  ",",  "(",  ")",  "[",  "]"};

// What people write for a sign of the language.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kMistaken = {{
    {"=", "=="},
    {"&", "&&"},
    {"|", "||"},
    {"“", "'"},
    {"”", "'"},
    {"‘", "'"},
    {"’", "'"},
    {"×", "*"},
    {"÷", "/"},
    {"≥", ">="},
    {"≤", "<="},
    {"≠", "!="},
    {"、", ","},
}};

class Lexer {
public:
    explicit Lexer(std::string_view source) : source_(source) {}

    Result<std::vector<Token>> run() {
        while (true) {
            skip();
            if (offset_ == source_.size()) break;
            TRY(next());
        }
        found_.push_back({Token::Kind::End, {}, at_});
        return std::move(found_);
    }

private:
    char here() const { return offset_ < source_.size() ? source_[offset_] : '\0'; }
    std::string_view rest() const { return source_.substr(offset_); }

    void step() {
        if (here() == '\n') {
            at_ = {at_.row + 1, 0};
        }
        offset_ += width(here());
        ++at_.column;
    }

    void skip() {
        while (offset_ < source_.size()) {
            if (rest().starts_with("//")) {
                while (offset_ < source_.size() && here() != '\n') step();
            } else if (is_space(here())) {
                step();
            } else {
                return;
            }
        }
    }

    Result<void> next() {
        const Position at = at_;
        if (is_digit(here())) return number(at);
        if (starts_word(here())) {
            std::string word;
            while (starts_word(here()) || is_digit(here())) take(word);
            found_.push_back({Token::Kind::Word, std::move(word), at});
            return {};
        }
        if (here() == '\'' || here() == '"') return text(at);
        if (here() == '`') return quoted(at);
        return sign(at);
    }

    void take(std::string& into) {
        into += rest().substr(0, width(here()));
        step();
    }

    Result<void> number(Position at) {
        std::string digits;
        while (is_digit(here())) take(digits);
        const bool has_fraction = here() == '.' && rest().size() > 1 && is_digit(rest()[1]);
        if (has_fraction) {
            take(digits);
            while (is_digit(here())) take(digits);
        }
        if (starts_word(here())) {
            while (starts_word(here()) || is_digit(here())) take(digits);
            return fault(
                "expr.syntax", at, digits,
                {fmt::format("“{}”不是数", digits), fmt::format("\"{}\" is not a number", digits)},
                {"数只用数字和小数点，例如 1200 或 0.5；名称不能以数字开头",
                 "Write numbers with digits and a point, such as 1200 or 0.5; a name "
                 "does not start with a digit"});
        }
        found_.push_back({Token::Kind::Number, std::move(digits), at});
        return {};
    }

    Result<void> text(Position at) {
        const char quote = here();
        step();
        std::string content;
        while (here() != quote && offset_ < source_.size() && !is_control(here())) {
            TRY(character(content));
        }
        if (here() != quote) {
            return fault(
                "expr.syntax", at, content, {"文本的引号没有配对", "A text is not closed"},
                {R"(在文本末尾补上同样的引号；换行写成 \n)",
                 R"(End the text with the quote it began with; write a line break as \n)"});
        }
        step();
        found_.push_back({Token::Kind::Text, std::move(content), at});
        return {};
    }

    Result<void> character(std::string& content) {
        if (here() == '\\') {
            content += TRY(escaped());
        } else {
            take(content);
        }
        return {};
    }

    Result<std::string> escaped() {
        const Position at = at_;
        step();
        std::string sign;
        if (offset_ < source_.size()) take(sign);
        if (sign == "n") return std::string("\n");
        if (sign == "t") return std::string("\t");
        if (sign == "\\" || sign == "'" || sign == "\"") return sign;
        return fault(
            "expr.syntax", at, '\\' + sign,
            {fmt::format("文本里不能写“\\{}”", sign),
             fmt::format(R"("\{}" means nothing in a text)", sign)},
            {R"(可以写 \n、\t、\\、\' 和 \")", R"(What may stand: \n, \t, \\, \' and \")"});
    }

    Result<void> quoted(Position at) {
        step();
        std::string word;
        while (offset_ < source_.size() && here() != '`' && here() != '.' && !is_control(here())) {
            take(word);
        }
        if (here() != '`' || word.empty()) {
            return fault("expr.syntax", at, word,
                         {"反引号里的名称没有写完整", "A name in backquotes is not complete"},
                         {"写成 disputes.`水` 这样：名称不能为空，里面没有点和换行",
                          "Write it as in disputes.`水`: not empty, without points and line "
                          "breaks"});
        }
        step();
        found_.push_back({Token::Kind::Quoted, std::move(word), at});
        return {};
    }

    Result<void> sign(Position at) {
        for (const std::string_view sign : kSigns) {
            if (!rest().starts_with(sign)) continue;
            for (std::size_t count = 0; count < sign.size(); ++count) step();
            found_.push_back({Token::Kind::Sign, std::string(sign), at});
            return {};
        }
        return unknown(at);
    }

    Refusal unknown(Position at) const {
        const std::string sign(rest().substr(0, width(here())));
        std::string meant = chinese::folded(sign);
        if (meant == sign || meant.empty()) meant.clear();
        for (const auto& [mistaken, right] : kMistaken) {
            if (mistaken == sign) meant = right;
        }
        if (meant == "=") meant = "==";
        const Text says = {fmt::format("“{}”不是表达式里的符号", sign),
                           fmt::format("\"{}\" is not a sign of the language", sign)};
        if (meant.empty()) {
            return fault("expr.syntax", at, sign, says,
                         {"名称写字段的 id，文本放在引号里，例如 kind == '水'",
                          "Write the id of a field, and texts in quotes, as in kind == '水'"});
        }
        return fault("expr.syntax", at, sign, says,
                     {fmt::format("改用“{}”（半角）", meant), fmt::format("Write \"{}\"", meant)});
    }

    std::string_view source_;
    std::size_t offset_ = 0;
    Position at_;
    std::vector<Token> found_;
};

}  // namespace

Result<std::vector<Token>> tokens(std::string_view source) { return Lexer(source).run(); }

}  // namespace qingshui::expr
