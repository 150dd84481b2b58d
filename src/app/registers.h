#pragma once

#include <string_view>

#include "base/result.h"
#include "registry/pack.h"

namespace qingshui::app {

// The register a person means by its id ("environment.inspection") or title (环保检查). Refuses
// "register.unknown" with the nearest.
Result<const registry::Schema*> find_register(const registry::Catalogue& catalogue,
                                              std::string_view name);

}  // namespace qingshui::app
