#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "area/code.h"
#include "base/refusal.h"
#include "base/text.h"
#include "expr/expression.h"
#include "registry/record.h"

namespace qingshui::registry {

// What a field may hold (字段类型).
enum class FieldType {
    Text,
    LongText,
    Integer,
    Decimal,
    Money,
    Date,
    DateTime,
    Choice,
    Choices,
    YesNo,
    Area,
    Reference,
    Attachment,
    Place,
    Identity,
    Phone,
};

// The word of a type in declarations: "text", "longtext", …, "ref".
std::string_view name(FieldType type);
// Of "decimal(2)" and "ref:economy.firm" only the word.
std::optional<FieldType> parse_field_type(std::string_view word);

struct Choice {
    std::string code;
    Text title;
};

// How a field is shown to those who may see the record but not the person behind it.
enum class Mask { None, Name, Identity, Phone, Hidden };

// What sheets call the number that every record has; no field bears this title.
inline const Text kRecordIdTitle{"记录编号", "Record"};

// One declared column of a register or of one of its sub-tables.
struct Field {
    std::string id;
    Text title;
    Text help = {};
    FieldType type = FieldType::Text;
    bool required = false;
    int scale = 0;                     // Of Decimal; Money has 2, Integer 0.
    std::string unit = {};             // "元" (money's own), "平方米": what a number counts.
    std::vector<Choice> choices = {};  // Of Choice and Choices.
    std::string refers_to = {};        // Of Reference: "economy.firm".
    std::vector<area::Level> levels = {};  // Of Area: allowed levels; empty: all.
    std::optional<qingshui::Decimal> min = {};
    std::optional<qingshui::Decimal> max = {};
    std::optional<std::size_t> length_max = {};  // Characters; default by type.
    Mask mask = Mask::None;
    bool search = false;                            // In the full-text index.
    std::string source = {};                        // Standard or law the field comes from.
    std::optional<expr::Expression> computed = {};  // Its value is never typed in.
};

// A sub-table of a register: lines that live and die with their record.
struct Lines {
    std::string id;
    Text title;
    std::vector<Field> fields;
    std::size_t least = 0;     // Fewest lines.
    std::size_t most = 1'000;  // Most lines.
};

// What a record must satisfy beyond its fields.
struct Check {
    std::string id;         // Stable: "inspection.1" or as declared.
    expr::Expression rule;  // Broken only when false.
    Text says;
    std::string basis = {};  // 行政处罚法 第42条
};

// How long a record is kept, counted from its day.
struct Retention {
    std::optional<int> years;  // None: permanent.
    std::string basis;
};

// The declaration of one register (台账). Immutable once read.
struct Schema {
    static constexpr std::size_t kFieldsMax = 200;

    std::string id;  // "environment.inspection"
    Text title;
    Text help = {};
    std::vector<Field> fields;
    std::vector<Lines> lines = {};
    std::size_t area = 0;    // Index of the field that says where (an Area).
    std::size_t day = 0;     // Index of the field that says when (a Date).
    std::string label = {};  // "{firm} {inspected_on}": how a record is named.
    std::vector<std::vector<std::size_t>> unique = {};  // Keys: lists of field indices.
    std::vector<Check> checks = {};
    Retention retention = {};
    std::vector<std::string> see = {};
    std::vector<std::string> write = {};

    std::optional<std::size_t> position(std::string_view field) const;
    std::optional<std::size_t> lines_position(std::string_view lines_id) const;
};

// The names of a schema for expressions: its fields and sub-tables.
class SchemaNames final : public expr::Names {
public:
    explicit SchemaNames(const Schema& schema);
    // While a schema is being read: computed fields may use those above them.
    SchemaNames(const std::vector<Field>& fields, const std::vector<Lines>& lines);
    ~SchemaNames() override;
    std::optional<expr::Type> type_of(std::string_view path) const override;
    std::vector<expr::Code> codes_of(std::string_view path) const override;
    const expr::Names* within(std::string_view lines) const override;
    std::vector<std::string> all() const override;

private:
    struct Within;
    const std::vector<Field>& fields_;
    const std::vector<Lines>& lines_;
    std::vector<std::unique_ptr<Within>> within_;
};

// The values of a record for expressions. Borrows both; use while they live.
class RecordValues final : public expr::Values {
public:
    RecordValues(const Schema& schema, const Record& record);
    expr::Value value_of(std::string_view path) const override;
    std::size_t line_count(std::string_view lines) const override;
    const expr::Values& line(std::string_view lines, std::size_t index) const override;
    ~RecordValues() override;

private:
    struct LineValues;
    const Schema& schema_;
    const Record& record_;
    mutable std::vector<std::vector<std::unique_ptr<LineValues>>> cache_;  // By sub-table, line.
};

// The type an expression sees a field as.
expr::Type type_of(const Field& field);
expr::Value to_expr(const Value& value);

// Is it empty or of the kind that the field's type holds (record.h)?
bool fits(const Field& field, const Value& value);

// The most characters a text, longtext or phone may have: as declared, or by its type.
std::size_t length_max(const Field& field);

// Brings numbers to the scale of their fields where that is exact, then fills in the computed
// fields: those of lines, then those of the record, in field order.
void compute(const Schema& schema, Record& record);

// The computed fields whose numbers or days do not fit, as "amount" or "officers[2].pay".
std::set<std::string> computed_out_of_range(const Schema& schema, const Record& record);

// The fields and sub-tables that a check compares, by id.
std::set<std::string> fields_read(const Check& check);

// Everything wrong with `record` by itself: missing, wrong type, out of range, unknown
// choice, too long, identity and phone numbers, checks. Fields in order, then lines, then
// checks; empty if it may be filed. Whether areas and references exist is the store's.
// Rules: "record.required", "record.type", "record.range", "record.choice",
// "record.too_long", "record.identity", "record.phone", "record.place", "record.lines",
// "record.check", "record.out_of_range" (what is computed from it has more than 18 digits). The
// place of a broken check names all that it compares: 开始日期、结束日期.
std::vector<Refusal> faults(const Schema& schema, const Record& record);

// 341502199003071234 → 341502********1234 and so on; fields without a mask are unchanged.
std::string masked(Mask mask, std::string_view text);

}  // namespace qingshui::registry
