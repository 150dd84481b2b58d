#include <algorithm>

#include "base/chinese.h"
#include "base/utf8.h"

namespace qingshui::chinese {
namespace {

// Edits of one character: change, insert, delete, or swap two neighbours.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::size_t> older(b.size() + 1);
    std::vector<std::size_t> old(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) old[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = old[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({change, old[j] + 1, row[j - 1] + 1});
            const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swap) row[j] = std::min(row[j], older[j - 2] + 1);
        }
        std::swap(older, old);
        std::swap(old, row);
    }
    return old[b.size()];
}

std::size_t gap(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

// How far `candidate` is from `word`; none if that is no slip of the pen. A word left
// incomplete (清水河 for 清水河社区) is one, however long the rest.
std::optional<std::size_t> slip(const std::u32string& word, const std::u32string& candidate) {
    const std::size_t shorter = std::min(word.size(), candidate.size());
    const std::size_t longer = std::max(word.size(), candidate.size());
    const bool is_part = candidate.find(word) != std::u32string::npos ||
                         word.find(candidate) != std::u32string::npos;
    if (is_part && shorter >= 2) return longer - shorter;
    const std::size_t most = longer <= 4 ? 1 : longer <= 8 ? 2 : 3;
    if (gap(word.size(), candidate.size()) > most) return std::nullopt;
    const std::size_t edits = distance(word, candidate);
    if (edits > most || edits >= longer) return std::nullopt;
    return edits;
}

}  // namespace

std::vector<std::string> nearest(std::string_view word, std::span<const std::string> candidates,
                                 std::size_t most) {
    const std::u32string wanted = utf8::code_points(folded(word));
    std::vector<std::pair<std::size_t, std::size_t>> found;  // Edits, place.
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto edits = slip(wanted, utf8::code_points(folded(candidates[i])));
        if (edits) found.emplace_back(*edits, i);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> names;
    for (const auto& [edits, place] : found) {
        if (names.size() == most) break;
        if (std::find(names.begin(), names.end(), candidates[place]) == names.end()) {
            names.push_back(candidates[place]);
        }
    }
    return names;
}

}  // namespace qingshui::chinese
