#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "registry/declared.h"
#include "registry/grammar.h"

namespace qingshui::registry {

// Everything found wrong with packs so far, in the order of files and lines.
class PackFaults {
public:
    void add(Refusal fault) { faults_.push_back(std::move(fault)); }
    bool empty() const { return faults_.empty(); }
    std::size_t size() const { return faults_.size(); }
    std::vector<Refusal> take();  // Sorted, no fault twice.

private:
    std::vector<Refusal> faults_;
};

// One table of a pack seen through the rules of its part.
//
// check() finds what those rules forbid: unknown keys, missing keys, values of the wrong
// shape, keys that do not apply. Getters then answer as if an ill-shaped value were absent,
// so that one mistake is reported once. Borrows everything; lives while a pack is read.
class Section {
public:
    Section(const PartRule& rules, const Declared& declared, std::string file, std::string path,
            PackFaults& faults);

    // This table and all within it.
    void check() const;

    bool has(std::string_view key) const { return value(key) != nullptr; }
    std::string text(std::string_view key) const;
    Text both(std::string_view key) const;
    std::optional<std::int64_t> integer(std::string_view key) const;
    std::optional<Decimal> number(std::string_view key) const;
    bool flag(std::string_view key) const;
    std::optional<Date> date(std::string_view key) const;
    std::vector<std::string> texts(std::string_view key) const;
    std::vector<std::vector<std::string>> text_lists(std::string_view key) const;
    std::optional<Section> part(std::string_view key) const;
    std::vector<std::pair<std::string, Section>> named_parts(std::string_view key) const;
    std::vector<Section> parts(std::string_view key) const;
    // A key that the rules do not know: a column of a table of rates.
    const Declared* column(std::string_view key) const { return declared_->find(key); }
    const Declared& declared() const { return *declared_; }

    const std::string& file() const { return file_; }
    const std::string& path() const { return path_; }  // "register.inspection.fields[2]"
    int line() const { return declared_->line; }
    int line(std::string_view key) const;

    // Reports a fault on the line of `key` (of the table if it is absent or empty).
    void fault(std::string_view key, std::string rule, Text says, Text remedy) const;
    // Passes on what another reader found wrong with the text of `key`.
    void fault(std::string_view key, Refusal refusal) const;
    // "是不是“x”？可写：…": the nearest of `words`, or all of them.
    static Text suggestion(std::string_view word, const std::vector<std::string>& words);

private:
    const KeyRule* rule(std::string_view key) const;
    const Declared* value(std::string_view key) const;
    bool applies(const KeyRule& rule) const;
    void check_key(const KeyRule& rule) const;
    void check_unknown() const;
    void check_within(const KeyRule& rule, const Declared& declared) const;
    Section within(const KeyRule& rule, const Declared& declared, std::string step) const;
    std::string told_word() const;

    const PartRule* rules_;
    const Declared* declared_;
    std::string file_;
    std::string path_;
    PackFaults* faults_;
};

}  // namespace qingshui::registry
