#pragma once

#include <string>
#include <vector>

#include "registry/pack.h"

namespace qingshui::registry {

// One thing that a store must do when new declarations come into use.
struct Step {
    enum class Kind {
        AddRegister,    // Make the table of a register and of its sub-tables.
        AddLines,       // Make the table of a sub-table.
        AddField,       // Add an empty column; `lines` is empty for the register itself.
        AddUnique,      // Hold the `key`-th unique key; refused if two records share it now.
        DropUnique,     // No longer hold the old `key`-th unique key.
        Rescale,        // Multiply a number's mantissas: it has `digits` more decimals now.
        RebuildSearch,  // Other fields of the register are searched now.
        Recount,        // An indicator's version is new: count it from the records.
    };
    Kind kind = Kind::AddRegister;
    std::string register_id = {};  // Empty for Recount of what no register feeds.
    std::string lines = {};
    std::string field = {};
    std::size_t key = 0;
    int digits = 0;
    std::string indicator = {};
    int version = 0;
    Text says = {};  // 台账“环保检查”增加字段“罚款”。

    friend bool operator==(const Step&, const Step&) = default;
};

// What taking declarations into use means: the steps in the order to do them, and what
// people should know though nothing has to be done.
struct Plan {
    std::vector<Step> steps;
    std::vector<Text> notes;  // 已有记录中“罚款”为空，下次更正时须补填。
};

// Plans the way from the declarations in use to new ones.
//
// In place: new registers, fields, choices, sub-tables, unique keys, indicators and
// versions; longer texts, more decimals; other titles, checks, limits and masks.
// Refuses, with all faults at once: "packs.would_lose" (a register, field, sub-table, choice
// or indicator gone, a type changed, fewer decimals, …), "packs.indicator_version" (an
// indicator counts otherwise under the same version, by itself or by a computed field that it
// reads, or its days moved: its figures would change unseen) and "packs.rates_row" (rates of
// the past are others now).
Result<Plan> plan_migration(const Catalogue& in_use, const Catalogue& wanted);

}  // namespace qingshui::registry
