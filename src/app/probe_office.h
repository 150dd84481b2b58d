#pragma once

// For tests only: an office of invented declarations in a folder of its own.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "app/cell_reading.h"
#include "app/export.h"
#include "app/import.h"
#include "app/probe_pack.h"
#include "base/failure.h"
#include "store/test_place.h"

namespace qingshui::app::probe {

inline Date day(std::string_view iso) { return Date::parse(iso).value(); }

using Folder = store::test::TemporaryFolder;

inline std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

using Packs = std::map<std::string, registry::Catalogue::Files>;

// The street 341502005 with two communities and two grids; the day is 2021-06-01.
struct Office {
    store::test::Place place;
    const Folder& folder = place.folder();
    FixedClock clock{Instant::at({day("2021-06-01"), 8 * 3600})};
    std::unique_ptr<store::Store> store;
    access::Actor actor;

    explicit Office(const Packs& declared = packs()) {
        auto made = store::create(place.address(), 341502005, "清水河街道", declared, clock);
        if (!made) throw Failure(words(made.error(), Language::English));
        store = std::move(made).value();
        actor = {"张三", store->read()->root()};
        import_or_throw("areas.csv",
                        "区域代码,区域名称,层级,启用日期\n"
                        "341502005001,茶棚社区,社区,2020-01-01\n"
                        "341502005002,皋城社区（一期）,社区,2020-01-01\n"
                        "341502005001001,第一网格,网格,2020-01-01\n"
                        "341502005002001,第一网格,网格,2020-01-01\n");
    }

    Result<std::vector<ImportedSheet>> import(const std::vector<ImportFile>& files,
                                              const ImportOptions& options = {}) {
        return import_files(actor, *store, files, options);
    }
    void import_or_throw(const std::string& name, const std::string& bytes) {
        const auto done = import({{name, bytes}});
        if (!done) throw Failure(words(done.error(), Language::English));
    }
    // "filed 2, corrected 0, unchanged 1", or the words of the refusal.
    std::string imported(const std::string& name, const std::string& bytes,
                         const ImportOptions& options = {}) {
        const auto done = import({{name, bytes}}, options);
        if (!done) return words(done.error(), Language::Chinese);
        std::int64_t filed = 0;
        std::int64_t corrected = 0;
        std::int64_t unchanged = 0;
        for (const ImportedSheet& sheet : *done) {
            filed += sheet.filed;
            corrected += sheet.corrected;
            unchanged += sheet.unchanged;
        }
        return fmt::format("filed {}, corrected {}, unchanged {}", filed, corrected, unchanged);
    }

    std::vector<store::Kept> records(std::string_view schema) {
        return store->read()->records(schema, {}, 100'000);
    }
    // Every record as an export has it, without its number: cells parted by "; ".
    std::vector<std::string> rows(std::string_view schema) {
        std::vector<std::string> all;
        const auto reader = store->read();
        CellPrinter printer(*reader);
        const registry::Schema& declared = *reader->catalogue().schema(schema);
        for (const store::Kept& kept : reader->records(schema, {}, 100'000)) {
            const Date on = std::get<Date>(kept.record.values[declared.day]);
            std::string row;
            for (std::size_t index = 0; index < declared.fields.size(); ++index) {
                const auto& value = kept.record.values[index];
                row += text_of(printer.cell(declared.fields[index], value, on)) + ";";
            }
            for (std::size_t index = 0; index < declared.lines.size(); ++index) {
                row += text_of(printer.lines(declared.lines[index], kept.record.lines[index], on));
                row += ";";
            }
            all.push_back(std::move(row));
        }
        return all;
    }
    // The bytes of an export, by the ending of `name`.
    std::string exported(std::string_view schema, std::string_view name) {
        const std::string path = folder / name;
        const auto writer =
            name.ends_with(".csv") ? paper::write_csv(path) : paper::write_xlsx(path);
        const auto reader = store->read();
        const auto done = export_register(actor, *reader, {std::string(schema)}, *writer);
        if (!done) throw Failure(words(done.error(), Language::English));
        return bytes_of(path);
    }
};

// Names of sheets and their rows.
using Sheets = std::vector<std::pair<std::string, std::vector<std::vector<paper::Cell>>>>;

inline std::string workbook(const Folder& folder, const Sheets& sheets) {
    const std::string path = folder / "made.xlsx";
    const auto writer = paper::write_xlsx(path);
    for (const auto& [name, rows] : sheets) {
        writer->begin_sheet(name, {});
        for (const auto& row : rows) {
            for (const paper::Cell& cell : row) writer->cell(cell);
            writer->end_row();
        }
    }
    writer->finish();
    return bytes_of(path);
}

// A workbook of one sheet.
inline std::string workbook(const Folder& folder, const std::string& sheet,
                            const std::vector<std::vector<paper::Cell>>& rows) {
    return workbook(folder, {{sheet, rows}});
}

}  // namespace qingshui::app::probe
