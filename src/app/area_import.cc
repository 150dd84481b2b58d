#include "app/area_import.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/cell_reading.h"
#include "app/header_titles.h"
#include "app/sheet_columns.h"
#include "area/boundary.h"
#include "area/listing.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

enum Column : std::size_t {
    CodeColumn,
    NameColumn,
    LevelColumn,
    ParentColumn,
    FromColumn,
    Columns
};

// The names that each column may bear, compared as comparable() has them.
constexpr std::array<std::array<std::string_view, 4>, Columns> kTitles = {{
    {"区域代码", "代码", "code", "区划代码"},
    {"区域名称", "名称", "name", "区划名称"},
    {"层级", "级别", "level", "区域层级"},
    {"上级代码", "上级区域", "parent", "上级"},
    {"启用日期", "设立日期", "from", "启用"},
}};

struct Header {
    std::size_t body = 0;
    std::array<std::optional<std::size_t>, Columns> columns = {};
};

// Which columns the titles of a row name.
Header titled(const std::vector<paper::Cell>& row) {
    Header header;
    for (std::size_t at = 0; at < row.size(); ++at) {
        const std::string title = comparable(text_of(row[at]));
        for (std::size_t column = 0; column < Columns; ++column) {
            const auto& names = kTitles[column];
            const bool is_it = std::find(names.begin(), names.end(), title) != names.end();
            if (is_it && !header.columns[column]) header.columns[column] = at;
        }
    }
    return header;
}

std::optional<Header> find_header(const paper::Sheet& sheet) {
    constexpr std::size_t kWithin = 20;
    for (std::size_t row = 0; row < std::min(sheet.rows.size(), kWithin); ++row) {
        Header header = titled(sheet.rows[row]);
        header.body = row + 1;
        const bool is_header = header.columns[CodeColumn] && header.columns[NameColumn] &&
                               (header.columns[LevelColumn] || header.columns[ParentColumn]);
        if (is_header) return header;
    }
    return {};
}

std::vector<area::ListedArea> read_rows(const paper::Sheet& sheet, const Header& header) {
    std::vector<area::ListedArea> listed;
    for (std::size_t row = header.body; row < sheet.rows.size(); ++row) {
        const auto& cells = sheet.rows[row];
        const auto text = [&](Column column) {
            const auto at = header.columns[column];
            return at && *at < cells.size() ? trimmed(text_of(cells[*at])) : "";
        };
        area::ListedArea one{static_cast<int>(row) + 1, chinese::folded(text(CodeColumn)),
                             text(NameColumn),          text(ParentColumn),
                             text(LevelColumn),         text(FromColumn)};
        if (!one.code.empty() || !one.name.empty()) listed.push_back(std::move(one));
    }
    return listed;
}

// Carries out one act; counts it, or appends its faults.
void carry_out(store::Writer& writer, const area::Act& act, const store::Stamp& stamp,
               std::int64_t& count, std::vector<Refusal>& faults) {
    const auto written = writer.change_areas(act, stamp);
    if (written) {
        ++count;
        return;
    }
    const auto& each = written.error().faults;
    if (each.empty()) faults.push_back(written.error());
    faults.insert(faults.end(), each.begin(), each.end());
}

// The office's own row gives the root its name; it is taken out of the list.
void name_root(std::vector<area::ListedArea>& listed, store::Writer& writer,
               const store::Stamp& stamp, ImportedSheet& done, std::vector<Refusal>& faults) {
    const area::Span& root = writer.tree().life(writer.root()).back();
    const auto is_root = [&](const area::ListedArea& one) {
        const auto code = area::Code::parse(one.code);
        return code && *code == root.code;
    };
    const auto row = std::find_if(listed.begin(), listed.end(), is_root);
    if (row == listed.end()) return;
    if (row->name.empty() || chinese::folded(row->name) == chinese::folded(root.name)) {
        ++done.unchanged;
    } else {
        carry_out(writer, area::Rename{root.from, root.area, row->name}, stamp, done.corrected,
                  faults);
    }
    listed.erase(row);
}

// Names the column as the sheet does, not as the listing.
void use_titles(const paper::Sheet& sheet, const Header& header, Refusal& fault) {
    for (std::size_t column = 0; column < Columns; ++column) {
        const auto& names = kTitles[column];
        const bool is_it = std::find(names.begin(), names.end(), fault.where.column) != names.end();
        if (!is_it || !header.columns[column]) continue;
        fault.where.column = trimmed(text_of(sheet.rows[header.body - 1][*header.columns[column]]));
    }
}

}  // namespace

bool is_area_sheet(const paper::Sheet& sheet) { return find_header(sheet).has_value(); }

ImportedSheet import_areas(const AreaSheet& incoming, store::Writer& writer,
                           const store::Stamp& stamp, const ImportOptions& options,
                           std::vector<Refusal>& faults) {
    ImportedSheet done{incoming.name, "areas"};
    std::vector<Refusal> found;
    const Header header = find_header(incoming.sheet).value();
    auto listed = read_rows(incoming.sheet, header);
    name_root(listed, writer, stamp, done, found);

    const auto new_id = [&writer] { return writer.new_area_id(); };
    const auto listing = area::read_listing(listed, writer.tree(), Date::min(), new_id);
    if (!listing) {
        const auto& each = listing.error().faults;
        found.insert(found.end(), each.begin(), each.end());
    } else {
        done.unchanged += static_cast<std::int64_t>(listing->unchanged);
        const auto all = static_cast<std::int64_t>(listing->acts.size());
        for (const area::Found& act : listing->acts) {
            const bool is_time = options.progress && done.filed % 500 == 0;
            if (is_time) options.progress(done.name, done.filed, all);
            carry_out(writer, act, stamp, done.filed, found);
        }
    }
    for (Refusal& fault : found) {
        fault.where.file = incoming.name;
        use_titles(incoming.sheet, header, fault);
        faults.push_back(std::move(fault));
    }
    return done;
}

ImportedSheet import_boundaries(const BoundaryFile& incoming, store::Writer& writer,
                                const store::Stamp& stamp, const ImportOptions& options,
                                std::vector<Refusal>& faults) {
    ImportedSheet done{incoming.name, "boundaries"};
    const auto add = [&](Refusal fault) {
        fault.where.file = incoming.name;
        faults.push_back(std::move(fault));
    };
    const auto boundaries = area::read_geojson(incoming.bytes);
    if (!boundaries) {
        for (const Refusal& fault : boundaries.error().faults) add(fault);
        if (boundaries.error().faults.empty()) add(boundaries.error());
        return done;
    }
    const auto all = static_cast<std::int64_t>(boundaries->size());
    for (const area::NamedBoundary& one : *boundaries) {
        const bool is_dated = one.since != Date::min();
        const auto found = is_dated ? writer.tree().find(one.code, one.since)
                                    : writer.tree().find(one.code, Period{one.since, Date::max()});
        if (!found) {
            const std::string on_zh = is_dated ? chinese::date(one.since) : "";
            const std::string on_en = is_dated ? fmt::format(" on {}", one.since.text()) : "";
            add({Reason::Missing,
                 "import.boundary_area",
                 one.code.text(),
                 {fmt::format("{}没有代码为{}的区域，边界无处可放", on_zh, one.code.text()),
                  fmt::format("There is no area {}{} that the boundary could be of",
                              one.code.text(), on_en)},
                 {"请先导入区域，或核对代码", "Import the areas first, or check the code"}});
            continue;
        }
        const auto written = writer.set_boundary(*found, one.boundary, one.since, stamp);
        if (!written) {
            add(written.error());
            continue;
        }
        ++(written->unchanged ? done.unchanged : done.filed);
    }
    if (options.progress) options.progress(incoming.name, all, all);
    return done;
}

}  // namespace qingshui::app
