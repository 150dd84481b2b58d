#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace qingshui::app {

// A row of an import: which of its sheets, and the row from 0.
using RowPlace = std::pair<std::size_t, std::size_t>;

// Rows that wait until something of a certain name (see number_text and key_text) was taken in,
// or refused. A row waits for one name at a time.
class HeldRows {
public:
    // `own`: the names by which the row is known itself.
    void hold(const RowPlace& row, std::string name, std::vector<std::string> own);
    // What bears these names is there, or is refused: whoever waits for one may go on.
    void announce(const std::vector<std::string>& names);
    // A row that may go on, no longer held; none: there is no more.
    std::optional<RowPlace> next();
    // Lets a held row go on, whatever it waits for; false if it is not held.
    bool release(const RowPlace& row);

    bool empty() const { return held_.empty(); }
    std::vector<RowPlace> all() const;    // In order of sheets and rows.
    std::set<std::string> names() const;  // By which the held rows are known.

private:
    struct Held {
        std::string name;
        std::vector<std::string> own;
    };
    std::map<RowPlace, Held> held_;
    std::map<std::string, std::set<RowPlace>, std::less<>> waiting_;  // By what they wait for.
    std::deque<RowPlace> ready_;
};

}  // namespace qingshui::app
