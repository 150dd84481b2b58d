#pragma once

#include <vector>

#include "registry/pack.h"

namespace qingshui::tally {

// The indicators that one rests on, itself first, each once: what a ratio or derived one reads,
// in the versions of `day`, and what these read.
std::vector<const registry::Indicator*> rested_on(const registry::Catalogue& catalogue,
                                                  const registry::Indicator& indicator, Date day);

}  // namespace qingshui::tally
