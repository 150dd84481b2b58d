#pragma once

#include "app/recording.h"
#include "cmd/console.h"

namespace qingshui::cmd {

// "    费用：2000 → 1500": one field that was, or would be, changed.
void say_change(Console& console, const app::ShownChange& change);

}  // namespace qingshui::cmd
