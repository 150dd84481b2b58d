#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "paper/document.h"

namespace qingshui::paper {

// The measures of GB/T 9704-2012 (公文格式) in the units of Word: twips (1/20 pt) and half-points.
struct Layout {
    static constexpr int kPageWidth = 11906;  // A4.
    static constexpr int kPageHeight = 16838;
    static constexpr int kTop = 2098;     // 37 mm (天头).
    static constexpr int kInside = 1587;  // 28 mm (订口).
    static constexpr int kOutside = 1474;
    static constexpr int kBottom = 1984;
    static constexpr int kTextWidth = kPageWidth - kInside - kOutside;  // 156 mm (版心).
    static constexpr int kLine = 579;                                   // 225 mm / 22 lines.
    static constexpr int kCharacter = 316;                              // 156 mm / 28 characters.
    static constexpr int kCharSpace = -850;  // From 16 pt to that, in 1/4096 pt.
    static constexpr int kTighter = -5;      // The same for runs, which stand by themselves.
    static constexpr int kFooter = 1428;     // The dash stands 7 mm under the text block.
    static constexpr int kBodySize = 32;     // 三号.
    static constexpr int kTitleSize = 44;    // 二号.
    static constexpr int kFooterSize = 28;   // 四号.
    static constexpr int kNoteSize = 21;     // 五号.
    static constexpr int kNoteLine = 300;
    static constexpr int kTableSize = 18;  // 小五.
    static constexpr int kTableLine = 260;
    static constexpr int kTableMargin = 70;  // Of a cell, left and right.
};

// word/document.xml.
std::string document_part(const Document& document);
// word/styles.xml, settings.xml, fontTable.xml and the footer of odd or even pages.
std::string styles_part();
std::string settings_part();
std::string fonts_part();
std::string footer_part(bool odd);

// A name for Word: letters, digits and _, at most 40 of them, different for different ids.
std::string bookmark_name(std::string_view prefix, std::string_view id);

// The style of a kind of block, by the name Word knows it under.
const char* style_of(Block::Kind kind);

// Adds <name w:val="value"/> under `parent`.
pugi::xml_node put(pugi::xml_node parent, const char* name, std::string_view value);
pugi::xml_node put(pugi::xml_node parent, const char* name, int value);

// A part whose root bears the namespaces of Word, and its text.
pugi::xml_node begin_part(pugi::xml_document& part, const char* root);
std::string text_of(const pugi::xml_document& part);

}  // namespace qingshui::paper
