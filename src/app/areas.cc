#include "app/areas.h"

#include <fmt/format.h>

#include "app/places.h"

namespace qingshui::app {
namespace {

using Kind = AreaOrder::Kind;

// How many areas and parts an order of a kind needs: at least, at most.
struct Needs {
    std::size_t areas_min, areas_max;
    std::size_t parts_min, parts_max;
};

constexpr std::size_t kMany = 200;

Needs needs(Kind kind) {
    switch (kind) {
        case Kind::Found:
        case Kind::Rename: return {1, 1, 1, 1};
        case Kind::Move: return {2, 2, 0, 1};
        case Kind::Merge: return {2, kMany, 1, 1};
        case Kind::Split: return {1, 1, 2, kMany};
        case Kind::Dissolve: return {1, 1, 0, 0};
    }
    return {};
}

Text needs_words(Kind kind) {
    switch (kind) {
        case Kind::Found:
            return {"设立要写明一个上级区域和一个新区域（代码和名称）",
                    "To found one, give its parent and one new area (code and name)"};
        case Kind::Rename:
            return {"更名要写明一个区域和它的新名称", "To rename one, give it and its new name"};
        case Kind::Move:
            return {"划转要写明一个区域和它的新上级，最多一个新代码",
                    "To move one, give it, its new parent and at most one new code"};
        case Kind::Merge:
            return {"合并要写明至少两个区域和一个新区域（代码和名称）",
                    "To merge, give at least two areas and one new area (code and name)"};
        case Kind::Split:
            return {"拆分要写明一个区域和至少两个新区域（代码和名称）",
                    "To split one, give it and at least two new areas (code and name)"};
        case Kind::Dissolve: return {"撤销要写明一个区域", "To dissolve one, give one area"};
    }
    return {};
}

Result<void> check_shape(const AreaOrder& order) {
    const Needs need = needs(order.kind);
    const auto areas = order.areas.size();
    const auto parts = order.parts.size();
    if (areas >= need.areas_min && areas <= need.areas_max && parts >= need.parts_min &&
        parts <= need.parts_max) {
        return {};
    }
    return Refusal{Reason::Invalid,
                   "area.order",
                   "",
                   needs_words(order.kind),
                   {"请补全后重新提交", "Complete it and submit again"}};
}

// Reads one order in the lane, where ids are given out.
class Drafting {
public:
    Drafting(const access::Actor& actor, store::Writer& writer, const AreaOrder& order)
        : actor_(actor), writer_(writer), order_(order) {}

    Result<area::Act> act() {
        TRY(check_shape(order_));
        switch (order_.kind) {
            case Kind::Found: return as_act(founded());
            case Kind::Rename: return as_act(renamed());
            case Kind::Move: return as_act(moved());
            case Kind::Merge: return as_act(merged());
            case Kind::Split: return as_act(split());
            case Kind::Dissolve: return as_act(dissolved());
        }
        return Refusal{Reason::Invalid, "area.order"};
    }

private:
    template <typename Made>
    static Result<area::Act> as_act(Result<Made> made) {
        if (!made) return std::move(made).error();
        return area::Act(std::move(made).value());
    }

    Result<Id<area::Area>> named(std::size_t index) {
        const bool is_addition = order_.kind == Kind::Found || order_.kind == Kind::Rename;
        return find_area(actor_, writer_, order_.areas[index],
                         is_addition ? order_.day : day_before());
    }

    // What receives something has to be there then, and may have been founded on that day.
    Result<Id<area::Area>> receiver(const std::string& text) const {
        return find_area(actor_, writer_, text, order_.day);
    }

    // Orders that end something speak of the tree as it is until they take effect.
    Date day_before() const { return order_.day.plus_days(-1).value_or(order_.day); }

    Id<area::Area> parent_of(Id<area::Area> area) const {
        return writer_.tree().at(area, day_before())->parent;
    }

    Result<area::Found> founded() {
        const auto parent = TRY(named(0));
        return founded(parent, order_.parts[0]);
    }

    Result<area::Rename> renamed() {
        return area::Rename{order_.day, TRY(named(0)), order_.parts[0].second};
    }

    Result<area::Dissolve> dissolved() { return area::Dissolve{order_.day, TRY(named(0))}; }

    Result<area::Found> founded(Id<area::Area> parent,
                                const std::pair<std::string, std::string>& part) {
        const auto code = TRY(area::Code::parse(part.first));
        return area::Found{order_.day, writer_.new_area_id(), parent, code, part.second};
    }

    Result<area::Move> moved() {
        const auto area = TRY(named(0));
        const auto parent = TRY(receiver(order_.areas[1]));
        area::Move move{order_.day, area, parent, {}};
        if (!order_.parts.empty()) move.code = TRY(area::Code::parse(order_.parts[0].first));
        return move;
    }

    Result<area::Merge> merged() {
        std::vector<Id<area::Area>> parts;
        for (std::size_t index = 0; index < order_.areas.size(); ++index) {
            parts.push_back(TRY(named(index)));
        }
        const auto into = TRY(founded(parent_of(parts.front()), order_.parts[0]));
        return area::Merge{order_.day, parts, into};
    }

    Result<area::Split> split() {
        const auto whole = TRY(named(0));
        std::vector<area::Found> parts;
        for (const auto& part : order_.parts) {
            parts.push_back(TRY(founded(parent_of(whole), part)));
        }
        std::vector<area::Move> children;
        for (const auto& [child, target] : order_.children) {
            const auto area = TRY(find_area(actor_, writer_, child, day_before()));
            children.push_back({order_.day, area, TRY(home_of(target, parts)), {}});
        }
        return area::Split{order_.day, whole, parts, children};
    }

    // The part of that code, or an area that is there already.
    Result<Id<area::Area>> home_of(const std::string& target,
                                   const std::vector<area::Found>& parts) {
        const auto code = area::Code::parse(target);
        for (const area::Found& part : parts) {
            if (code && part.code == *code) return part.area;
        }
        return receiver(target);
    }

    const access::Actor& actor_;
    store::Writer& writer_;
    const AreaOrder& order_;
};

void list_below(const area::Tree& tree, Id<area::Area> area, Date day,
                std::vector<Id<area::Area>>& list) {
    list.push_back(area);
    for (const auto child : tree.children(area, day)) list_below(tree, child, day, list);
}

}  // namespace

Result<std::vector<AreaRow>> list_areas(const access::Actor& actor, const store::Reader& reader,
                                        std::string_view area, Date day,
                                        std::optional<area::Level> level) {
    const auto top = area.empty() ? actor.scope : TRY(find_area(actor, reader, area, day));
    std::vector<Id<area::Area>> found;
    list_below(reader.tree(), top, day, found);
    std::vector<AreaRow> rows;
    for (const auto one : found) {
        const area::Span& span = *reader.tree().at(one, day);
        if (level && span.code.level() != *level) continue;
        rows.push_back({span.code.text(),
                        span.code.level(),
                        span.name,
                        reader.tree().path_name(one, day),
                        {span.from, span.to}});
    }
    return rows;
}

Result<store::Written> change_areas(const access::Actor& actor, store::Store& store,
                                    const AreaOrder& order, const std::string& reason) {
    store::Written written;
    const auto done = store.write([&](store::Writer& writer) -> Result<void> {
        const auto act = TRY(Drafting(actor, writer, order).act());
        written = TRY(writer.change_areas(act, {actor.name, reason}));
        return {};
    });
    if (!done) return done.error();
    return written;
}

}  // namespace qingshui::app
