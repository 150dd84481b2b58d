#include "registry/read_register.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/ensure.h"
#include "base/plural.h"
#include "registry/field_list.h"
#include "registry/limits.h"
#include "registry/naming.h"

namespace qingshui::registry {

namespace {

std::vector<std::string> ids_of(const std::vector<Field>& fields) {
    std::vector<std::string> ids;
    ids.reserve(fields.size());
    for (const Field& field : fields) ids.push_back(field.id);
    return ids;
}

void unknown_field(const Section& section, std::string_view key, std::string_view id,
                   const std::vector<std::string>& ids) {
    section.fault(
        key, "pack.field",
        {fmt::format("没有“{}”这个字段", id), fmt::format("There is no field \"{}\"", id)},
        Section::suggestion(id, ids));
}

Text kind_name(expr::Kind kind) {
    switch (kind) {
        case expr::Kind::Bool: return {"真假", "true or false"};
        case expr::Kind::Number: return {"数", "a number"};
        case expr::Kind::Text: return {"文字", "text"};
        case expr::Kind::Date: return {"日期", "a date"};
        case expr::Kind::DateTime: return {"日期和时间", "a date and time"};
        default: return {"其他", "something else"};
    }
}

std::size_t count_of(const Section& section, std::string_view key, std::size_t otherwise) {
    const auto number = section.integer(key);
    if (!number) return otherwise;
    if (*number >= 0 && *number <= kLinesMost) {
        return static_cast<std::size_t>(*number);
    }
    section.fault(key, "pack.range",
                  {fmt::format("行数应在0至{}之间", kLinesMost),
                   fmt::format("The number of lines lies between 0 and {}", kLinesMost)},
                  {"请改正", "Correct it"});
    return otherwise;
}

std::vector<Lines> read_lines(const std::string& pack_id, const Section& section) {
    std::vector<Lines> all;
    for (const auto& [id, each] : section.named_parts("lines")) {
        check_id(each, "", id);
        Lines lines{id, each.both("title"), read_fields(pack_id, each)};
        lines.least = count_of(each, "least", lines.least);
        lines.most = count_of(each, "most", lines.most);
        if (lines.least > lines.most) {
            each.fault("least", "pack.range",
                       {"最少行数多于最多行数", "The fewest lines are more than the most"},
                       {"请对调或改正", "Exchange or correct them"});
        }
        all.push_back(std::move(lines));
    }
    return all;
}

std::size_t read_main_field(const Section& section, std::string_view key,
                            const std::vector<Field>& fields, FieldType type) {
    const auto index = read_field_name(section, key, fields, {type});
    if (!index) return 0;
    if (fields[*index].required) return *index;
    section.fault(key, "pack.field",
                  {fmt::format("字段“{}”说明记录的{}，必须是必填的", fields[*index].id,
                               key == "area" ? "地点" : "日期"),
                   fmt::format("The field \"{}\" says {} a record is and must be required",
                               fields[*index].id, key == "area" ? "where" : "when")},
                  {"请给该字段加上：required = true", "Add to the field: required = true"});
    return *index;
}

void check_label(const Section& section, const Schema& schema) {
    std::string_view rest = schema.label;
    while (!rest.empty()) {
        const std::size_t open = rest.find_first_of("{}");
        if (open == std::string_view::npos) return;
        const std::size_t close = rest.find_first_of("{}", open + 1);
        if (rest[open] == '}' || close == std::string_view::npos || rest[close] == '{') {
            return section.fault("label", "pack.label", {"花括号没有配对", "Braces do not match"},
                                 {"字段写在一对花括号里，如：label = \"{firm} {inspected_on}\"",
                                  "Write fields in braces: label = \"{firm} {inspected_on}\""});
        }
        const std::string id(rest.substr(open + 1, close - open - 1));
        if (!schema.position(id)) unknown_field(section, "label", id, ids_of(schema.fields));
        rest.remove_prefix(close + 1);
    }
}

void repeated_key(const Section& section, const std::string& ids) {
    section.fault("unique", "pack.repeated",
                  {fmt::format("唯一键里“{}”写了两次", ids),
                   fmt::format("\"{}\" stands twice in the unique keys", ids)},
                  {"请去掉一个", "Take one of them out"});
}

// The fields of one key, as far as they can be.
std::vector<std::size_t> read_key(const Section& section, const Schema& schema,
                                  const std::vector<std::string>& ids) {
    std::vector<std::size_t> key;
    for (const std::string& id : ids) {
        const auto index = schema.position(id);
        if (!index) {
            unknown_field(section, "unique", id, ids_of(schema.fields));
        } else if (!is_one_of(types_for_keys(), schema.fields[*index].type)) {
            const auto type = name(schema.fields[*index].type);
            section.fault(
                "unique", "pack.field",
                {fmt::format("{} 类型的字段“{}”不能作唯一键", type, id),
                 fmt::format("\"{}\", of type {}, cannot be part of a unique key", id, type)},
                {"请换一个字段", "Use another field"});
        } else if (std::find(key.begin(), key.end(), *index) != key.end()) {
            repeated_key(section, id);
        } else {
            key.push_back(*index);
        }
    }
    return key;
}

std::vector<std::vector<std::size_t>> read_unique(const Section& section, const Schema& schema) {
    std::vector<std::vector<std::size_t>> keys;
    for (const auto& ids : section.text_lists("unique")) {
        if (ids.empty()) {
            section.fault("unique", "pack.field",
                          {"唯一键里有一组没有写字段", "A unique key names no field"},
                          {"请写上字段，或去掉这一组 []", "Name its fields, or remove the []"});
        }
        const auto key = read_key(section, schema, ids);
        if (key.empty()) continue;
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            keys.push_back(key);
        } else {
            repeated_key(section, fmt::format("{}", fmt::join(ids, ", ")));
        }
    }
    return keys;
}

Retention read_retention(const Section& section) {
    const auto part = section.part("retention");
    if (!part) return {};
    Retention retention{std::nullopt, part->text("basis")};
    const auto years = part->integer("years");
    if (years && *years >= 1 && *years <= kYearsMax) retention.years = static_cast<int>(*years);
    if (retention.years.has_value() == part->flag("permanent")) {
        part->fault("", "pack.range",
                    {fmt::format("保存期限应写年数（1至{}）或永久，二者取一", kYearsMax),
                     fmt::format("Retention is a number of years (1 to {}) or permanent, one of "
                                 "the two",
                                 kYearsMax)},
                    {"请写成：years = 10，或：permanent = true",
                     "Write: years = 10, or: permanent = true"});
    }
    return retention;
}

std::vector<expr::Kind> kinds_for(const Field& field) {
    if (field.type == FieldType::Place) return {};
    return {type_of(field).kind};
}

// Computed fields see what is typed in, sub-tables and the computed fields above them.
void read_computed(const Section& section, std::vector<Field>& fields,
                   const std::vector<Lines>& lines) {
    const auto sections = section.parts("fields");
    std::vector<Field> visible;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!sections[i].has("computed")) visible.push_back(fields[i]);
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!sections[i].has("computed")) continue;
        const SchemaNames names(visible, lines);
        auto rule = read_expression(sections[i], "computed", names, kinds_for(fields[i]));
        if (rule && rule->type().scale > fields[i].scale) {
            sections[i].fault(
                "computed", "pack.expression",
                {fmt::format("算出的数有{}位小数，字段只有{}位", rule->type().scale,
                             fields[i].scale),
                 fmt::format("It has {}, the field only {}",
                             plural(static_cast<std::size_t>(rule->type().scale), "decimal"),
                             fields[i].scale)},
                {fmt::format("请写成：round({}, {})", rule->source(), fields[i].scale),
                 fmt::format("Write: round({}, {})", rule->source(), fields[i].scale)});
            rule.reset();
        }
        fields[i].computed = std::move(rule);
        visible.push_back(fields[i]);
    }
}

std::vector<Check> read_checks(const Section& section, const std::string& id,
                               const Schema& schema) {
    const SchemaNames names(schema);
    std::vector<Check> checks;
    std::set<std::string> ids;
    std::size_t number = 0;
    for (const Section& each : section.parts("check")) {
        ++number;
        const std::string declared = each.text("id");
        check_id(each, "id", declared);
        const std::string short_id = declared.empty() ? fmt::to_string(number) : declared;
        if (!ids.insert(short_id).second) {
            each.fault("id", "pack.repeated",
                       {fmt::format("“{}”已经用过", short_id),
                        fmt::format("\"{}\" is used twice", short_id)},
                       {"请换一个标识", "Give it another id"});
        }
        auto rule = read_expression(each, "rule", names, {expr::Kind::Bool});
        if (!rule) continue;
        checks.push_back({fmt::format("{}.{}", id, short_id), std::move(*rule), each.both("says"),
                          each.text("basis")});
    }
    return checks;
}

void check_names(const Section& section, const Schema& schema) {
    for (const Lines& lines : schema.lines) {
        if (!schema.position(lines.id)) continue;
        section.fault("lines", "pack.repeated",
                      {fmt::format("子表“{}”与字段同名", lines.id),
                       fmt::format("The sub-table \"{}\" bears the name of a field", lines.id)},
                      {"请换一个标识", "Give it another id"});
    }
}

}  // namespace

std::optional<std::size_t> read_field_name(const Section& section, std::string_view key,
                                           const std::vector<Field>& fields,
                                           const std::vector<FieldType>& types) {
    const std::string id = section.text(key);
    if (id.empty()) return std::nullopt;
    const auto fits = [&](const Field& field) { return is_one_of(types, field.type); };
    std::vector<Field> fitting;
    std::copy_if(fields.begin(), fields.end(), std::back_inserter(fitting), fits);
    const auto index = index_of(fields, id);
    if (!index) {
        unknown_field(section, key, id, ids_of(fitting));
        return std::nullopt;
    }
    if (fits(fields[*index])) return index;
    Text remedy{fmt::format("请先声明一个 {} 类型的字段", type_names(types, "、")),
                fmt::format("Declare a field of type {} first", type_names(types, ", "))};
    if (!fitting.empty()) remedy = Section::suggestion("", ids_of(fitting));
    section.fault(key, "pack.field",
                  {fmt::format("“{}”应是 {} 类型的字段，而“{}”是 {}", key, type_names(types, "、"),
                               id, name(fields[*index].type)),
                   fmt::format(R"("{}" must be a field of type {}, but "{}" is {})", key,
                               type_names(types, ", "), id, name(fields[*index].type))},
                  std::move(remedy));
    return std::nullopt;
}

std::optional<expr::Expression> read_expression(const Section& section, std::string_view key,
                                                const expr::Names& names,
                                                std::vector<expr::Kind> kinds) {
    const std::string source = section.text(key);
    if (source.empty()) return std::nullopt;
    auto parsed = expr::Expression::parse(source, names);
    if (!parsed) {
        Refusal refusal = std::move(parsed).error();
        refusal.where.value = source;
        section.fault(key, std::move(refusal));
        return std::nullopt;
    }
    const expr::Kind kind = parsed->type().kind;
    if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end())
        return std::move(parsed).value();
    const Text wanted = kinds.empty() ? Text{"可计算的", "computable"} : kind_name(kinds.front());
    section.fault(
        key, "pack.expression",
        {fmt::format("“{}”的结果应是{}，而它是{}", key, wanted.zh, kind_name(kind).zh),
         fmt::format("\"{}\" must give {}, but it gives {}", key, wanted.en, kind_name(kind).en)},
        {fmt::format("请改写这个表达式：{}", source),
         fmt::format("Rewrite this expression: {}", source)});
    return std::nullopt;
}

Schema read_register(const std::string& pack_id, const std::string& id, const Section& section) {
    check_id(section, "", id);
    Schema schema;
    schema.id = pack_id + "." + id;
    schema.title = section.both("title");
    schema.help = section.both("help");
    schema.fields = read_fields(pack_id, section);
    schema.lines = read_lines(pack_id, section);
    schema.label = section.text("label");
    schema.see = section.texts("see");
    schema.write = section.texts("write");
    schema.retention = read_retention(section);
    schema.area = read_main_field(section, "area", schema.fields, FieldType::Area);
    schema.day = read_main_field(section, "day", schema.fields, FieldType::Date);
    schema.unique = read_unique(section, schema);
    check_names(section, schema);
    check_label(section, schema);
    for (auto& [lines_id, each] : section.named_parts("lines")) {
        read_computed(each, schema.lines[*schema.lines_position(lines_id)].fields, {});
    }
    read_computed(section, schema.fields, schema.lines);
    schema.checks = read_checks(section, id, schema);
    return schema;
}

}  // namespace qingshui::registry
