#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qingshui::paper {

// A file inside a ZIP archive, as its directory declares it.
struct Entry {
    std::string name;
    std::uint64_t size = 0;  // Unpacked.
};

// Whether `bytes` begin as a ZIP archive does.
bool is_zip(std::string_view bytes);

// The directory of a ZIP archive in memory; none if it is not one. Unpacks nothing.
std::optional<std::vector<Entry>> zip_entries(std::string_view bytes);

// One file of a ZIP archive, unpacked; none if it is not there, is damaged or is larger than
// `most` bytes, whatever the directory declares.
std::optional<std::string> unzipped(std::string_view bytes, const std::string& name,
                                    std::uint64_t most);

// The bytes of a ZIP archive of `files` (name, contents) in the given order. Every entry bears
// the same date, so the same files give the same bytes. Throws Failure.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace qingshui::paper
