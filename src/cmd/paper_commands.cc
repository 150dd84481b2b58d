#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "app/export.h"
#include "app/import.h"
#include "app/sampling.h"
#include "base/chinese.h"
#include "cmd/checks.h"
#include "cmd/commands.h"
#include "cmd/outputs.h"
#include "paper/sheet.h"

namespace qingshui::cmd {
namespace {

struct Options {
    std::string office;
    std::vector<std::string> files;
    std::string register_id;
    std::string output;
    std::string fault_file;
    std::string reason;
    std::string name = "qingshuihe-2021";
    bool is_dry_run = false;
    bool files_again = false;
};

int example(Console& console, Context& context, const Options& options) {
    const auto fit = check_output(options.office);
    if (!fit) return console.refuse(fit.error());
    std::int64_t rows = 0;
    const auto done =
        app::write_example(options.name, options.office, [&](const sample::Written& file) {
            rows += static_cast<std::int64_t>(file.rows);
            if (context.err_is_terminal && !console.as_json()) {
                console.note({fmt::format("{}  {} 行", file.file, file.rows),
                              fmt::format("{}  {} rows", file.file, file.rows)});
            }
        });
    if (!done) return console.refuse(done.error());
    if (console.as_json()) {
        json::Array files;
        for (const auto& file : done->files) {
            files.push_back({{"file", file.file}, {"rows", file.rows}});
        }
        console.print(json::Object{{"tenant", done->office.tenant.text()},
                                   {"name", done->office.title},
                                   {"files", std::move(files)}});
    }
    const std::string& tenant = done->office.tenant.text();
    const std::string packs =
        done->has_packs ? fmt::format(" --packs {}/packs", options.office) : "";
    console.say(
        {fmt::format("已写出{}个文件，{}行，都是编造的示例数据。", done->files.size(), rows),
         fmt::format("Wrote {} files of {} made-up rows.", done->files.size(), rows)});
    console.say({fmt::format("接着：qingshui init OFFICE --tenant {} --name {}{}", tenant,
                             done->office.title, packs),
                 fmt::format("Next: qingshui init OFFICE --tenant {} --name {}{}", tenant,
                             done->office.title, packs)});
    return Done;
}

std::string lower(std::string text) {
    for (char& each : text) {
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    }
    return text;
}

bool is_importable(const std::filesystem::path& path) {
    static const std::vector<std::string> kEndings = {".xlsx", ".ods", ".csv",  ".tsv",
                                                      ".xls",  ".txt", ".json", ".geojson"};
    const auto ending = lower(path.extension().string());
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

// What programs leave beside the files that people open.
bool is_hidden(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    return name.starts_with('.') || name.starts_with("~$");
}

void say_left_out(Console& console, const std::filesystem::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory()) {
        console.note({fmt::format("{}：是里面一层文件夹，没有导入。", name),
                      fmt::format("{}: a folder within, passed over.", name)});
    } else {
        console.note({fmt::format("{}：不是表格文件，没有导入。", name),
                      fmt::format("{}: not a sheet, passed over.", name)});
    }
}

using Paths = std::vector<std::filesystem::path>;

// Packs lie beside the files of an office that was made with them, as examples are.
bool is_packs(const std::filesystem::path& folder) {
    std::error_code error;
    if (folder.filename() != "packs") return false;
    const auto inside = std::filesystem::directory_iterator(folder, error);
    return !error && std::any_of(begin(inside), end(inside), [](const auto& entry) {
        std::error_code ignored;
        return std::filesystem::exists(entry.path() / "pack.toml", ignored);
    });
}

// Everything in a folder that can be imported, by name, but for the fault report of an earlier
// import. Says what it leaves out.
Paths paths_in(Console& console, const std::string& folder, const std::string& fault_file) {
    Paths paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (is_hidden(entry.path()) || is_packs(entry.path())) continue;
        if (is_same_file(entry.path(), fault_file) && is_old_fault_file(fault_file)) continue;
        if (entry.is_regular_file() && is_importable(entry.path())) {
            paths.push_back(entry.path());
        } else {
            say_left_out(console, entry);
        }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

// The paths named, folders opened.
Paths paths_of(Console& console, const Options& options) {
    Paths paths;
    for (const std::string& name : options.files) {
        if (!std::filesystem::is_directory(name)) {
            paths.emplace_back(name);
            continue;
        }
        const Paths inside = paths_in(console, name, options.fault_file);
        paths.insert(paths.end(), inside.begin(), inside.end());
    }
    return paths;
}

Result<std::vector<app::ImportFile>> read_files(const Paths& paths) {
    std::vector<app::ImportFile> files;
    for (const auto& path : paths) {
        std::string name = path.filename().string();
        TRY(paper::check_size(std::filesystem::file_size(path), name));
        files.push_back({std::move(name), read_file(path.string())});
    }
    return files;
}

json::Array to_json(const std::vector<int>& rows) {
    json::Array array;
    for (const int row : rows) array.push_back(row);
    return array;
}

json::Object to_json(const app::ImportedSheet& sheet) {
    json::Object object{{"file", sheet.name},
                        {"register", sheet.register_id},
                        {"filed", sheet.filed},
                        {"corrected", sheet.corrected},
                        {"unchanged", sheet.unchanged}};
    json::Array ignored;
    for (const std::string& title : sheet.ignored) ignored.push_back(json::Value(title));
    object["hidden"] = sheet.is_hidden;
    object["prose"] = sheet.is_prose;
    object["totals_rows"] = to_json(sheet.totals);
    object["heading_rows"] = to_json(sheet.headings);
    object["note_rows"] = to_json(sheet.notes);
    object["repeated_rows"] = to_json(sheet.repeated);
    object["kept_rows"] = to_json(sheet.kept);
    object["ignored_columns"] = std::move(ignored);
    json::Array units;
    for (const app::SaidUnit& said : sheet.units) {
        json::Array columns;
        for (const std::string& title : said.titles) columns.push_back(json::Value(title));
        units.push_back(json::Object{{"unit", said.unit}, {"columns", std::move(columns)}});
    }
    object["units"] = std::move(units);
    return object;
}

std::string joined(const std::vector<std::string>& words, std::string_view glue) {
    return fmt::format("{}", fmt::join(words, glue));
}

// Columns that files have in common are told of once.
void say_ignored(Console& console, const std::vector<app::ImportedSheet>& sheets) {
    constexpr std::size_t kNamed = 3;
    std::map<std::vector<std::string>, std::vector<std::string>> files;
    for (const auto& sheet : sheets) {
        std::vector<std::string> titles;
        for (const std::string& title : sheet.ignored) titles.push_back(chinese::shortened(title));
        if (!titles.empty()) files[titles].push_back(sheet.name);
    }
    for (const auto& [titles, names] : files) {
        const bool is_few = names.size() <= kNamed;
        const std::string zh = is_few ? joined(names, "、") : fmt::format("{}个文件", names.size());
        const std::string en = is_few ? joined(names, ", ") : fmt::format("{} files", names.size());
        console.note({fmt::format("{}：没有导入不认识的列“{}”。", zh, joined(titles, "”“")),
                      fmt::format("{}: columns not known and not taken in: “{}”.", en,
                                  joined(titles, "”, “"))});
    }
}

// Says what became of rows that are no records of their own; of many, the first.
void say_rows(Console& console, const std::string& file, const std::vector<int>& rows,
              const Text& what) {
    constexpr std::size_t kNamed = 10;
    if (rows.empty()) return;
    const std::vector<int> first(
        rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), kNamed)));
    const bool is_all = first.size() == rows.size();
    const std::string more = is_all ? "" : fmt::format("等 {} ", rows.size());
    const std::string more_en = is_all ? "" : fmt::format(" and more, {} in all", rows.size());
    console.note({fmt::format("{}：第 {} {}行{}", file, fmt::join(first, "、"), more, what.zh),
                  fmt::format("{}: row {}{}: {}", file, fmt::join(first, ", "), more_en, what.en)});
}

// By which units, said outside the columns, their numbers were taken in.
void say_units(Console& console, const app::ImportedSheet& sheet) {
    for (const app::SaidUnit& said : sheet.units) {
        console.note({fmt::format("{}：“{}”按表中写的单位“{}”换算。", sheet.name,
                                  joined(said.titles, "”“"), said.unit),
                      fmt::format("{}: “{}” taken in {}, as the sheet says.", sheet.name,
                                  joined(said.titles, "”, “"), said.unit)});
    }
}

void say_remarks(Console& console, const std::vector<app::ImportedSheet>& sheets) {
    say_ignored(console, sheets);
    for (const auto& sheet : sheets) {
        if (sheet.is_hidden) {
            console.note({fmt::format("{}：隐藏的工作表，没有导入。", sheet.name),
                          fmt::format("{}: a hidden sheet, passed over.", sheet.name)});
        }
        if (sheet.is_prose) {
            console.note({fmt::format("{}：是文字说明，不是台账，没有导入。", sheet.name),
                          fmt::format("{}: prose and no register, passed over.", sheet.name)});
        }
        say_units(console, sheet);
        say_rows(console, sheet.name, sheet.totals,
                 {"是合计行，没有导入。", "passed over as totals."});
        say_rows(console, sheet.name, sheet.headings,
                 {"重复了表头，没有导入。", "passed over as the header once more."});
        say_rows(console, sheet.name, sheet.notes,
                 {"是表外的说明，没有导入。", "passed over as remarks."});
        say_rows(console, sheet.name, sheet.repeated,
                 {"与前面的行完全相同，只记一次。", "the same as a row before, counted once."});
        say_rows(console, sheet.name, sheet.kept,
                 {"以前导入过，记录后来更正了，没有改回；要按表改回，请加 --again。",
                  "taken in before and corrected since; left so, unless with --again."});
    }
}

void say(Console& console, const std::vector<app::ImportedSheet>& sheets, bool is_dry_run) {
    if (console.as_json()) {
        json::Array files;
        for (const auto& sheet : sheets) files.push_back(to_json(sheet));
        console.print(json::Object{{"dry_run", is_dry_run}, {"files", std::move(files)}});
        return;
    }
    using Align = Table::Align;
    Table table({{{"文件", "File"}},
                 {{"台账", "Register"}},
                 {{"新增", "Filed"}, Align::Right},
                 {{"更正", "Corrected"}, Align::Right},
                 {{"未变", "Unchanged"}, Align::Right}});
    for (const auto& sheet : sheets) {
        if (sheet.is_hidden || sheet.is_prose) continue;
        table.add({sheet.name, sheet.register_id, std::to_string(sheet.filed),
                   std::to_string(sheet.corrected), std::to_string(sheet.unchanged)});
    }
    table.print(console.out(), console.language());
    say_remarks(console, sheets);
    if (is_dry_run) {
        console.say({"这是试导入，没有写入任何记录。", "A dry run: nothing was written."});
    }
}

Refusal nothing_to_import() {
    return {Reason::Invalid,
            "import.nothing",
            "",
            {"没有可导入的内容：文件夹里没有表格，或表格都是空的",
             "There is nothing to take in: no files, or only empty ones"},
            {"请给出 XLSX、ODS、CSV 表格，或区域和边界文件",
             "Name XLSX, ODS or CSV files, or files of areas and boundaries"}};
}

int take_in(Console& console, Context& context, const Options& options) {
    const Paths paths = paths_of(console, options);
    if (!options.fault_file.empty()) {
        const auto fit = check_fault_file(options.fault_file, paths);
        if (!fit) return console.refuse(fit.error());
    }
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto actor = actor_of(context, *(*store)->read());
    const auto read = read_files(paths);
    if (!read) return console.refuse(read.error());
    const std::vector<app::ImportFile>& files = *read;

    std::optional<Progress> bar;
    std::string at;
    app::ImportOptions how{
        options.register_id, options.is_dry_run, options.reason, {}, options.files_again};
    how.progress = [&](const std::string& name, std::int64_t done, std::int64_t all) {
        if (name != at) {
            bar.reset();
            bar.emplace(progress(console, context, name));
            at = name;
        }
        bar->at(done, all);
    };
    const auto done = app::import_files(actor, **store, files, how);
    bar.reset();
    if (done && done->empty()) return console.refuse(nothing_to_import());
    if (done) {
        say(console, *done, options.is_dry_run);
        return Done;
    }
    if (!options.fault_file.empty()) {
        app::write_fault_report(files, done.error(), options.fault_file, console.language());
    }
    const int code = console.refuse(done.error());
    if (!options.fault_file.empty()) {
        console.note({fmt::format("错误已标在 {}。", options.fault_file),
                      fmt::format("The faults are marked in {}.", options.fault_file)});
    }
    return code;
}

Refusal unknown_ending(const std::string& path) {
    return {Reason::Invalid,
            "export.ending",
            path,
            {fmt::format("不能导出为“{}”", path), fmt::format("“{}” cannot be written", path)},
            {"文件名请以 .xlsx 或 .csv 结尾", "Let the name end in .xlsx or .csv"}};
}

int give_out(Console& console, Context& context, const Options& options) {
    const auto fit = check_output(options.output);
    if (!fit) return console.refuse(fit.error());
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto reader = (*store)->read();
    const bool is_csv = options.output.ends_with(".csv");
    if (!is_csv && !options.output.ends_with(".xlsx")) {
        return console.refuse(unknown_ending(options.output));
    }
    const auto writer =
        is_csv ? paper::write_csv(options.output) : paper::write_xlsx(options.output);
    auto bar = progress(console, context, options.register_id);

    const auto done =
        app::export_register(actor_of(context, *reader), *reader, options.register_id, *writer,
                             [&bar](std::int64_t rows, std::int64_t all) { bar.at(rows, all); });
    if (!done) return console.refuse(done.error());
    if (console.as_json()) {
        console.print(json::Object{{"file", options.output}, {"records", done->records}});
    }
    console.say({fmt::format("已导出{}条记录到 {}。", done->records, options.output),
                 fmt::format("Exported {} records to {}.", done->records, options.output)});
    return Done;
}

void add_import(CLI::App& app, Context& context, Options& options) {
    const Words words(context.language);
    auto* command = app.add_subcommand(
        "import", words("导入表格、区域和边界", "Take in sheets, areas and boundaries"));
    command->add_option("OFFICE", options.office, words("办公室文件夹", "The office's folder"))
        ->required();
    auto* files =
        command->add_option("FILE", options.files, words("文件或文件夹", "Files or folders"));
    require(files->required(), existing_path());
    command->add_option(
        "--register", options.register_id,
        words("台账；缺省按表头识别", "The register; default: found by the header"));
    command->add_flag("--dry-run", options.is_dry_run,
                      words("只检查，不写入", "Check everything, write nothing"));
    command->add_flag(
        "--again", options.files_again,
        words("导入后又撤回、更正了的，按表重新登记、改回",
              "Take again what was taken in before and withdrawn or corrected since"));
    command->add_option("--faults", options.fault_file,
                        words("把错误标在这个工作簿里", "Mark the faults in this workbook"));
    command->add_option("--reason", options.reason, words("原因", "Why"));
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return take_in(console, context, options);
        };
    });
}

}  // namespace

void add_paper_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();
    add_import(app, context, options);

    auto* command = app.add_subcommand(
        "example", words("写出样例办公室的表格", "Write the files of an example office"));
    command->add_option("DIR", options.office, words("写到哪个文件夹", "The folder to write"))
        ->required();
    command->add_option("--name", options.name, words("样例名称", "Which example"));
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return example(console, context, options);
        };
    });

    command = app.add_subcommand(
        "export", words("导出台账为 XLSX 或 CSV", "Export a register as XLSX or CSV"));
    command->add_option("OFFICE", options.office, words("办公室文件夹", "The office's folder"))
        ->required();
    command->add_option("REGISTER", options.register_id, words("台账", "The register"))->required();
    command->add_option("-o,--output", options.output, words("输出文件", "The file to write"))
        ->required();
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return give_out(console, context, options);
        };
    });
}

}  // namespace qingshui::cmd
