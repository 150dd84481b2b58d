#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "registry/pack.h"
#include "store/store.h"

namespace qingshui::app {

// Refuses "pack.faulty" with every fault in the templates of reports.
Result<void> check_templates(const registry::Catalogue& catalogue);

// Makes an office with these packs. Refuses "office.tenant" unless the code has the nine
// digits of a street, town or township (GB/T 2260 and the statistical division codes), what
// reading packs and templates refuses, and what store::create refuses.
Result<std::unique_ptr<store::Store>> found_office(
    const std::string& folder, std::int64_t tenant, const std::string& name,
    const std::map<std::string, registry::Catalogue::Files>& packs, Clock& clock);

}  // namespace qingshui::app
