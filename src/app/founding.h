#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "registry/pack.h"
#include "store/store.h"

namespace qingshui::app {

// Reads packs with the templates of their reports. Refuses "pack.faulty" with every fault: of the
// declarations and of the templates, but for what names a declaration that has a fault itself.
Result<registry::Catalogue> read_packs(
    const std::map<std::string, registry::Catalogue::Files>& packs);

// Makes an office with these packs. Refuses "office.tenant" unless the code has the nine
// digits of a street, town or township (GB/T 2260 and the statistical division codes), what
// reading packs and templates refuses, and what store::create refuses.
Result<std::unique_ptr<store::Store>> found_office(
    const store::Address& place, std::int64_t tenant, const std::string& name,
    const std::map<std::string, registry::Catalogue::Files>& packs, Clock& clock);

}  // namespace qingshui::app
