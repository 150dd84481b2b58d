#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "app/attachment_files.h"
#include "app/export.h"
#include "app/import.h"
#include "app/sampling.h"
#include "base/sentence.h"
#include "base/told_failure.h"
#include "cmd/checks.h"
#include "cmd/commands.h"
#include "cmd/imported.h"
#include "cmd/outputs.h"
#include "paper/sheet.h"

namespace qingshui::cmd {
namespace {

struct Options {
    store::Address office;
    std::string folder;  // Where an example is written.
    std::vector<std::string> files;
    std::string register_id;
    std::string output;
    std::string fault_file;
    std::string reason;
    std::string attachments;  // A folder.
    std::string name = "qingshuihe-2021";
    bool is_dry_run = false;
    bool files_again = false;
};

int example(Console& console, Context& context, const Options& options) {
    const auto fit = check_output(options.folder);
    if (!fit) return console.refuse(fit.error());
    std::int64_t rows = 0;
    const auto done =
        app::write_example(options.name, options.folder, [&](const sample::Written& file) {
            rows += static_cast<std::int64_t>(file.rows);
            if (context.err_is_terminal && !console.as_json()) {
                console.note({fmt::format("{}  {}行", file.file, file.rows),
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
        done->has_packs ? fmt::format(" --packs {}/packs", options.folder) : "";
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

Refusal nothing_to_import() {
    return {Reason::Invalid,
            "import.nothing",
            "",
            {"没有可导入的内容：文件夹里没有表格，或表格都是空的",
             "There is nothing to take in: no files, or only empty ones"},
            {"请给出 XLSX、ODS、CSV 表格，或区域和边界文件",
             "Name XLSX, ODS or CSV files, or files of areas and boundaries"}};
}

// Of a dry run that could not try the records because their attachments come with them.
int say_attachments_ready(Console& console) {
    if (console.as_json()) {
        console.print(json::Object{{"dry_run", true}, {"files", json::Array()}});
    }
    console.say({"没有错误；附件要随导入一起存入，所以没有逐表试算。没有写入任何记录。",
                 "No faults; the attachments come with the import, so the sheets were not counted. "
                 "Nothing was written."});
    return Done;
}

// The faults have been told: that they cannot be marked as well is said beside them.
void mark_faults(Console& console, const std::vector<app::ImportFile>& files,
                 const Refusal& refusal, const std::string& path) {
    try {
        app::write_fault_report(files, refusal, path, console.language());
        console.note({fmt::format("错误已标在 {}。", path),
                      fmt::format("The faults are marked in {}.", path)});
    } catch (const ToldFailure& failure) {
        const Text says = sentence(failure.says());
        const Text remedy = sentence(failure.remedy());
        console.note(
            {fmt::format("错误没有标在工作簿里。{}{}", says.zh, remedy.zh),
             fmt::format("The faults are not marked in a workbook. {} {}", says.en, remedy.en)});
    }
}

int take_in(Console& console, Context& context, const Options& options) {
    const auto there = check_inputs(options.files);
    if (!there) return console.refuse(there.error());
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
    app::ImportOptions how;
    how.register_id = options.register_id;
    how.is_dry_run = options.is_dry_run;
    how.reason = options.reason;
    how.files_again = options.files_again;
    how.progress = [&](const std::string& name, std::int64_t done, std::int64_t all) {
        if (name != at) {
            bar.reset();
            bar.emplace(progress(console, context, name));
            at = name;
        }
        bar->at(done, all);
    };
    const bool has_folder = !options.attachments.empty();
    const auto done =
        has_folder ? app::import_with_attachments(actor, **store, files, how, options.attachments)
                   : app::import_files(actor, **store, files, how);
    bar.reset();
    if (done && done->empty() && has_folder && options.is_dry_run) {
        return say_attachments_ready(console);
    }
    if (done && done->empty()) return console.refuse(nothing_to_import());
    if (done) {
        say_imported(console, *done, options.is_dry_run);
        return Done;
    }
    const int code = console.refuse(first_faults(done.error()));
    if (!options.fault_file.empty()) mark_faults(console, files, done.error(), options.fault_file);
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
    for (const std::string& path : {options.output, options.attachments}) {
        const auto fit = path.empty() ? Result<void>() : check_output(path);
        if (!fit) return console.refuse(fit.error());
    }
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

    const bool has_folder = !options.attachments.empty();
    app::ExportOptions how{options.register_id};
    how.progress = [&bar](std::int64_t rows, std::int64_t all) { bar.at(rows, all); };
    if (has_folder) {
        how.take_attachment = [&](const std::string& number) {
            return app::write_attachment(**store, number, options.attachments);
        };
    }
    const auto done = app::export_register(actor_of(context, *reader), *reader, how, *writer);
    if (!done) return console.refuse(done.error());
    if (console.as_json()) {
        json::Object object{{"file", options.output}, {"records", done->records}};
        if (has_folder) object["attachments"] = done->attachments;
        console.print(object);
    }
    console.say({fmt::format("已导出{}条记录到 {}。", done->records, options.output),
                 fmt::format("Exported {} records to {}.", done->records, options.output)});
    if (has_folder) {
        console.say(
            {fmt::format("附件{}个，在 {}。", done->attachments, options.attachments),
             fmt::format("Attachments: {}, in {}.", done->attachments, options.attachments)});
    }
    return Done;
}

void add_import(CLI::App& app, Context& context, Options& options) {
    const Words words(context.language);
    auto* command = app.add_subcommand(
        "import", words("导入表格、区域和边界", "Take in sheets, areas and boundaries"));
    add_office(*command, words, options.office)->required();
    command->add_option("FILE", options.files, words("文件或文件夹", "Files or folders"))
        ->required();
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
    command->add_option("--attachments", options.attachments,
                        words("附件所在文件夹：表里写的附件一并存入",
                              "A folder: the attachments that the sheets name are kept too"));
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
    command->add_option("DIR", options.folder, words("写到哪个文件夹", "The folder to write"))
        ->required();
    command->add_option("--name", options.name, words("样例名称", "Which example"));
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return example(console, context, options);
        };
    });

    command = app.add_subcommand(
        "export", words("导出台账为 XLSX 或 CSV", "Export a register as XLSX or CSV"));
    add_office(*command, words, options.office)->required();
    command->add_option("REGISTER", options.register_id, words("台账", "The register"))->required();
    command->add_option("-o,--output", options.output, words("输出文件", "The file to write"))
        ->required();
    command->add_option("--attachments", options.attachments,
                        words("把附件写进这个文件夹", "Write the attachments into this folder"));
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return give_out(console, context, options);
        };
    });
}

}  // namespace qingshui::cmd
