#include "app/sheet_body.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/header_titles.h"
#include "app/plain_values.h"
#include "app/row_words.h"
#include "app/typed_values.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using registry::FieldType;

std::string seen(const paper::Cell& cell) { return trimmed(text_of(cell)); }

// A row as text, without the empty cells at its end.
std::vector<std::string> texts_of(const std::vector<paper::Cell>& row) {
    std::vector<std::string> texts;
    texts.reserve(row.size());
    for (const paper::Cell& cell : row) texts.push_back(seen(cell));
    while (!texts.empty() && texts.back().empty()) texts.pop_back();
    return texts;
}

bool is_required(const registry::Field& field) { return field.required && !field.computed; }

Refusal fault_at(std::string rule, std::size_t row, std::string column, Text says, Text remedy) {
    Refusal fault{Reason::Invalid, std::move(rule), "", std::move(says), std::move(remedy)};
    fault.where.row = static_cast<int>(row) + 1;
    fault.where.column = std::move(column);
    return fault;
}

Refusal untitled_column(std::size_t row, std::size_t column, std::size_t count) {
    const std::string letters = column_letters(column);
    return fault_at(
        "import.untitled_column", row, letters,
        {fmt::format("“{}”列没有列名，下面却有{}行填了内容", letters, count),
         fmt::format("Column {} has no title, yet rows below it have values: {}", letters, count)},
        {"请在表头补上列名；不需要这一列，就删去它的内容",
         "Give it a title in the header, or delete what stands in it"});
}

Refusal merged_number(const paper::Sheet::Merge& merge, std::size_t row, const std::string& title) {
    return fault_at(
        "import.merged_number", row, title,
        {fmt::format("第{}至{}行合并成一个数，不知道每行各是多少", merge.row_from + 1,
                     merge.row_to + 1),
         fmt::format("Rows {} to {} are merged into one number: how much is each?",
                     merge.row_from + 1, merge.row_to + 1)},
        {"请取消合并，每行填写各自的数", "Unmerge the cells and write each row's own number"});
}

Refusal merged_across(const paper::Sheet::Merge& merge, std::size_t row, const std::string& title) {
    const std::string from = column_letters(static_cast<std::size_t>(merge.column_from));
    const std::string to = column_letters(static_cast<std::size_t>(merge.column_to));
    return fault_at(
        "import.merged_across", row, title,
        {fmt::format("“{}”至“{}”列合并成一格，不知道内容属于哪一列", from, to),
         fmt::format("Columns {} to {} are merged: which of them is it about?", from, to)},
        {"请取消合并，分别填写各列", "Unmerge the cells and fill in each column"});
}

Refusal not_calculated_at(std::size_t row, const std::string& title) {
    return fault_at("import.not_calculated", row, title,
                    {"这一格是公式，文件里没有存它的结果",
                     "This cell is a formula whose result the file does not hold"},
                    {"请用 Excel 或 WPS 打开原来的文件，保存后再导入；也可以直接填写结果",
                     "Open the file as it was in a spreadsheet program, save it and import it "
                     "again, or write the result itself"});
}

}  // namespace

std::string column_letters(std::size_t column) {
    constexpr std::size_t kLetters = 26;
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / kLetters) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % kLetters));
    }
    return letters;
}

std::optional<std::size_t> column_at(std::string_view letters) {
    constexpr std::size_t kLetters = 26;
    constexpr std::size_t kMost = 4;
    std::size_t column = 0;
    for (const char letter : letters) {
        if (letter < 'A' || letter > 'Z') return {};
        column = column * kLetters + static_cast<std::size_t>(letter - 'A') + 1;
    }
    if (letters.empty() || letters.size() > kMost) return {};
    return column - 1;
}

SheetBody::SheetBody(const paper::Sheet& sheet, const SheetPlan& plan)
    : sheet_(sheet), plan_(plan) {
    for (std::size_t row = 0; row < std::min(plan.body, sheet.rows.size()); ++row) {
        auto texts = texts_of(sheet.rows[row]);
        if (!texts.empty()) headings_.insert(std::move(texts));
    }
    for (const SheetColumn& column : plan.columns) {
        if (column.column >= merges_.size()) merges_.resize(column.column + 1);
    }
    for (const Merge& merge : sheet.merges) {
        if (static_cast<std::size_t>(merge.row_from) < plan.body) continue;
        const auto from = static_cast<std::size_t>(merge.column_from);
        const auto to = static_cast<std::size_t>(merge.column_to);
        for (const SheetColumn& column : plan.columns) {
            const bool is_over = from <= column.column && column.column <= to;
            if (is_over) merges_[column.column].push_back(merge);
        }
    }
    for (auto& merges : merges_) {
        std::sort(merges.begin(), merges.end(),
                  [](const Merge& a, const Merge& b) { return a.row_from < b.row_from; });
    }
    for (std::size_t row = plan.body; row < sheet.rows.size(); ++row) {
        kinds_.push_back(found_kind(row));
    }
}

const paper::Cell& SheetBody::own(std::size_t row, std::size_t column) const {
    static const paper::Cell kEmpty;
    const auto& cells = sheet_.rows[row];
    return column < cells.size() ? cells[column] : kEmpty;
}

const SheetBody::Merge* SheetBody::merge_over(std::size_t row, std::size_t column) const {
    if (column >= merges_.size()) return nullptr;
    const auto& merges = merges_[column];
    const auto at = static_cast<int>(row);
    const auto next =
        std::upper_bound(merges.begin(), merges.end(), at,
                         [](int wanted, const Merge& merge) { return wanted < merge.row_from; });
    if (next == merges.begin()) return nullptr;
    const Merge& merge = *std::prev(next);
    return at <= merge.row_to ? &merge : nullptr;
}

const paper::Cell& SheetBody::at(std::size_t row, std::size_t column) const {
    const Merge* merge = merge_over(row, column);
    const bool is_below = merge != nullptr && static_cast<int>(row) > merge->row_from;
    if (!is_below || static_cast<int>(column) != merge->column_from) return own(row, column);
    return own(static_cast<std::size_t>(merge->row_from), column);
}

bool SheetBody::is_number(const SheetColumn& column) const {
    if (column.kind != SheetColumn::Kind::Field) return false;
    const FieldType type = plan_.schema->fields[column.index].type;
    return type == FieldType::Integer || type == FieldType::Decimal || type == FieldType::Money;
}

// Does the row have what every record must have?
bool SheetBody::is_complete(std::size_t row) const {
    return std::all_of(plan_.columns.begin(), plan_.columns.end(), [&](const SheetColumn& column) {
        const bool is_needed = column.kind == SheetColumn::Kind::Field &&
                               is_required(plan_.schema->fields[column.index]);
        return !is_needed || !seen(at(row, column.column)).empty();
    });
}

// A number where only something else could stand, as the sum of a column of days.
bool SheetBody::is_misplaced_number(const SheetColumn& column, const paper::Cell& cell) const {
    const registry::Field& field = plan_.schema->fields[column.index];
    switch (field.type) {
        case FieldType::Text:
        case FieldType::LongText:
        case FieldType::Reference:
        case FieldType::Identity:
        case FieldType::Phone: return false;
        case FieldType::Area: break;
        default:
            if (plain_value(field, cell, column.unit)) return false;
    }
    const std::string text = chinese::folded(text_of(cell));
    return typed_number(text, "").has_value() && !area::Code::parse(text);
}

// Does it have anything but sums that only records have?
bool SheetBody::has_record_cells(std::size_t row, std::size_t but_column) const {
    return std::any_of(plan_.columns.begin(), plan_.columns.end(), [&](const SheetColumn& column) {
        const paper::Cell& cell = own(row, column.column);
        if (column.column == but_column || seen(cell).empty()) return false;
        if (column.kind == SheetColumn::Kind::RecordId) return true;
        return column.kind == SheetColumn::Kind::Field && !is_number(column) &&
               is_required(plan_.schema->fields[column.index]) &&
               !is_misplaced_number(column, cell);
    });
}

RowKind SheetBody::found_kind(std::size_t row) const {
    const auto& cells = sheet_.rows[row];
    std::size_t filled = 0;
    std::size_t first_column = 0;
    std::string first;
    for (std::size_t column = 0; column < cells.size(); ++column) {
        const std::string text = text_of(cells[column]);
        const bool is_filled =
            filled > 0 ? !seen(cells[column]).empty() : !comparable(text).empty();
        if (!is_filled || filled++ > 0) continue;
        first = comparable(text);
        first_column = column;
    }
    if (filled == 0) return RowKind::Blank;
    if (headings_.contains(texts_of(cells))) return RowKind::Heading;
    if (says_total(first) && !has_record_cells(row, first_column)) return RowKind::Total;
    return says_note(first, filled) && !is_complete(row) ? RowKind::Note : RowKind::Record;
}

bool SheetBody::has_records() const {
    return std::find(kinds_.begin(), kinds_.end(), RowKind::Record) != kinds_.end();
}

void SheetBody::each_fault(const std::function<void(Refusal)>& tell) const {
    std::vector<Refusal> faults;
    untitled(faults);
    merged(faults);
    for (Refusal& fault : faults) tell(std::move(fault));
    not_calculated(tell);
}

// One fault for each column, at its first value.
void SheetBody::untitled(std::vector<Refusal>& faults) const {
    std::set<std::size_t> titled;
    for (std::size_t row = plan_.header; row < plan_.body; ++row) {
        for (std::size_t column = 0; column < sheet_.rows[row].size(); ++column) {
            if (!seen(own(row, column)).empty()) titled.insert(column);
        }
    }
    struct Strays {
        std::size_t row = 0;
        std::size_t count = 0;
    };
    std::map<std::size_t, Strays> found;
    for (std::size_t row = plan_.body; row < sheet_.rows.size(); ++row) {
        if (kind(row) != RowKind::Record) continue;
        for (std::size_t column = 0; column < sheet_.rows[row].size(); ++column) {
            if (titled.contains(column) || seen(own(row, column)).empty()) continue;
            ++found.try_emplace(column, Strays{row}).first->second.count;
        }
    }
    for (const auto& [column, strays] : found) {
        faults.push_back(untitled_column(strays.row, column, strays.count));
        faults.back().where.value = seen(own(strays.row, column));
    }
}

// Each merged area is told of once, at its first row that it makes unclear.
void SheetBody::merged(std::vector<Refusal>& faults) const {
    std::set<std::pair<int, int>> told;
    for (std::size_t row = plan_.body; row < sheet_.rows.size(); ++row) {
        if (kind(row) != RowKind::Record) continue;
        for (const SheetColumn& column : plan_.columns) {
            const Merge* merge = merge_over(row, column.column);
            if (merge == nullptr) continue;
            const auto first = static_cast<std::size_t>(merge->column_from);
            const std::string value = seen(own(static_cast<std::size_t>(merge->row_from), first));
            const bool is_across = column.column > first && planned_column(first) != nullptr;
            const bool is_shared = is_number(column) && static_cast<int>(row) > merge->row_from;
            if (value.empty() || (!is_across && !is_shared)) continue;
            if (!told.emplace(merge->row_from, merge->column_from).second) continue;
            faults.push_back(is_across ? merged_across(*merge, row, column.title)
                                       : merged_number(*merge, row, column.title));
            faults.back().where.value = value;
        }
    }
}

const SheetColumn* SheetBody::planned_column(std::size_t column) const {
    const auto found = std::find_if(plan_.columns.begin(), plan_.columns.end(),
                                    [&](const SheetColumn& one) { return one.column == column; });
    return found == plan_.columns.end() ? nullptr : &*found;
}

void SheetBody::not_calculated(const std::function<void(Refusal)>& tell) const {
    for (const auto& [row, column] : sheet_.not_calculated) {
        const bool is_below = row >= plan_.body && row < sheet_.rows.size();
        const RowKind kind = is_below ? this->kind(row) : RowKind::Blank;
        const bool is_record = kind == RowKind::Record || (is_below && kind == RowKind::Blank);
        const SheetColumn* planned = planned_column(column);
        if (is_record && planned != nullptr) tell(not_calculated_at(row, planned->title));
    }
}

}  // namespace qingshui::app
