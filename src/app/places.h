#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "area/tree.h"
#include "base/result.h"
#include "store/store.h"

namespace qingshui::app {

// The area that a person means by `text` on `day`: its code, its name, or names from the
// outside in with "/" or spaces around it between ("茶棚社区/皋城小区"). Refuses
// "area.unknown" with when there was one and what took it over, or else with the nearest names,
// "area.ambiguous" with the paths to choose from, and "access.outside" if it lies outside what
// the actor may see. `levels`: of those that may be meant, if more areas bear the name, and of the
// nearest names; empty: all.
Result<Id<area::Area>> find_area(const access::Actor& actor, const area::Tree& tree,
                                 std::string_view text, Date day,
                                 const std::vector<area::Level>& levels = {});
Result<Id<area::Area>> find_area(const access::Actor& actor, const store::Reader& reader,
                                 std::string_view text, Date day);

// The same on the last day of `period` on which `text` means anything: an area that ended within
// a year can be asked about for that year.
Result<Id<area::Area>> find_area(const access::Actor& actor, const area::Tree& tree,
                                 std::string_view text, const Period& period);

// Refuses "access.outside" if what the record says about its place lies outside what the actor
// may change. A record that does not say is not refused.
Result<void> check_scope(const access::Actor& actor, const store::View& view,
                         const registry::Schema& schema, const registry::Record& record);

// Why words mean no area on a day. The same on every day until the tree changes.
struct NoArea {
    std::optional<Date> last;        // The last day before on which they meant one.
    std::optional<Date> first;       // Else the first day after.
    std::vector<std::string> names;  // Who took over what they meant, or the nearest names.
};

// Looks for the reason, which takes time in a large tree. Requires words that mean none.
NoArea why_no_area(const access::Actor& actor, const area::Tree& tree, std::string_view text,
                   Date day, const std::vector<area::Level>& levels);

// The "area.unknown" of find_area.
Refusal no_such_area(std::string_view text, Date day, const NoArea& why);

// Every area that `text` may mean, by the same rules; empty if none.
std::vector<Id<area::Area>> areas_meant(const area::Tree& tree, std::string_view text, Date day);

}  // namespace qingshui::app
