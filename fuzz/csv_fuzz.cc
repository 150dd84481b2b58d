// Reads arbitrary bytes as a CSV file; whatever is read is within the limits.

#include <cstdint>
#include <string_view>

#include "base/ensure.h"
#include "paper/sheet.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    qingshui::paper::Limits limits;
    limits.rows = 1'000;
    limits.columns = 100;
    const auto sheets = qingshui::paper::read_sheets(
        std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.csv", limits);
    if (!sheets) {
        qingshui::ensure(!sheets.error().says.zh.empty(), "a refusal speaks");
        return 0;
    }
    for (const auto& sheet : *sheets) {
        qingshui::ensure(sheet.rows.size() <= limits.rows, "rows are within limits");
    }
    return 0;
}
