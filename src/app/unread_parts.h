#pragma once

#include <set>
#include <string>
#include <vector>

#include "registry/schema.h"

namespace qingshui::app {

// What the door says of a record of which these fields and sub-tables (ids) could not be read
// and were left as if nothing stood there, without what comes from that alone: that they are
// missing, checks and computed fields that read them and, where the day is one of them, which
// areas there were on it. Each fault by itself.
std::vector<Refusal> faults_despite(const std::set<std::string>& unread,
                                    const registry::Schema& schema, const Refusal& refusal);

}  // namespace qingshui::app
