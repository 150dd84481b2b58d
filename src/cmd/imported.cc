#include "cmd/imported.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/sentence.h"
#include "cmd/changes.h"

namespace qingshui::cmd {
namespace {

json::Array to_json(const std::vector<int>& rows) {
    json::Array array;
    for (const int row : rows) array.push_back(row);
    return array;
}

json::Array to_json(const std::vector<app::ImportedCorrection>& corrections) {
    json::Array list;
    for (const auto& one : corrections) {
        json::Array changes;
        for (const auto& change : one.changes) {
            changes.push_back(
                {{"field", change.id}, {"before", change.before}, {"after", change.after}});
        }
        json::Object object{{"row", one.row}, {"label", one.label}};
        if (one.id.number != 0) object["record"] = std::to_string(one.id.number);
        object["changes"] = std::move(changes);
        list.push_back(std::move(object));
    }
    return list;
}

json::Object to_json(const app::ImportedSheet& sheet) {
    json::Object object{{"file", sheet.name},
                        {"register", sheet.register_id},
                        {"filed", sheet.filed},
                        {"corrected", sheet.corrected},
                        {"unchanged", sheet.unchanged}};
    json::Array ignored;
    for (const std::string& title : sheet.ignored) ignored.push_back(json::Value(title));
    if (!sheet.corrections.empty()) object["corrections"] = to_json(sheet.corrections);
    object["hidden"] = sheet.is_hidden;
    object["prose"] = sheet.is_prose;
    object["totals_rows"] = to_json(sheet.totals);
    object["heading_rows"] = to_json(sheet.headings);
    object["note_rows"] = to_json(sheet.notes);
    object["repeated_rows"] = to_json(sheet.repeated);
    object["kept_rows"] = to_json(sheet.kept);
    object["ignored_columns"] = std::move(ignored);
    json::Array remarks;
    for (const Text& remark : sheet.remarks) {
        remarks.push_back(sentence_json(remark));
    }
    object["remarks"] = std::move(remarks);
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
    const std::string more = is_all ? "" : fmt::format("等{}", rows.size());
    const std::string more_en = is_all ? "" : fmt::format(" and more, {} in all", rows.size());
    console.note({fmt::format("{}：第{}{}行{}", file, fmt::join(first, "、"), more, what.zh),
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
        for (const Text& remark : sheet.remarks) {
            console.note(sentence({sheet.name + "：" + remark.zh, sheet.name + ": " + remark.en}));
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

// What a dry run would change, record by record; of many, the first.
void say_corrections(Console& console, const std::vector<app::ImportedSheet>& sheets) {
    constexpr std::size_t kShown = 100;
    std::size_t all = 0;
    for (const auto& sheet : sheets) {
        for (const auto& one : sheet.corrections) {
            if (++all > kShown) continue;
            console.say({fmt::format("{} 第{}行：更正 {}", sheet.name, one.row, one.label),
                         fmt::format("{} row {}: corrects {}", sheet.name, one.row, one.label)});
            for (const auto& change : one.changes) say_change(console, change);
        }
    }
    if (all <= kShown) return;
    console.say({fmt::format("另有{}条更正没有列出；用 --json 列出全部。", all - kShown),
                 fmt::format("Corrections not listed: {}; --json lists all.", all - kShown)});
}

}  // namespace

void say_imported(Console& console, const std::vector<app::ImportedSheet>& sheets,
                  bool is_dry_run) {
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
    say_corrections(console, sheets);
    if (is_dry_run) {
        console.say({"这是试导入，没有写入任何记录。", "A dry run: nothing was written."});
    }
}

Refusal first_faults(Refusal refusal) {
    constexpr std::size_t kShown = 1'000;
    if (refusal.faults.size() <= kShown) return refusal;
    refusal.faults.resize(kShown);
    refusal.remedy = {fmt::format("下面列出前{}处；用 --faults 可以把错误都标在工作簿里。"
                                  "请改正后重新导入",
                                  kShown),
                      fmt::format("The first {} are listed; --faults marks them in a workbook. "
                                  "Mend them and import again",
                                  kShown)};
    return refusal;
}

}  // namespace qingshui::cmd
