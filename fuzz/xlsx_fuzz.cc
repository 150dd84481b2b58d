// Puts arbitrary bytes where the sheet, styles or strings of a workbook stand, or the content of
// an OpenDocument spreadsheet, and reads that. The first byte says which. Random changes to a
// packed file would fail at its checksum and reach nothing but its directory, which is tried too.
// Whatever is read is within the limits.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ensure.h"
#include "paper/archive.h"
#include "paper/sheet.h"

namespace {

using qingshui::ensure;
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

void check(std::string_view bytes) {
    qingshui::paper::Limits limits;
    limits.unpacked = 1U << 20U;
    limits.rows = 1'000;
    limits.cells = 10'000;
    limits.merges = 100;
    limits.columns = 100;
    const auto sheets = qingshui::paper::read_sheets(bytes, "fuzz.xlsx", limits);
    if (!sheets) {
        ensure(!sheets.error().says.zh.empty() && !sheets.error().says.en.empty(),
               "a refusal speaks both languages");
        return;
    }
    std::size_t rows = 0;
    std::size_t cells = 0;
    std::size_t merges = 0;
    for (const auto& sheet : *sheets) {
        rows += sheet.rows.size();
        merges += sheet.merges.size();
        for (const auto& row : sheet.rows) {
            ensure(row.size() <= limits.columns, "columns are within limits");
            cells += row.size();
        }
    }
    ensure(rows <= limits.rows && cells <= limits.cells && merges <= limits.merges,
           "all sheets together are within limits");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string given(reinterpret_cast<const char*>(data) + 1, size - 1);
    constexpr std::array<const char*, 8> kParts = {
        "sheet.xml",   "styles.xml",          "strings.xml", "book.xml",
        "_rels/.rels", "_rels/book.xml.rels", "content.xml", "all of it"};
    const std::string part = kParts.at(data[0] % kParts.size());
    if (part == "all of it") {
        check(given);
        return 0;
    }
    Files files = part == "content.xml" ? open_document() : workbook();
    for (auto& [name, contents] : files) {
        if (name == part) contents = given;
    }
    check(qingshui::paper::zipped(files));
    return 0;
}
