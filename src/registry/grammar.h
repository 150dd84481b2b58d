#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registry/schema.h"

namespace qingshui::registry {

// What the value of a key must look like in TOML.
enum class Shape {
    Text,         // "…"
    Both,         // { zh = "…", en = "…" }
    Integer,      // 12
    Number,       // 12, 12.5 or "12.50"
    Flag,         // true or false
    Date,         // 2021-05-13
    FieldOrDate,  // "closed_on" or 2021-05-13
    Texts,        // ["…", "…"]
    TextLists,    // [["…"], ["…", "…"]]
    Unit,         // "…" or a table
    Part,         // One table: [pack]
    NamedParts,   // One table per id: [register.ID]
    PartList,     // A list of tables: [[check]] or [{ … }, { … }]
};

// One key that may be written in a part of a declaration.
struct KeyRule {
    std::string_view name;
    Shape shape = Shape::Text;
    bool required = false;    // Where it applies.
    std::string_view only;    // The types or kinds it applies to, separated by spaces; empty: all.
    std::string_view part;    // The part that its tables are.
    std::string_view zh, en;  // What it means.
    std::string_view example;
};

// One table of a declaration: [pack], [register.ID], a field, …
struct PartRule {
    std::string_view id;
    std::string_view heading;  // As it is written: "[register.ID]".
    std::string_view zh, en;   // What it declares.
    std::span<const KeyRule> keys;
    std::string_view told_by;  // The key whose word `only` speaks of, and its default.
    std::string_view told_default;
    bool open = false;  // Other keys are allowed too: columns of a table of rates.
};

// A word of a fixed list, with its meaning.
struct WordRule {
    std::string_view word, zh, en;
};

// The grammar of packs. Reading, its faults and docs/packs.md all come from these tables, so
// none of them can speak of a key that the others do not know.
std::span<const PartRule> part_rules();
const PartRule& part_rule(std::string_view id);
std::span<const WordRule> field_type_words();
std::span<const WordRule> indicator_kind_words();
std::span<const WordRule> mask_words();
// What may be written in a template (report.md, a frame), told by example.
struct TemplateRule {
    std::string_view form;     // Of its own on each line; it can be parsed as it stands.
    std::string_view english;  // The same with English words, if there are any.
    std::string_view zh, en;   // What it means.
};
std::span<const TemplateRule> template_rules();
// The rules that faults of packs bear, with what each means.
std::span<const WordRule> fault_words();

// The words of a list: for "did you mean".
std::vector<std::string> words_of(std::span<const WordRule> rules);

// docs/packs.md: the whole reference, in both languages.
std::string reference();

}  // namespace qingshui::registry
