#pragma once

#include <string>
#include <vector>

#include "registry/pack.h"

namespace qingshui::registry {

// One declared thing as people see it, in both languages: `show` prints it, and what is declared
// otherwise than before is told by comparing it.
struct Shown {
    // How a change of an entry is told.
    enum class Telling {
        Values,  // What it was and what it is.
        Only,    // That it is another: texts of many lines.
        ByStep,  // Not here: a step of the migration tells it.
    };
    // What one key declares; empty: it is not declared.
    struct Entry {
        Text key;
        Text value;
        bool binds = false;  // May it make records faulty that were not?
        Telling telling = Telling::Values;
    };

    std::string id;                   // Unique among the parts beside it.
    Text noun = {};                   // 字段
    Text title = {};                  // 费用
    Text line = {};                   // What is printed of it by itself; empty: nothing.
    std::vector<Entry> heads = {};    // What `line` says, and what is not printed.
    std::vector<Entry> entries = {};  // Printed below it, those that are declared.
    std::vector<Shown> parts = {};
    bool binds = false;            // May it make records faulty by being there?
    bool is_step = false;          // A step of the migration tells that it is new.
    std::string register_id = {};  // Of a register.
};

// All that a pack declares; registers that it counts are those of `catalogue`.
Shown shown(const Catalogue& catalogue, const Pack& pack);

}  // namespace qingshui::registry
