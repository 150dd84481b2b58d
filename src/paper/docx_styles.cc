#include <algorithm>
#include <array>
#include <sstream>

#include "base/hash.h"
#include "paper/docx_parts.h"

namespace qingshui::paper {
namespace {

constexpr const char* kBody = "仿宋_GB2312";
constexpr const char* kHead = "黑体";
constexpr const char* kKai = "楷体_GB2312";
constexpr const char* kSong = "宋体";
constexpr const char* kTitle = "方正小标宋简体";
constexpr const char* kLatin = "Times New Roman";

// A font of the standard and what stands in for it where it is not installed.
struct Font {
    const char* name;
    const char* instead;
};
constexpr std::array<Font, 6> kFonts = {{{kBody, "仿宋,FangSong,FandolFang,Noto Serif CJK SC"},
                                         {kHead, "SimHei,Source Han Sans SC,Noto Sans CJK SC"},
                                         {kKai, "楷体,KaiTi,FandolKai,Noto Serif CJK SC"},
                                         {kSong, "SimSun,Source Han Serif SC,Noto Serif CJK SC"},
                                         {kTitle, "FZXiaoBiaoSong-B05S,小标宋,Noto Serif CJK SC"},
                                         {kLatin, "Liberation Serif"}}};

// A paragraph style.
struct Style {
    Block::Kind kind;
    const char* name;
    const char* font;
    int size;
    const char* align;
    int level = -1;  // Of the outline; -1: body text.
    int indent = 0;  // First line, in characters.
    int line = Layout::kLine;
    int before = 0;
    int after = 0;
};

constexpr std::array<Style, 16> kStyles = {{
    {Block::Kind::Title, "Title", kTitle, Layout::kTitleSize, "center", -1, 0, 720, 0,
     Layout::kLine},
    {Block::Kind::Heading1, "heading 1", kHead, Layout::kBodySize, "both", 0, 2},
    {Block::Kind::Heading2, "heading 2", kKai, Layout::kBodySize, "both", 1, 2},
    {Block::Kind::Heading3, "heading 3", kBody, Layout::kBodySize, "both", 2, 2},
    {Block::Kind::Heading4, "heading 4", kBody, Layout::kBodySize, "both", 3, 2},
    {Block::Kind::Paragraph, "Body Text", kBody, Layout::kBodySize, "both", -1, 2},
    {Block::Kind::Signature, "Signature", kBody, Layout::kBodySize, "right", -1, 0, Layout::kLine,
     Layout::kLine},
    {Block::Kind::Date, "Date", kBody, Layout::kBodySize, "right"},
    {Block::Kind::Addressee, "Salutation", kBody, Layout::kBodySize, "both"},
    {Block::Kind::Attachment, "Attachment", kBody, Layout::kBodySize, "both", -1, 2, Layout::kLine,
     Layout::kLine},
    {Block::Kind::Item, "Item", kBody, Layout::kBodySize, "left", -1, 2},
    {Block::Kind::Appendix, "Appendix", kHead, Layout::kBodySize, "both", 0},
    {Block::Kind::AppendixTitle, "Appendix Title", kTitle, Layout::kTitleSize, "center", -1, 0, 720,
     Layout::kLine, Layout::kLine},
    {Block::Kind::Caption, "caption", kHead, Layout::kFooterSize, "center", -1, 0, Layout::kLine},
    {Block::Kind::Note, "Note", kBody, Layout::kNoteSize, "both", -1, 0, Layout::kNoteLine},
    {Block::Kind::Table, "Table Text", kBody, Layout::kTableSize, "left", -1, 0,
     Layout::kTableLine},
}};

void put_fonts(pugi::xml_node properties, const char* east_asian) {
    pugi::xml_node fonts = properties.append_child("w:rFonts");
    fonts.append_attribute("w:ascii") = kLatin;
    fonts.append_attribute("w:hAnsi") = kLatin;
    fonts.append_attribute("w:eastAsia") = east_asian;
    fonts.append_attribute("w:cs") = kLatin;
}

void put_size(pugi::xml_node properties, int size) {
    put(properties, "w:sz", size);
    put(properties, "w:szCs", size);
}

void put_defaults(pugi::xml_node styles) {
    pugi::xml_node defaults = styles.append_child("w:docDefaults");
    pugi::xml_node run = defaults.append_child("w:rPrDefault").append_child("w:rPr");
    put_fonts(run, kBody);
    put_size(run, Layout::kBodySize);
    pugi::xml_node language = run.append_child("w:lang");
    language.append_attribute("w:val") = "en-US";
    language.append_attribute("w:eastAsia") = "zh-CN";
    language.append_attribute("w:bidi") = "ar-SA";
    defaults.append_child("w:pPrDefault").append_child("w:pPr");
}

pugi::xml_node begin_style(pugi::xml_node styles, const char* type, const char* id,
                           const char* name) {
    pugi::xml_node style = styles.append_child("w:style");
    style.append_attribute("w:type") = type;
    for (const std::string_view own : {"Attachment", "Item", "Appendix", "AppendixTitle", "Note",
                                       "TableText", "Figure", "Fault"}) {
        if (own == id) style.append_attribute("w:customStyle") = 1;
    }
    style.append_attribute("w:styleId") = id;
    put(style, "w:name", name);
    return style;
}

// The order of children is the schema's.
void put_paragraph_style(pugi::xml_node styles, const Style& is) {
    pugi::xml_node style = begin_style(styles, "paragraph", style_of(is.kind), is.name);
    put(style, "w:basedOn", "Normal");
    if (is.level >= 0) put(style, "w:next", style_of(Block::Kind::Paragraph));
    style.append_child("w:qFormat");
    pugi::xml_node paragraph = style.append_child("w:pPr");
    const bool leads = is.level >= 0 || is.kind == Block::Kind::Caption;
    if (leads) paragraph.append_child("w:keepNext");
    put(paragraph, "w:widowControl", 1);
    pugi::xml_node spacing = paragraph.append_child("w:spacing");
    spacing.append_attribute("w:before") = is.before;
    spacing.append_attribute("w:after") = is.after;
    spacing.append_attribute("w:line") = is.line;
    spacing.append_attribute("w:lineRule") = "exact";
    if (is.indent > 0) {
        pugi::xml_node indent = paragraph.append_child("w:ind");
        indent.append_attribute("w:firstLineChars") = 100 * is.indent;
        indent.append_attribute("w:firstLine") = Layout::kCharacter * is.indent;
    }
    put(paragraph, "w:jc", is.align);
    if (is.level >= 0) put(paragraph, "w:outlineLvl", is.level);
    pugi::xml_node run = style.append_child("w:rPr");
    put_fonts(run, is.font);
    put(run, "w:color", "000000");
    if (is.size == Layout::kBodySize) put(run, "w:spacing", Layout::kTighter);
    put_size(run, is.size);
}

void put_normal_style(pugi::xml_node styles) {
    pugi::xml_node normal = begin_style(styles, "paragraph", "Normal", "Normal");
    normal.append_attribute("w:default") = "1";
    normal.append_child("w:qFormat");
    pugi::xml_node paragraph = normal.append_child("w:pPr");
    put(paragraph, "w:widowControl", 1);
    // Programs differ in how they fit 16 pt into a grid of 15.8 pt. So lines have their exact
    // height and characters their exact distance, and the grid stays a statement of the page.
    put(paragraph, "w:snapToGrid", 0);
    put(paragraph, "w:jc", "both");
}

void put_footer_style(pugi::xml_node styles) {
    pugi::xml_node footer = begin_style(styles, "paragraph", "Footer", "footer");
    put(footer, "w:basedOn", "Normal");
    pugi::xml_node spacing = footer.append_child("w:pPr").append_child("w:spacing");
    spacing.append_attribute("w:line") = 320;
    spacing.append_attribute("w:lineRule") = "exact";
    pugi::xml_node run = footer.append_child("w:rPr");
    pugi::xml_node fonts = run.append_child("w:rFonts");
    for (const char* const script : {"w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"}) {
        fonts.append_attribute(script) = kSong;
    }
    put_size(run, Layout::kFooterSize);
}

void put_character_styles(pugi::xml_node styles) {
    pugi::xml_node normal =
        begin_style(styles, "character", "DefaultParagraphFont", "Default Paragraph Font");
    normal.append_attribute("w:default") = "1";
    pugi::xml_node link = begin_style(styles, "character", "Hyperlink", "Hyperlink");
    put(link.append_child("w:rPr"), "w:color", "1F3864");
    // A figure in a sentence looks like the sentence; the link is there all the same.
    begin_style(styles, "character", "Figure", "Figure");
    pugi::xml_node fault = begin_style(styles, "character", "Fault", "Fault");
    pugi::xml_node run = fault.append_child("w:rPr");
    put_fonts(run, kKai);
    run.append_child("w:b");
    put(run, "w:color", "C00000");
    pugi::xml_node shade = put(run, "w:shd", "clear");
    shade.append_attribute("w:color") = "auto";
    shade.append_attribute("w:fill") = "FFF2CC";
}

void put_table_style(pugi::xml_node styles) {
    pugi::xml_node plain = begin_style(styles, "table", "TableNormal", "Normal Table");
    plain.append_attribute("w:default") = "1";
    pugi::xml_node style = begin_style(styles, "table", "TableGrid", "Table Grid");
    put(style, "w:basedOn", "TableNormal");
    pugi::xml_node borders = style.append_child("w:tblPr").append_child("w:tblBorders");
    for (const char* const side :
         {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
        pugi::xml_node border = put(borders, side, "single");
        border.append_attribute("w:sz") = 4;
        border.append_attribute("w:space") = 0;
        border.append_attribute("w:color") = "000000";
    }
    pugi::xml_node margins = style.child("w:tblPr").append_child("w:tblCellMar");
    for (const char* const side : {"w:left", "w:right"}) {
        pugi::xml_node margin = margins.append_child(side);
        margin.append_attribute("w:w") = Layout::kTableMargin;
        margin.append_attribute("w:type") = "dxa";
    }
}

}  // namespace

const char* style_of(Block::Kind kind) {
    switch (kind) {
        case Block::Kind::Title: return "Title";
        case Block::Kind::Heading1: return "Heading1";
        case Block::Kind::Heading2: return "Heading2";
        case Block::Kind::Heading3: return "Heading3";
        case Block::Kind::Heading4: return "Heading4";
        case Block::Kind::Paragraph: return "BodyText";
        case Block::Kind::Signature: return "Signature";
        case Block::Kind::Date: return "Date";
        case Block::Kind::PageBreak: return "Normal";
        case Block::Kind::Table: return "TableText";
        case Block::Kind::Addressee: return "Salutation";
        case Block::Kind::Attachment: return "Attachment";
        case Block::Kind::Item: return "Item";
        case Block::Kind::Appendix: return "Appendix";
        case Block::Kind::AppendixTitle: return "AppendixTitle";
        case Block::Kind::Caption: return "Caption";
        case Block::Kind::Note: return "Note";
    }
    return "Normal";
}

std::string bookmark_name(std::string_view prefix, std::string_view id) {
    constexpr std::size_t kMost = 40;
    constexpr std::size_t kDigest = 8;
    std::string name(prefix);
    bool exact = true;
    for (const char byte : id) {
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
        exact = exact && (plain || byte == '.');
        name += plain ? byte : '_';
    }
    if (exact && name.size() <= kMost) return name;
    name.resize(std::min(name.size(), kMost - kDigest - 1));
    return name + "_" + sha256(id).hex().substr(0, kDigest);
}

pugi::xml_node put(pugi::xml_node parent, const char* name, std::string_view value) {
    pugi::xml_node node = parent.append_child(name);
    node.append_attribute("w:val") = std::string(value).c_str();
    return node;
}

pugi::xml_node put(pugi::xml_node parent, const char* name, int value) {
    pugi::xml_node node = parent.append_child(name);
    node.append_attribute("w:val") = value;
    return node;
}

pugi::xml_node begin_part(pugi::xml_document& part, const char* root) {
    pugi::xml_node declaration = part.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    pugi::xml_node node = part.append_child(root);
    node.append_attribute("xmlns:w") =
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    node.append_attribute("xmlns:r") =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    return node;
}

std::string text_of(const pugi::xml_document& part) {
    std::ostringstream stream;
    part.save(stream, "", pugi::format_raw, pugi::encoding_utf8);
    return stream.str();
}

std::string styles_part() {
    pugi::xml_document part;
    pugi::xml_node styles = begin_part(part, "w:styles");
    put_defaults(styles);
    put_normal_style(styles);
    put_character_styles(styles);
    put_table_style(styles);
    for (const Style& style : kStyles) put_paragraph_style(styles, style);
    put_footer_style(styles);
    return text_of(part);
}

std::string settings_part() {
    pugi::xml_document part;
    pugi::xml_node settings = begin_part(part, "w:settings");
    settings.append_child("w:mirrorMargins");  // Printed on both sides, bound on the left.
    settings.append_child("w:evenAndOddHeaders");
    put(settings, "w:drawingGridVerticalSpacing", Layout::kLine / 2);
    put(settings, "w:characterSpacingControl", "compressPunctuation");
    pugi::xml_node compatible = settings.append_child("w:compat");
    compatible.append_child("w:spaceForUL");
    compatible.append_child("w:balanceSingleByteDoubleByteWidth");
    compatible.append_child("w:doNotLeaveBackslashAlone");
    compatible.append_child("w:ulTrailSpace");
    compatible.append_child("w:adjustLineHeightInTable");
    pugi::xml_node mode = compatible.append_child("w:compatSetting");
    mode.append_attribute("w:name") = "compatibilityMode";
    mode.append_attribute("w:uri") = "http://schemas.microsoft.com/office/word";
    mode.append_attribute("w:val") = "15";
    pugi::xml_node language = put(settings, "w:themeFontLang", "en-US");
    language.append_attribute("w:eastAsia") = "zh-CN";
    return text_of(part);
}

std::string fonts_part() {
    pugi::xml_document part;
    pugi::xml_node fonts = begin_part(part, "w:fonts");
    for (const Font& is : kFonts) {
        pugi::xml_node font = fonts.append_child("w:font");
        font.append_attribute("w:name") = is.name;
        put(font, "w:altName", is.instead);
        put(font, "w:charset", is.name == kLatin ? "00" : "86");
        put(font, "w:family", is.name == kHead ? "modern" : "roman");
        put(font, "w:pitch", "variable");
    }
    return text_of(part);
}

std::string footer_part(bool odd) {
    pugi::xml_document part;
    pugi::xml_node paragraph = begin_part(part, "w:ftr").append_child("w:p");
    pugi::xml_node properties = paragraph.append_child("w:pPr");
    put(properties, "w:pStyle", "Footer");
    pugi::xml_node indent = properties.append_child("w:ind");
    indent.append_attribute(odd ? "w:rightChars" : "w:leftChars") = 100;
    indent.append_attribute(odd ? "w:right" : "w:left") = 10 * Layout::kFooterSize;
    put(properties, "w:jc", odd ? "right" : "left");
    const auto text = [&](const char* words) {
        pugi::xml_node run = paragraph.append_child("w:r");
        run.append_child("w:rPr").append_child("w:rFonts").append_attribute("w:hint") = "eastAsia";
        pugi::xml_node node = run.append_child("w:t");
        node.append_attribute("xml:space") = "preserve";
        node.text() = words;
    };
    text("— ");
    pugi::xml_node field = paragraph.append_child("w:fldSimple");
    field.append_attribute("w:instr") = " PAGE ";
    field.append_child("w:r").append_child("w:t").text() = "1";
    text(" —");
    return text_of(part);
}

}  // namespace qingshui::paper
