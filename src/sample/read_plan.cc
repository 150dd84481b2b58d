#include <algorithm>

#include <fmt/format.h>

#include "base/chinese.h"
#include "sample/plan.h"
#include "sample/read_rule.h"

namespace qingshui::sample {
namespace {

using Kind = Declared::Kind;

constexpr const char* kFile = "plan.toml";
constexpr std::int64_t kCountMax = 10'000'000;

bool has_rule(const Rules& rules, const std::string& field) {
    return std::any_of(rules.begin(), rules.end(),
                       [&](const auto& one) { return one.first == field; });
}

// By a rule of the group, or of each row in its list.
bool is_filled(const Group& group, const std::string& field) {
    if (has_rule(group.rules, field)) return true;
    return !group.list.empty() &&
           std::all_of(group.list.begin(), group.list.end(),
                       [&](const Rules& row) { return has_rule(row, field); });
}

class PlanReader {
public:
    explicit PlanReader(const registry::Catalogue& catalogue) : catalogue_(catalogue) {}

    Result<Plan> read(const Declared& declared) {
        {
            TableReader table(declared, faults_);
            if (const auto* areas = table.within("areas")) read_areas(*areas);
            for (const auto* one : table.tables("register")) read_register(*one);
        }
        if (!faults_.empty()) return faults_.refusal();
        return std::move(plan_);
    }

private:
    void read_areas(const Declared& declared);
    void read_map(const Declared& declared);
    void read_listed(const Declared& declared);
    void read_made(const Declared& declared);
    void read_register(const Declared& declared);
    Group read_group(const Declared& declared, const registry::Schema& schema,
                     const Declared* shared);
    std::vector<PlannedLines> read_all_lines(const Declared& declared,
                                             const registry::Schema& schema);
    Each read_each(const Declared& declared);
    PlannedLines read_lines(const std::string& id, const Declared& declared,
                            const registry::Schema& schema, const registry::Lines& lines);
    Count read_count(TableReader& table);
    std::optional<area::Code> read_code(const std::string& text, int line);
    void check_required(const PlannedRegister& planned);

    const registry::Catalogue& catalogue_;
    PlanFaults faults_{kFile};
    Plan plan_;
};

void PlanReader::read_areas(const Declared& declared) {
    TableReader table(declared, faults_);
    plan_.from = table.date("from").value_or(plan_.from);
    if (const auto* map = table.within("map")) read_map(*map);
    for (const auto* one : table.tables("list")) read_listed(*one);
    for (const auto* one : table.tables("make")) read_made(*one);
}

void PlanReader::read_map(const Declared& declared) {
    TableReader table(declared, faults_);
    const auto degrees = [&](const char* key) {
        const auto* value = table.find(key);
        const auto number = value != nullptr ? number_of(*value) : std::nullopt;
        if (!number) table.fault(key, {"度数，如116.48", "degrees such as 116.48"});
        const auto exact = number.value_or(Decimal()).rounded(7).value_or(Decimal());
        return static_cast<double>(exact.rescaled(7).value_or(Decimal(0, 7)).mantissa()) / 1e7;
    };
    Map map;
    map.west = degrees("west");
    map.south = degrees("south");
    map.east = degrees("east");
    map.north = degrees("north");
    if (table.has("to")) map.to = read_level(table, "to", faults_).value_or(map.to);
    if (map.west >= map.east || map.south >= map.north) {
        table.fault("east", {"大于west，north大于south", "east of west, and north of south"});
    }
    plan_.map = map;
}

std::optional<area::Code> PlanReader::read_code(const std::string& text, int line) {
    auto code = area::Code::parse(text);
    if (code) return *code;
    faults_.add(line, code.error().rule, text, code.error().says, code.error().remedy);
    return std::nullopt;
}

void PlanReader::read_listed(const Declared& declared) {
    TableReader table(declared, faults_);
    const auto code = read_code(table.required_text("code"), declared.line);
    const auto name = table.required_text("name");
    const auto from = table.date("from");
    const auto parent_text = table.text("parent");
    std::optional<area::Code> parent;
    if (!parent_text.empty()) parent = read_code(parent_text, declared.line);
    if (code) plan_.listed.push_back({declared.line, *code, name, parent, from});
}

void PlanReader::read_made(const Declared& declared) {
    TableReader table(declared, faults_);
    const auto in = table.texts("in");
    const auto in_level = in.size() == 1 ? area::parse_level(in.front()) : std::nullopt;
    const auto level = read_level(table, "level", faults_);
    auto name = read_template(table.required_text("name"), declared.line, faults_);
    const auto within = table.texts("within");
    const auto per_floor = table.integer("per_floor");
    const auto from = table.date("from");
    const auto count = read_count(table);
    if (in.empty())
        table.fault("in", {"区域代码、代码的列表或一个级别", "a code, codes or a level"});
    if (!in_level) {
        for (const auto& code : in) read_code(code, declared.line);
    }
    for (const auto& code : within) read_code(code, declared.line);
    if (name) {
        for (const auto& word : name->names()) {
            if (word == "n" || word == "parent" || word == "code" || word == "room") continue;
            table.fault("name", {"只含{n}、{parent}、{code}、{room}的文字",
                                 "text with {n}, {parent}, {code} and {room} only"});
        }
    }
    if (per_floor && *per_floor == 0) table.fault("per_floor", {"大于零的整数", "above zero"});
    if (!level || !name) return;
    plan_.made.push_back(MadeAreas{declared.line, in_level, in_level ? Codes() : in, within, *level,
                                   count, std::move(*name), per_floor, from});
}

Count PlanReader::read_count(TableReader& table) {
    Count count;
    if (const auto* value = table.find("count")) {
        const bool pair = value->kind == Kind::List && value->items.size() == 2;
        if (pair) {
            count.least = value->items[0].integer;
            count.most = value->items[1].integer;
        } else {
            count.least = count.most = value->integer;
        }
        const bool fits = (pair || value->kind == Kind::Integer) && count.least >= 0 &&
                          count.least <= count.most && count.most <= kCountMax;
        if (!fits) {
            table.fault("count",
                        {"整数或起止两个整数，如[2, 9]", "a whole number, or two such as [2, 9]"});
            count = Count();
        }
    }
    if (const auto total = table.integer("total")) {
        if (table.has("count") || *total > kCountMax) {
            table.fault("total", {"单独写出，不与count同写", "written without count"});
        }
        count.total = *total;
        count.least = table.integer("least").value_or(-1);
        count.most_each = table.integer("most");
    }
    return count;
}

void PlanReader::read_register(const Declared& declared) {
    TableReader table(declared, faults_);
    const auto id = table.required_text("id");
    const auto* schema = catalogue_.schema(id);
    auto file = table.text("file");
    const auto* shared = table.within("fields");
    const auto groups = table.tables("rows");
    if (schema == nullptr) {
        auto near = chinese::nearest(id, catalogue_.register_ids());
        faults_.add(
            declared.line, "plan.register", id,
            {fmt::format("没有台账“{}”", id), fmt::format(R"(There is no register "{}")", id)},
            {fmt::format("是否应为：{}", fmt::join(near, "、")),
             fmt::format("Perhaps: {}", fmt::join(near, ", "))});
        return;
    }
    if (file.empty()) file = id + ".xlsx";
    const bool is_name = (file.ends_with(".xlsx") || file.ends_with(".csv")) &&
                         file.find_first_of("/\\") == std::string::npos;
    if (!is_name)
        table.fault("file", {"以.xlsx或.csv结尾的文件名", "a name ending in .xlsx or .csv"});
    PlannedRegister planned{schema, declared.line, file, {}};
    for (const auto* group : groups) {
        planned.groups.push_back(read_group(*group, *schema, shared));
    }
    if (groups.empty())
        table.fault("rows", {"至少一组行（[[register.rows]]）", "at least one group"});
    check_required(planned);
    plan_.registers.push_back(std::move(planned));
}

// Lays the rules of one group over those that all groups share.
void lay_over(Rules& rules, Rules own) {
    for (auto& [id, rule] : own) {
        std::erase_if(rules, [&id = id](const auto& one) { return one.first == id; });
        rules.emplace_back(id, std::move(rule));
    }
}

Group PlanReader::read_group(const Declared& declared, const registry::Schema& schema,
                             const Declared* shared) {
    TableReader table(declared, faults_);
    const RuleScope scope{catalogue_, schema};
    Group group;
    group.line = declared.line;
    group.count = read_count(table);
    if (const auto* each = table.within("each")) group.each = read_each(*each);
    if (shared != nullptr) group.rules = read_rules(*shared, scope, faults_);
    if (const auto* own = table.within("fields")) {
        lay_over(group.rules, read_rules(*own, scope, faults_));
    }
    for (const auto* row : table.tables("list")) {
        group.list.push_back(read_rules(*row, scope, faults_));
    }
    if (!group.list.empty() && (group.each || table.has("count") || table.has("total"))) {
        table.fault("list", {"单独写出，不与each、count、total同写",
                             "written without each, count and total"});
    }
    if (const auto* lines = table.within("lines")) group.lines = read_all_lines(*lines, schema);
    return group;
}

std::vector<PlannedLines> PlanReader::read_all_lines(const Declared& declared,
                                                     const registry::Schema& schema) {
    std::vector<PlannedLines> planned;
    for (const auto& [id, one] : declared.members) {
        const auto position = schema.lines_position(id);
        if (position && one.kind == Kind::Table) {
            planned.push_back(read_lines(id, one, schema, schema.lines[*position]));
        } else {
            faults_.add(one.line, "plan.field", id,
                        {fmt::format("“{}”没有子表“{}”", schema.title.zh, id),
                         fmt::format(R"("{}" has no sub-table "{}")", schema.title.en, id)});
        }
    }
    return planned;
}

Each PlanReader::read_each(const Declared& declared) {
    TableReader table(declared, faults_);
    Each each;
    each.within = table.texts("within");
    if (table.has("area")) {
        each.level = read_level(table, "area", faults_);
        return each;
    }
    each.schema = table.required_text("record");
    const auto* schema = catalogue_.schema(each.schema);
    const bool made = std::any_of(plan_.registers.begin(), plan_.registers.end(),
                                  [&](const auto& one) { return one.schema == schema; });
    if (schema == nullptr || !made) {
        faults_.add(declared.line, "plan.register", each.schema,
                    {fmt::format("前面没有编制台账“{}”", each.schema),
                     fmt::format(R"(The register "{}" is not made above)", each.schema)},
                    {"请把它移到前面", "Move it above this one"});
    }
    if (const auto* where = table.within("where"); where != nullptr && schema != nullptr) {
        each.where = read_where(*where, *schema, faults_);
    }
    return each;
}

PlannedLines PlanReader::read_lines(const std::string& id, const Declared& declared,
                                    const registry::Schema& schema, const registry::Lines& lines) {
    TableReader table(declared, faults_);
    PlannedLines planned;
    planned.id = id;
    planned.line = declared.line;
    planned.count = read_count(table);
    if (planned.count.total) {
        if (planned.count.least < 0) planned.count.least = static_cast<std::int64_t>(lines.least);
        const auto most = planned.count.most_each.value_or(static_cast<std::int64_t>(lines.most));
        planned.count.most_each = most;
    }
    if (const auto* fields = table.within("fields")) {
        planned.rules = read_rules(*fields, {catalogue_, schema, &lines}, faults_);
    }
    return planned;
}

// A required field is filled in every row.
void PlanReader::check_required(const PlannedRegister& planned) {
    for (const auto& group : planned.groups) {
        for (const auto& field : planned.schema->fields) {
            if (!field.required || field.computed || is_filled(group, field.id)) continue;
            faults_.add(group.line, "plan.field", field.id,
                        {fmt::format("必填字段“{}”（{}）没有填写规则", field.title.zh, field.id),
                         fmt::format(R"(No rule fills the required field "{}" ({}))",
                                     field.title.en, field.id)});
        }
    }
}

}  // namespace

Result<Plan> read_plan(std::string_view toml, const registry::Catalogue& catalogue) {
    const auto declared = TRY(registry::read_toml(toml, kFile));
    return PlanReader(catalogue).read(declared);
}

}  // namespace qingshui::sample
