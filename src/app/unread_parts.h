#pragma once

#include <set>
#include <string>
#include <vector>

#include "registry/schema.h"

namespace qingshui::app {

// What the door says of a record of which these parts could not be read and were left as if
// nothing stood there, without what comes from that alone: that they are missing, checks and
// computed fields that read them and, where the day is one of them, which areas there were on it.
// Each fault by itself. A part is a field ("place"), a sub-table ("hands"), one of its lines
// ("hands[2]") or a field of one ("hands[2].hours").
std::vector<Refusal> faults_despite(const std::set<std::string>& unread,
                                    const registry::Schema& schema, const Refusal& refusal);

}  // namespace qingshui::app
