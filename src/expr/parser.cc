#include "expr/parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/chinese.h"
#include "expr/fault.h"
#include "expr/functions.h"
#include "expr/lexer.h"

namespace qingshui::expr {
namespace {

struct Sign {
    std::string_view text;
    Op op;
};

constexpr std::array<Sign, 6> kComparisons = {{{"==", Op::Equal},
                                               {"!=", Op::NotEqual},
                                               {"<", Op::Less},
                                               {"<=", Op::LessEqual},
                                               {">", Op::Greater},
                                               {">=", Op::GreaterEqual}}};
constexpr std::array<Sign, 2> kSums = {{{"+", Op::Plus}, {"-", Op::Minus}}};
constexpr std::array<Sign, 2> kProducts = {{{"*", Op::Times}, {"/", Op::Divide}}};

Node node(Op op, Position at, std::vector<Node> parts = {}) {
    Node made;
    made.op = op;
    made.at = at;
    made.parts = std::move(parts);
    return made;
}

Node literal(Value value, Position at) {
    Node made = node(Op::Literal, at);
    made.literal = std::move(value);
    return made;
}

Refusal too_deep(Position at) {
    return fault("expr.too_deep", at, {},
                 {fmt::format("表达式嵌套超过{}层", Expression::kDepthMax),
                  fmt::format("The expression nests deeper than {}", Expression::kDepthMax)},
                 {"把其中一部分拆成单独的计算字段或指标",
                  "Move a part of it to a computed field or an indicator of its own"});
}

class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    Result<Node> run() {
        if (here().kind == Token::Kind::End) {
            return fault(
                "expr.syntax", here().at, {}, {"表达式是空的", "The expression is empty"},
                {"写一个表达式，例如 amount > 0", "Write an expression, such as amount > 0"});
        }
        Node root = TRY(expression());
        if (here().kind != Token::Kind::End) return unexpected();
        return root;
    }

private:
    // Counts how deep the parser has gone, so that it cannot exhaust the stack.
    struct Deeper {
        explicit Deeper(int& now) : depth(now) { ++depth; }
        ~Deeper() { --depth; }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;
        int& depth;
    };

    const Token& here() const { return tokens_[next_]; }
    bool is_sign(std::string_view text) const {
        return here().kind == Token::Kind::Sign && here().text == text;
    }
    bool is_word(std::string_view text) const {
        return here().kind == Token::Kind::Word && here().text == text;
    }
    bool take(std::string_view sign) {
        if (!is_sign(sign)) return false;
        ++next_;
        return true;
    }

    Result<void> expect(std::string_view sign) {
        if (!take(sign)) return unexpected(sign);
        return {};
    }

    Refusal unexpected(std::string_view wanted = {}) const {
        const Token& token = here();
        Text says = {fmt::format("这里不该是“{}”", token.text),
                     fmt::format("\"{}\" cannot stand here", token.text)};
        if (token.kind == Token::Kind::End) {
            says = {"表达式没有写完", "The expression ends too early"};
        }
        return fault("expr.syntax", token.at, token.text, says, remedy(token, wanted));
    }

    static Text remedy(const Token& token, std::string_view wanted) {
        if (!wanted.empty()) {
            return {fmt::format("这里应写“{}”", wanted), fmt::format("Write \"{}\" here", wanted)};
        }
        constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWords = {
            {{"and", "&&"}, {"or", "||"}, {"not", "!"}, {"AND", "&&"}, {"OR", "||"}, {"NOT", "!"}}};
        for (const auto& [word, sign] : kWords) {
            if (token.text == word) {
                return {fmt::format("改用“{}”", sign), fmt::format("Write \"{}\"", sign)};
            }
        }
        return {"运算符两边都要有值，括号和引号要成对",
                "Operators need a value on both sides; brackets and quotes come in pairs"};
    }

    Result<Node> expression() {
        const Deeper deeper(depth_);
        if (depth_ > Expression::kDepthMax) return too_deep(here().at);
        Node condition = TRY(joined(Op::Or));
        const Position at = here().at;
        if (!take("?")) return condition;
        Node yes = TRY(joined(Op::Or));
        TRY(expect(":"));
        Node no = TRY(expression());
        Node made = node(Op::Conditional, at);
        made.parts = {std::move(condition), std::move(yes), std::move(no)};
        return made;
    }

    // a || b || c as one node, and && within it likewise.
    Result<Node> joined(Op op) {
        const std::string_view sign = op == Op::Or ? "||" : "&&";
        Node first = TRY(op == Op::Or ? joined(Op::And) : comparison());
        while (is_sign(sign)) {
            const Position at = here().at;
            ++next_;
            Node second = TRY(op == Op::Or ? joined(Op::And) : comparison());
            if (first.op != op) {
                std::vector<Node> parts;
                parts.push_back(std::move(first));
                first = node(op, at, std::move(parts));
            }
            first.parts.push_back(std::move(second));
            if (first.parts.size() > kPartsMax) return too_many(at, sign);
        }
        return first;
    }

    static Refusal too_many(Position at, std::string_view sign) {
        return fault("expr.too_deep", at, sign,
                     {fmt::format("“{}”连接的条件超过{}个", sign, kPartsMax),
                      fmt::format("\"{}\" joins more than {} conditions", sign, kPartsMax)},
                     {"用 in ['a', 'b'] 代替许多相等的条件，或拆成几条检查",
                      "Use in ['a', 'b'] for many equalities, or make several checks of it"});
    }

    template <std::size_t Count>
    std::optional<Op> take_any(const std::array<Sign, Count>& signs) {
        for (const Sign& sign : signs) {
            if (take(sign.text)) return sign.op;
        }
        return std::nullopt;
    }

    static Node pair(Op op, Position at, Node left, Node right) {
        Node made = node(op, at);
        made.parts.reserve(2);
        made.parts.push_back(std::move(left));
        made.parts.push_back(std::move(right));
        return made;
    }

    Result<Node> comparison() {
        Node left = TRY(sum());
        while (true) {
            const Position at = here().at;
            std::optional<Op> op = take_any(kComparisons);
            if (!op && is_word("in")) {
                ++next_;
                op = Op::In;
            }
            if (!op) return left;
            left = pair(*op, at, std::move(left), TRY(sum()));
        }
    }

    Result<Node> sum() {
        Node left = TRY(product());
        while (true) {
            const Position at = here().at;
            const std::optional<Op> op = take_any(kSums);
            if (!op) return left;
            left = pair(*op, at, std::move(left), TRY(product()));
        }
    }

    Result<Node> product() {
        Node left = TRY(unary());
        while (true) {
            const Position at = here().at;
            const std::optional<Op> op = take_any(kProducts);
            if (!op) return left;
            left = pair(*op, at, std::move(left), TRY(unary()));
        }
    }

    Result<Node> unary() {
        const Position at = here().at;
        std::optional<Op> op;
        if (take("!")) op = Op::Not;
        if (!op && take("-")) op = Op::Negate;
        if (!op) return postfix();
        const Deeper deeper(depth_);
        if (depth_ > Expression::kDepthMax) return too_deep(at);
        std::vector<Node> parts;
        parts.push_back(TRY(unary()));
        return node(*op, at, std::move(parts));
    }

    Result<Node> postfix() {
        Node value = TRY(primary());
        while (take(".")) {
            const Token word = here();
            if (word.kind != Token::Kind::Word && word.kind != Token::Kind::Quoted) {
                return unexpected();
            }
            ++next_;
            value = TRY(selected(std::move(value), word));
        }
        return value;
    }

    // value.word(…), or a longer name.
    Result<Node> selected(Node value, const Token& word) {
        if (word.kind == Token::Kind::Word && is_sign("(")) return method(std::move(value), word);
        if (value.op != Op::Name) return not_a_record(word);
        value.path += '.';
        value.path += word.text;
        return value;
    }

    static Refusal not_a_record(const Token& word) {
        return fault(
            "expr.syntax", word.at, word.text,
            {fmt::format("“.{}”前面不是名称", word.text),
             fmt::format("What stands before \".{}\" is not a name", word.text)},
            {"函数写上括号，例如 day.year()", "Write a function with brackets, as in day.year()"});
    }

    Result<Node> method(Node receiver, const Token& word) {
        if (const auto macro = macro_named(word.text)) {
            return over(*macro, std::move(receiver), word);
        }
        Node made = called(word, true);
        made.parts.push_back(std::move(receiver));
        TRY(arguments(made.parts));
        return made;
    }

    // A call without its parts. Whether there is such a function is the checker's.
    static Node called(const Token& word, bool is_method) {
        const auto function = function_named(word.text, is_method);
        Node made = node(function ? Op::Call : Op::Unknown, word.at);
        if (function) {
            made.function = *function;
        } else {
            made.path = word.text;
            made.is_method = is_method;
        }
        return made;
    }

    Result<void> arguments(std::vector<Node>& into, std::string_view close = ")") {
        if (close == ")") TRY(expect("("));
        if (take(close)) return {};
        while (true) {
            into.push_back(TRY(expression()));
            if (into.size() > kPartsMax) return too_many(here().at, ",");
            if (take(close)) return {};
            if (!take(",")) return unexpected(close);
        }
    }

    Result<Node> over(Macro macro, Node receiver, const Token& word) {
        if (receiver.op != Op::Name) return not_a_record(word);
        Node made = node(Op::Over, receiver.at);
        made.macro = macro;
        made.path = std::move(receiver.path);
        TRY(expect("("));
        if (macro == Macro::Count && take(")")) return made;
        const Token variable = here();
        if (variable.kind != Token::Kind::Word || tokens_[next_ + 1].text != ",") {
            return fault(
                "expr.syntax", variable.at, variable.text,
                {fmt::format("“{}”的括号里先写一个代表子表每一行的名称", word.text),
                 fmt::format("\"{}\" begins with a name for each line", word.text)},
                {fmt::format("例如 {}.{}(o, o.字段)", made.path, word.text),
                 fmt::format("Write for example {}.{}(o, o.field)", made.path, word.text)});
        }
        made.variable = variable.text;
        next_ += 2;
        made.parts.push_back(TRY(expression()));
        TRY(expect(")"));
        return made;
    }

    Result<Node> primary() {
        const Token token = here();
        switch (token.kind) {
            case Token::Kind::Number: return number(token);
            case Token::Kind::Text: ++next_; return literal(token.text, token.at);
            case Token::Kind::Word: return word(token);
            case Token::Kind::Quoted:
            case Token::Kind::End: return unexpected();
            case Token::Kind::Sign: break;
        }
        if (take("(")) {
            Node inner = TRY(expression());
            TRY(expect(")"));
            // Brackets end a name: (a).b is not the name a.b.
            if (inner.op == Op::Name && is_sign(".") &&
                tokens_[next_ + 1].kind != Token::Kind::End && tokens_[next_ + 2].text != "(") {
                return unexpected();
            }
            return inner;
        }
        if (take("[")) {
            Node list = node(Op::List, token.at);
            TRY(arguments(list.parts, "]"));
            return list;
        }
        return unexpected();
    }

    Result<Node> number(const Token& token) {
        const auto value = Decimal::parse(token.text);
        if (!value) {
            return fault("expr.syntax", token.at, token.text,
                         {fmt::format("数“{}”太长", token.text),
                          fmt::format("The number \"{}\" is too long", token.text)},
                         {"最多18位数字，其中小数最多12位",
                          "At most 18 digits, 12 of them after the point"});
        }
        ++next_;
        return literal(*value, token.at);
    }

    Result<Node> word(const Token& token) {
        ++next_;
        if (token.text == "true") return literal(true, token.at);
        if (token.text == "false") return literal(false, token.at);
        if (token.text == "null") return literal(std::monostate(), token.at);
        if (token.text == "in") {
            --next_;
            return unexpected();
        }
        if (!is_sign("(")) {
            Node name = node(Op::Name, token.at);
            name.path = token.text;
            return name;
        }
        const bool is_date = token.text == "date" || token.text == "datetime";
        const bool is_literal = is_date && tokens_[next_ + 1].kind == Token::Kind::Text &&
                                tokens_[next_ + 2].kind == Token::Kind::Sign &&
                                tokens_[next_ + 2].text == ")";
        if (is_literal) return moment(token);
        Node made = called(token, false);
        TRY(arguments(made.parts));
        return made;
    }

    // date('2021-05-13') and datetime('2021-05-13 08:30:00').
    Result<Node> moment(const Token& token) {
        const Token& text = tokens_[next_ + 1];
        Value value;
        if (token.text == "date") {
            if (const auto date = Date::parse(text.text)) value = *date;
        } else if (const auto moment = DateTime::parse(text.text)) {
            value = *moment;
        }
        if (value.index() == 0) {
            return fault("expr.syntax", text.at, text.text,
                         {fmt::format("“{}”不是日期", text.text),
                          fmt::format("\"{}\" is not a day", text.text)},
                         {"写成 date('2021-05-13') 或 datetime('2021-05-13 08:30:00')",
                          "Write date('2021-05-13') or datetime('2021-05-13 08:30:00')"});
        }
        next_ += 3;
        return literal(std::move(value), token.at);
    }

    std::vector<Token> tokens_;
    std::size_t next_ = 0;
    int depth_ = 0;
};

int depth(const Node& tree) {
    int deepest = 0;
    for (const Node& part : tree.parts) deepest = std::max(deepest, depth(part));
    return deepest + 1;
}

}  // namespace

Result<Node> parse_tree(std::string_view source) {
    if (source.size() > Expression::kLengthMax) {
        return fault(
            "expr.too_long", {}, {},
            {fmt::format("表达式超过{}字节", Expression::kLengthMax),
             fmt::format("The expression is longer than {} bytes", Expression::kLengthMax)},
            {"把其中一部分拆成单独的计算字段或指标",
             "Move a part of it to a computed field or an indicator of its own"});
    }
    if (!chinese::is_utf8(source)) {
        return fault("expr.syntax", {}, {},
                     {"表达式不是 UTF-8 文本", "The expression is not UTF-8 text"},
                     {"把文件存为 UTF-8 编码", "Save the file as UTF-8"});
    }
    auto words = TRY(tokens(source));
    Node root = TRY(Parser(std::move(words)).run());
    if (depth(root) > Expression::kDepthMax) return too_deep(root.at);
    return root;
}

}  // namespace qingshui::expr
