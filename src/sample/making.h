#pragma once

#include <vector>

#include "sample/plan.h"
#include "sample/reading.h"
#include "sample/world.h"

namespace qingshui::sample {

// Where the records of one file stand in their register.
struct MadeFile {
    const PlannedRegister* planned = nullptr;
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Makes the records of a planned register and adds them to the world. What is wrong with
// rules or records is added to `faults`.
MadeFile make_records(const PlannedRegister& planned, World& world, PlanFaults& faults);

}  // namespace qingshui::sample
