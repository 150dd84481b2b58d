#include "expr/codes.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/chinese.h"
#include "expr/check_rules.h"
#include "expr/fault.h"
#include "expr/functions.h"

namespace qingshui::expr {
namespace {

// What a node may be, if only certain texts: the codes of a choice, a literal, or either of
// two. `name` is the choice, as it is written.
struct Known {
    std::string name;
    std::vector<Code> codes;
};

const std::string* literal_text(const Node& node) {
    return node.op == Op::Literal ? std::get_if<std::string>(&node.literal) : nullptr;
}

std::optional<Known> known(const Node& node, const Names& names);

std::optional<Known> named(std::string name, std::vector<Code> codes) {
    if (codes.empty()) return std::nullopt;
    return Known{std::move(name), std::move(codes)};
}

std::optional<Known> any_of(std::span<const Node> parts, const Names& names) {
    Known all;
    for (const Node& part : parts) {
        auto each = known(part, names);
        if (!each) return std::nullopt;
        if (all.name.empty()) all.name = std::move(each->name);
        std::move(each->codes.begin(), each->codes.end(), std::back_inserter(all.codes));
    }
    return all;
}

std::optional<Known> known(const Node& node, const Names& names) {
    switch (node.op) {
        case Op::Name: return named(node.path, names.codes_of(node.path));
        case Op::LineName: {
            const Names* within = names.within(node.lines);
            if (within == nullptr) return std::nullopt;
            return named(node.variable + "." + node.path, within->codes_of(node.path));
        }
        case Op::Literal:
            if (node.type.kind == Kind::Null) return Known{};
            if (const auto* text = literal_text(node)) return Known{{}, {{*text}}};
            return std::nullopt;
        case Op::Conditional: return any_of(std::span(node.parts).subspan(1), names);
        case Op::Call:
            if (node.function != Function::Coalesce) return std::nullopt;
            return any_of(node.parts, names);
        default: return std::nullopt;
    }
}

bool holds(Function search, const std::string& code, const std::string& sought) {
    switch (search) {
        case Function::StartsWith: return code.starts_with(sought);
        case Function::EndsWith: return code.ends_with(sought);
        case Function::Contains: return code.find(sought) != std::string::npos;
        default: return true;
    }
}

// The code that was meant: by its title, or by a slip of the pen.
std::optional<std::string> meant(const std::vector<Code>& codes, const std::string& written) {
    std::vector<std::string> words;
    for (const Code& code : codes) {
        if (code.title == written) return code.text;
        words.push_back(code.text);
        words.push_back(code.title);
    }
    const auto near = chinese::nearest(written, words, 1);
    if (near.empty()) return std::nullopt;
    const auto found = std::find_if(codes.begin(), codes.end(), [&](const Code& code) {
        return code.text == near[0] || code.title == near[0];
    });
    return found->text;
}

Text remedy_of(const Known& choice, const std::string& written) {
    constexpr std::size_t kListed = 12;
    if (written.empty()) {
        return {fmt::format("没有填写写成 {} == null", choice.name),
                fmt::format("Write {} == null for what is not filled in", choice.name)};
    }
    if (const auto code = meant(choice.codes, written)) {
        return {fmt::format("您是不是想写“{}”？", *code),
                fmt::format("Did you mean \"{}\"?", *code)};
    }
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const Code& code : choice.codes) {
        if (zh.size() == kListed) break;
        zh.push_back(code.title.empty() ? code.text
                                        : fmt::format("{}（{}）", code.text, code.title));
        en.push_back(code.text);
    }
    const bool is_cut = zh.size() < choice.codes.size();
    return {fmt::format("可以写：{}{}", fmt::join(zh, "、"), is_cut ? "……" : ""),
            fmt::format("It is one of: {}{}", fmt::join(en, ", "), is_cut ? ", …" : "")};
}

Refusal unknown_code(const Node& literal, const std::string& text, const Known& choice) {
    return fault("expr.choice", literal.at, text,
                 {fmt::format("“{}”没有代码为“{}”的选项", choice.name, text),
                  fmt::format(R"("{}" has no choice with the code "{}")", choice.name, text)},
                 remedy_of(choice, text));
}

Refusal found_in_none(const Node& call, const std::string& text, const Known& choice) {
    const auto function = name_of(call.function).name;
    return fault("expr.choice", call.parts[1].at, text,
                 {fmt::format("“{}”的选项代码没有一个合于 {}('{}')", choice.name, function, text),
                  fmt::format("No code of \"{}\" fits {}('{}')", choice.name, function, text)},
                 remedy_of(choice, text));
}

class Asked {
public:
    explicit Asked(const Names& names) : names_(names) {}

    // Is each of `literals` that is a text a code of `choice`?
    void compare(const Node& choice, std::span<const Node> literals) {
        const auto codes = known(choice, names_);
        if (!codes || codes->name.empty()) return;
        for (const Node& literal : literals) {
            const auto* text = literal_text(literal);
            if (text == nullptr) continue;
            const bool is_code = std::any_of(codes->codes.begin(), codes->codes.end(),
                                             [&](const Code& code) { return code.text == *text; });
            if (!is_code) faults_.push_back(unknown_code(literal, *text, *codes));
        }
    }
    void search(const Node& call) {
        const auto codes = known(call.parts[0], names_);
        const auto* text = literal_text(call.parts[1]);
        if (!codes || codes->name.empty() || text == nullptr) return;
        const bool fits =
            std::any_of(codes->codes.begin(), codes->codes.end(),
                        [&](const Code& code) { return holds(call.function, code.text, *text); });
        if (!fits) faults_.push_back(found_in_none(call, *text, *codes));
    }
    std::vector<Refusal> faults() && { return std::move(faults_); }

private:
    const Names& names_;
    std::vector<Refusal> faults_;
};

}  // namespace

std::vector<Refusal> unknown_codes(const Node& node, const Names& names) {
    Asked asked(names);
    if (node.op == Op::Call) {
        asked.search(node);
        return std::move(asked).faults();
    }
    const Node& left = node.parts[0];
    const Node& right = node.parts[1];
    if (node.op == Op::In && right.op == Op::List) {
        asked.compare(left, right.parts);
    } else {
        asked.compare(right, {&left, 1});
        if (node.op != Op::In) asked.compare(left, {&right, 1});
    }
    return std::move(asked).faults();
}

}  // namespace qingshui::expr
