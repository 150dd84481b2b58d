#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace qingshui::store {

// The act of an entry that keeps the key of a request which changed nothing. It is about no
// record and no register, so that nothing that reads what became of one meets it.
inline constexpr const char* kUnchanged = "unchanged";

// What such a request was, as its entry's `after` keeps it.
struct Note {
    std::string act;      // "correct", "boundary", "packs"
    std::string subject;  // Register id, or what the act is about.
    std::int64_t record = 0;
    std::string content;  // What it asked for.
};

std::string print_note(const Note& note);
// Throws Failure if the text is none.
Note parse_note(std::string_view text);

}  // namespace qingshui::store
