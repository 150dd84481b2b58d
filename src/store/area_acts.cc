#include "store/area_acts.h"

#include <charconv>

#include <fmt/format.h>

#include "base/damage.h"
#include "json/json.h"

namespace qingshui::store {

namespace {

using area::Act;
using area::Area;

[[noreturn]] void fail_at(std::string_view what) {
    throw DamageFailure(fmt::format("areas: {} cannot be read", what));
}

// Writes acts as JSON.
struct Printed {
    json::Object operator()(const area::Found& act) const {
        json::Object object = with_day("found", act.day);
        append(object, act);
        return object;
    }
    json::Object operator()(const area::Rename& act) const {
        json::Object object = with_day("rename", act.day);
        object["area"] = act.area.number;
        object["name"] = act.name;
        return object;
    }
    json::Object operator()(const area::Move& act) const {
        json::Object object = with_day("move", act.day);
        append(object, act);
        return object;
    }
    json::Object operator()(const area::Merge& act) const {
        json::Object object = with_day("merge", act.day);
        json::Array parts;
        for (const auto part : act.parts) parts.emplace_back(part.number);
        object["parts"] = std::move(parts);
        object["into"] = founded(act.into);
        append(object, act.children);
        return object;
    }
    json::Object operator()(const area::Split& act) const {
        json::Object object = with_day("split", act.day);
        object["whole"] = act.whole.number;
        json::Array parts;
        for (const auto& part : act.parts) parts.emplace_back(founded(part));
        object["parts"] = std::move(parts);
        append(object, act.children);
        return object;
    }
    json::Object operator()(const area::Dissolve& act) const {
        json::Object object = with_day("dissolve", act.day);
        object["area"] = act.area.number;
        return object;
    }

private:
    static json::Object with_day(std::string_view kind, Date day) {
        json::Object object;
        object["act"] = kind;
        object["day"] = day.text();
        return object;
    }
    static void append(json::Object& object, const area::Found& act) {
        object["area"] = act.area.number;
        object["parent"] = act.parent.number;
        object["code"] = act.code.text();
        object["name"] = act.name;
    }
    static void append(json::Object& object, const area::Move& act) {
        object["area"] = act.area.number;
        object["parent"] = act.parent.number;
        if (act.code) object["code"] = act.code->text();
    }
    static void append(json::Object& object, const std::vector<area::Move>& children) {
        if (children.empty()) return;
        json::Array moves;
        for (const auto& child : children) {
            json::Object move = with_day("move", child.day);
            append(move, child);
            moves.emplace_back(std::move(move));
        }
        object["children"] = std::move(moves);
    }
    static json::Object founded(const area::Found& act) {
        json::Object object;
        object["day"] = act.day.text();
        append(object, act);
        return object;
    }
};

std::string text_at(const json::Object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (value == nullptr || !value->is_string()) fail_at("an act");
    return std::string(value->get_string());
}

std::int64_t number_of(const json::Value& value) {
    if (value.is_int64()) return value.get_int64();
    fail_at("an act");
}

Id<Area> area_at(const json::Object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (value == nullptr) fail_at("an act");
    return {number_of(*value)};
}

Date day_at(const json::Object& object) {
    const auto day = Date::parse(text_at(object, "day"));
    if (!day) fail_at("an act");
    return *day;
}

area::Code code_of(std::string_view text) {
    auto code = area::Code::parse(text);
    if (!code) fail_at("a code");
    return std::move(code).value();
}

area::Found found_at(const json::Object& object) {
    return {day_at(object), area_at(object, "area"), area_at(object, "parent"),
            code_of(text_at(object, "code")), text_at(object, "name")};
}

const json::Array& parts_at(const json::Object& object) {
    const auto* parts = object.if_contains("parts");
    if (parts == nullptr || !parts->is_array()) fail_at("an act");
    return parts->get_array();
}

area::Move move_at(const json::Object& object) {
    std::optional<area::Code> code;
    if (object.contains("code")) code = code_of(text_at(object, "code"));
    return {day_at(object), area_at(object, "area"), area_at(object, "parent"), std::move(code)};
}

std::vector<area::Move> children_at(const json::Object& object) {
    std::vector<area::Move> children;
    const auto* moves = object.if_contains("children");
    if (moves == nullptr) return children;
    if (!moves->is_array()) fail_at("an act");
    for (const auto& move : moves->get_array()) {
        if (!move.is_object()) fail_at("an act");
        children.push_back(move_at(move.get_object()));
    }
    return children;
}

area::Merge merge_at(const json::Object& object) {
    std::vector<Id<Area>> parts;
    for (const auto& part : parts_at(object)) parts.push_back({number_of(part)});
    const auto* into = object.if_contains("into");
    if (into == nullptr || !into->is_object()) fail_at("an act");
    return {day_at(object), std::move(parts), found_at(into->get_object()), children_at(object)};
}

area::Split split_at(const json::Object& object) {
    std::vector<area::Found> parts;
    for (const auto& part : parts_at(object)) {
        if (!part.is_object()) fail_at("an act");
        parts.push_back(found_at(part.get_object()));
    }
    return {day_at(object), area_at(object, "whole"), std::move(parts), children_at(object)};
}

std::string print_numbers(const std::vector<Id<Area>>& areas) {
    std::string text = "|";
    for (const auto one : areas) text += fmt::format("{}|", one.number);
    return text;
}

std::vector<Id<Area>> parse_numbers(std::string_view text) {
    std::vector<Id<Area>> areas;
    if (text.empty() || text.front() != '|' || text.back() != '|') fail_at("successors");
    text.remove_prefix(1);
    while (!text.empty()) {
        const auto end = text.find('|');
        std::int64_t number = 0;
        const auto* last = text.data() + end;
        const auto [stop, error] = std::from_chars(text.data(), last, number);
        if (error != std::errc{} || stop != last) fail_at("successors");
        areas.push_back({number});
        text.remove_prefix(end + 1);
    }
    return areas;
}

Date day_of(std::string_view text) {
    const auto day = Date::parse(text);
    if (!day) fail_at("a day");
    return *day;
}

}  // namespace

std::string print_act(const Act& act) { return json::print(std::visit(Printed{}, act)); }

Act parse_act(std::string_view text) {
    auto parsed = json::parse(text);
    if (!parsed || !parsed->is_object()) fail_at("an act");
    const auto& object = parsed->get_object();
    const auto kind = text_at(object, "act");
    if (kind == "found") return found_at(object);
    if (kind == "rename") {
        return area::Rename{day_at(object), area_at(object, "area"), text_at(object, "name")};
    }
    if (kind == "move") return move_at(object);
    if (kind == "merge") return merge_at(object);
    if (kind == "split") return split_at(object);
    if (kind == "dissolve") return area::Dissolve{day_at(object), area_at(object, "area")};
    fail_at("an act");
}

std::string request_of(Act act) {
    // What is founded has a new id each time it is asked for: its place stands for it.
    const auto forget = [](area::Found& found, std::int64_t place,
                           std::vector<area::Move>& children) {
        for (auto& child : children) {
            if (child.parent == found.area) child.parent = {-place};
        }
        found.area = {};
    };
    if (auto* found = std::get_if<area::Found>(&act)) found->area = {};
    if (auto* merge = std::get_if<area::Merge>(&act)) forget(merge->into, 1, merge->children);
    if (auto* split = std::get_if<area::Split>(&act)) {
        std::int64_t place = 0;
        for (auto& part : split->parts) forget(part, ++place, split->children);
    }
    return print_act(act);
}

Id<Area> subject_of(const Act& act) {
    struct Subject {
        Id<Area> operator()(const area::Merge& merge) const { return merge.into.area; }
        Id<Area> operator()(const area::Split& split) const { return split.whole; }
        Id<Area> operator()(const area::Found& found) const { return found.area; }
        Id<Area> operator()(const area::Rename& rename) const { return rename.area; }
        Id<Area> operator()(const area::Move& move) const { return move.area; }
        Id<Area> operator()(const area::Dissolve& dissolve) const { return dissolve.area; }
    };
    return std::visit(Subject{}, act);
}

void write_span(sql::Connection& connection, std::int64_t tenant, const area::Span& span,
                std::int64_t seq) {
    connection
        .prepare(
            "insert into area (tenant, area, valid_from, valid_to, parent, code, name, "
            "successors, seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
            "on conflict (tenant, area, valid_from) do update set "
            "valid_to = excluded.valid_to, parent = excluded.parent, code = excluded.code, "
            "name = excluded.name, successors = excluded.successors, seq = excluded.seq")
        .execute(sql::parameters(tenant, span.area.number, span.from.text(), span.to.text(),
                                 span.parent.number, span.code.text(), span.name,
                                 print_numbers(span.successors), seq));
}

std::vector<area::Span> read_spans(sql::Connection& connection, std::int64_t tenant) {
    auto rows = connection
                    .prepare(
                        "select area, valid_from, valid_to, parent, code, name, successors "
                        "from area where tenant = $1 order by area, valid_from")
                    .query(sql::parameters(tenant));
    std::vector<area::Span> spans;
    while (rows->next()) {
        spans.push_back({{rows->integer(0)},
                         day_of(rows->text(1)),
                         day_of(rows->text(2)),
                         {rows->integer(3)},
                         code_of(rows->text(4)),
                         std::string(rows->text(5)),
                         parse_numbers(rows->text(6))});
    }
    return spans;
}

area::Tree read_tree(sql::Connection& connection, std::int64_t tenant) {
    area::Tree tree;
    for (auto& span : read_spans(connection, tenant)) tree.restore(std::move(span));
    tree.ready();
    return tree;
}

void write_boundary(sql::Connection& connection, std::int64_t tenant, const KeptBoundary& boundary,
                    std::int64_t seq) {
    connection
        .prepare(
            "insert into boundary (tenant, area, since, body, seq) values ($1, $2, $3, $4, $5) "
            "on conflict (tenant, area, since) do update set body = excluded.body, "
            "seq = excluded.seq")
        .execute(sql::parameters(tenant, boundary.area.number, boundary.since.text(),
                                 boundary.geojson, seq));
}

namespace {

std::vector<KeptBoundary> read_boundaries(sql::Rows& rows) {
    std::vector<KeptBoundary> boundaries;
    while (rows.next()) {
        boundaries.push_back({{rows.integer(0)}, day_of(rows.text(1)), std::string(rows.text(2))});
    }
    return boundaries;
}

}  // namespace

std::vector<KeptBoundary> read_boundaries(sql::Connection& connection, std::int64_t tenant) {
    auto rows = connection
                    .prepare(
                        "select area, since, body from boundary where tenant = $1 "
                        "order by area, since")
                    .query(sql::parameters(tenant));
    return read_boundaries(*rows);
}

std::vector<KeptBoundary> read_boundaries(sql::Connection& connection, std::int64_t tenant,
                                          Id<Area> area) {
    auto rows = connection
                    .prepare(
                        "select area, since, body from boundary where tenant = $1 and area = $2 "
                        "order by since")
                    .query(sql::parameters(tenant, area.number));
    return read_boundaries(*rows);
}

std::vector<KeptBoundary> in_force(std::vector<KeptBoundary> boundaries, Date day) {
    std::vector<KeptBoundary> found;
    for (auto& each : boundaries) {
        if (each.since > day) continue;
        if (!found.empty() && found.back().area == each.area) found.pop_back();
        found.push_back(std::move(each));
    }
    return found;
}

area::NamedBoundary parse_boundary(const std::string& geojson) {
    auto parsed = area::read_geojson(geojson);
    if (!parsed || parsed->size() != 1) fail_at("a boundary");
    return std::move(std::move(parsed).value().front());
}

}  // namespace qingshui::store
