#pragma once

#include <string>
#include <vector>

#include "app/import.h"

namespace qingshui::app {

// A GeoJSON file of boundaries.
struct BoundaryFile {
    std::string name;
    std::string bytes;
};

// Sets the boundaries of areas by code. Faults are appended. Remarks on areas of one level that
// lie over each other by a hundredth of the smaller or more: that may be meant so, and whoever
// locates a place there is given one of them (docs/decisions/0007).
ImportedSheet import_boundaries(const BoundaryFile& incoming, store::Writer& writer,
                                const store::Stamp& stamp, const ImportOptions& options,
                                std::vector<Refusal>& faults);

}  // namespace qingshui::app
