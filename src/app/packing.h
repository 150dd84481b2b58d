#pragma once

#include <map>
#include <string>
#include <vector>

#include "access/actor.h"
#include "registry/migration.h"
#include "store/store.h"

namespace qingshui::app {

using Folders = std::map<std::string, registry::Catalogue::Files>;  // Packs by folder name.

// What taking packs into use did, or would do.
struct PacksUsed {
    registry::Plan plan;
    bool is_unchanged = false;  // These very packs were in use.
};

// Takes packs into use in place of those that the office has; all or nothing. Refuses what
// reading packs and templates refuses, and "packs.would_lose" and "packs.indicator_version"
// with every fault. Notes of the plan name the records there are that the new declarations would
// refuse. A dry run goes all the way and takes everything back.
Result<PacksUsed> use_packs(const access::Actor& actor, store::Store& store, const Folders& packs,
                            bool is_dry_run);

// The packs of a folder, or those built in if none is named. Refuses what read_folders does.
Result<Folders> packs_at(const std::string& folder);

// Packs with their templates, read and checked whole, and the one of them that was named.
struct PacksNamed {
    registry::Catalogue catalogue;
    std::string only;  // Its id; empty: all of them.

    std::vector<const registry::Pack*> packs() const;
};

// What a person means by `named`: a folder of packs, or a pack of `known` by its name; empty: all
// of those. Refuses "pack.unknown" with the nearest, and what reading packs and templates refuses.
Result<PacksNamed> packs_named(const std::string& named, const Folders& known);

// The packs that an office uses.
Folders packs_in_use(const registry::Catalogue& catalogue);

// Writes packs to be looked at and edited, a folder each. Refuses "packs.folder" if there is
// something in `folder`; throws Failure if it cannot be written.
Result<void> write_packs(const Folders& packs, const std::string& folder);

}  // namespace qingshui::app
