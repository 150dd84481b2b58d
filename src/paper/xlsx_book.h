#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "paper/number.h"
#include "paper/readers.h"

namespace qingshui::paper {

// What the sheets of an XLSX workbook refer to.
struct XlsxBook {
    struct Part {
        std::string name;  // Of the sheet.
        std::string path;  // In the archive.
        bool hidden = false;
    };
    std::vector<Part> sheets;
    std::vector<std::string> strings;
    struct Format {
        Shown shown = Shown::Number;
        std::size_t digits = 0;  // That whole numbers are filled up to.
    };
    std::vector<Format> formats;  // By the index that cells bear.
    Epoch epoch = Epoch::Year1900;
};

// The unpacked files of an archive, asked for one by one; none if there is no such file.
using Unpack = std::function<std::optional<std::string>(const std::string& path)>;

// Reads everything but the sheets themselves.
Outcome read_book(const Unpack& unpack, const Limits& limits, XlsxBook& book);

}  // namespace qingshui::paper
