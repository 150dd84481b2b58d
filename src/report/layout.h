#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/pack.h"
#include "registry/reading.h"
#include "tally/count.h"

namespace qingshui::report {

// A figure in a template: {{disputes.water | 月 1-10 | 汉字}}.
struct FigureTag {
    std::string name;                                // Full indicator id with cell.
    std::string id;                                  // In the JSON: the name unless given by 作.
    bool numerals = false;                           // 汉字: 五次.
    bool bare = false;                               // 数: no unit.
    bool until_cutoff = false;                       // 截至: up to the cut-off.
    bool cells = false;                              // 分项: 水12起、气14起, those not zero.
    std::optional<std::pair<int, int>> months = {};  // 月 1-10, see period_of.
    int years = 0;                                   // 年 -1: so many years later.
    std::string unit = {};                           // 单位 亩: shown in another unit.

    friend bool operator==(const FigureTag&, const FigureTag&) = default;
};

// A list of records: {{#each problem 未结 closed_on where "…" order due limit 10}} … {{/each}}.
struct EachTag {
    const registry::Schema* schema = nullptr;
    // The days of its records: those of the report's period, or else all up to the cut-off, and
    // of these only the ones that the date field `closed` does not end too early.
    enum class Days { Period, UntilCutoff, Open, Current } days = Days::Period;
    std::size_t closed = 0;  // Open: not by the cut-off. Current: not before the period.
    std::optional<expr::Expression> where = {};
    std::optional<std::size_t> order = {};
    bool descending = false;
    std::optional<std::size_t> limit = {};  // None: all of them.
};

// One piece of a template.
struct Piece {
    enum class Kind {
        Words,    // As they stand, Markdown.
        Figure,   // {{disputes}}
        Passage,  // {{text "key" : default}}
        Slot,  // {{year}} {{area}} {{office}} {{period}} {{span}} {{cutoff}} {{period | 月 1-10}}
        Chapters,  // {{chapters}}, in a frame only.
        Each,      // {{#each …}} body {{/each}}
        If,     // {{#if disputes.other | 月 1-10}} body {{else}} otherwise {{/if}}, no list in it
        Field,  // {{title}} within an each, where a figure's cell may be *: {{houses.*}}.
    };
    Kind kind = Kind::Words;
    int line = 0;
    std::string text = {};  // Words, a passage's default, a slot's name.
    std::string key = {};   // Of a passage: "environment.highlights".
    // Of an If: asked for, unless it asks for a list or the whole office. Of the slot `period`: its
    // months, if any.
    FigureTag figure = {};
    std::optional<EachTag> each = {};  // Of an If: {{#if 有 hazard 未结 fixed_on}}.
    bool whole = false;                // Of an If: {{#if 全辖区}}.
    std::size_t field = 0;             // Of a Field: its position in the each's register.
    std::vector<Piece> body = {};
    std::vector<Piece> otherwise = {};  // Of an If: what follows {{else}}.
};

// A template, parsed and checked against the declarations (docs/reports.md).
struct Layout {
    std::string file;
    std::vector<Piece> pieces;
};

// Where a template stands: short figure names mean those of `pack`, and passages are kept
// under `key` (the pack's id; for a frame "PACK.REPORT").
struct Place {
    std::string file;
    std::string pack;
    std::string key;
    bool frame = false;  // {{chapters}} is allowed, once.
    // Nothing is told of what names these.
    const registry::Unsound* unsound = nullptr;
};

// Parses. Refuses "report.faulty" with every fault in `faults` (see report::faults).
Result<Layout> parse_layout(const registry::Catalogue& catalogue, const Place& place,
                            std::string_view text);

// The layouts of one report: the title line, the frame, the chapters in order.
struct Layouts {
    const registry::Pack* pack = nullptr;  // The pack that declares the report.
    const registry::Report* report = nullptr;
    Layout heading, frame;
    std::vector<std::pair<const registry::Pack*, Layout>> chapters;
};
// Refuses "report.unknown", and "report.faulty" with the faults of all of them.
Result<Layouts> parse_report(const registry::Catalogue& catalogue, std::string_view report);

// The figures of every report in order of appearance, each with the options it is written with,
// as text for a person; or of the reports that one pack declares. Requires templates without
// faults.
std::string show_figures(const registry::Catalogue& catalogue, Language language);
std::string show_figures(const registry::Catalogue& catalogue, const registry::Pack& pack,
                         Language language);

}  // namespace qingshui::report
