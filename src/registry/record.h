#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "area/boundary.h"
#include "area/tree.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/id.h"

namespace qingshui::registry {

// What one field of a record holds; monostate: not filled in. By field type:
//   text, longtext, choice (its code), identity, phone   std::string
//   integer, decimal, money                              Decimal at the field's scale
//   date / datetime / yesno                              Date / DateTime / bool
//   choices (codes), attachment (SHA-256 hex digests)    std::vector<std::string>
//   area, ref                                            Key
//   place                                                area::Point
struct Key {
    std::int64_t number = 0;  // Id<area::Area> or Id<Record>.
    friend auto operator<=>(const Key&, const Key&) = default;
};
using Value = std::variant<std::monostate, bool, Decimal, std::string, Date, DateTime,
                           std::vector<std::string>, Key, area::Point>;

inline bool is_empty(const Value& value) { return value.index() == 0; }

// One row of a register, in the order of its Schema.
struct Record {
    std::vector<Value> values;                           // As Schema::fields.
    std::vector<std::vector<std::vector<Value>>> lines;  // Per sub-table, per line, per field.

    friend bool operator==(const Record&, const Record&) = default;
};

// What happened to one record. Empty `before`: filed. Empty `after`: withdrawn.
struct Change {
    Id<Record> record;
    std::optional<Record> before;
    std::optional<Record> after;
};

}  // namespace qingshui::registry
