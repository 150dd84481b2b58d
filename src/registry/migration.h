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

// One thing that is declared otherwise than before.
struct Changed {
    Text says;  // 台账“走访”·字段“费用”：“最大”由“99.5”改为“200”
    std::string register_id = {};  // Empty: of no register.
    bool binds = false;            // May records be faulty by it that were not?
};

// A number's unit that is another now. Amounts there are would mean something else, so it is
// refused while any record has one.
struct UnitChange {
    std::string register_id, lines, field;
    std::string before;  // 元
};

// What taking declarations into use means: the steps in the order to do them, and what
// people should know though nothing has to be done.
struct Plan {
    std::vector<Step> steps;
    std::vector<Text> notes;  // “走访”的字段“人数”改了算法，旧记录随即重算。
    std::vector<Changed> changes = {};   // All but what the steps tell.
    std::vector<UnitChange> units = {};  // To be refused by what is kept.
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
