// Puts arbitrary bytes where the sheet, styles or strings of a workbook stand, or the content of
// an OpenDocument spreadsheet, and reads that. The first byte says which. Random changes to a
// packed file would fail at its checksum and reach nothing.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ensure.h"
#include "paper/archive.h"
#include "paper/sheet.h"

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

Files workbook() {
    return {
        {"_rels/.rels",
         R"(<a><Relationship Id="1" Type="/officeDocument" Target="book.xml"/></a>)"},
        {"book.xml", R"(<workbook><sheets><sheet name="1" r:id="1"/></sheets></workbook>)"},
        {"_rels/book.xml.rels",
         R"(<a><Relationship Id="1" Type="/worksheet" Target="sheet.xml"/>)"
         R"(<Relationship Id="2" Type="/styles" Target="styles.xml"/>)"
         R"(<Relationship Id="3" Type="/sharedStrings" Target="strings.xml"/></a>)"},
        {"styles.xml",
         R"(<styleSheet><cellXfs><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>)"},
        {"strings.xml", "<sst><si><t>a</t></si></sst>"},
        {"sheet.xml",
         R"(<worksheet><sheetData><row><c s="1"><v>1.5</v></c><c t="s"><v>0</v></c></row>)"
         R"(</sheetData></worksheet>)"},
    };
}

Files open_document() {
    return {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", ""}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    constexpr std::array<const char*, 6> kParts = {"sheet.xml", "styles.xml",  "strings.xml",
                                                   "book.xml",  "_rels/.rels", "content.xml"};
    const std::string part = kParts.at(data[0] % kParts.size());
    Files files = part == "content.xml" ? open_document() : workbook();
    for (auto& [name, contents] : files) {
        if (name == part) contents.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
    }
    qingshui::paper::Limits limits;
    limits.rows = 1'000;
    limits.columns = 100;
    const auto sheets =
        qingshui::paper::read_sheets(qingshui::paper::zipped(files), "fuzz.xlsx", limits);
    if (!sheets) {
        qingshui::ensure(!sheets.error().says.zh.empty(), "a refusal speaks");
        return 0;
    }
    for (const auto& sheet : *sheets) {
        qingshui::ensure(sheet.rows.size() <= limits.rows, "rows are within limits");
    }
    return 0;
}
