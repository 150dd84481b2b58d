#include "registry/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ensure.h"
#include "registry/field_list.h"

namespace qingshui::registry {

namespace {

constexpr std::array<std::string_view, 16> kTypeNames = {
    "text",    "longtext", "integer", "decimal", "money",      "date",  "datetime", "choice",
    "choices", "yesno",    "area",    "ref",     "attachment", "place", "identity", "phone"};

std::optional<expr::Type> named_type(const std::vector<Field>& fields, std::string_view id) {
    const auto index = index_of(fields, id);
    if (!index || fields[*index].type == FieldType::Place) return std::nullopt;
    return type_of(fields[*index]);
}

std::vector<expr::Code> named_codes(const std::vector<Field>& fields, std::string_view id) {
    const auto index = index_of(fields, id);
    std::vector<expr::Code> codes;
    if (!index) return codes;
    for (const Choice& each : fields[*index].choices) codes.push_back({each.code, each.title.zh});
    return codes;
}

void add_ids(const std::vector<Field>& fields, std::vector<std::string>& ids) {
    for (const Field& field : fields) {
        if (field.type != FieldType::Place) ids.push_back(field.id);
    }
}

// The value of a field as its type promises it; none if it holds anything else.
expr::Value promised(const std::vector<Field>& fields, const std::vector<Value>& values,
                     std::string_view id) {
    const auto index = index_of(fields, id);
    if (!index || *index >= values.size()) return {};
    const Value& value = values[*index];
    if (!fits(fields[*index], value)) return {};
    const auto* number = std::get_if<qingshui::Decimal>(&value);
    if (number == nullptr) return to_expr(value);
    const auto exact = number->rescaled(fields[*index].scale);
    return exact ? expr::Value{*exact} : expr::Value{};
}

void settle_scales(const std::vector<Field>& fields, std::vector<Value>& values) {
    for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
        auto* number = std::get_if<qingshui::Decimal>(&values[i]);
        if (number == nullptr) continue;
        if (const auto exact = number->rescaled(fields[i].scale)) *number = *exact;
    }
}

// The values of one line.
class LineView : public expr::Values {
public:
    LineView(const std::vector<Field>& fields, const std::vector<Value>& values)
        : fields_(fields), values_(values) {}

    expr::Value value_of(std::string_view path) const override {
        return promised(fields_, values_, path);
    }
    std::size_t line_count(std::string_view) const override { return 0; }
    const expr::Values& line(std::string_view, std::size_t) const override {
        ensure(false, "lines have no lines of their own");
        return *this;
    }

private:
    const std::vector<Field>& fields_;
    const std::vector<Value>& values_;
};

struct ToField {
    const Field& field;

    Value operator()(std::monostate) const { return {}; }
    Value operator()(bool flag) const { return flag; }
    Value operator()(const qingshui::Decimal& number) const {
        const auto exact = number.rescaled(field.scale);
        return exact ? Value{*exact} : Value{};
    }
    Value operator()(const std::string& text) const { return text; }
    Value operator()(const Date& date) const { return date; }
    Value operator()(const DateTime& moment) const { return moment; }
    Value operator()(const std::vector<std::string>& texts) const { return texts; }
    Value operator()(std::int64_t key) const { return Key{key}; }
};

void fill_in(const std::vector<Field>& fields, std::vector<Value>& values,
             const expr::Values& names) {
    for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
        if (!fields[i].computed) continue;
        values[i] = std::visit(ToField{fields[i]}, fields[i].computed->evaluate(names));
    }
}

// Adds the computed fields of one row that do not fit, each after `path`.
void find_out_of_range(const std::vector<Field>& fields, const expr::Values& names,
                       const std::string& path, std::set<std::string>& found) {
    for (const Field& field : fields) {
        if (!field.computed) continue;
        const expr::Outcome outcome = field.computed->outcome(names);
        const auto* number = std::get_if<qingshui::Decimal>(&outcome.value);
        const bool fits = number == nullptr || number->rescaled(field.scale).has_value();
        if (outcome.is_out_of_range || !fits) found.insert(path + field.id);
    }
}

}  // namespace

std::string_view name(FieldType type) { return kTypeNames.at(static_cast<std::size_t>(type)); }

std::optional<FieldType> parse_field_type(std::string_view word) {
    const auto* found = std::find(kTypeNames.begin(), kTypeNames.end(), word);
    if (found == kTypeNames.end()) return std::nullopt;
    return static_cast<FieldType>(found - kTypeNames.begin());
}

std::optional<std::size_t> Schema::position(std::string_view field) const {
    return index_of(fields, field);
}

std::optional<std::size_t> Schema::lines_position(std::string_view lines_id) const {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].id == lines_id) return i;
    }
    return std::nullopt;
}

expr::Type type_of(const Field& field) {
    switch (field.type) {
        case FieldType::Text:
        case FieldType::LongText:
        case FieldType::Choice:
        case FieldType::Identity:
        case FieldType::Phone: return {expr::Kind::Text, 0, {}};
        case FieldType::Integer: return {expr::Kind::Number, 0, {}};
        case FieldType::Decimal:
        case FieldType::Money: return {expr::Kind::Number, field.scale, {}};
        case FieldType::Date: return {expr::Kind::Date, 0, {}};
        case FieldType::DateTime: return {expr::Kind::DateTime, 0, {}};
        case FieldType::Choices:
        case FieldType::Attachment: return {expr::Kind::Texts, 0, {}};
        case FieldType::YesNo: return {expr::Kind::Bool, 0, {}};
        case FieldType::Area:
        case FieldType::Reference: return {expr::Kind::Key, 0, {}};
        case FieldType::Place: return {expr::Kind::Null, 0, {}};
    }
    return {};
}

expr::Value to_expr(const Value& value) {
    return std::visit(
        [](const auto& held) -> expr::Value {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, Key>) return held.number;
            if constexpr (std::is_constructible_v<expr::Value, Held>) return held;
            return {};
        },
        value);
}

bool fits(const Field& field, const Value& value) {
    if (is_empty(value)) return true;
    switch (type_of(field).kind) {
        case expr::Kind::Bool: return std::holds_alternative<bool>(value);
        case expr::Kind::Number: return std::holds_alternative<qingshui::Decimal>(value);
        case expr::Kind::Text: return std::holds_alternative<std::string>(value);
        case expr::Kind::Date: return std::holds_alternative<Date>(value);
        case expr::Kind::DateTime: return std::holds_alternative<DateTime>(value);
        case expr::Kind::Texts: return std::holds_alternative<std::vector<std::string>>(value);
        case expr::Kind::Key: return std::holds_alternative<Key>(value);
        case expr::Kind::Lines:
        case expr::Kind::Null: return std::holds_alternative<area::Point>(value);
    }
    return false;
}

std::size_t length_max(const Field& field) {
    constexpr std::size_t kText = 200;
    constexpr std::size_t kLongText = 20'000;
    return field.length_max.value_or(field.type == FieldType::LongText ? kLongText : kText);
}

// The names of one sub-table.
struct SchemaNames::Within final : expr::Names {
    explicit Within(const Lines& declared) : lines(declared) {}

    std::optional<expr::Type> type_of(std::string_view path) const override {
        return named_type(lines.fields, path);
    }
    std::vector<expr::Code> codes_of(std::string_view path) const override {
        return named_codes(lines.fields, path);
    }
    const expr::Names* within(std::string_view) const override { return nullptr; }
    std::vector<std::string> all() const override {
        std::vector<std::string> ids;
        add_ids(lines.fields, ids);
        return ids;
    }

    const Lines& lines;
};

SchemaNames::SchemaNames(const Schema& schema) : SchemaNames(schema.fields, schema.lines) {}

SchemaNames::SchemaNames(const std::vector<Field>& fields, const std::vector<Lines>& lines)
    : fields_(fields), lines_(lines) {
    for (const Lines& each : lines) within_.push_back(std::make_unique<Within>(each));
}

SchemaNames::~SchemaNames() = default;

std::optional<expr::Type> SchemaNames::type_of(std::string_view path) const {
    if (within(path) != nullptr) return expr::Type{expr::Kind::Lines, 0, std::string(path)};
    return named_type(fields_, path);
}

std::vector<expr::Code> SchemaNames::codes_of(std::string_view path) const {
    return named_codes(fields_, path);
}

const expr::Names* SchemaNames::within(std::string_view lines) const {
    for (const auto& each : within_) {
        if (each->lines.id == lines) return each.get();
    }
    return nullptr;
}

std::vector<std::string> SchemaNames::all() const {
    std::vector<std::string> ids;
    add_ids(fields_, ids);
    for (const Lines& each : lines_) ids.push_back(each.id);
    return ids;
}

struct RecordValues::LineValues final : LineView {
    using LineView::LineView;
};

RecordValues::RecordValues(const Schema& schema, const Record& record)
    : schema_(schema), record_(record) {}

RecordValues::~RecordValues() = default;

expr::Value RecordValues::value_of(std::string_view path) const {
    return promised(schema_.fields, record_.values, path);
}

std::size_t RecordValues::line_count(std::string_view lines) const {
    const auto position = schema_.lines_position(lines);
    return position && *position < record_.lines.size() ? record_.lines[*position].size() : 0;
}

const expr::Values& RecordValues::line(std::string_view lines, std::size_t index) const {
    ensure(index < line_count(lines), "a line that is asked for exists");
    const std::size_t position = *schema_.lines_position(lines);
    cache_.resize(schema_.lines.size());
    auto& cached = cache_[position];
    const auto& held = record_.lines[position];
    while (cached.size() < held.size()) {
        cached.push_back(
            std::make_unique<LineValues>(schema_.lines[position].fields, held[cached.size()]));
    }
    return *cached[index];
}

void compute(const Schema& schema, Record& record) {
    settle_scales(schema.fields, record.values);
    for (std::size_t i = 0; i < schema.lines.size() && i < record.lines.size(); ++i) {
        const std::vector<Field>& fields = schema.lines[i].fields;
        for (std::vector<Value>& line : record.lines[i]) {
            settle_scales(fields, line);
            fill_in(fields, line, LineView(fields, line));
        }
    }
    fill_in(schema.fields, record.values, RecordValues(schema, record));
}

std::set<std::string> computed_out_of_range(const Schema& schema, const Record& record) {
    std::set<std::string> found;
    for (std::size_t i = 0; i < schema.lines.size() && i < record.lines.size(); ++i) {
        const Lines& lines = schema.lines[i];
        for (std::size_t j = 0; j < record.lines[i].size(); ++j) {
            find_out_of_range(lines.fields, LineView(lines.fields, record.lines[i][j]),
                              fmt::format("{}[{}].", lines.id, j + 1), found);
        }
    }
    find_out_of_range(schema.fields, RecordValues(schema, record), "", found);
    return found;
}

}  // namespace qingshui::registry
