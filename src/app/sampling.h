#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sample/example.h"

namespace qingshui::app {

// What was written of an example.
struct WrittenExample {
    sample::Office office;
    std::vector<sample::Written> files;
    bool has_packs = false;  // Its own packs stand in the folder's packs/.
};

// Writes the files of a built-in example into `folder`: what its office would hand in, and its
// packs where it has its own. Refuses "example.unknown" with the names there are,
// "example.exists" if the folder is there and not empty, and what the example's plan refuses.
Result<WrittenExample> write_example(std::string_view name, const std::string& folder,
                                     const std::function<void(const sample::Written&)>& progress);

}  // namespace qingshui::app
