#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/layout.h"

namespace qingshui::report {

// What stands between "{{" and "}}", read one by one. Each refuses with a single fault that
// has no place yet.

// A word of templates in both languages; the English may be the same.
struct TagWord {
    std::string_view zh, en;
    friend bool operator==(const TagWord&, const TagWord&) = default;
};
// Every word that may stand behind a bar, in a list behind its register, or by itself.
std::vector<TagWord> option_words();
std::vector<TagWord> each_words();
std::span<const std::string_view> slot_words();
// What {{#if}} may ask for but a figure: records of a register, the report of the whole office.
inline constexpr TagWord kAny{"有", "any"};
inline constexpr TagWord kWhole{"全辖区", "whole"};
// Parts an {{#if}} in two.
inline constexpr TagWord kElse{"否则", "else"};
// Is it that word, in either language?
bool is(std::string_view text, const TagWord& word);

// `text` without white space at its ends, the full-width space included.
std::string_view trimmed(std::string_view text);

// The full name of a figure that a template of `pack` calls `name`; indicators of the pack
// itself come first.
Result<std::string> figure_name(const registry::Catalogue& catalogue, std::string_view pack,
                                std::string_view name);

// What the bars of a tag part, each trimmed: the name, then the options. At least one part.
std::vector<std::string_view> parts_of(std::string_view inner);

// The months of an option: "月 1-10", "月 10" or "months 1至10". None if it does not name months
// from 1 to 12, the smaller first.
std::optional<std::pair<int, int>> read_months(std::string_view option);

// "disputes.water | 月 1-10 | 汉字": every fault of it, or the tag.
struct FigureRead {
    FigureTag tag;
    std::vector<Refusal> faults;
};
FigureRead read_figure(const registry::Catalogue& catalogue, std::string_view pack,
                       std::string_view inner);

// May what a template of `pack` calls `name` be a figure, or a register, that `unsound` holds?
// `catalogue` is what could be read.
bool is_unsound_figure(const registry::Catalogue& catalogue, const registry::Unsound& unsound,
                       std::string_view pack, std::string_view name);
bool is_unsound_register(const registry::Unsound& unsound, std::string_view pack,
                         std::string_view name);

// The figures that a tag writes: itself, or one for each cell that 分项 lists.
std::vector<FigureTag> figures_of(const registry::Catalogue& catalogue, const FigureTag& tag);

// Is one of its parts the record of a list's row: {{houses.* | 作 land.*.houses}}?
bool has_star(const FigureTag& tag);
// Is it split by records of `schema`, its cell the record of the row, and its id one for each?
bool is_of_row(const registry::Catalogue& catalogue, const FigureTag& tag,
               const registry::Schema& schema);

// `"highlights" : 缺省文字`, what follows the word `text`.
struct PassageRead {
    std::string key;
    std::string words;
};
Result<PassageRead> read_passage(std::string_view inner);

// `problem 未结 closed_on where "due < …" order due limit 10`, what follows `#each`.
struct EachRead {
    EachTag tag;
    std::vector<Refusal> faults;
    std::vector<Refusal> of_fields = {};  // Those that lie in what its register declares.
};
EachRead read_each(const registry::Catalogue& catalogue, std::string_view pack,
                   std::string_view inner);

}  // namespace qingshui::report
