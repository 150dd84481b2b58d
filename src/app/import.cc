#include "app/import.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include <fmt/format.h>

#include "app/area_import.h"
#include "app/boundary_import.h"
#include "app/fault_list.h"
#include "app/import_sheets.h"
#include "app/row_import.h"
#include "app/row_words.h"
#include "area/boundary.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

// Everything that comes in, understood, before anything is written.
struct Incoming {
    std::vector<IncomingSheet> sheets;
    std::vector<AreaSheet> areas;
    std::vector<BoundaryFile> boundaries;
    std::vector<std::string> hidden;  // Sheets passed over.
    // The same, for what is no table; why it would be refused beside nothing else.
    std::vector<std::pair<std::string, Refusal>> prose;
};

void add_fault(Refusal fault, const std::string& name, std::vector<Refusal>& faults) {
    if (fault.faults.empty()) {
        if (fault.where.file.empty()) fault.where.file = name;
        faults.push_back(std::move(fault));
        return;
    }
    for (const Refusal& one : fault.faults) add_fault(one, name, faults);
}

Refusal missing_column(const registry::Field& field) {
    Refusal fault{Reason::Invalid,
                  "import.column_missing",
                  field.id,
                  {fmt::format("缺少“{}”这一列", field.title.zh),
                   fmt::format("The column “{}” is missing", field.title.en)},
                  {fmt::format("请在表头加上“{}”并逐行填写", field.title.zh),
                   fmt::format("Add “{}” to the header and fill it in", field.title.en)}};
    fault.where.column = field.title.zh;
    return fault;
}

Refusal repeated_column(const std::string& title) {
    const std::string shown = chinese::shortened(title);
    Refusal fault{Reason::Invalid,
                  "import.column_twice",
                  "",
                  {fmt::format("“{}”与前面的一列是同一项", shown),
                   fmt::format("“{}” is the same field as a column before it", shown)},
                  {"请只保留一列，或改正列名", "Keep one of them, or mend its title"}};
    fault.where.column = title;
    fault.where.value = title;
    return fault;
}

Refusal unknown_unit(const UnknownUnit& column) {
    const registry::Field& field = *column.field;
    const std::string own = field.unit;
    const std::string unit = chinese::shortened(column.unit);
    Refusal fault{Reason::Invalid,
                  "import.unit_unknown",
                  field.id,
                  {fmt::format("“{}”不能用“{}”作单位", field.title.zh, unit),
                   fmt::format("“{}” cannot be given in “{}”", field.title.en, unit)},
                  {fmt::format("请换算成“{0}”或“万{0}”，并在表头的括号里写明", own),
                   fmt::format("Convert it to “{0}” or “万{0}” and say so in the title", own)}};
    if (own == "%") {
        fault.remedy = {"请换算成“%”，并在表头的括号里写明",
                        "Convert it to “%” and say so in the title"};
    }
    if (own.empty()) {
        fault.remedy = {"这一项不带单位：请换算成不带单位的数，并去掉表头括号里的单位",
                        "It has no unit: convert it to plain numbers and take the unit out of the "
                        "title"};
    }
    fault.where.column = column.title;
    fault.where.value = column.title;
    return fault;
}

Refusal unclear_unit(const UnclearUnit& column) {
    const registry::Field& field = *column.field;
    Refusal fault{
        Reason::Invalid,
        "import.unit_unclear",
        field.id,
        {fmt::format("表里写了几种单位“{}”，不知道“{}”按哪一种", fmt::join(column.units, "”“"),
                     field.title.zh),
         fmt::format("The sheet speaks of “{}”: which of them is “{}” in?",
                     fmt::join(column.units, "”, “"), field.title.en)},
        {fmt::format("请在列名后面用括号写明单位，如“{}（{}）”", column.title, column.units.back()),
         fmt::format("Say its unit in brackets behind its title, such as “{}（{}）”", column.title,
                     column.units.back())}};
    fault.where.column = column.title;
    fault.where.value = column.title;
    return fault;
}

// What is wrong with the header as a whole.
void header_faults(const IncomingSheet& incoming, std::vector<Refusal>& faults) {
    std::vector<Refusal> found;
    // Rows that bear a number correct records and may leave the rest alone.
    if (!has_record_ids(incoming.plan)) {
        for (const auto* field : incoming.plan.missing) found.push_back(missing_column(*field));
    }
    for (const auto& title : incoming.plan.repeated) found.push_back(repeated_column(title));
    for (const auto& unit : incoming.plan.unknown_units) found.push_back(unknown_unit(unit));
    for (const auto& unit : incoming.plan.unclear_units) found.push_back(unclear_unit(unit));
    for (Refusal& fault : found) {
        fault.where.row = static_cast<int>(incoming.plan.body);
        add_fault(std::move(fault), incoming.name, faults);
    }
}

// A listing of areas, unless it fits a register as well in every column that it has.
bool is_listing(const paper::Sheet& sheet, const Result<SheetPlan>& plan) {
    if (!is_area_sheet(sheet)) return false;
    return !plan || !plan->missing.empty() || !plan->ignored.empty();
}

void understand_sheet(NamedSheet named, Result<SheetPlan> plan, bool may_list, Incoming& incoming,
                      std::vector<Refusal>& faults) {
    if (may_list && is_listing(named.sheet, plan)) {
        incoming.areas.push_back({std::move(named.name), std::move(named.sheet)});
        return;
    }
    if (!plan && is_prose(named.sheet)) {
        incoming.prose.emplace_back(std::move(named.name), plan.error());
        return;
    }
    if (!plan) return add_fault(plan.error(), named.name, faults);
    incoming.sheets.push_back(
        {std::move(named.name), std::move(named.sheet), std::move(plan).value()});
    header_faults(incoming.sheets.back(), faults);
}

bool begins_as_json(const ImportFile& file) {
    const auto first = file.bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string::npos && file.bytes[first] == '{';
}

// A file of boundaries, not a sheet whose first cell happens to begin with a brace.
bool is_boundaries(const ImportFile& file) {
    if (!begins_as_json(file)) return false;
    if (file.name.ends_with("json")) return true;
    return file.bytes.size() <= area::GeoJsonLimits().bytes && json::parse(file.bytes).has_value();
}

Refusal boundaries_for_register(const std::string& register_id) {
    return {
        Reason::Invalid,
        "import.boundaries",
        register_id,
        {fmt::format("这是边界文件（GeoJSON），不是“{}”的表", register_id),
         fmt::format("This is a file of boundaries (GeoJSON), not a sheet of “{}”", register_id)},
        {"导入边界请去掉 --register；导入台账请换成表格文件",
         "Leave out --register to take boundaries in; for the register, name a sheet"}};
}

Refusal no_rows(const registry::Schema& schema) {
    return {Reason::Invalid,
            "import.no_rows",
            schema.id,
            {fmt::format("只有“{}”的表头，下面一条记录也没有", schema.title.zh),
             fmt::format("There is a header of “{}”, but no record below it", schema.title.en)},
            {"请核对是不是选错了文件，或漏存了数据",
             "Check whether it is the file you meant, and whether its rows were saved"}};
}

// A file without a record is a mistake, unless it is the export of an empty register.
void check_rows(const Incoming& incoming, std::size_t first, std::vector<Refusal>& faults) {
    const auto& sheets = incoming.sheets;
    if (first == sheets.size()) return;
    for (std::size_t at = first; at < sheets.size(); ++at) {
        const IncomingSheet& one = sheets[at];
        if (has_record_ids(one.plan) || SheetBody(one.sheet, one.plan).has_records()) return;
    }
    add_fault(no_rows(*sheets[first].plan.schema), sheets[first].name, faults);
}

void understand_file(const registry::Catalogue& catalogue, const ImportFile& file,
                     const ImportOptions& options, Incoming& incoming,
                     std::vector<Refusal>& faults) {
    if (is_boundaries(file)) {
        if (options.register_id.empty()) {
            incoming.boundaries.push_back({file.name, file.bytes});
        } else {
            add_fault(boundaries_for_register(options.register_id), file.name, faults);
        }
        return;
    }
    auto sheets = named_sheets(file);
    if (!sheets) return add_fault(sheets.error(), file.name, faults);
    const std::size_t first = incoming.sheets.size();
    const std::size_t areas = incoming.areas.size();
    const std::size_t prose = incoming.prose.size();
    const std::size_t faults_before = faults.size();
    for (NamedSheet& one : std::move(sheets).value()) {
        if (one.sheet.hidden) {
            incoming.hidden.push_back(one.name);
        } else {
            auto plan = plan_sheet(catalogue, one.sheet, file.name, options.register_id);
            understand_sheet(std::move(one), std::move(plan), options.register_id.empty(), incoming,
                             faults);
        }
    }
    const bool has_tables = incoming.sheets.size() > first || incoming.areas.size() > areas ||
                            faults.size() > faults_before;
    for (std::size_t at = prose; !has_tables && at < incoming.prose.size(); ++at) {
        add_fault(incoming.prose[at].second, incoming.prose[at].first, faults);
    }
    if (incoming.areas.size() == areas) check_rows(incoming, first, faults);
}

Incoming understand(const registry::Catalogue& catalogue, const std::vector<ImportFile>& files,
                    const ImportOptions& options, std::vector<Refusal>& faults) {
    Incoming incoming;
    for (const ImportFile& file : files) {
        understand_file(catalogue, file, options, incoming, faults);
    }
    return incoming;
}

// Registers that `schema` refers to, its sub-tables included.
std::set<std::string> referred(const registry::Schema& schema) {
    std::set<std::string> ids;
    const auto add = [&](const std::vector<registry::Field>& fields) {
        for (const auto& field : fields) {
            if (!field.refers_to.empty()) ids.insert(field.refers_to);
        }
    };
    add(schema.fields);
    for (const auto& lines : schema.lines) add(lines.fields);
    return ids;
}

// Puts a register behind all that it refers to, so far as they do not refer to it in turn.
void place_register(const registry::Catalogue& catalogue, const std::string& id,
                    std::set<std::string>& seen, std::map<std::string, std::size_t>& places) {
    const registry::Schema* schema = catalogue.schema(id);
    if (schema == nullptr || !seen.insert(id).second) return;
    for (const std::string& below : referred(*schema)) {
        place_register(catalogue, below, seen, places);
    }
    places.emplace(id, places.size());
}

void sort_by_reference(const registry::Catalogue& catalogue, std::vector<IncomingSheet>& sheets) {
    std::set<std::string> seen;
    std::map<std::string, std::size_t> places;
    for (const IncomingSheet& one : sheets) {
        place_register(catalogue, one.plan.schema->id, seen, places);
    }
    std::stable_sort(sheets.begin(), sheets.end(), [&](const auto& a, const auto& b) {
        return places.at(a.plan.schema->id) < places.at(b.plan.schema->id);
    });
}

Refusal more_faults(std::size_t more) {
    return {Reason::Invalid,
            "import.more_faults",
            "",
            {fmt::format("另有{}处错误没有列出", more), fmt::format("Faults not listed: {}", more)},
            {"请先改正列出的，再导入一次", "Mend those that are listed, then import again"}};
}

// The sheets of an import at work: whatever a row was held for, it goes on once that is there.
class RowImports {
public:
    RowImports(ImportLane& lane, const std::vector<IncomingSheet>& sheets) : lane_(lane) {
        for (const IncomingSheet& one : sheets) imports_.emplace_back(one, lane, imports_.size());
    }

    void take(const ImportOptions& options, FaultList& faults) {
        for (RowImport& one : imports_) {
            one.take_rows(options, faults);
            go_on(faults);
        }
        each_held([&](RowImport& one, std::size_t row) { one.begin(row, faults); }, faults);
        lane_.begin_judging();
        each_held([&](RowImport& one, std::size_t row) { one.take(row, faults); }, faults);
        lane_.stage = ImportLane::Stage::Last;
        each_held([&](RowImport& one, std::size_t row) { one.take(row, faults); }, faults);
    }

    void add_done(std::vector<ImportedSheet>& done) const {
        for (const RowImport& one : imports_) {
            done.push_back(one.done());
            std::sort(done.back().repeated.begin(), done.back().repeated.end());
            std::sort(done.back().kept.begin(), done.back().kept.end());
        }
    }

private:
    void go_on(FaultList& faults) {
        while (const auto place = lane_.held.next()) {
            imports_[place->first].take(place->second, faults);
        }
    }
    void each_held(const std::function<void(RowImport&, std::size_t row)>& act, FaultList& faults) {
        for (const auto& [sheet, row] : lane_.held.all()) {
            if (lane_.held.release({sheet, row})) act(imports_[sheet], row);
            go_on(faults);
        }
    }

    ImportLane& lane_;
    std::deque<RowImport> imports_;
};

// By sheet and row, although some rows have to be held.
FaultList fault_list(const std::vector<IncomingSheet>& sheets, std::size_t most) {
    std::vector<std::string> names;
    names.reserve(sheets.size());
    for (const IncomingSheet& one : sheets) names.push_back(one.name);
    return {names, most};
}

// What is wrong with an import: the first faults, and how many there are in all.
struct Unfit {
    std::vector<Refusal> faults;
    std::size_t all = 0;
};

std::vector<ImportedSheet> take_in(ImportLane& lane, const Incoming& incoming,
                                   const ImportOptions& options, Unfit& unfit) {
    for (const IncomingSheet& one : incoming.sheets) {
        const std::string& id = one.plan.schema->id;
        if (lane.writer.record_count(id) == 0) lane.empty.insert(id);
    }
    std::vector<ImportedSheet> done;
    for (const AreaSheet& one : incoming.areas) {
        done.push_back(import_areas(one, lane.writer, lane.stamp, options, unfit.faults));
    }
    for (const BoundaryFile& one : incoming.boundaries) {
        done.push_back(import_boundaries(one, lane.writer, lane.stamp, options, unfit.faults));
    }
    // Records of areas that could not be taken in would only repeat the same faults.
    unfit.all = unfit.faults.size();
    if (unfit.all > 0) return done;
    RowImports imports(lane, incoming.sheets);
    FaultList faults = fault_list(incoming.sheets, options.faults_max);
    imports.take(options, faults);
    unfit = {faults.first(), faults.count()};
    imports.add_done(done);
    for (const std::string& name : incoming.hidden) {
        done.push_back({name, ""});
        done.back().is_hidden = true;
    }
    for (const auto& [name, refusal] : incoming.prose) {
        done.push_back({name, ""});
        done.back().is_prose = true;
    }
    return done;
}

}  // namespace

Refusal faulty_import(std::vector<Refusal> faults, std::size_t all, std::size_t most) {
    Refusal refusal{Reason::Invalid, "import.faulty"};
    refusal.says = {fmt::format("有{}处错误，全部没有导入", all),
                    fmt::format("Faults: {}. Nothing was taken in", all)};
    refusal.remedy = {"请按下列说明逐处改正后重新导入", "Mend them as said below and import again"};
    if (faults.size() > most) faults.resize(most);
    if (all > faults.size()) faults.push_back(more_faults(all - faults.size()));
    refusal.faults = std::move(faults);
    return refusal;
}

Result<std::vector<ImportedSheet>> import_files(const access::Actor& actor, store::Store& store,
                                                const std::vector<ImportFile>& files,
                                                const ImportOptions& options) {
    constexpr const char* kDryRun = "import.dry_run";
    std::vector<ImportedSheet> done;
    const auto before = store.read();
    const auto written = store.write([&](store::Writer& writer) -> Result<void> {
        Unfit unfit;
        Incoming incoming = understand(writer.catalogue(), files, options, unfit.faults);
        unfit.all = unfit.faults.size();
        sort_by_reference(writer.catalogue(), incoming.sheets);
        ImportLane lane{writer, *before, actor, {actor.name, options.reason}, options.files_again};
        lane.is_dry_run = options.is_dry_run;
        if (unfit.all == 0) done = take_in(lane, incoming, options, unfit);
        if (unfit.all > 0) {
            return faulty_import(std::move(unfit.faults), unfit.all, options.faults_max);
        }
        // Refused so that the lane takes everything back.
        if (options.is_dry_run) return Refusal{Reason::Invalid, kDryRun};
        return {};
    });
    if (!written && written.error().rule != kDryRun) return written.error();
    return done;
}

}  // namespace qingshui::app
