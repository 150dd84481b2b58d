// What reports show, for those who read declarations.

#include <fmt/format.h>

#include "report/layout.h"

namespace qingshui::report {

namespace {

std::string options(const FigureTag& tag, Language language) {
    const auto word = [language](const char* zh, const char* en) {
        return std::string(language == Language::Chinese ? zh : en);
    };
    std::string out;
    if (tag.months) {
        out +=
            fmt::format(" | {} {}-{}", word("月", "months"), tag.months->first, tag.months->second);
    }
    if (tag.years != 0) out += fmt::format(" | {} {}", word("年", "year"), tag.years);
    if (tag.until_cutoff) out += " | " + word("截至", "cutoff");
    if (!tag.unit.empty()) out += fmt::format(" | {} {}", word("单位", "unit"), tag.unit);
    if (tag.cells) out += " | " + word("分项", "cells");
    if (tag.numerals) out += " | " + word("汉字", "chinese");
    if (tag.bare) out += " | " + word("数", "number");
    if (tag.id != tag.name) out += fmt::format(" | {} {}", word("作", "as"), tag.id);
    return out;
}

std::string figures(const std::vector<Piece>& pieces, Language language) {
    std::string out;
    for (const Piece& piece : pieces) {
        out += figures(piece.body, language);
        out += figures(piece.otherwise, language);
        if (piece.kind != Piece::Kind::Figure) continue;
        out += fmt::format("  {}{}\n", piece.figure.name, options(piece.figure, language));
    }
    return out;
}

}  // namespace

std::string show_figures(const registry::Catalogue& catalogue, Language language) {
    std::string out;
    for (const auto& pack : catalogue.packs()) out += show_figures(catalogue, pack, language);
    return out;
}

std::string show_figures(const registry::Catalogue& catalogue, const registry::Pack& pack,
                         Language language) {
    std::string out;
    for (const auto& report : pack.reports) {
        const auto layouts = parse_report(catalogue, report.id);
        if (!layouts) continue;
        out += fmt::format("{} {} ({})\n",
                           language == Language::Chinese ? "报告中的数字" : "Figures of",
                           report.title.in(language), report.id);
        out += figures(layouts->frame.pieces, language);
        for (const auto& [chapter, layout] : layouts->chapters)
            out += figures(layout.pieces, language);
    }
    return out;
}

}  // namespace qingshui::report
