#pragma once

#include <string>
#include <utility>
#include <vector>

#include "access/actor.h"
#include "store/store.h"

namespace qingshui::app {

// An area as a list shows it.
struct AreaRow {
    std::string code;
    area::Level level;
    std::string name;
    std::string path;
    Period life{Date::min(), Date::max()};  // The span in force on the day asked for.
};

// The areas below `area` (empty: the whole office) that were live on `day`, by depth first,
// of one level if `level` is given.
Result<std::vector<AreaRow>> list_areas(const access::Actor& actor, const store::Reader& reader,
                                        std::string_view area, Date day,
                                        std::optional<area::Level> level = {});

// An order that changes the tree from a day on, in words: areas by code or name as
// find_area() reads them. What each kind needs is said beside it.
struct AreaOrder {
    enum class Kind {
        Found,     // 设立: parent = areas[0], parts[0] = {code, name}
        Rename,    // 更名: areas[0], parts[0].second = the new name
        Move,      // 划转: areas[0] to areas[1]; parts[0].first = a new code, if any
        Merge,     // 合并: areas into parts[0] = {code, name}, under the parent of areas[0]
        Split,     // 拆分: areas[0] into parts; children: where what lies in it goes
        Dissolve,  // 撤销: areas[0]
    };
    Kind kind = Kind::Found;
    Date day;  // First day on which it holds.
    std::vector<std::string> areas;
    std::vector<std::pair<std::string, std::string>> parts = {};  // Code and name.
    // Of a split: an area in the whole, and the code of the part, or an area, it goes to.
    std::vector<std::pair<std::string, std::string>> children = {};
};

// Carries out an order. Refuses what find_area, area::Code::parse and area::Tree::apply
// refuse, and "area.order" if the order lacks an area or a part that its kind needs.
Result<store::Written> change_areas(const access::Actor& actor, store::Store& store,
                                    const AreaOrder& order, const std::string& reason);

}  // namespace qingshui::app
