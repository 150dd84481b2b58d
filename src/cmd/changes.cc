#include "cmd/changes.h"

#include <fmt/format.h>

namespace qingshui::cmd {

void say_change(Console& console, const app::ShownChange& change) {
    // What differs may be what the mask hides.
    const bool is_hidden = change.before == change.after;
    console.say({fmt::format("    {}：{} → {}{}", change.title.zh, change.before, change.after,
                             is_hidden ? "（遮盖的部分有改动）" : ""),
                 fmt::format("    {}: {} → {}{}", change.title.en, change.before, change.after,
                             is_hidden ? " (changed where masked)" : "")});
}

}  // namespace qingshui::cmd
