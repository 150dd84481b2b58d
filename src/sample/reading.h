#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"
#include "registry/declared.h"

namespace qingshui::sample {

using registry::Declared;

// Everything found wrong with a plan.
class PlanFaults {
public:
    explicit PlanFaults(std::string file) : file_(std::move(file)) {}

    void add(int line, std::string rule, std::string subject, Text says, Text remedy = {});
    bool empty() const { return faults_.empty(); }
    // "plan.faulty" with all of them, by line.
    Refusal refusal();

private:
    std::string file_;
    std::vector<Refusal> faults_;
};

// One table of a plan while it is read. A value of the wrong kind is a fault and then counts as
// absent; keys that nobody asked for are faults at the end. Borrows everything.
class TableReader {
public:
    TableReader(const Declared& table, PlanFaults& faults);
    ~TableReader();  // Reports the keys that nobody asked for.
    TableReader(const TableReader&) = delete;
    TableReader& operator=(const TableReader&) = delete;

    int line() const { return table_.line; }
    const Declared& table() const { return table_; }
    // The value of a key, as it stands.
    const Declared* find(std::string_view key);
    bool has(std::string_view key) const { return table_.find(key) != nullptr; }

    std::string text(std::string_view key);  // Empty: absent.
    std::string required_text(std::string_view key);
    std::optional<std::int64_t> integer(std::string_view key);
    std::optional<Decimal> number(std::string_view key);
    std::optional<Date> date(std::string_view key);
    bool flag(std::string_view key);
    std::vector<std::string> texts(std::string_view key);  // A list, or a single text.
    const Declared* within(std::string_view key);          // A table.
    std::vector<const Declared*> tables(std::string_view key);

    void fault(std::string_view key, const Text& wanted);

private:
    const Declared& table_;
    PlanFaults& faults_;
    std::set<std::string, std::less<>> asked_;
};

// A scalar as text: 5, 1.50, true, 2021-05-13, or the text itself. None of lists and tables.
std::optional<std::string> scalar_text(const Declared& value);
std::optional<Date> date_of(const Declared& value);
std::optional<Decimal> number_of(const Declared& value);

}  // namespace qingshui::sample
