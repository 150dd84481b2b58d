#include "app/cell_lines.h"

#include <algorithm>
#include <array>

namespace qingshui::app {
namespace {

// Characters that part a list; those that are written with a backslash within a part.
constexpr std::array<std::string_view, 6> kListMarks = {"、", "，", "；", ",", ";", "\n"};
constexpr std::array<std::string_view, 3> kLineMarks = {"、", "；", ";"};
constexpr std::array<std::string_view, 3> kBlanks = {" ", "\t", "\u3000"};

template <typename Marks>
std::string_view mark_at(std::string_view text, std::size_t at, const Marks& marks) {
    for (const std::string_view mark : marks) {
        if (text.substr(at, mark.size()) == mark) return mark;
    }
    return {};
}

std::string escaped(std::string_view part) {
    std::string text;
    for (std::size_t at = 0; at < part.size();) {
        const std::string_view mark = mark_at(part, at, kLineMarks);
        if (!mark.empty()) {
            text += '\\';
            text += mark;
            at += mark.size();
            continue;
        }
        const char each = part[at++];
        if (each == '\\' || each == '|') text += '\\';
        if (each == '\n' || each == '\r') {
            text += each == '\n' ? "\\n" : "\\r";
        } else {
            text += each;
        }
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
        if (text_[at_] == '|') {
            ++at_;
            return end_part();
        }
        if (text_[at_] == '\r') {
            ++at_;
            return;
        }
        part_ += text_[at_++];
    }

    void take_escaped() {
        const char next = text_[at_ + 1];
        at_ += 2;
        is_written_ = true;
        if (next == 'n' || next == 'r') {
            part_ += next == 'n' ? '\n' : '\r';
            kept_ = part_.size();
            return;
        }
        part_ += next;
        // The rest of a character of several bytes.
        while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xC0U) == 0x80U) {
            part_ += text_[at_++];
        }
        kept_ = part_.size();
    }

    void end_part() {
        std::string part = trimmed(part_);
        if (part.size() < kept_ && is_written_) part = part_.substr(0, kept_);
        line_.push_back(std::move(part));
        part_.clear();
        kept_ = 0;
        is_written_ = false;
    }

    void end_line() {
        end_part();
        const bool is_blank = std::all_of(line_.begin(), line_.end(),
                                          [](const std::string& part) { return part.empty(); });
        if (!is_blank) lines_.push_back(std::move(line_));
        line_.clear();
    }

    std::string_view text_;
    bool is_list_;
    std::size_t at_ = 0;
    std::string part_;
    std::size_t kept_ = 0;  // Up to where the part was written with backslashes.
    bool is_written_ = false;
    std::vector<std::string> line_;
    std::vector<std::vector<std::string>> lines_;
};

}  // namespace

std::string trimmed(std::string_view text) {
    bool is_trimming = true;
    while (is_trimming) {
        is_trimming = false;
        for (const std::string_view blank : kBlanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                is_trimming = true;
            }
            if (text.ends_with(blank) && !text.empty()) {
                text.remove_suffix(blank.size());
                is_trimming = true;
            }
        }
        if (text.starts_with('\n') || text.starts_with('\r')) {
            text.remove_prefix(1);
            is_trimming = true;
        }
        if (text.ends_with('\n') || text.ends_with('\r')) {
            text.remove_suffix(1);
            is_trimming = true;
        }
    }
    return std::string(text);
}

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
        for (std::size_t index = 0; index < line.size(); ++index) {
            if (index > 0) text += " | ";
            text += escaped(line[index]);
        }
    }
    return text;
}

std::vector<std::vector<std::string>> split_lines(std::string_view text, std::size_t parts_each) {
    return LineReader(text, parts_each == 1).read();
}

}  // namespace qingshui::app
