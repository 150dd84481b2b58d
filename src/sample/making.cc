#include "sample/making.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sample/columns.h"

namespace qingshui::sample {
namespace {

using registry::Key;
using registry::Record;
using registry::Schema;
using registry::Value;

constexpr int kFaultsShown = 3;  // Of the records of one group.

// Makes one group of rows of one register.
class GroupMaker {
public:
    GroupMaker(const Schema& schema, const Group& group, std::string stream, World& world,
               PlanFaults& faults)
        : schema_(schema),
          group_(group),
          stream_(std::move(stream)),
          world_(world),
          faults_(faults) {}

    void run();

private:
    std::vector<RowAt> rows();
    std::vector<Key> each() const;
    std::vector<std::int64_t> counts(const Count& count, std::size_t parents, int line,
                                     const std::string& stream);
    void make_lines(const PlannedLines& planned, Columns& columns, std::vector<Record>& records);
    void check(const Record& record, std::int64_t n);
    void check_areas(const Record& record, std::int64_t n);
    void fault(std::int64_t n, Text says, Text remedy = {});

    const Schema& schema_;
    const Group& group_;
    std::string stream_;
    World& world_;
    PlanFaults& faults_;
    int shown_ = 0;
};

void GroupMaker::run() {
    Columns columns(
        world_,
        {schema_, schema_.fields, group_.rules, group_.list.empty() ? nullptr : &group_.list,
         group_.each ? &*group_.each : nullptr, stream_, nullptr},
        rows(), faults_);
    std::vector<Record> records(columns.rows().size());
    for (std::size_t row = 0; row < records.size(); ++row) {
        records[row].values.resize(schema_.fields.size());
        records[row].lines.resize(schema_.lines.size());
        for (std::size_t field = 0; field < schema_.fields.size(); ++field) {
            records[row].values[field] = columns.value(field, row);
        }
    }
    for (const auto& lines : group_.lines) make_lines(lines, columns, records);
    for (std::size_t row = 0; row < records.size(); ++row) {
        registry::compute(schema_, records[row]);
        check(records[row], columns.rows()[row].n);
        world_.add(schema_, std::move(records[row]));
    }
}

std::vector<RowAt> GroupMaker::rows() {
    auto n = static_cast<std::int64_t>(world_.records(schema_.id).size());
    std::vector<RowAt> rows;
    if (!group_.each) {
        auto count = static_cast<std::int64_t>(group_.list.size());
        if (group_.list.empty()) {
            count = counts(group_.count, 1, group_.line, stream_).front();
        }
        for (std::int64_t i = 1; i <= count; ++i) rows.push_back({++n, i});
        return rows;
    }
    const auto parents = each();
    const auto numbers = counts(group_.count, parents.size(), group_.line, stream_);
    for (std::size_t parent = 0; parent < parents.size(); ++parent) {
        for (std::int64_t i = 1; i <= numbers[parent]; ++i) {
            rows.push_back({++n, i, 0, parents[parent]});
        }
    }
    return rows;
}

std::vector<Key> GroupMaker::each() const {
    const auto& each = *group_.each;
    if (!each.level) return world_.matching(*world_.catalogue().schema(each.schema), each.where);
    std::vector<Key> keys;
    for (const auto area : world_.ground().of_level(*each.level, each.within)) {
        keys.push_back({area.number});
    }
    return keys;
}

std::vector<std::int64_t> GroupMaker::counts(const Count& count, std::size_t parents, int line,
                                             const std::string& stream) {
    Chance chance(world_.seed(), stream + "|count");
    std::vector<std::int64_t> numbers(parents);
    if (!count.total) {
        for (auto& number : numbers) number = chance.between(count.least, count.most);
        return numbers;
    }
    const auto least = std::max<std::int64_t>(count.least, 0);
    const auto parts = split(*count.total, parents, {least, count.most_each}, chance);
    if (parts) return *parts;
    faults_.add(line, "plan.rule", schema_.id,
                {fmt::format("total = {}分不成{}份", *count.total, parents),
                 fmt::format("total = {} cannot be divided into {} parts", *count.total, parents)});
    return numbers;
}

void GroupMaker::make_lines(const PlannedLines& planned, Columns& columns,
                            std::vector<Record>& records) {
    const auto position = *schema_.lines_position(planned.id);
    const auto& lines = schema_.lines[position];
    const auto stream = fmt::format("{}|{}", stream_, planned.id);
    const auto numbers = counts(planned.count, records.size(), planned.line, stream);
    std::vector<RowAt> rows;
    for (std::size_t row = 0; row < records.size(); ++row) {
        for (std::int64_t i = 1; i <= numbers[row]; ++i) {
            rows.push_back({columns.rows()[row].n, i, row});
        }
    }
    Columns below(world_,
                  {schema_, lines.fields, planned.rules, nullptr, nullptr, stream, &columns},
                  std::move(rows), faults_);
    for (std::size_t line = 0; line < below.rows().size(); ++line) {
        std::vector<Value> values;
        for (std::size_t field = 0; field < lines.fields.size(); ++field) {
            values.push_back(below.value(field, line));
        }
        records[below.rows()[line].above].lines[position].push_back(std::move(values));
    }
}

void GroupMaker::fault(std::int64_t n, Text says, Text remedy) {
    if (++shown_ > kFaultsShown) return;
    faults_.add(group_.line, "plan.record", schema_.id,
                {fmt::format("“{}”第{}行：{}", schema_.title.zh, n, says.zh),
                 fmt::format(R"("{}", row {}: {})", schema_.title.en, n, says.en)},
                std::move(remedy));
}

void GroupMaker::check(const Record& record, std::int64_t n) {
    for (auto& refusal : registry::faults(schema_, record)) {
        fault(n, refusal.says, refusal.remedy);
    }
    check_areas(record, n);
}

void GroupMaker::check_areas(const Record& record, std::int64_t n) {
    const auto& tree = world_.ground().tree();
    const auto* date = std::get_if<Date>(&record.values[schema_.day]);
    const auto day = date != nullptr ? *date : Date::max();
    for (std::size_t i = 0; i < schema_.fields.size(); ++i) {
        const auto& field = schema_.fields[i];
        const auto* key = std::get_if<Key>(&record.values[i]);
        if (field.type != registry::FieldType::Area || key == nullptr) continue;
        const auto* span = tree.at({key->number}, day);
        if (span == nullptr) {
            fault(n, {fmt::format("“{}”当日尚不存在", field.title.zh),
                      fmt::format(R"("{}" does not exist on that day)", field.title.en)});
            continue;
        }
        const auto& levels = field.levels;
        const auto level = span->code.level();
        if (levels.empty() || std::find(levels.begin(), levels.end(), level) != levels.end())
            continue;
        fault(n, {fmt::format("“{}”不能是{}", field.title.zh, area::title(level).zh),
                  fmt::format(R"("{}" cannot be a {})", field.title.en, area::title(level).en)});
    }
}

// The values of a key as text; none if one of them is not filled.
std::optional<std::vector<std::string>> values_of(const std::vector<std::size_t>& key,
                                                  const Record& record, const Schema& schema,
                                                  const World& world) {
    std::vector<std::string> values;
    for (const auto field : key) {
        if (registry::is_empty(record.values[field])) return std::nullopt;
        const auto* number = std::get_if<Key>(&record.values[field]);
        values.push_back(number != nullptr
                             ? std::to_string(number->number)
                             : world.shown(schema.fields[field], record.values[field]));
    }
    return values;
}

// No two records of a register may have one key.
void check_unique(const std::vector<std::size_t>& key, const PlannedRegister& planned,
                  const World& world, PlanFaults& faults) {
    const auto& schema = *planned.schema;
    std::set<std::vector<std::string>> known;
    for (const auto& record : world.records(schema.id)) {
        const auto values = values_of(key, record, schema, world);
        if (!values || known.insert(*values).second) continue;
        faults.add(
            planned.line, "plan.record", schema.id,
            {fmt::format("“{}”有两行的唯一项相同：{}", schema.title.zh, fmt::join(*values, "、")),
             fmt::format(R"(Two rows of "{}" have the same key: {})", schema.title.en,
                         fmt::join(*values, ", "))});
        return;
    }
}

}  // namespace

MadeFile make_records(const PlannedRegister& planned, World& world, PlanFaults& faults) {
    const auto& id = planned.schema->id;
    MadeFile made{&planned, world.records(id).size(), 0};
    std::size_t number = 0;
    for (const auto& group : planned.groups) {
        const auto stream = fmt::format("{}|{}|{}", id, planned.file, ++number);
        GroupMaker(*planned.schema, group, stream, world, faults).run();
    }
    made.end = world.records(id).size();
    for (const auto& key : planned.schema->unique) check_unique(key, planned, world, faults);
    return made;
}

}  // namespace qingshui::sample
