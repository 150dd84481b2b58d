#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "registry/pack.h"

namespace qingshui::registry {

// Declarations that have faults of their own, or that could not be read: nothing wrong can be
// told of what names them.
class Unsound {
public:
    Unsound() = default;  // None are.
    // By the faults of packs, and the folders whose pack.toml could not be read.
    Unsound(const std::vector<Refusal>& faults, std::set<std::string, std::less<>> unread);

    // May the pack declare more than was read of it?
    bool has_pack(std::string_view id) const;
    bool has_register(std::string_view id) const;   // "environment.inspection"
    bool has_indicator(std::string_view id) const;  // "environment.disputes"

private:
    bool has(std::string_view kind, std::string_view id) const;

    std::set<std::string, std::less<>> packs_;
    std::set<std::string, std::less<>> paths_;  // "register environment.inspection.fields[2]"
};

// Packs read as far as they can be, so that what else is wrong with them can be found too.
struct Reading {
    Catalogue catalogue;          // Faulty declarations with defaults for what was not read.
    std::vector<Refusal> faults;  // None: the catalogue is sound.
    Unsound unsound;
};
Reading read_as_far(const std::map<std::string, Catalogue::Files>& folders);

// "pack.faulty": all that is wrong with packs.
Refusal faulty(std::vector<Refusal> faults);

}  // namespace qingshui::registry
