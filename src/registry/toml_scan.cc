#include "registry/toml_scan.h"

#include <algorithm>

namespace qingshui::registry {

namespace {

constexpr std::string_view kQuotes = "\"'";

// UTF-8: a character of several bytes begins with one from kLeadingByte on, and goes on with
// bytes from kAsciiEnd on.
constexpr unsigned char kAsciiEnd = 0x80;
constexpr unsigned char kLeadingByte = 0xC0;

class Scan {
public:
    explicit Scan(std::string_view text) : text_(text) {}

    int too_deep_line() {
        while (at_ < text_.size()) {
            if (depth_ > kNestingMax || dots_ >= kNestingMax) return line_;
            step(text_[at_]);
        }
        return depth_ > kNestingMax || dots_ >= kNestingMax ? line_ : 0;
    }

    std::string ascii_outside_quotes() {
        std::string out;
        while (at_ < text_.size()) {
            const std::size_t from = at_;
            step(text_[from]);
            const auto byte = static_cast<unsigned char>(text_[from]);
            if (byte < kAsciiEnd) {
                out += text_.substr(from, at_ - from);
            } else if (byte >= kLeadingByte) {
                out += '?';
            }
        }
        return out;
    }

private:
    void step(char c) {
        if (kQuotes.find(c) != std::string_view::npos) return pass_string(c);
        if (c == '#') return pass(std::min(text_.find('\n', at_), text_.size()));
        if (c == '.') {
            ++dots_;
        } else if (c == '[' || c == '{') {
            ++depth_;
            dots_ = 0;
        } else if (c == ']' || c == '}') {
            depth_ = std::max(depth_ - 1, 0);
        } else if (c == '=' || c == ',' || c == '\n') {
            dots_ = 0;
        }
        pass(at_ + 1);
    }

    // Past the string that begins here; one on a single line ends with the line at the latest.
    void pass_string(char quote) {
        const std::string_view three = quote == '"' ? R"(""")" : "'''";
        const bool is_long = text_.substr(at_).starts_with(three);
        std::size_t end = at_ + (is_long ? 3 : 1);
        for (; end < text_.size(); ++end) {
            if (text_[end] == '\\' && quote == '"') {
                ++end;
            } else if (is_long ? text_.substr(end).starts_with(three)
                               : text_[end] == quote || text_[end] == '\n') {
                break;
            }
        }
        pass(std::min(end + (is_long ? 3 : 1), text_.size()));
    }

    void pass(std::size_t to) {
        line_ +=
            static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                        text_.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
        at_ = to;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    int depth_ = 0;
    int dots_ = 0;
};

}  // namespace

int too_deep_line(std::string_view text) { return Scan(text).too_deep_line(); }

std::string ascii_outside_quotes(std::string_view text) {
    return Scan(text).ascii_outside_quotes();
}

}  // namespace qingshui::registry
