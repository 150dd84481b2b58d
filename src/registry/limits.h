#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "registry/schema.h"

namespace qingshui::registry {

// How much may be declared, and of which types. Packs are held against these as they are read,
// and docs/packs.md names them. Those of a whole catalogue, of a register's fields, of ids
// (naming.h) and of nesting (nesting.h) stand elsewhere.

constexpr std::size_t kFilesMax = 100;                       // Of one pack.
constexpr std::int64_t kLengthMax = 100'000;                 // Characters of a text.
constexpr std::size_t kCodeLengthMax = 40;                   // Characters of a choice's code.
constexpr std::string_view kNotInCodes = " \t\r\n,;|\"'";    // Nor these in it.
constexpr std::int64_t kLinesMost = 100'000;                 // Lines of a sub-table.
constexpr std::int64_t kYearsMax = 1'000;                    // That a record is kept.
constexpr std::size_t kRateRowsMax = 2'000;                  // Of one table of rates.
constexpr std::int64_t kChapterMax = 999;                    // Its number in a report.
constexpr std::int64_t kIndicatorNumberMax = 1'000'000'000;  // Versions, what is rounded to.

const std::vector<FieldType>& types_for_keys();          // Of `unique`.
const std::vector<FieldType>& types_for_splits();        // Of `split`.
const std::vector<FieldType>& types_for_distinct();      // Of `distinct`.
const std::vector<FieldType>& types_for_rate_columns();  // Of the fields of [rates.ID].

bool is_one_of(const std::vector<FieldType>& types, FieldType type);
// Their words in a sentence: choice、yesno.
std::string type_names(const std::vector<FieldType>& types, std::string_view separator);

}  // namespace qingshui::registry
