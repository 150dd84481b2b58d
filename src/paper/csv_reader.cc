#include <algorithm>
#include <array>

#include "paper/cell_text.h"
#include "paper/readers.h"

namespace qingshui::paper {
namespace {

// The separator that the first line with any has most of, outside quotation marks. A title line
// above the header has none.
char separator_of(std::string_view text) {
    std::array<std::pair<char, std::size_t>, 3> counts = {{{'\t', 0}, {',', 0}, {';', 0}}};
    bool quoted = false;
    bool found = false;
    char before = ',';
    for (const char byte : text) {
        const bool opens = std::string_view(",\t;\r\n").find(before) != std::string_view::npos;
        if (byte == '"' && (quoted || opens)) quoted = !quoted;
        before = byte;
        if (quoted) continue;
        if (found && (byte == '\n' || byte == '\r')) break;
        for (auto& [separator, count] : counts) {
            if (byte != separator) continue;
            ++count;
            found = true;
        }
    }
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

// Reads fields and line ends from where it stands.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    bool at_end() const { return at_ >= text_.size(); }

    // The field here; false if its quotation mark is never closed or is followed by text.
    bool field(std::string& value) {
        value.clear();
        if (at_end() || text_[at_] != '"') {
            const std::size_t end = std::min(text_.find_first_of(stops_, at_), text_.size());
            value = text_.substr(at_, end - at_);
            at_ = end;
            return true;
        }
        for (;;) {
            const std::size_t mark = text_.find('"', at_ + 1);
            if (mark == std::string_view::npos) return false;
            value += text_.substr(at_ + 1, mark - at_ - 1);
            at_ = mark + 1;
            if (at_end() || text_[at_] != '"') break;
            value += '"';
        }
        return at_end() || stops_.find(text_[at_]) != std::string::npos;
    }

    // Passes a separator; false at the end of a line or of the text.
    bool next_field() {
        if (at_end() || text_[at_] != separator_) return false;
        ++at_;
        return true;
    }

    void next_line() {
        if (at_end()) return;
        at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
    }

private:
    std::string_view text_;
    char separator_;
    std::string stops_ = std::string("\r\n") + separator_;
    std::size_t at_ = 0;
};

}  // namespace

Outcome read_csv(std::string_view text, const Limits& limits, Sheet& sheet, int& broken_row) {
    Used used;
    Grid grid(sheet, limits, used);
    Scanner scanner(text);
    std::string value;
    std::size_t row = 0;
    std::size_t column = 0;
    while (!scanner.at_end() && !grid.exceeded()) {
        if (!scanner.field(value)) {
            broken_row = static_cast<int>(row) + 1;
            return Outcome::Damaged;
        }
        grid.set(row, column++, std::string(from_csv(value)));
        if (scanner.next_field()) continue;
        scanner.next_line();
        ++row;
        column = 0;
    }
    return grid.exceeded() ? Outcome::TooLarge : Outcome::Read;
}

}  // namespace qingshui::paper
