#include "sample/example.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>

#include <fmt/format.h>

#include "base/told_failure.h"
#include "json/json.h"
#include "paper/sheet.h"
#include "sample/making.h"

namespace qingshui::sample {
namespace {

using Mark = paper::SheetWriter::Mark;
using registry::Field;
using registry::FieldType;
using registry::Key;
using registry::Record;
using registry::Value;

constexpr const char* kOffice = "office.toml";
constexpr const char* kPlan = "plan.toml";

Refusal missing(const std::string& file) {
    Refusal refusal;
    refusal.reason = Reason::Missing;
    refusal.rule = "plan.missing";
    refusal.subject = file;
    refusal.says = {fmt::format("示例缺少文件{}", file),
                    fmt::format("The example has no file {}", file)};
    refusal.remedy = {"请按docs/plans.md编写", "Write it as docs/plans.md says"};
    return refusal;
}

// A part of a line within a cell, as an import reads it.
std::string escaped(std::string_view part) {
    std::string text;
    for (const char c : part) {
        if (c == '\\' || c == '|' || c == ';') text += '\\';
        if (c == '\n') {
            text += "\\n";
        } else {
            text += c;
        }
    }
    return text;
}

// Writes registers as their import reads them.
class Writing {
public:
    Writing(const World& world, const Office& office) : world_(world), office_(office) {}

    std::size_t write(const MadeFile& made, const std::string& path) const;
    std::size_t write_areas(const std::string& path) const;

private:
    paper::Cell cell(const Field& field, const Value& value) const;
    std::string lines(const registry::Lines& lines,
                      const std::vector<std::vector<Value>>& values) const;
    void title(paper::SheetWriter& writer, const std::string& name) const {
        writer.cell(fmt::format("{}（{}）", name, office_.mark));
        writer.end_row();
    }

    const World& world_;
    const Office& office_;
};

paper::Cell Writing::cell(const Field& field, const Value& value) const {
    if (registry::is_empty(value)) return {};
    if (const auto* number = std::get_if<Decimal>(&value)) return *number;
    if (const auto* day = std::get_if<Date>(&value)) return *day;
    if (const auto* time = std::get_if<DateTime>(&value)) return *time;
    const auto* key = std::get_if<Key>(&value);
    if (key != nullptr && field.type == FieldType::Area) {
        const auto& span = world_.ground().tree().life({key->number}).front();
        return fmt::format("{} {}", span.code.text(), span.name);
    }
    return world_.shown(field, value);
}

std::string Writing::lines(const registry::Lines& lines,
                           const std::vector<std::vector<Value>>& values) const {
    std::string text;
    for (const auto& line : values) {
        if (!text.empty()) text += '\n';
        for (std::size_t i = 0; i < line.size(); ++i) {
            const auto& field = lines.fields[i];
            const auto* day = std::get_if<Date>(&line[i]);
            if (i > 0) text += " | ";
            text += escaped(day != nullptr ? day->text() : world_.shown(field, line[i]));
        }
    }
    return text;
}

std::size_t Writing::write(const MadeFile& made, const std::string& path) const {
    const auto& schema = *made.planned->schema;
    const auto& records = world_.records(schema.id);
    std::vector<std::size_t> fields;
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        const bool used = std::any_of(records.begin(), records.end(), [&](const Record& record) {
            return !registry::is_empty(record.values[i]);
        });
        if (!schema.fields[i].computed && (used || schema.fields[i].required)) fields.push_back(i);
    }
    const auto writer = path.ends_with(".csv") ? paper::write_csv(path) : paper::write_xlsx(path);
    constexpr double kWidth = 18;
    writer->begin_sheet(schema.title.zh,
                        std::vector<double>(fields.size() + schema.lines.size(), kWidth));
    title(*writer, schema.title.zh);
    for (const auto i : fields) writer->cell(schema.fields[i].title.zh, Mark::Title);
    for (const auto& lines : schema.lines) writer->cell(lines.title.zh, Mark::Title);
    writer->end_row();
    for (auto row = made.begin; row < made.end; ++row) {
        for (const auto i : fields) writer->cell(cell(schema.fields[i], records[row].values[i]));
        for (std::size_t i = 0; i < schema.lines.size(); ++i) {
            writer->cell(lines(schema.lines[i], records[row].lines[i]));
        }
        writer->end_row();
    }
    writer->finish();
    return made.end - made.begin;
}

std::size_t Writing::write_areas(const std::string& path) const {
    const auto& tree = world_.ground().tree();
    const auto writer = paper::write_xlsx(path);
    writer->begin_sheet("区域名册", {30, 24, 8, 30, 12});
    title(*writer, "区域名册");
    for (const auto* name : {"区域代码", "区域名称", "层级", "上级代码", "启用日期"}) {
        writer->cell(std::string(name), Mark::Title);
    }
    writer->end_row();
    for (const auto& span : world_.ground().spans()) {
        writer->cell(span.code.text());
        writer->cell(span.name);
        writer->cell(area::title(span.code.level()).zh);
        const auto* parent = tree.at(span.parent, span.from);
        writer->cell(parent != nullptr ? paper::Cell(parent->code.text()) : paper::Cell());
        writer->cell(span.from);
        writer->end_row();
    }
    writer->finish();
    return world_.ground().spans().size();
}

// The boundaries with the mark among the properties of each feature.
void write_boundaries(const Ground& ground, const std::string& mark, const std::string& path) {
    auto document = json::parse(area::print_geojson(ground.boundaries())).value();
    for (auto& feature : document.as_object()["features"].as_array()) {
        feature.as_object()["properties"].as_object()["note"] = mark;
    }
    std::ofstream file(path, std::ios::binary);
    file << json::print(document) << '\n';
    file.flush();
    if (!file) throw file_failure(path, errno);
}

}  // namespace

Result<Office> read_office(const Files& files) {
    const auto file = files.find(kOffice);
    if (file == files.end()) return missing(kOffice);
    const auto declared = TRY(registry::read_toml(file->second, kOffice));
    PlanFaults faults(kOffice);
    std::optional<Office> office;
    {
        TableReader top(declared, faults);
        const Declared none;
        const auto* within = top.within("office");
        TableReader table(within != nullptr ? *within : none, faults);
        const auto tenant = area::Code::parse(table.required_text("tenant"));
        if (!tenant) table.fault("tenant", {"区域代码", "the code of an area"});
        const auto name = table.required_text("name");
        const auto title = table.text("title");
        const auto seed = table.integer("seed").value_or(1);
        const auto period = table.text("period");
        const auto mark = table.text("mark");
        if (tenant) {
            office = Office{*tenant, name, title.empty() ? name : title,
                            static_cast<std::uint64_t>(seed), period};
            if (!mark.empty()) office->mark = mark;
        }
    }
    if (!faults.empty()) return faults.refusal();
    return *office;
}

Result<std::vector<Written>> write_example(const Files& files, const registry::Catalogue& catalogue,
                                           const std::string& folder,
                                           const std::function<void(const Written&)>& progress) {
    const auto office = TRY(read_office(files));
    const auto text = files.find(kPlan);
    if (text == files.end()) return missing(kPlan);
    const auto plan = TRY(read_plan(text->second, catalogue));

    PlanFaults faults(kPlan);
    const Ground ground(plan, office.tenant, office.name, office.seed, faults);
    World world(catalogue, ground, office.seed);
    std::vector<MadeFile> made;
    for (const auto& planned : plan.registers) {
        made.push_back(make_records(planned, world, faults));
    }
    if (!faults.empty()) return faults.refusal();

    const Writing writing(world, office);
    std::vector<Written> written;
    const auto done = [&](const std::string& file, std::size_t rows) {
        written.push_back({file, rows});
        if (progress) progress(written.back());
    };
    done("areas.xlsx", writing.write_areas(folder + "/areas.xlsx"));
    if (plan.map) {
        write_boundaries(ground, office.mark, folder + "/boundaries.geojson");
        done("boundaries.geojson", ground.boundaries().size());
    }
    for (const auto& one : made) {
        done(one.planned->file, writing.write(one, folder + "/" + one.planned->file));
    }
    return written;
}

}  // namespace qingshui::sample
