#pragma once

#include <string>

#include "area/tree.h"

namespace qingshui::access {

// Whoever acts or asks, and the part of the tree they answer for. Accounts and roles come
// with the server; on the command line the actor is the person who may read the folder.
struct Actor {
    std::string name;
    Id<area::Area> scope;  // The subtree they may see and change.
};

}  // namespace qingshui::access
