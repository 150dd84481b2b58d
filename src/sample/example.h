#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "area/boundary.h"
#include "area/tree.h"
#include "registry/pack.h"

// Example files made up from a plan (docs/plans.md). Knows no line of work: plans and packs say
// all.
namespace qingshui::sample {

// The files of an example's folder by path: "office.toml", "plan.toml".
using Files = std::map<std::string, std::string>;

// Whose example it is: office.toml.
struct Office {
    area::Code tenant;  // Of the office's own area.
    std::string name;   // Of that area.
    std::string title;  // The office in full; `name` if it was not said.
    std::uint64_t seed = 1;
    std::string period = {};
    std::string mark = "示例数据";
};

// Refuses "plan.missing" (no office.toml) and "plan.faulty".
Result<Office> read_office(const Files& files);

struct Written {
    std::string file;
    std::size_t rows = 0;
};

// Makes everything up and writes it into `folder`, which must exist: areas.xlsx,
// boundaries.geojson (if the plan has a map) and the files of the registers, in the order that
// an import takes them. The same files, catalogue and seed write the same, to the letter.
//
// Refuses "plan.missing" and "plan.faulty" with every fault, each by file and line; what
// registry::faults() finds in a record is a fault "plan.record" of its group. Nothing is
// written then. Throws Failure if a file cannot be written.
Result<std::vector<Written>> write_example(
    const Files& files, const registry::Catalogue& catalogue, const std::string& folder,
    const std::function<void(const Written&)>& progress = {});

}  // namespace qingshui::sample
