#include "registry/declared.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

// Some broken files run into assertions of the library, "[ .a]" for one. They become an
// exception that read_toml catches; without them the library would read on regardless.
namespace qingshui::registry {
namespace {
struct Unparsable {};
constexpr void claim(bool truth) {
    if (!truth) throw Unparsable();
}
}  // namespace
}  // namespace qingshui::registry

#undef NDEBUG
#define TOML_ASSERT(truth) qingshui::registry::claim(static_cast<bool>(truth))
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "base/chinese.h"
#include "registry/toml_scan.h"
#include "registry/toml_words.h"

namespace qingshui::registry {

namespace {

int line_of(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

Declared declared(const toml::node& node, int line);

Declared declared(const toml::table& table, int line) {
    Declared out;
    out.line = line;
    for (const auto& [key, value] : table) {
        out.members.emplace_back(std::string(key.str()), declared(value, line_of(key.source())));
    }
    std::stable_sort(out.members.begin(), out.members.end(),
                     [](const auto& a, const auto& b) { return a.second.line < b.second.line; });
    return out;
}

Declared declared(const toml::array& array) {
    Declared out;
    out.kind = Declared::Kind::List;
    for (const toml::node& item : array) {
        out.items.push_back(declared(item, line_of(item.source())));
    }
    return out;
}

Declared scalar(const toml::node& node) {
    Declared out;
    if (const auto* text = node.as_string()) {
        out.kind = Declared::Kind::Text;
        out.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        out.kind = Declared::Kind::Integer;
        out.integer = integer->get();
        out.text = fmt::to_string(out.integer);
    } else if (const auto* number = node.as_floating_point()) {
        out.kind = Declared::Kind::Decimal;
        out.text = fmt::to_string(number->get());
    } else if (const auto* flag = node.as_boolean()) {
        out.kind = Declared::Kind::Flag;
        out.flag = flag->get();
    } else {
        out.kind = Declared::Kind::Other;
    }
    if (const auto* day = node.as_date()) {
        const auto date = Date::of(day->get().year, day->get().month, day->get().day);
        if (date) out.kind = Declared::Kind::Date;
        out.date = date.value_or(Date());
    }
    return out;
}

Declared declared(const toml::node& node, int line) {
    Declared out;
    if (const auto* table = node.as_table()) {
        out = declared(*table, line);
    } else if (const auto* array = node.as_array()) {
        out = declared(*array);
    } else {
        out = scalar(node);
    }
    out.line = line;
    return out;
}

// None if the library met what it takes for impossible.
std::optional<toml::parse_result> parsed(std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const Unparsable&) {
        return std::nullopt;
    }
}

// The line that parsed() answers none for: the text up to the line before is parsed.
int unparsable_line(std::string_view text) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') ends.push_back(i + 1);
    }
    ends.push_back(text.size());
    const auto first = std::partition_point(ends.begin(), ends.end(), [&](std::size_t end) {
        return parsed(text.substr(0, end)).has_value();
    });
    return static_cast<int>(first - ends.begin()) + 1;
}

Refusal not_toml(const std::string& file, int line, TomlFault fault) {
    Refusal refusal{Reason::Invalid, "pack.syntax", file, std::move(fault.says),
                    std::move(fault.remedy)};
    refusal.where.file = file;
    refusal.where.row = line;
    return refusal;
}

Refusal too_deep(const std::string& file, int line) {
    Refusal refusal{Reason::Invalid, "pack.too_deep", file};
    refusal.says = {fmt::format("嵌套超过{}层", kNestingMax),
                    fmt::format("It nests deeper than {}", kNestingMax)};
    refusal.remedy = {
        "请减少键名中的点，以及方括号、花括号的层数；业务包的写法见 docs/packs.md",
        "Use fewer dots in the key and fewer brackets within brackets; docs/packs.md is the "
        "reference"};
    refusal.where.file = file;
    refusal.where.row = line;
    return refusal;
}

}  // namespace

const Declared* Declared::find(std::string_view key) const {
    for (const auto& [name, value] : members) {
        if (name == key) return &value;
    }
    return nullptr;
}

Result<Declared> read_toml(std::string_view text, const std::string& file) {
    if (!chinese::is_utf8(text)) {
        Refusal refusal{Reason::Invalid, "pack.encoding", file};
        refusal.says = {"文件不是 UTF-8 编码", "The file is not UTF-8"};
        refusal.remedy = {"请用 UTF-8 编码重新保存", "Save it again as UTF-8"};
        refusal.where.file = file;
        return refusal;
    }
    if (const int line = too_deep_line(text); line > 0) return too_deep(file, line);
    const std::string ascii = ascii_outside_quotes(text);
    const auto result = parsed(ascii);
    if (!result) {
        const int line = unparsable_line(ascii);
        return not_toml(file, line, toml_fault("unexpected character", text, 1, 1));
    }
    if (*result) return declared(result->table(), 1);
    const toml::parse_error& error = result->error();
    const toml::source_position& at = error.source().begin;
    return not_toml(file, line_of(error.source()),
                    toml_fault(error.description(), text, at.line, at.column));
}

}  // namespace qingshui::registry
