#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "registry/pack.h"
#include "registry/section.h"

namespace qingshui::registry {

// A pack while packs are read together.
struct Draft {
    Pack pack;
    Section root;  // Of pack.toml.
};
using Drafts = std::map<std::string, Draft>;  // By folder.

// The folders whose pack.toml could not be read: what they declare is not known, so nothing is
// said of names that lie in them.
using UnreadPacks = std::set<std::string, std::less<>>;
inline bool lies_in(const UnreadPacks& unread, std::string_view id) {
    return unread.contains(id.substr(0, id.find('.')));
}

// The full id of `name` as it stands in a declaration of `pack`: in the pack itself if
// `exists` says so, else as it is.
template <typename Exists>
std::string full_id(const Pack& pack, std::string_view name, const Exists& exists) {
    const std::string own = pack.id + "." + std::string(name);
    return exists(own) ? own : std::string(name);
}

// Reports that `id` lies in a pack that is not among those that `draft` requires.
void check_required(const Draft& draft, const Section& section, std::string_view key,
                    std::string_view id);

// Reads the indicators of all packs, whose registers and rates are read already, and then the
// checks between figures.
void read_indicators(Drafts& drafts, const UnreadPacks& unread);

}  // namespace qingshui::registry
