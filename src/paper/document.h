#pragma once

#include <string>
#include <vector>

namespace qingshui::paper {

// A run of text with one look. A run with a figure id shows that figure: in Word it is a
// bookmark, linked to the run that bears the same id in `link`, which links back; so a reader
// goes from a number in a sentence to its row in the appendix and returns. A line break in
// `text` is one on paper.
struct Run {
    std::string text;
    bool bold = false;
    std::string figure = {};  // Id of the figure this run shows; empty: plain text.
    std::string fault = {};   // What is wrong with it, shown after the sentence: 【…】.
    std::string link = {};    // Id of the figure whose row in the appendix begins here.
};

// A block of an official document (公文). Headings are numbered in their text, as the standard
// has them: 一、 （一） 1. （1）.
struct Block {
    enum class Kind {
        Title,
        Heading1,
        Heading2,
        Heading3,
        Heading4,
        Paragraph,
        Signature,  // Who signs (署名), above the Date; laid out as without a seal.
        Date,       // The day of the document (成文日期).
        PageBreak,
        Table,
        Addressee,      // To whom (主送机关): not indented.
        Attachment,     // What is attached (附件说明): after an empty line.
        Item,           // Of a list: as a paragraph, but its lines are not stretched.
        Appendix,       // 附件 at the head of an appendix: not indented.
        AppendixTitle,  // Its title, on the third line of the page (GB/T 9704 7.3.4).
        Caption,        // Over a table.
        Note,           // Small text, under a table.
    };
    Kind kind = Kind::Paragraph;
    std::vector<Run> runs = {};
    // Of Table: first row is the head. Cells are runs.
    std::vector<std::vector<std::vector<Run>>> rows = {};
    std::vector<int> widths = {};  // Of Table: relative; empty: all the same.
};

// So many characters of a title stand on one line: 156 mm of 二号, 22 pt; half as wide count half.
constexpr double kTitleCharacters = 20;

// A document in the order it is read.
struct Document {
    std::string title;  // Of the file's properties.
    std::string author;
    std::vector<Block> blocks;
};

// The bytes of a DOCX laid out by GB/T 9704-2012: A4, margins 37/28 mm, text block 156×225 mm,
// 22 lines of 28 characters, fonts by name (方正小标宋简体, 仿宋_GB2312, 黑体, 楷体_GB2312) with
// open fall-backs, real styles and heading levels, page numbers "— 1 —" outside left/right.
// The same document gives the same bytes. Throws Failure.
std::string docx(const Document& document);

}  // namespace qingshui::paper
