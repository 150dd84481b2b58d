#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sample/chance.h"
#include "sample/plan.h"
#include "sample/reading.h"
#include "sample/world.h"

namespace qingshui::sample {

// A row before it has values.
struct RowAt {
    std::int64_t n = 0;                      // In its register, from 1.
    std::int64_t i = 0;                      // Within its each, group or record, from 1.
    std::size_t above = 0;                   // Of a sub-table's line: the row it belongs to.
    std::optional<registry::Key> each = {};  // The area or record it is made for.
};

// The columns of one group of rows, or of the lines of a sub-table below one.
//
// A column is worked out for all rows at once, when it is first asked for: some rules (deal,
// split, sorted days) are about all rows together, and rules may use other columns. Each column
// draws from a stream of its own.
class Columns {
public:
    struct Frame {
        const registry::Schema& schema;
        const std::vector<registry::Field>& fields;  // Of the register or of the sub-table.
        const Rules& rules;
        const std::vector<Rules>* list;  // Rules of single rows; null: none.
        const Each* each;                // Null: none.
        std::string stream;
        Columns* above;  // Of a sub-table: its register's; null: none.
    };

    Columns(const World& world, Frame frame, std::vector<RowAt> rows, PlanFaults& faults);

    const std::vector<RowAt>& rows() const { return rows_; }
    const registry::Value& value(std::size_t field, std::size_t row);

private:
    using Rows = std::vector<std::size_t>;
    enum class State { Open, Busy, Done };

    struct Column {
        State state = State::Open;
        std::vector<registry::Value> values;
    };
    // A named field as seen from a row: here or in the register above.
    struct Named {
        Columns* columns;
        std::size_t field;
        std::size_t row;
        const registry::Field& declared() const { return columns->frame_.fields[field]; }
        const registry::Value& value() const { return columns->value(field, row); }
    };

    void work_out(std::size_t field);
    void fill(const Rule& rule, Rows rows);
    Rows chosen(const Rule& rule, Rows rows);
    std::optional<Named> named(std::string_view id, std::size_t row);
    Date day_of(std::size_t row);
    std::string text(const Template& pattern, std::size_t row);
    void set(std::size_t row, const std::string& text);
    registry::Value& at(std::size_t row) { return columns_[now_].values[row]; }
    const registry::Field& field() const { return frame_.fields[now_]; }
    void fault(Text says, Text remedy = {});

    void apply(const Constant& rule, const Rows& rows);
    void apply(const Pick& rule, const Rows& rows);
    void apply(const Deal& rule, const Rows& rows);
    void apply(const Turn& rule, const Rows& rows);
    void apply(const Some& rule, const Rows& rows);
    void apply(const Days& rule, const Rows& rows);
    void apply(const DayBy& rule, const Rows& rows);
    void apply(const Between& rule, const Rows& rows);
    void apply(const SplitSum& rule, const Rows& rows);
    void apply(const AreaOf& rule, const Rows& rows);
    void apply(const Above& rule, const Rows& rows);
    void apply(const FromEach& rule, const Rows& rows);
    void apply(const RecordOf& rule, const Rows& rows);
    void apply(const Same& rule, const Rows& rows);
    void apply(const Person& rule, const Rows& rows);
    void apply(const PlaceWithin& rule, const Rows& rows);
    void apply(const By& rule, const Rows& rows);
    std::optional<Id<area::Area>> live_one(const std::vector<Id<area::Area>>& areas, Date day);

    const World& world_;
    Frame frame_;
    std::vector<RowAt> rows_;
    PlanFaults& faults_;
    std::vector<Column> columns_;
    // While a column is worked out; others may be worked out meanwhile and put these back.
    std::size_t now_ = 0;
    int line_ = 0;
    Chance* chance_ = nullptr;
};

}  // namespace qingshui::sample
