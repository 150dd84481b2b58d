#include "app/sheet_columns.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/registers.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::FieldType;
using registry::Schema;

constexpr std::size_t kHeaderWithin = 20;  // Rows from the top in which a header may stand.

void erase_all(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) {
        text.erase(at, part.size());
    }
}

// "金额（万元）" → {"金额", "万元"}; half-width brackets after folding.
std::pair<std::string, std::string> parted(const std::string& title) {
    const auto open = title.rfind('(');
    if (open == std::string::npos || open == 0 || !title.ends_with(')')) return {title, ""};
    return {title.substr(0, open), title.substr(open + 1, title.size() - open - 2)};
}

struct Meant {
    SheetColumn::Kind kind;
    std::size_t index;
};

// Every name a column of this register may bear.
std::map<std::string, Meant> names_of(const Schema& schema) {
    std::map<std::string, Meant> names;
    const auto add = [&](const Text& title, const std::string& id, Meant meant) {
        for (const std::string& name : {title.zh, title.en, id}) {
            if (!name.empty()) names.emplace(comparable(name), meant);
        }
    };
    add(record_id_title(), "record", {SheetColumn::Kind::RecordId, 0});
    for (std::size_t index = 0; index < schema.fields.size(); ++index) {
        add(schema.fields[index].title, schema.fields[index].id, {SheetColumn::Kind::Field, index});
    }
    for (std::size_t index = 0; index < schema.lines.size(); ++index) {
        add(schema.lines[index].title, schema.lines[index].id, {SheetColumn::Kind::Lines, index});
    }
    return names;
}

// The titles of a header of one row, or of two where merged cells stand above details.
std::vector<std::string> titles_at(const paper::Sheet& sheet, std::size_t row, std::size_t height) {
    const auto& top = sheet.rows[row];
    std::vector<std::string> titles;
    std::size_t columns = top.size();
    if (height == 2) columns = std::max(columns, sheet.rows[row + 1].size());
    std::string above;
    for (std::size_t column = 0; column < columns; ++column) {
        const std::string here = column < top.size() ? trimmed(text_of(top[column])) : "";
        if (!here.empty()) above = here;
        if (height == 1) {
            titles.push_back(here);
            continue;
        }
        const auto& low = sheet.rows[row + 1];
        const std::string below = column < low.size() ? trimmed(text_of(low[column])) : "";
        titles.push_back(below.empty() ? here : below);
    }
    return titles;
}

// What one of the unit that a title names is in the field's own; none if it is neither.
std::optional<ColumnUnit> unit_of(const Field& field, const std::string& named) {
    if (named.empty() || named == field.unit) return ColumnUnit{named};
    const bool is_number = field.type == FieldType::Money || field.type == FieldType::Decimal ||
                           field.type == FieldType::Integer;
    if (is_number && named == "万" + field.unit) return ColumnUnit{named, Decimal::whole(10'000)};
    return {};
}

std::optional<SheetColumn> column_of(const Schema& schema,
                                     const std::map<std::string, Meant>& names,
                                     const std::string& title) {
    const std::string whole = comparable(title);
    if (whole.empty()) return {};
    if (const auto found = names.find(whole); found != names.end()) {
        return SheetColumn{0, found->second.kind, found->second.index, title};
    }
    const auto [name, unit] = parted(whole);
    const auto found = names.find(name);
    if (found == names.end() || found->second.kind != SheetColumn::Kind::Field) return {};
    const auto known = unit_of(schema.fields[found->second.index], unit);
    if (!known) return {};
    return SheetColumn{0, found->second.kind, found->second.index, title, *known};
}

SheetPlan plan_at(const Schema& schema, const std::map<std::string, Meant>& names,
                  const std::vector<std::string>& titles) {
    SheetPlan plan;
    plan.schema = &schema;
    std::vector<bool> has_column(schema.fields.size(), false);
    for (std::size_t column = 0; column < titles.size(); ++column) {
        auto known = column_of(schema, names, titles[column]);
        if (!known) {
            if (!comparable(titles[column]).empty()) plan.ignored.push_back(titles[column]);
            continue;
        }
        known->column = column;
        if (known->kind == SheetColumn::Kind::Field) has_column[known->index] = true;
        plan.columns.push_back(*known);
    }
    for (std::size_t index = 0; index < schema.fields.size(); ++index) {
        const Field& field = schema.fields[index];
        if (field.required && !field.computed && !has_column[index]) {
            plan.missing.push_back(&field);
        }
    }
    return plan;
}

// How well a sheet fits a register: named columns count for, missing and unknown ones against.
int fit(const SheetPlan& plan) {
    return 4 * static_cast<int>(plan.columns.size()) - 6 * static_cast<int>(plan.missing.size()) -
           3 * static_cast<int>(plan.ignored.size());
}

std::string stem(std::string_view file_name) {
    file_name = file_name.substr(file_name.find_last_of('/') + 1);
    return std::string(file_name.substr(0, file_name.find_last_of('.')));
}

bool is_named(const Schema& schema, std::string_view name) {
    return name == schema.id || name == schema.title.zh || name == schema.title.en;
}

Refusal no_header(const Schema& schema) {
    std::string titles;
    for (const Field& field : schema.fields) {
        if (field.required && !field.computed)
            titles += (titles.empty() ? "" : "、") + field.title.zh;
    }
    return {
        Reason::Invalid,
        "import.no_header",
        schema.id,
        {fmt::format("前 {} 行里没有找到“{}”的表头。", kHeaderWithin, schema.title.zh),
         fmt::format("The first {} rows have no header of “{}”.", kHeaderWithin, schema.title.en)},
        {fmt::format("表头至少要有：{}。", titles), fmt::format("It needs: {}.", titles)}};
}

Refusal unclear(const std::vector<const Schema*>& candidates) {
    std::string names;
    for (const Schema* one : candidates) {
        names += fmt::format("{}{}（{}）", names.empty() ? "" : "、", one->title.zh, one->id);
    }
    if (candidates.empty()) {
        return {Reason::Invalid,
                "import.register_unclear",
                "",
                {"看不出这是哪个台账的表：没有一行像表头。",
                 "It is not clear which register this is: no row looks like a header."},
                {"请用 --register 指明台账。", "Name the register with --register."}};
    }
    return {Reason::Invalid,
            "import.register_unclear",
            "",
            {fmt::format("这张表可能属于几个台账：{}。", names),
             fmt::format("This sheet may belong to several registers: {}.", names)},
            {"请用 --register 指明，或把文件名改为台账的名称。",
             "Name it with --register, or name the file after the register."}};
}

}  // namespace

Text record_id_title() { return {"记录编号", "Record"}; }

std::string comparable(std::string_view title) {
    std::string text = chinese::folded(title);
    for (const std::string_view part : {"(必填)", "(选填)", "*", " ", "\n", "\r", "\t"}) {
        erase_all(text, part);
    }
    for (char& each : text) {
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    }
    return text;
}

std::optional<SheetPlan> plan_for(const Schema& schema, const paper::Sheet& sheet) {
    const auto names = names_of(schema);
    const std::size_t least = schema.fields.size() > 1 ? 2 : 1;
    std::optional<SheetPlan> best;
    const std::size_t rows = std::min(sheet.rows.size(), kHeaderWithin);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t height = 1; height <= 2 && row + height <= sheet.rows.size(); ++height) {
            SheetPlan plan = plan_at(schema, names, titles_at(sheet, row, height));
            plan.body = row + height;
            const bool is_better = !best || plan.columns.size() > best->columns.size();
            if (plan.columns.size() >= least && is_better) best = std::move(plan);
        }
    }
    return best;
}

Result<SheetPlan> plan_sheet(const registry::Catalogue& catalogue, const paper::Sheet& sheet,
                             std::string_view file_name, std::string_view register_id) {
    if (!register_id.empty()) {
        const Schema* schema = TRY(find_register(catalogue, register_id));
        if (auto plan = plan_for(*schema, sheet)) return *plan;
        return no_header(*schema);
    }

    const std::string name = stem(file_name);
    std::vector<const Schema*> candidates;
    std::optional<SheetPlan> best;
    for (const registry::Pack& pack : catalogue.packs()) {
        for (const Schema& schema : pack.registers) {
            auto plan = plan_for(schema, sheet);
            if (!plan) continue;
            if (is_named(schema, name) || is_named(schema, sheet.name)) return *plan;
            const int margin = best ? fit(*plan) - fit(*best) : 1;
            if (margin > 0) candidates.clear();
            if (margin >= 0) candidates.push_back(&schema);
            if (margin > 0) best = std::move(plan);
        }
    }
    if (!best || candidates.size() > 1) return unclear(candidates);
    return *best;
}

}  // namespace qingshui::app
