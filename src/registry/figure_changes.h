#pragma once

#include <vector>

#include "registry/pack.h"

namespace qingshui::registry {

// Compares what figures of the past are made by: versions of indicators with their days,
// computed fields that they read, rates. Each that would be another under the same name is a
// fault ("packs.would_lose", "packs.indicator_version", "packs.rates_row"); a rate that ends is
// noted.
void compare_figures(const Catalogue& in_use, const Catalogue& wanted, std::vector<Refusal>& faults,
                     std::vector<Text>& notes);

}  // namespace qingshui::registry
