#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/text.h"
#include "json/json.h"

namespace qingshui::cmd {

// Exit codes, the same for every command.
enum Exit : int { Done = 0, Refused = 1, Usage = 2, Failed = 3 };

// The language of the locale in LC_ALL, LC_MESSAGES or LANG: English for en_*, else Chinese.
Language language_of_locale();

// Columns that `text` takes on a terminal: Han characters take two.
std::size_t width(std::string_view text);

// A table for people; columns are as wide as their widest cell.
class Table {
public:
    enum class Align { Left, Right };
    struct Column {
        Text title;
        Align align = Align::Left;
    };

    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
    // Requires as many cells as columns.
    void add(std::vector<std::string> cells);
    void print(std::ostream& out, Language language) const;

private:
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

// Where commands print: words for people, or JSON for programs. Both are UTF-8 whatever they
// quote; words hold U+FFFD in place of what could steer a terminal. Not thread-safe.
class Console {
public:
    Console(std::ostream& out, std::ostream& err, Language language, bool as_json)
        : out_(out), err_(err), language_(language), as_json_(as_json) {}

    Language language() const { return language_; }
    bool as_json() const { return as_json_; }
    std::ostream& out() { return out_; }
    std::ostream& err() { return err_; }

    void say(const Text& line);            // A command's result; silent in JSON mode.
    void note(const Text& line);           // On the side (stderr); silent in JSON mode.
    void print(const json::Value& value);  // JSON mode's result.
    // Words on stderr, or JSON on stdout; returns Exit::Refused.
    int refuse(const Refusal& refusal);
    // The same for a failure of disk, system or program; returns Exit::Failed.
    int fail(const Text& what, const Text& remedy);

private:
    std::ostream& out_;
    std::ostream& err_;
    Language language_;
    bool as_json_;
};

// What is said, as JSON: a whole sentence in both languages (base/sentence.h).
json::Value sentence_json(const Text& said);
// A refusal as JSON: rule, says, remedy, where, faults.
json::Value to_json(const Refusal& refusal);

// A bar with rate and time left, drawn on `err` if that is a terminal and nowhere else.
class Progress {
public:
    using Time = std::chrono::steady_clock::time_point;

    Progress(Console& console, bool is_terminal, std::string_view title, std::function<Time()> now);
    ~Progress();  // Wipes the bar.
    void at(std::int64_t done, std::int64_t all);

    // The line that at() draws: "doses.xlsx  ██████░░░░  62%  31,204 行/秒  剩 0:03".
    std::string line(std::int64_t done, std::int64_t all, double seconds) const;

private:
    Console& console_;
    bool is_terminal_;
    std::string title_;
    std::function<Time()> now_;
    Time started_;
    Time drawn_;
    bool is_drawn_ = false;
};

}  // namespace qingshui::cmd
