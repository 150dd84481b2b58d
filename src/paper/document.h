#pragma once

#include <string>
#include <vector>

namespace qingshui::paper {

// A run of text with one look. A run with a bookmark is a figure: in Word it is a bookmark
// linked to its row in the appendix, in HTML a link to its trace.
struct Run {
    std::string text;
    bool bold = false;
    std::string figure = {};  // Figure id; empty: plain text.
    std::string fault = {};   // A failed check, shown beside the sentence.
};

// A block of an official document.
struct Block {
    enum class Kind {
        Title,
        Heading1,
        Heading2,
        Heading3,
        Heading4,
        Paragraph,
        Signature,
        Date,
        PageBreak,
        Table
    };
    Kind kind = Kind::Paragraph;
    std::vector<Run> runs = {};
    // Of Table: first row is the head. Cells are runs.
    std::vector<std::vector<std::vector<Run>>> rows = {};
    std::vector<int> widths = {};  // Of Table: relative.
};

// A document in the order it is read.
struct Document {
    std::string title;  // Of the file's properties.
    std::string author;
    std::vector<Block> blocks;
};

// The bytes of a DOCX laid out by GB/T 9704-2012: A4, margins 37/28 mm, text block 156×225 mm,
// 22 lines of 28 characters, fonts by name (方正小标宋简体, 仿宋_GB2312, 黑体, 楷体_GB2312) with
// open fall-backs, real styles and heading levels, page numbers "— 1 —" outside left/right.
// The same document gives the same bytes.
std::string docx(const Document& document);

}  // namespace qingshui::paper
