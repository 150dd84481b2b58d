#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "area/code.h"
#include "registry/pack.h"
#include "sample/chance.h"
#include "sample/template.h"

// A plan as it was read (docs/plans.md): what example files are made of.
namespace qingshui::sample {

struct Rule;

// Where areas are looked for: within these codes; everywhere if there are none.
using Codes = std::vector<std::string>;
// Fields that must hold these values, as a plan writes them.
using Where = std::vector<std::pair<std::string, std::string>>;

struct Constant {
    Template text;
};
struct Pick {
    std::vector<Template> values;
    std::vector<std::int64_t> weights;
};
struct Deal {
    std::vector<Template> values;
    std::vector<std::int64_t> counts;
};
struct Turn {
    std::vector<Template> values;
};
struct Some {
    std::vector<std::string> values;
    std::int64_t least, most;
};
struct Days {
    Date from, to;
    bool weekdays = false, sorted = false;
};
struct DayBy {
    std::string field;
    std::int64_t least, most;
    bool before;
    std::optional<Date> until;
};
struct Between {
    Decimal low, high;
};
struct SplitSum {
    Decimal total;
    std::optional<Decimal> least, most;
};
struct AreaOf {
    area::Level level;
    Codes within;
    std::string within_field;
};
struct Above {
    area::Level level;
    std::string of;
};
struct FromEach {
    std::string field;
};  // Empty: the area or record itself.
struct RecordOf {
    std::string schema;
    Where where;
    bool in_turn = false;
};
struct Same {
    std::string field, of;
};
struct Person {
    enum class What { Name, Phone, Identity } what;
};
struct PlaceWithin {};
struct By {
    std::string field;
    std::map<std::string, Rule> rules;  // By choice.
};

// How the cells of one column are filled.
struct Rule {
    std::variant<Constant, Pick, Deal, Turn, Some, Days, DayBy, Between, SplitSum, AreaOf, Above,
                 FromEach, RecordOf, Same, Person, PlaceWithin, By>
        value;
    int line = 0;
    std::optional<std::int64_t> chance = {};  // In ten thousand.
    std::optional<std::size_t> filled = {};   // Rows.
};

using Rules = std::vector<std::pair<std::string, Rule>>;  // By field.

// How many there are for each of something.
struct Count {
    std::int64_t least = 1;
    std::int64_t most = 1;
    std::optional<std::int64_t> total = {};  // Over all; least and most then bound each.
    std::optional<std::int64_t> most_each = {};
};

// What rows are made for each of.
struct Each {
    std::optional<area::Level> level;  // Areas; or records:
    Codes within;
    std::string schema;
    Where where;
};

struct PlannedLines {
    std::string id;
    int line = 0;
    Count count;
    Rules rules;
};

struct Group {
    int line = 0;
    Count count;
    std::optional<Each> each;
    std::vector<Rules> list;  // One row for each, with rules of its own; else empty.
    Rules rules;
    std::vector<PlannedLines> lines;
};

struct PlannedRegister {
    const registry::Schema* schema = nullptr;
    int line = 0;
    std::string file;
    std::vector<Group> groups;
};

struct ListedArea {
    int line = 0;
    area::Code code;
    std::string name;
    std::optional<area::Code> parent;
    std::optional<Date> from;
};

struct MadeAreas {
    int line = 0;
    std::optional<area::Level> in_level;  // Or these codes:
    Codes in;
    Codes within;
    area::Level level = area::Level::Compound;
    Count count;
    Template name;
    std::optional<std::int64_t> per_floor;
    std::optional<Date> from;
};

// The rectangle that boundaries are made up in.
struct Map {
    double west = 0, south = 0, east = 0, north = 0;
    area::Level to = area::Level::Grid;
};

struct Plan {
    Date from = Date::of(2000, 1, 1).value();
    std::optional<Map> map;
    std::vector<ListedArea> listed;
    std::vector<MadeAreas> made;
    std::vector<PlannedRegister> registers;
};

// Reads plan.toml. Refuses "plan.faulty" with every fault, each with its line: "plan.key",
// "plan.value", "plan.rule", "plan.register", "plan.field"; and what is not TOML.
Result<Plan> read_plan(std::string_view toml, const registry::Catalogue& catalogue);

}  // namespace qingshui::sample
