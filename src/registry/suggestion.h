#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace qingshui::registry {

// Something declared that a person may have meant, by its id or its title.
struct Named {
    std::string id;
    Text title;
};

// A remedy that asks after the ids nearest to `word` by id or title, each with its title:
// "是不是“beacon.patrol”（巡查）？". `otherwise` if none is near.
Text did_you_mean(std::string_view word, const std::vector<Named>& declared, Text otherwise);

}  // namespace qingshui::registry
