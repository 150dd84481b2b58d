#include "cmd/console.h"

#include <algorithm>
#include <cstdlib>
#include <ostream>

#include <fmt/format.h>

#include "base/ensure.h"
#include "base/sentence.h"
#include "base/utf8.h"

namespace qingshui::cmd {
namespace {

// The code point at `at`, moving `at` past it. Malformed bytes count as one.
char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    char32_t point = more == 0 ? lead : lead & (0x3FU >> static_cast<unsigned>(more));
    for (int index = 0; index < more && at < text.size(); ++index) {
        point = (point << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    }
    return point;
}

// The ranges of East Asian wide and full-width characters, and the curly quotes that
// Chinese text sets wide.
bool is_wide(char32_t point) {
    struct Range {
        char32_t first;
        char32_t last;
    };
    constexpr std::array kWide = {
        Range{0x1100, 0x115F}, Range{0x201C, 0x201D}, Range{0x2E80, 0xA4CF},
        Range{0xAC00, 0xD7A3}, Range{0xF900, 0xFAFF}, Range{0xFE30, 0xFE4F},
        Range{0xFF00, 0xFF60}, Range{0xFFE0, 0xFFE6}, Range{0x20000, 0x3FFFD}};
    return std::any_of(kWide.begin(), kWide.end(), [point](const Range& range) {
        return range.first <= point && point <= range.last;
    });
}

json::Object where_json(const Where& where) {
    json::Object place;
    if (!where.file.empty()) place["file"] = where.file;
    if (where.row > 0) place["row"] = where.row;
    if (!where.column.empty()) place["column"] = where.column;
    if (!where.value.empty()) place["value"] = where.value;
    return place;
}

// 31204 → "31,204".
std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

}  // namespace

Language language_of_locale() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before threads.
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).starts_with("en") ? Language::English : Language::Chinese;
    }
    return Language::Chinese;
}

std::size_t width(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        columns += is_wide(next_code_point(text, at)) ? 2 : 1;
    }
    return columns;
}

void Table::add(std::vector<std::string> cells) {
    ensure(cells.size() == columns_.size(), "a table row has a cell for every column");
    for (std::string& cell : cells) cell = utf8::writable(cell);
    rows_.push_back(std::move(cells));
}

void Table::print(std::ostream& out, Language language) const {
    std::vector<std::string> titles;
    std::vector<std::size_t> widths;
    for (const Column& column : columns_) {
        titles.push_back(column.title.in(language));
        widths.push_back(width(titles.back()));
    }
    for (const auto& row : rows_) {
        for (std::size_t index = 0; index < row.size(); ++index) {
            widths[index] = std::max(widths[index], width(row[index]));
        }
    }

    const auto print_row = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t index = 0; index < cells.size(); ++index) {
            const std::string blank(widths[index] - width(cells[index]), ' ');
            const bool is_right = columns_[index].align == Align::Right;
            line +=
                (index > 0 ? "  " : "") + (is_right ? blank + cells[index] : cells[index] + blank);
        }
        out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
    };
    print_row(titles);
    std::string rule;
    std::size_t all = 2 * (widths.size() - 1);
    for (const std::size_t one : widths) all += one;
    for (std::size_t index = 0; index < all; ++index) rule += "─";
    out << rule << '\n';
    for (const auto& row : rows_) print_row(row);
}

void Console::say(const Text& line) {
    if (!as_json_) out_ << utf8::writable(line.in(language_)) << '\n';
}

void Console::note(const Text& line) {
    if (!as_json_) err_ << utf8::writable(line.in(language_)) << '\n';
}

void Console::print(const json::Value& value) { out_ << json::print_pretty(value); }

int Console::refuse(const Refusal& refusal) {
    if (as_json_) {
        print(json::Object{{"refused", to_json(refusal)}});
    } else {
        err_ << utf8::writable(words(refusal, language_));
    }
    return Refused;
}

int Console::fail(const Text& what, const Text& remedy) {
    if (as_json_) {
        print(json::Object{
            {"failed", {{"says", sentence_json(what)}, {"remedy", sentence_json(remedy)}}}});
    } else {
        err_ << utf8::writable(fmt::format("{}\n  {}\n", sentence(what).in(language_),
                                           sentence(remedy).in(language_)));
    }
    return Failed;
}

json::Value sentence_json(const Text& said) {
    const Text whole = sentence(said);
    return json::Object{{"zh", whole.zh}, {"en", whole.en}};
}

json::Value to_json(const Refusal& refusal) {
    json::Object object;
    object["rule"] = refusal.rule;
    if (!refusal.subject.empty()) object["subject"] = refusal.subject;
    object["says"] = sentence_json(refusal.says);
    if (!refusal.remedy.zh.empty()) object["remedy"] = sentence_json(refusal.remedy);
    if (refusal.where != Where{}) object["where"] = where_json(refusal.where);
    if (!refusal.faults.empty()) {
        json::Array faults;
        for (const Refusal& fault : refusal.faults) faults.push_back(to_json(fault));
        object["faults"] = std::move(faults);
    }
    return object;
}

Progress::Progress(Console& console, bool is_terminal, std::string_view title,
                   std::function<Time()> now)
    : console_(console),
      is_terminal_(is_terminal),
      title_(utf8::writable(title)),
      now_(std::move(now)),
      started_(now_()),
      drawn_(started_) {}

Progress::~Progress() {
    if (is_drawn_) console_.err() << "\r\x1b[K" << std::flush;
}

void Progress::at(std::int64_t done, std::int64_t all) {
    if (!is_terminal_) return;
    const Time now = now_();
    if (is_drawn_ && done < all && now - drawn_ < std::chrono::milliseconds(100)) return;
    drawn_ = now;
    is_drawn_ = true;
    const double seconds = std::chrono::duration<double>(now - started_).count();
    console_.err() << "\r\x1b[K" << line(done, all, seconds) << std::flush;
}

std::string Progress::line(std::int64_t done, std::int64_t all, double seconds) const {
    constexpr int kCells = 24;
    const double part = all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 1.0;
    const int full = static_cast<int>(part * kCells);
    std::string bar;
    for (int cell = 0; cell < kCells; ++cell) bar += cell < full ? "█" : "░";
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    const bool is_zh = console_.language() == Language::Chinese;
    std::string text = fmt::format("{}  {}  {:3.0f}%", title_, bar, part * 100);
    if (rate == 0) return text;  // How long it takes is not known yet.
    const auto left = static_cast<std::int64_t>(static_cast<double>(all - done) / rate);
    return text + fmt::format("  {} {}  {} {}:{:02}", grouped(static_cast<std::int64_t>(rate)),
                              is_zh ? "行/秒" : "rows/s", is_zh ? "剩" : "left", left / 60,
                              left % 60);
}

}  // namespace qingshui::cmd
