#include <algorithm>
#include <numeric>
#include <set>

#include "base/ensure.h"
#include "base/utf8.h"
#include "paper/docx_parts.h"

namespace qingshui::paper {
namespace {

constexpr int kWeightMax = 10'000;        // Of a column's relative width.
constexpr int kPerCharacter = 100;        // Word counts indents in hundredths of a character.
constexpr int kFour = 4 * kPerCharacter;  // 四字.

// The length up to and including the first end of a sentence; 0 if there is none.
std::size_t sentence_end(std::string_view text) {
    std::size_t first = std::string_view::npos;
    std::size_t length = 0;
    for (const std::string_view mark : {"。", "！", "？", "；"}) {
        const std::size_t found = text.find(mark);
        if (found >= first) continue;
        first = found;
        length = found + mark.size();
    }
    return length;
}

bool ends_sentence(std::string_view text) {
    for (const std::string_view mark : {"。", "！", "？", "；"}) {
        if (text.ends_with(mark)) return true;
    }
    return false;
}

// How wide text is, in hundredths of a character: what is not Chinese takes half.
int width_of(const std::vector<Run>& runs) {
    int width = 0;
    for (const Run& run : runs) {
        for (const char byte : run.text) {
            const auto code = static_cast<unsigned char>(byte);
            if (code < 0x80U) width += kPerCharacter / 2;
            if (code >= 0xE0U) width += kPerCharacter;
        }
    }
    return width;
}

// Text that XML can hold, on one line.
std::string printable(std::string_view text) {
    std::string kept = utf8::writable(text);
    const auto is_break = [](char byte) { return byte == '\r' || byte == '\n'; };
    kept.erase(std::remove_if(kept.begin(), kept.end(), is_break), kept.end());
    return kept;
}

// Writes blocks into the body of a document.
class Body {
public:
    Body(const Document& document, pugi::xml_node body) : document_(document), body_(body) {
        for (const Block& block : document.blocks) {
            note_ids(block.runs);
            for (const auto& row : block.rows) {
                for (const auto& cell : row) note_ids(cell);
            }
        }
    }

    void write() {
        for (std::size_t at = 0; at < document_.blocks.size(); ++at) {
            const Block& block = document_.blocks[at];
            switch (block.kind) {
                case Block::Kind::PageBreak: turn_page_ = true; break;
                case Block::Kind::Table:
                    write_table(block);
                    if (!is_text(at + 1)) write_paragraph({Block::Kind::Note}, 0);
                    break;
                case Block::Kind::Signature: write_signature(at); break;
                case Block::Kind::Date: write_date(at); break;
                default: write_paragraph(block, 0); break;
            }
        }
        put_section();
    }

private:
    void note_ids(const std::vector<Run>& runs) {
        for (const Run& run : runs) {
            if (!run.figure.empty()) shown_.insert(run.figure);
            if (!run.link.empty()) explained_.insert(run.link);
        }
    }

    // Whether a block of text stands there; Word wants one between tables and after the last.
    bool is_text(std::size_t at) const {
        if (at >= document_.blocks.size()) return false;
        const Block::Kind kind = document_.blocks[at].kind;
        return kind != Block::Kind::Table && kind != Block::Kind::PageBreak;
    }

    // Its line is centred in the last `room` of the text's width, in hundredths of a character;
    // 0: as its style has it.
    void write_paragraph(const Block& block, int room) {
        pugi::xml_node paragraph = body_.append_child("w:p");
        pugi::xml_node properties = begin_properties(paragraph, block.kind);
        if (turn_page_) properties.append_child("w:pageBreakBefore");
        turn_page_ = false;
        if (room > 0) {
            // No space between Han characters and digits, so that both are as wide as counted.
            put(properties, "w:autoSpaceDE", "0");
            put(properties, "w:autoSpaceDN", "0");
            const int width = room * Layout::kCharacter / kPerCharacter;
            pugi::xml_node indent = properties.append_child("w:ind");
            indent.append_attribute("w:left") = std::max(0, Layout::kTextWidth - width);
            put(properties, "w:jc", "center");
        }
        write_runs(paragraph, block.runs, false);
    }

    // With room for a seal (GB/T 9704 7.3.5.1): the date four characters from the right, the name
    // above it, centred over it. Both are centred in one room, so that this holds in whatever font
    // there is; a name that would stand out on the right widens the room.
    void write_signature(std::size_t at) {
        const int name = width_of(document_.blocks[at].runs);
        write_paragraph(document_.blocks[at], room(name, width_beside(at + 1, Block::Kind::Date)));
    }
    void write_date(std::size_t at) {
        const int date = width_of(document_.blocks[at].runs);
        const int name = at > 0 ? width_beside(at - 1, Block::Kind::Signature) : 0;
        write_paragraph(document_.blocks[at], room(name, date));
    }
    static int room(int name, int date) {
        return std::max(kFour + date + kFour, name + kPerCharacter);
    }
    // How wide the block there is if it is of that kind; else 0.
    int width_beside(std::size_t at, Block::Kind kind) const {
        const bool is_there = at < document_.blocks.size() && document_.blocks[at].kind == kind;
        return is_there ? width_of(document_.blocks[at].runs) : 0;
    }

    static pugi::xml_node begin_properties(pugi::xml_node paragraph, Block::Kind kind) {
        pugi::xml_node properties = paragraph.append_child("w:pPr");
        put(properties, "w:pStyle", style_of(kind));
        return properties;
    }

    // Runs in order; the note on a failed check follows the sentence that it is about.
    void write_runs(pugi::xml_node paragraph, const std::vector<Run>& runs, bool head) {
        std::vector<std::string> faults;
        const auto write_faults = [&] {
            for (const std::string& fault : faults) {
                put_run(paragraph, {"【" + fault + "】"}, "Fault");
            }
            faults.clear();
        };
        for (Run run : runs) {
            run.bold = run.bold || head;
            const std::size_t end = run.figure.empty() ? sentence_end(run.text) : 0;
            if (!faults.empty() && end > 0) {
                Run first = run;
                first.text.resize(end);
                first.fault.clear();
                write_run(paragraph, first);
                write_faults();
                run.text.erase(0, end);
                run.link.clear();
            }
            if (!run.text.empty()) write_run(paragraph, run);
            if (!run.fault.empty()) faults.push_back(run.fault);
            if (ends_sentence(run.text)) write_faults();
        }
        write_faults();
    }

    // A run, with the bookmark and the link that its ids ask for.
    void write_run(pugi::xml_node paragraph, const Run& run) {
        const bool figure = !run.figure.empty();
        const std::string& id = figure ? run.figure : run.link;
        if (id.empty()) {
            put_run(paragraph, run, nullptr);
            return;
        }
        const char* const here = figure ? "f_" : "s_";
        const char* const there = figure ? "s_" : "f_";
        const bool first = marked_.insert(here + id).second;
        const int number = next_bookmark_;
        if (first) {
            pugi::xml_node start = paragraph.append_child("w:bookmarkStart");
            start.append_attribute("w:id") = number;
            start.append_attribute("w:name") = bookmark_name(here, id).c_str();
            ++next_bookmark_;
        }
        pugi::xml_node parent = paragraph;
        if ((figure ? explained_ : shown_).contains(id)) {
            parent = paragraph.append_child("w:hyperlink");
            parent.append_attribute("w:anchor") = bookmark_name(there, id).c_str();
            parent.append_attribute("w:history") = 1;
        }
        put_run(parent, run, figure ? "Figure" : "Hyperlink");
        if (first) paragraph.append_child("w:bookmarkEnd").append_attribute("w:id") = number;
    }

    static void put_run(pugi::xml_node parent, const Run& is, const char* style) {
        pugi::xml_node run = parent.append_child("w:r");
        pugi::xml_node properties = run.append_child("w:rPr");
        if (style != nullptr) put(properties, "w:rStyle", style);
        properties.append_child("w:rFonts").append_attribute("w:hint") = "eastAsia";
        if (is.bold) properties.append_child("w:b");
        for (std::size_t begin = 0; begin <= is.text.size();) {
            const std::size_t end = std::min(is.text.find('\n', begin), is.text.size());
            if (begin > 0) run.append_child("w:br");
            pugi::xml_node text = run.append_child("w:t");
            text.append_attribute("xml:space") = "preserve";
            text.text() = printable(is.text.substr(begin, end - begin)).c_str();
            begin = end + 1;
        }
    }

    void write_table(const Block& block) {
        if (block.rows.empty()) return;
        if (turn_page_) write_paragraph({Block::Kind::Note}, 0);
        const std::vector<int> widths = widths_of(block);
        pugi::xml_node table = body_.append_child("w:tbl");
        pugi::xml_node properties = table.append_child("w:tblPr");
        put(properties, "w:tblStyle", "TableGrid");
        pugi::xml_node width = properties.append_child("w:tblW");
        width.append_attribute("w:w") = Layout::kTextWidth;
        width.append_attribute("w:type") = "dxa";
        put(properties, "w:jc", "center");
        properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
        pugi::xml_node grid = table.append_child("w:tblGrid");
        for (const int column : widths) {
            grid.append_child("w:gridCol").append_attribute("w:w") = column;
        }
        for (std::size_t row = 0; row < block.rows.size(); ++row) {
            write_row(table, block.rows[row], widths, row == 0);
        }
    }

    void write_row(pugi::xml_node table, const std::vector<std::vector<Run>>& cells,
                   const std::vector<int>& widths, bool head) {
        pugi::xml_node row = table.append_child("w:tr");
        pugi::xml_node row_properties = row.append_child("w:trPr");
        row_properties.append_child("w:cantSplit");
        if (head) row_properties.append_child("w:tblHeader");
        for (std::size_t column = 0; column < widths.size(); ++column) {
            pugi::xml_node cell = row.append_child("w:tc");
            pugi::xml_node cell_properties = cell.append_child("w:tcPr");
            pugi::xml_node width = cell_properties.append_child("w:tcW");
            width.append_attribute("w:w") = widths[column];
            width.append_attribute("w:type") = "dxa";
            put(cell_properties, "w:vAlign", "center");
            pugi::xml_node paragraph = cell.append_child("w:p");
            pugi::xml_node properties = begin_properties(paragraph, Block::Kind::Table);
            if (head) put(properties, "w:jc", "center");
            if (column < cells.size()) write_runs(paragraph, cells[column], head);
        }
    }

    // The columns' widths; together the width of the text block.
    static std::vector<int> widths_of(const Block& block) {
        std::size_t columns = block.widths.size();
        for (const auto& row : block.rows) columns = std::max(columns, row.size());
        ensure(columns > 0, "a table has a column");
        std::vector<int> widths = block.widths;
        widths.resize(columns, 1);
        for (int& width : widths) width = std::clamp(width, 1, kWeightMax);
        const int all = std::max(1, std::accumulate(widths.begin(), widths.end(), 0));
        int left = Layout::kTextWidth;
        for (int& width : widths) {
            width = width * Layout::kTextWidth / all;
            left -= width;
        }
        widths.back() += left;
        return widths;
    }

    void put_section() {
        pugi::xml_node section = body_.append_child("w:sectPr");
        for (const auto& [type, id] :
             {std::pair("default", "rIdOdd"), std::pair("even", "rIdEven")}) {
            pugi::xml_node footer = section.append_child("w:footerReference");
            footer.append_attribute("w:type") = type;
            footer.append_attribute("r:id") = id;
        }
        pugi::xml_node size = section.append_child("w:pgSz");
        size.append_attribute("w:w") = Layout::kPageWidth;
        size.append_attribute("w:h") = Layout::kPageHeight;
        pugi::xml_node margins = section.append_child("w:pgMar");
        margins.append_attribute("w:top") = Layout::kTop;
        margins.append_attribute("w:right") = Layout::kOutside;
        margins.append_attribute("w:bottom") = Layout::kBottom;
        margins.append_attribute("w:left") = Layout::kInside;
        margins.append_attribute("w:header") = Layout::kFooter;
        margins.append_attribute("w:footer") = Layout::kFooter;
        margins.append_attribute("w:gutter") = 0;
        pugi::xml_node grid = section.append_child("w:docGrid");
        grid.append_attribute("w:type") = "linesAndChars";
        grid.append_attribute("w:linePitch") = Layout::kLine;
        grid.append_attribute("w:charSpace") = Layout::kCharSpace;
    }

    const Document& document_;
    pugi::xml_node body_;
    bool turn_page_ = false;
    std::set<std::string> shown_;      // Figures with a run in the text.
    std::set<std::string> explained_;  // Figures with a row in the appendix.
    std::set<std::string> marked_;     // Bookmarks already placed.
    int next_bookmark_ = 0;
};

}  // namespace

std::string document_part(const Document& document) {
    pugi::xml_document part;
    Body(document, begin_part(part, "w:document").append_child("w:body")).write();
    return text_of(part);
}

}  // namespace qingshui::paper
