#include "app/sheet_columns.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "app/column_units.h"
#include "app/header_titles.h"
#include "app/registers.h"
#include "app/said_units.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::Schema;

struct Meant {
    SheetColumn::Kind kind;
    std::size_t index;
};

// Every name that a column of a register may bear. Chinese titles exactly as declared win
// over titles compared loosely, these over English ones, these over ids.
class ColumnNames {
public:
    explicit ColumnNames(const Schema& schema) : schema_(schema) {
        const auto add_all = [&](const auto& name_of) {
            add(name_of(record_id_title(), "record"), {SheetColumn::Kind::RecordId, 0});
            for (std::size_t index = 0; index < schema.fields.size(); ++index) {
                const Field& field = schema.fields[index];
                add(name_of(field.title, field.id), {SheetColumn::Kind::Field, index});
            }
            for (std::size_t index = 0; index < schema.lines.size(); ++index) {
                const auto& lines = schema.lines[index];
                add(name_of(lines.title, lines.id), {SheetColumn::Kind::Lines, index});
            }
        };
        add_all([](const Text& title, const std::string&) { return exact(title.zh); });
        add_all([](const Text& title, const std::string&) { return column_title(title.zh); });
        add_all([](const Text& title, const std::string&) { return column_title(title.en); });
        add_all([](const Text&, const std::string& id) { return column_title(id); });
        for (std::size_t index = 0; index < schema.fields.size(); ++index) {
            const Field& field = schema.fields[index];
            const PartedTitle title = parted_title(column_title(field.title.zh));
            const bool has_unit = !title.unit.empty() && title.unit == column_title(field.unit);
            if (has_unit) add(title.name, {SheetColumn::Kind::Field, index});
        }
    }

    const Schema& schema() const { return schema_; }

    std::optional<Meant> exactly(const std::string& title) const { return find(exact(title)); }
    // `title`: as column_title() has it.
    std::optional<Meant> loosely(const std::string& title) const { return find(title); }

private:
    // What column_title() gives has no blanks, so these are told apart from them.
    static std::string exact(const std::string& title) { return title.empty() ? "" : " " + title; }

    void add(const std::string& name, Meant meant) {
        if (!name.empty()) names_.emplace(name, meant);
    }

    std::optional<Meant> find(const std::string& name) const {
        const auto found = names_.find(name);
        return found == names_.end() ? std::optional<Meant>() : found->second;
    }

    const Schema& schema_;
    std::map<std::string, Meant> names_;
};

// A title as it stands, and as it is compared, prepared once for all registers.
struct Title {
    explicit Title(std::string title)
        : text(std::move(title)), whole(column_title(text)), parts(parted_title(whole)) {}

    std::string text;
    std::string whole;
    PartedTitle parts;
};

// One row of a sheet, or two, taken for its header.
struct Heading {
    struct Column {
        std::vector<Title> names;  // What it may be called, best first.
        std::string above;
        bool is_titled;  // By more than a unit.
    };

    std::size_t row = 0;
    std::size_t height = 1;
    std::vector<Column> columns = {};
};

Heading heading_at(const paper::Sheet& sheet, std::size_t row, std::size_t height) {
    Heading heading{row, height};
    for (ColumnTitle& title : header_titles(sheet, row, height)) {
        Heading::Column column{{}, std::move(title.above), false};
        for (std::string& name : title.names) column.names.emplace_back(std::move(name));
        column.is_titled = !column.names.empty() && !column.names.back().whole.empty() &&
                           !is_unit_remark(column.names.back().text);
        heading.columns.push_back(std::move(column));
    }
    return heading;
}

std::vector<Heading> headings_of(const paper::Sheet& sheet) {
    std::vector<Heading> headings;
    const std::size_t rows = std::min(sheet.rows.size(), kHeaderWithin);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t height = 1; height <= 2 && row + height <= rows; ++height) {
            headings.push_back(heading_at(sheet, row, height));
        }
    }
    return headings;
}

// What a title means; its unit is none if it names one that is not known.
struct Matched {
    Meant meant;
    std::optional<ColumnUnit> unit = ColumnUnit{};
    std::string named_unit = {};
};

std::optional<Matched> match(const ColumnNames& names, const Title& title) {
    if (const auto meant = names.exactly(title.text)) return Matched{*meant};
    if (const auto meant = names.loosely(title.whole)) return Matched{*meant};
    const PartedTitle& parts = title.parts;
    const auto meant = names.loosely(parts.name);
    if (!meant) return {};
    const Field* field =
        meant->kind == SheetColumn::Kind::Field ? &names.schema().fields[meant->index] : nullptr;
    // Of what is no number, a bracket is a remark: 联系电话（手机）.
    const bool has_unit = field != nullptr && is_number(*field) && !field->computed;
    if (!has_unit && parts.is_bracketed) return Matched{*meant};
    if (!has_unit) return {};
    auto unit = unit_of(*field, parts.unit);
    if (!unit && !parts.is_bracketed) return {};
    return Matched{*meant, std::move(unit), parts.unit};
}

SheetPlan plan_at(const ColumnNames& names, const Heading& heading) {
    const Schema& schema = names.schema();
    SheetPlan plan;
    plan.schema = &schema;
    plan.header = heading.row;
    plan.body = heading.row + heading.height;
    std::set<std::pair<SheetColumn::Kind, std::size_t>> seen;
    for (std::size_t column = 0; column < heading.columns.size(); ++column) {
        const Heading::Column& titled = heading.columns[column];
        std::optional<Matched> matched;
        std::string title;
        for (const Title& each : titled.names) {
            matched = match(names, each);
            title = each.text;
            if (matched) break;
        }
        if (!matched) {
            if (titled.is_titled) plan.ignored.push_back(titled.names.front().text);
            continue;
        }
        const Meant meant = matched->meant;
        if (!seen.emplace(meant.kind, meant.index).second) {
            plan.repeated.push_back(title);
        } else if (!matched->unit) {
            plan.unknown_units.push_back({&schema.fields[meant.index], title, matched->named_unit});
        } else {
            plan.columns.push_back({column, meant.kind, meant.index, title, *matched->unit});
            plan.columns.back().above = titled.above;
        }
    }
    for (std::size_t index = 0; index < schema.fields.size(); ++index) {
        const Field& field = schema.fields[index];
        const bool is_needed = field.required && !field.computed;
        if (is_needed && !seen.contains({SheetColumn::Kind::Field, index})) {
            plan.missing.push_back(&field);
        }
    }
    return plan;
}

// How many columns a plan gives a meaning.
std::size_t known(const SheetPlan& plan) { return plan.columns.size() + plan.unknown_units.size(); }

// By how much a row looks like the header: what it names, then how many units it tells.
std::pair<std::size_t, std::ptrdiff_t> worth(const SheetPlan& plan) {
    const auto units =
        std::count_if(plan.columns.begin(), plan.columns.end(),
                      [](const SheetColumn& column) { return !column.unit.text.empty(); });
    return {known(plan), units};
}

// How well a sheet fits a register: named columns count for, missing and unknown ones against.
int fit(const SheetPlan& plan) {
    return 4 * static_cast<int>(known(plan)) - 6 * static_cast<int>(plan.missing.size()) -
           3 * static_cast<int>(plan.ignored.size());
}

std::string stem(std::string_view file_name) {
    file_name = file_name.substr(file_name.find_last_of('/') + 1);
    return std::string(file_name.substr(0, file_name.find_last_of('.')));
}

const Schema* named(const registry::Catalogue& catalogue, std::string_view name) {
    if (name.empty()) return nullptr;
    if (const Schema* schema = catalogue.schema(name)) return schema;
    for (const registry::Pack& pack : catalogue.packs()) {
        for (const Schema& schema : pack.registers) {
            if (schema.title.zh == name || schema.title.en == name) return &schema;
        }
    }
    return nullptr;
}

std::string titles_of(const std::vector<const Field*>& fields, Language language) {
    std::string titles;
    const bool is_en = language == Language::English;
    for (const Field* field : fields) {
        const char* glue = titles.empty() || !is_en ? "" : ", ";
        titles += fmt::format("{}“{}”", glue, field->title.in(language));
    }
    return titles;
}

Refusal no_header(const Schema& schema) {
    std::vector<const Field*> needed;
    for (const Field& field : schema.fields) {
        if (field.required && !field.computed) needed.push_back(&field);
    }
    return {
        Reason::Invalid,
        "import.no_header",
        schema.id,
        {fmt::format("前{}行里没有找到“{}”的表头", kHeaderWithin, schema.title.zh),
         fmt::format("The first {} rows have no header of “{}”", kHeaderWithin, schema.title.en)},
        {fmt::format("表头至少要有{}", titles_of(needed, Language::Chinese)),
         fmt::format("It needs at least {}", titles_of(needed, Language::English))}};
}

Refusal unclear(Text says, Text remedy) {
    return {Reason::Invalid, "import.register_unclear", "", std::move(says), std::move(remedy)};
}

Refusal no_candidate() {
    return unclear(
        {"看不出这是哪个台账的表：没有一行像表头",
         "It is not clear which register this is: no row looks like a header"},
        {"请检查表头的列名，或用 --register 指明台账；不用导入的工作表请删去或隐藏",
         "Check the titles of the columns, or name the register with --register; remove or hide "
         "sheets that are not to be taken in"});
}

Refusal poor(const SheetPlan& plan) {
    const auto& title = plan.schema->title;
    return unclear(
        {fmt::format("看不出这是哪个台账的表：最像“{}”，但缺少{}", title.zh,
                     titles_of(plan.missing, Language::Chinese)),
         fmt::format("It is not clear which register this is: most like “{}”, but without {}",
                     title.en, titles_of(plan.missing, Language::English))},
        {"请补上缺少的列；如果是别的台账，请用 --register 指明",
         "Add the missing columns; if it is another register, name it with --register"});
}

Refusal several(const std::vector<SheetPlan>& candidates) {
    std::string zh;
    std::string en;
    for (const SheetPlan& one : candidates) {
        const Schema& schema = *one.schema;
        zh += fmt::format("{}{}（{}）", zh.empty() ? "" : "、", schema.title.zh, schema.id);
        en += fmt::format("{}{} ({})", en.empty() ? "" : ", ", schema.title.en, schema.id);
    }
    return unclear({fmt::format("这张表可能属于几个台账：{}", zh),
                    fmt::format("This sheet may belong to several registers: {}", en)},
                   {"请用 --register 指明，或把文件名改为台账的名称",
                    "Name it with --register, or name the file after the register"});
}

// What the file name, the sheet's name and the rows above its header say.
std::string spoken_of(const paper::Sheet& sheet, const std::string& file, std::size_t body) {
    std::string text = file + "\n" + sheet.name;
    for (std::size_t row = 0; row < std::min(body, sheet.rows.size()); ++row) {
        for (const paper::Cell& cell : sheet.rows[row]) {
            const std::string said = text_of(cell);
            if (said.size() <= kTitleBytesMax) text += "\n" + said;
        }
    }
    return text;
}

// Of plans that fit equally well, the one whose register is spoken of by the longest name.
std::optional<SheetPlan> mentioned(const std::vector<SheetPlan>& candidates,
                                   const paper::Sheet& sheet, const std::string& file) {
    const SheetPlan* best = nullptr;
    std::size_t longest = 0;
    for (const SheetPlan& one : candidates) {
        const std::string& title = one.schema->title.zh;
        const bool is_mentioned = spoken_of(sheet, file, one.body).find(title) != std::string::npos;
        if (!is_mentioned || title.size() < longest) continue;
        best = title.size() > longest ? &one : nullptr;
        longest = title.size();
    }
    return best == nullptr ? std::optional<SheetPlan>() : *best;
}

std::optional<SheetPlan> best_plan(const Schema& schema, const std::vector<Heading>& headings,
                                   const paper::Sheet& sheet) {
    const ColumnNames names(schema);
    const std::size_t least = schema.fields.size() > 1 ? 2 : 1;
    std::optional<SheetPlan> best;
    for (const Heading& heading : headings) {
        SheetPlan plan = plan_at(names, heading);
        const bool is_better = !best || worth(plan) > worth(*best);
        if (known(plan) >= least && is_better) best = std::move(plan);
    }
    if (best) take_said_units(sheet, *best);
    return best;
}

// The plans of the registers that a sheet fits best, equally well.
std::vector<SheetPlan> fitting(const registry::Catalogue& catalogue, const paper::Sheet& sheet) {
    const std::vector<Heading> headings = headings_of(sheet);
    std::vector<SheetPlan> candidates;
    for (const registry::Pack& pack : catalogue.packs()) {
        for (const Schema& schema : pack.registers) {
            auto plan = best_plan(schema, headings, sheet);
            if (!plan) continue;
            const int margin = candidates.empty() ? 1 : fit(*plan) - fit(candidates.front());
            if (margin > 0) candidates.clear();
            if (margin >= 0) candidates.push_back(std::move(*plan));
        }
    }
    return candidates;
}

}  // namespace

bool has_record_ids(const SheetPlan& plan) {
    return std::any_of(plan.columns.begin(), plan.columns.end(), [](const SheetColumn& column) {
        return column.kind == SheetColumn::Kind::RecordId;
    });
}

Text record_id_title() { return registry::kRecordIdTitle; }

std::optional<SheetPlan> plan_for(const Schema& schema, const paper::Sheet& sheet) {
    return best_plan(schema, headings_of(sheet), sheet);
}

Result<SheetPlan> plan_sheet(const registry::Catalogue& catalogue, const paper::Sheet& sheet,
                             std::string_view file_name, std::string_view register_id) {
    if (!register_id.empty()) {
        const Schema* schema = TRY(find_register(catalogue, register_id));
        if (auto plan = plan_for(*schema, sheet)) return *plan;
        return no_header(*schema);
    }

    const std::string file = stem(file_name);
    const Schema* schema = named(catalogue, sheet.name);
    if (schema == nullptr) schema = named(catalogue, file);
    if (schema != nullptr) {
        if (auto plan = plan_for(*schema, sheet)) return *plan;
        return no_header(*schema);
    }
    const auto candidates = fitting(catalogue, sheet);
    if (candidates.empty()) return no_candidate();
    if (candidates.size() > 1) {
        if (auto plan = mentioned(candidates, sheet, file)) return *plan;
        return several(candidates);
    }
    const SheetPlan& best = candidates.front();
    const bool is_poor = known(best) < best.missing.size() + best.ignored.size();
    if (is_poor && !best.missing.empty()) return poor(best);
    return best;
}

}  // namespace qingshui::app
