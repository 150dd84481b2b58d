#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/report.h"

namespace qingshui::report {

// A report as it was signed (签发): its figures, what they rested on, and its words' digest.
struct Snapshot {
    struct Figure {
        std::string id;
        std::string name;  // Indicator with cell.
        int version = 1;
        std::optional<Decimal> value;
        std::string unit;
        std::string text;
        Period period;
        std::size_t records = 0;
        std::string digest;  // 64 hexadecimal digits.
        friend bool operator==(const Figure&, const Figure&) = default;
    };
    std::string report;
    std::string office;
    std::string area;  // Code.
    Period period;
    Date cutoff;
    std::int64_t as_of = 0;
    std::string words;  // SHA-256 of the text as Markdown.
    std::vector<Figure> figures;
    friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

Snapshot snapshot(const Draft& draft);

// Canonical JSON, what a signature is over: compact, members in one order, numbers as text
// with their exact digits. The same snapshot always gives the same bytes.
std::string to_json(const Snapshot& snapshot);
// Reads it back. Refuses "snapshot.malformed".
Result<Snapshot> read_snapshot(std::string_view text);

}  // namespace qingshui::report
