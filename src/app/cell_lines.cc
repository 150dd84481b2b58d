#include "app/cell_lines.h"

#include <algorithm>
#include <array>

#include "base/chinese.h"

namespace qingshui::app {
namespace {

// Characters that part a list; those that are written with a backslash within a part.
constexpr std::array<std::string_view, 6> kListMarks = {"、", "，", "；", ",", ";", "\n"};
constexpr std::array<std::string_view, 3> kLineMarks = {"、", "；", ";"};
constexpr char kEmpty = 'e';  // After a backslash: an empty part of a line of empty parts.

template <typename Marks>
std::string_view mark_at(std::string_view text, std::size_t at, const Marks& marks) {
    for (const std::string_view mark : marks) {
        if (text.substr(at, mark.size()) == mark) return mark;
    }
    return {};
}

// `is_alone`: the part is its whole line, where list marks would part it.
std::string escaped(std::string_view part, bool is_alone) {
    const std::string_view inner = chinese::bare(part);
    const auto begin = static_cast<std::size_t>(inner.data() - part.data());
    const std::size_t end = begin + inner.size();
    std::string text;
    for (std::size_t at = 0; at < part.size();) {
        std::string_view unit = is_alone ? mark_at(part, at, kLineMarks) : "";
        const bool is_outer = at < begin || at >= end;
        if (unit.empty() && is_outer) {
            unit = part.substr(at, chinese::blank_at_start(part.substr(at)));
        }
        const char each = part[at];
        if (each == '\n' || each == '\r') {
            text += each == '\n' ? "\\n" : "\\r";
        } else if (!unit.empty()) {
            text += '\\';
            text += unit;
        } else {
            if (each == '\\' || each == '|') text += '\\';
            text += each;
        }
        at += std::max<std::size_t>(unit.size(), 1);
    }
    return text;
}

// Reads lines character by character; what a backslash precedes is taken as it is.
class LineReader {
public:
    LineReader(std::string_view text, bool is_list) : text_(text), is_list_(is_list) {}

    std::vector<std::vector<std::string>> read() {
        while (at_ < text_.size()) step();
        end_line();
        return std::move(lines_);
    }

private:
    void step() {
        if (text_[at_] == '\\' && at_ + 1 < text_.size()) return take_escaped();
        const std::string_view mark = is_list_ ? mark_at(text_, at_, kLineMarks) : "";
        if (!mark.empty() || text_[at_] == '\n') {
            at_ += std::max<std::size_t>(mark.size(), 1);
            return end_line();
        }
        const char each = text_[at_++];
        if (each == '|') return end_part();
        if (each != '\r') part_ += each;
    }

    void take_escaped() {
        if (!is_written_) written_from_ = part_.size();
        is_written_ = true;
        const char next = text_[at_ + 1];
        at_ += 2;
        if (next == 'n' || next == 'r') {
            part_ += next == 'n' ? '\n' : '\r';
        } else if (next != kEmpty) {
            part_ += next;
            // The rest of a character of several bytes.
            while (at_ < text_.size() && is_continuation(text_[at_])) part_ += text_[at_++];
        }
        written_to_ = part_.size();
    }

    // Blanks around a part go, but for those that a backslash precedes.
    void end_part() {
        const std::string_view part = part_;
        const std::string_view inner = chinese::bare(part);
        auto from = static_cast<std::size_t>(inner.data() - part.data());
        std::size_t to = inner.empty() ? 0 : from + inner.size();
        if (is_written_) {
            from = std::min(from, written_from_);
            to = std::max(to, written_to_);
        }
        line_.emplace_back(from < to ? part.substr(from, to - from) : "");
        is_line_written_ = is_line_written_ || is_written_ || !line_.back().empty();
        is_written_ = false;
        part_.clear();
    }

    void end_line() {
        end_part();
        if (is_line_written_) lines_.push_back(std::move(line_));
        line_.clear();
        is_line_written_ = false;
    }

    static bool is_continuation(char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
    }

    std::string_view text_;
    bool is_list_;
    std::size_t at_ = 0;
    std::string part_;
    bool is_written_ = false;  // Has a backslash; from where to where they stand:
    std::size_t written_from_ = 0;
    std::size_t written_to_ = 0;
    std::vector<std::string> line_;
    bool is_line_written_ = false;
    std::vector<std::vector<std::string>> lines_;
};

}  // namespace

std::string trimmed(std::string_view text) { return std::string(chinese::bare(text)); }

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    std::string part;
    const auto end_part = [&] {
        if (std::string word = trimmed(part); !word.empty()) parts.push_back(std::move(word));
        part.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view mark = mark_at(text, at, kListMarks);
        if (mark.empty()) {
            part += text[at++];
        } else {
            at += mark.size();
            end_part();
        }
    }
    end_part();
    return parts;
}

std::string print_lines(const std::vector<std::vector<std::string>>& lines) {
    std::string text;
    for (const auto& line : lines) {
        if (!text.empty()) text += '\n';
        const std::size_t before = text.size();
        bool is_empty = true;
        for (std::size_t index = 0; index < line.size(); ++index) {
            if (index > 0) text += " | ";
            text += escaped(line[index], line.size() == 1);
            is_empty = is_empty && line[index].empty();
        }
        if (is_empty) text.insert(before, {'\\', kEmpty});
    }
    return text;
}

std::vector<std::vector<std::string>> split_lines(std::string_view text, std::size_t parts_each) {
    return LineReader(text, parts_each == 1).read();
}

}  // namespace qingshui::app
