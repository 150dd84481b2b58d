// Reads arbitrary bytes as a CSV file; whatever is read is within the limits, and written out
// again it reads as the same.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/ensure.h"
#include "base/replaced.h"
#include "paper/cell_text.h"
#include "paper/sheet.h"

namespace paper = qingshui::paper;
using qingshui::ensure;

namespace {

std::string printed(const std::vector<std::vector<paper::Cell>>& rows) {
    std::string text = "\xEF\xBB\xBF";
    for (const auto& row : rows) {
        for (const paper::Cell& cell : row) {
            const auto* written = std::get_if<std::string>(&cell);
            if (written != nullptr) {
                text += '"' + qingshui::replaced(paper::to_csv(*written), "\"", "\"\"") + '"';
            }
            text += ',';
        }
        text += "\r\n";
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    paper::Limits limits;
    limits.rows = 1'000;
    limits.columns = 100;
    const auto sheets = paper::read_sheets(
        std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.csv", limits);
    if (!sheets) {
        ensure(!sheets.error().says.zh.empty() && !sheets.error().says.en.empty(),
               "a refusal speaks both languages");
        return 0;
    }
    for (const auto& sheet : *sheets) {
        ensure(sheet.rows.size() <= limits.rows, "rows are within limits");
        for (const auto& row : sheet.rows) {
            ensure(row.size() <= limits.columns, "columns are within limits");
        }
        const auto again = paper::read_sheets(printed(sheet.rows), "again.csv", limits);
        ensure(again.has_value(), "what was read is written so that it can be read");
        ensure(again->size() == 1 && again->front().rows == sheet.rows, "and reads as the same");
    }
    return 0;
}
