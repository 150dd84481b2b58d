#include "app/boundary_import.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/import_lane.h"
#include "area/boundary.h"
#include "area/shape.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using Areas = std::set<Id<area::Area>>;

// An area with its boundary, and from where to where that reaches.
struct Drawn {
    Id<area::Area> area;
    area::Boundary boundary;
    area::Point least = {180, 90};
    area::Point most = {-180, -90};
};

// Those of one level that have a boundary on `day`, from west to east.
std::vector<Drawn> drawn_on(store::Writer& writer, area::Level level, Date day) {
    std::vector<Drawn> all;
    for (const auto one : writer.tree().of_level(writer.root(), level, day)) {
        auto boundary = writer.boundary(one, day);
        if (!boundary) continue;
        Drawn drawn{one, *std::move(boundary)};
        for (const area::Polygon& polygon : drawn.boundary) {
            for (const area::Point& point : polygon.outer) {
                drawn.least.longitude = std::min(drawn.least.longitude, point.longitude);
                drawn.least.latitude = std::min(drawn.least.latitude, point.latitude);
                drawn.most.longitude = std::max(drawn.most.longitude, point.longitude);
                drawn.most.latitude = std::max(drawn.most.latitude, point.latitude);
            }
        }
        all.push_back(std::move(drawn));
    }
    std::sort(all.begin(), all.end(),
              [](const Drawn& a, const Drawn& b) { return a.least.longitude < b.least.longitude; });
    return all;
}

std::string named(const area::Span& span) {
    return fmt::format("“{}”（{}）", span.name, span.code.text());
}

Text overlap(const area::Tree& tree, const Drawn& one, const Drawn& other, double part, Date day) {
    const std::string first = named(tree.nearest(one.area, day));
    const std::string second = named(tree.nearest(other.area, day));
    const auto percent = std::lround(part * 100);
    return {fmt::format("{}与{}的边界重叠，约占较小一块的{}%；请核对", first, second, percent),
            fmt::format("{} and {} lie over each other, by about {}% of the smaller; check them",
                        first, second, percent)};
}

// What lies over each other among areas of one level, where one of `taken` is part of it.
void add_overlaps(const area::Tree& tree, const std::vector<Drawn>& drawn, const Areas& taken,
                  Date day, std::vector<Text>& remarks) {
    constexpr double kLeast = 0.01;  // Lines drawn apart leave slivers.
    for (auto one = drawn.begin(); one != drawn.end(); ++one) {
        for (auto other = one + 1; other != drawn.end(); ++other) {
            if (other->least.longitude >= one->most.longitude) break;
            const bool is_apart = other->least.latitude >= one->most.latitude ||
                                  one->least.latitude >= other->most.latitude;
            const bool is_new = taken.contains(one->area) || taken.contains(other->area);
            if (is_apart || !is_new) continue;
            const double part = area::shared_part(one->boundary, other->boundary);
            if (part >= kLeast) remarks.push_back(overlap(tree, *one, *other, part, day));
        }
    }
}

// Of the boundaries taken in, by the day from which they run so.
void add_overlaps(store::Writer& writer, const std::map<Date, Areas>& taken, ImportedSheet& done) {
    constexpr std::size_t kTold = 20;
    std::vector<Text> remarks;
    for (const auto& [since, areas] : taken) {
        const Date day = since == Date::min() ? Date::max() : since;
        std::set<area::Level> levels;
        for (const auto one : areas) {
            levels.insert(writer.tree().nearest(one, day).code.level());
        }
        for (const auto level : levels) {
            add_overlaps(writer.tree(), drawn_on(writer, level, day), areas, day, remarks);
        }
    }
    const std::size_t all = remarks.size();
    if (all > kTold) {
        remarks.resize(kTold);
        remarks.push_back({fmt::format("另有{}处边界重叠没有列出", all - kTold),
                           fmt::format("Overlaps not listed: {}", all - kTold)});
    }
    done.remarks = std::move(remarks);
}

Refusal nowhere(const area::NamedBoundary& one) {
    const bool is_dated = one.since != Date::min();
    const std::string on_zh = is_dated ? chinese::date(one.since) : "";
    const std::string on_en = is_dated ? fmt::format(" on {}", one.since.text()) : "";
    return {Reason::Missing,
            "import.boundary_area",
            one.code.text(),
            {fmt::format("{}没有代码为{}的区域，边界无处可放", on_zh, one.code.text()),
             fmt::format("There is no area {}{} that the boundary could be of", one.code.text(),
                         on_en)},
            {"请先导入区域，或核对代码", "Import the areas first, or check the code"}};
}

}  // namespace

ImportedSheet import_boundaries(const BoundaryFile& incoming, store::Writer& writer,
                                const store::Stamp& stamp, const ImportOptions& options,
                                std::vector<Refusal>& faults) {
    ImportedSheet done{incoming.name, "boundaries"};
    const auto add = [&](Refusal fault) {
        fault.where.file = incoming.name;
        const bool is_of_a_feature = fault.where.row > 0 && fault.rule != "geojson.json";
        if (is_of_a_feature) {
            const int feature = std::exchange(fault.where.row, 0);
            fault.says.zh = fmt::format("第{}个要素：{}", feature, fault.says.zh);
            fault.says.en = fmt::format("Feature {}: {}", feature, fault.says.en);
        }
        faults.push_back(std::move(fault));
    };
    const auto boundaries = area::read_geojson(incoming.bytes);
    if (!boundaries) {
        for (const Refusal& fault : boundaries.error().faults) add(fault);
        if (boundaries.error().faults.empty()) add(boundaries.error());
        return done;
    }
    for (Refusal& fault : area::shape_faults(*boundaries)) add(std::move(fault));
    const auto all = static_cast<std::int64_t>(boundaries->size());
    std::map<Date, Areas> taken;
    int feature = 0;
    for (const area::NamedBoundary& one : *boundaries) {
        ++feature;
        const bool is_dated = one.since != Date::min();
        const auto found = is_dated ? writer.tree().find(one.code, one.since)
                                    : writer.tree().find(one.code, Period{one.since, Date::max()});
        if (!found) {
            add(nowhere(one));
            continue;
        }
        const auto written = writer.set_boundary(*found, one.boundary, one.since,
                                                 stamp_of(stamp, incoming.name, feature, "个要素"));
        if (!written) {
            add(written.error());
            continue;
        }
        ++(written->unchanged ? done.unchanged : done.filed);
        taken[one.since].insert(*found);
    }
    if (faults.empty()) add_overlaps(writer, taken, done);
    if (options.progress) options.progress(incoming.name, all, all);
    return done;
}

}  // namespace qingshui::app
