#include "sample/read_rule.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/chinese.h"
#include "sample/world.h"

namespace qingshui::sample {
namespace {

using Kind = Declared::Kind;
using registry::Field;
using registry::FieldType;
using registry::Schema;

constexpr std::array<std::string_view, 17> kWords = {
    "value", "pick", "deal", "turn", "some", "date", "after",  "before", "between",
    "split", "area", "up",   "each", "ref",  "same", "person", "by"};
constexpr std::string_view kPlace = "place";

void unknown_field(int line, const std::string& id, const RuleScope& scope, PlanFaults& faults) {
    std::vector<std::string> ids;
    for (const auto& field : scope.fields()) ids.push_back(field.id);
    auto near = chinese::nearest(id, ids);
    if (near.empty()) near = ids;
    faults.add(line, "plan.field", id,
               {fmt::format("“{}”没有字段“{}”", scope.schema.title.zh, id),
                fmt::format(R"("{}" has no field "{}")", scope.schema.title.en, id)},
               {fmt::format("可写：{}", fmt::join(near, "、")),
                fmt::format("Write: {}", fmt::join(near, ", "))});
}

// Reads one rule for one field.
class RuleReader {
public:
    RuleReader(const Field& field, const RuleScope& scope, PlanFaults& faults)
        : field_(field), scope_(scope), faults_(faults) {}

    std::optional<Rule> read(const Declared& declared) {
        line_ = declared.line;
        if (declared.kind != Kind::Table) {
            auto constant = this->constant(declared);
            if (!constant) return std::nullopt;
            return Rule{Constant{std::move(*constant)}, line_};
        }
        TableReader table(declared, faults_);
        auto value = read_value(table);
        if (!value) return std::nullopt;
        value->line = line_;
        if (const auto chance = table.number("chance")) {
            const auto part = chance->rounded(4);
            const bool fits = part && part->mantissa() >= 0 && part->mantissa() <= 10'000;
            if (!fits) table.fault("chance", {"0到1之间的数", "a number from 0 to 1"});
            if (fits) value->chance = part->mantissa();
        }
        if (const auto filled = table.integer("filled")) {
            value->filled = static_cast<std::size_t>(*filled);
        }
        return value;
    }

private:
    std::optional<Rule> read_value(TableReader& table);
    std::optional<Rule> read_days(TableReader& table);
    std::optional<Rule> read_day_by(TableReader& table, bool before);
    std::optional<Rule> read_numbers(TableReader& table);
    std::optional<Rule> read_area(TableReader& table);
    std::optional<Rule> read_reference(TableReader& table);
    std::optional<Rule> read_same(TableReader& table);
    std::optional<Rule> read_person(TableReader& table);
    std::optional<Rule> read_by(TableReader& table);
    std::optional<Rule> read_some(TableReader& table);

    std::optional<Template> constant(const Declared& declared);
    // The values of a list, or the keys of a table with a whole number each.
    bool weighted(TableReader& table, std::string_view key, std::vector<Template>& values,
                  std::vector<std::int64_t>& weights);
    void check_type(std::string_view word, bool fits) {
        if (fits) return;
        faults_.add(line_, "plan.rule", field_.id,
                    {fmt::format("字段“{}”不能用“{}”填写", field_.title.zh, word),
                     fmt::format(R"("{}" cannot be filled by "{}")", field_.title.en, word)});
    }
    bool is(std::initializer_list<FieldType> types) const {
        return std::find(types.begin(), types.end(), field_.type) != types.end();
    }
    bool is_number() const {
        return is({FieldType::Integer, FieldType::Decimal, FieldType::Money});
    }
    void check_field(const std::string& id, std::initializer_list<FieldType> types);

    const Field& field_;
    const RuleScope& scope_;
    PlanFaults& faults_;
    int line_ = 0;
};

void check_choice(const Field& field, int line, const std::string& text, PlanFaults& faults) {
    std::vector<std::string> codes;
    codes.reserve(field.choices.size());
    for (const auto& choice : field.choices) codes.push_back(choice.code);
    if (std::find(codes.begin(), codes.end(), text) != codes.end()) return;
    faults.add(line, "plan.value", field.id,
               {fmt::format("“{}”没有选项“{}”", field.title.zh, text),
                fmt::format(R"("{}" has no choice "{}")", field.title.en, text)},
               {fmt::format("可写：{}", fmt::join(codes, "、")),
                fmt::format("Write: {}", fmt::join(codes, ", "))});
}

std::optional<Template> RuleReader::constant(const Declared& declared) {
    const auto text = scalar_text(declared);
    if (!text) {
        faults_.add(declared.line, "plan.value", field_.id,
                    {"应为文字、数字、日期或true、false",
                     "This must be text, a number, a day, true or false"});
        return std::nullopt;
    }
    auto pattern = read_template(*text, declared.line, faults_);
    if (!pattern) return std::nullopt;
    for (const auto& name : pattern->names()) {
        if (name == "n" || name == "i" || scope_.find(name) != nullptr) continue;
        unknown_field(declared.line, name, scope_, faults_);
    }
    const bool is_plain = pattern->names().empty();
    const bool is_choice = is_plain && field_.type == FieldType::Choice;
    if (is_choice) check_choice(field_, declared.line, *text, faults_);
    return pattern;
}

std::optional<Rule> RuleReader::read_value(TableReader& table) {
    if (table.has("value")) {
        auto constant = this->constant(*table.find("value"));
        return constant ? std::optional(Rule{Constant{std::move(*constant)}}) : std::nullopt;
    }
    if (table.has("pick")) {
        Pick pick;
        if (!weighted(table, "pick", pick.values, pick.weights)) return std::nullopt;
        return Rule{std::move(pick)};
    }
    if (table.has("deal")) {
        Deal deal;
        if (!weighted(table, "deal", deal.values, deal.counts)) return std::nullopt;
        return Rule{std::move(deal)};
    }
    if (table.has("turn") && !table.has("ref")) {
        Turn turn;
        std::vector<std::int64_t> ones;
        if (!weighted(table, "turn", turn.values, ones)) return std::nullopt;
        return Rule{std::move(turn)};
    }
    if (table.has("some")) return read_some(table);
    if (table.has("date")) return read_days(table);
    if (table.has("after")) return read_day_by(table, false);
    if (table.has("before")) return read_day_by(table, true);
    if (table.has("between") || table.has("split")) return read_numbers(table);
    if (table.has("area") || table.has("up")) return read_area(table);
    if (table.has("ref")) return read_reference(table);
    if (table.has("same")) return read_same(table);
    if (table.has("person")) return read_person(table);
    if (table.has("by")) return read_by(table);
    if (table.has("each")) {
        const auto* each = table.find("each");
        const bool itself = each->kind == Kind::Flag;
        return Rule{FromEach{itself ? "" : table.text("each")}};
    }
    if (table.has(kPlace)) {
        table.flag(kPlace);
        check_type(kPlace, field_.type == FieldType::Place);
        return Rule{PlaceWithin{}};
    }
    for (const auto& [key, value] : table.table().members) table.find(key);
    faults_.add(line_, "plan.rule", field_.id,
                {"没有写明怎样填写", "No rule says how to fill this"},
                {fmt::format("可写：{}、{}", fmt::join(kWords, "、"), kPlace),
                 fmt::format("Write: {}, {}", fmt::join(kWords, ", "), kPlace)});
    return std::nullopt;
}

bool RuleReader::weighted(TableReader& table, std::string_view key, std::vector<Template>& values,
                          std::vector<std::int64_t>& weights) {
    const auto& declared = *table.find(key);
    std::vector<std::pair<Declared, std::int64_t>> all;
    for (const auto& item : declared.items) all.emplace_back(item, 1);
    for (const auto& [code, weight] : declared.members) {
        const bool fits = weight.kind == Kind::Integer && weight.integer >= 0;
        if (!fits) table.fault(key, {"各项后写不小于零的整数", "each with a whole number"});
        all.emplace_back(Declared{Kind::Text, weight.line, code}, fits ? weight.integer : 1);
    }
    for (const auto& [text, weight] : all) {
        auto value = constant(text);
        if (!value) continue;
        values.push_back(std::move(*value));
        weights.push_back(weight);
    }
    const bool any = std::any_of(weights.begin(), weights.end(), [](auto one) { return one > 0; });
    if (!any) table.fault(key, {"列表，或各项及其份数", "a list, or values with their weights"});
    return any;
}

std::optional<Rule> RuleReader::read_some(TableReader& table) {
    check_type("some", field_.type == FieldType::Choices);
    Some some{table.texts("some"), 1, 1};
    const auto most = static_cast<std::int64_t>(some.values.size());
    const auto* count = table.find("count");
    some.most = most;
    if (count != nullptr && count->items.size() == 2) {
        some.least = count->items[0].integer;
        some.most = count->items[1].integer;
    } else if (count != nullptr) {
        some.least = some.most = count->integer;
    }
    if (some.least < 0 || some.least > some.most || some.most > most) {
        table.fault("count", {"不超过选项数的个数", "no more than there are choices"});
        return std::nullopt;
    }
    return Rule{std::move(some)};
}

std::optional<Rule> RuleReader::read_days(TableReader& table) {
    check_type("date", is({FieldType::Date, FieldType::DateTime}));
    const auto& pair = *table.find("date");
    const auto from = pair.items.size() == 2 ? date_of(pair.items[0]) : std::nullopt;
    const auto to = pair.items.size() == 2 ? date_of(pair.items[1]) : std::nullopt;
    const Days days{from.value_or(Date()), to.value_or(Date()), table.flag("weekdays"),
                    table.flag("sorted")};
    constexpr int kWeekend = 3;
    const bool some_weekday = days.from.plus_days(kWeekend) <= days.to ||
                              (from && from->weekday() <= 5) || (to && to->weekday() <= 5);
    if (!from || !to || *from > *to || (days.weekdays && !some_weekday)) {
        table.fault("date", {"起止两个日期，如[2021-01-04, 2021-12-24]",
                             "two days such as [2021-01-04, 2021-12-24]"});
        return std::nullopt;
    }
    return Rule{days};
}

std::optional<Rule> RuleReader::read_day_by(TableReader& table, bool before) {
    const auto* word = before ? "before" : "after";
    check_type(word, is({FieldType::Date, FieldType::DateTime}));
    DayBy day{table.text(word), 0, 0, before, table.date("until")};
    check_field(day.field, {FieldType::Date, FieldType::DateTime});
    const auto* days = table.find("days");
    const bool pair = days != nullptr && days->items.size() == 2;
    const bool one = days != nullptr && days->kind == Kind::Integer;
    if (pair) day.least = days->items[0].integer;
    if (pair) day.most = days->items[1].integer;
    if (one) day.least = day.most = days->integer;
    if ((!pair && !one) || day.least > day.most) {
        table.fault("days", {"天数，如[3, 30]", "days such as [3, 30]"});
        return std::nullopt;
    }
    return Rule{std::move(day)};
}

std::optional<Rule> RuleReader::read_numbers(TableReader& table) {
    check_type(table.has("split") ? "split" : "between", is_number());
    if (table.has("split")) {
        const auto total = table.number("split");
        SplitSum split{total.value_or(Decimal()), table.number("least"), table.number("most")};
        return total ? std::optional(Rule{split}) : std::nullopt;
    }
    const auto& pair = *table.find("between");
    const auto low = pair.items.size() == 2 ? number_of(pair.items[0]) : std::nullopt;
    const auto high = pair.items.size() == 2 ? number_of(pair.items[1]) : std::nullopt;
    const bool fits =
        low && high && *low <= *high && low->rescaled(field_.scale) && high->rescaled(field_.scale);
    if (!fits) {
        table.fault("between", {"从小到大两个数，小数位数不超过字段的规定",
                                "two numbers, low and high, at the field's scale"});
        return std::nullopt;
    }
    return Rule{Between{*low->rescaled(field_.scale), *high->rescaled(field_.scale)}};
}

std::optional<Rule> RuleReader::read_area(TableReader& table) {
    check_type(table.has("up") ? "up" : "area", field_.type == FieldType::Area);
    const auto level = read_level(table, table.has("up") ? "up" : "area", faults_);
    if (table.has("up")) {
        Above above{level.value_or(area::Level::Street), table.required_text("of")};
        check_field(above.of, {FieldType::Area});
        return level ? std::optional(Rule{std::move(above)}) : std::nullopt;
    }
    AreaOf found{level.value_or(area::Level::Street), table.texts("within"), ""};
    if (found.within.size() == 1 && found.within.front().starts_with("{")) {
        const auto& name = found.within.front();
        found.within_field = name.substr(1, name.size() - 2);
        found.within.clear();
        check_field(found.within_field, {FieldType::Area});
    }
    return level ? std::optional(Rule{std::move(found)}) : std::nullopt;
}

std::optional<Rule> RuleReader::read_reference(TableReader& table) {
    RecordOf record{table.text("ref"), {}, table.flag("turn")};
    check_type("ref", field_.type == FieldType::Reference && field_.refers_to == record.schema);
    const auto* schema = scope_.catalogue.schema(record.schema);
    if (schema != nullptr && !naming_field(*schema)) {
        faults_.add(line_, "plan.rule", record.schema,
                    {fmt::format("“{}”没有单独一项的唯一编号，表格里无法引用", schema->title.zh),
                     fmt::format(R"("{}" has no key of one field to refer to it by in a file)",
                                 schema->title.en)},
                    {"请在业务包里为它声明一个编号", "Declare a number for it in its pack"});
    }
    if (const auto* where = table.within("where"); where != nullptr && schema != nullptr) {
        record.where = read_where(*where, *schema, faults_);
    }
    return Rule{std::move(record)};
}

std::optional<Rule> RuleReader::read_same(TableReader& table) {
    Same same{table.text("same"), table.required_text("of")};
    check_field(same.of, {FieldType::Reference});
    const auto* by = scope_.find(same.of);
    const auto* schema = by != nullptr ? scope_.catalogue.schema(by->refers_to) : nullptr;
    if (schema != nullptr && !schema->position(same.field)) {
        unknown_field(line_, same.field, {scope_.catalogue, *schema}, faults_);
    }
    return Rule{std::move(same)};
}

std::optional<Rule> RuleReader::read_person(TableReader& table) {
    const auto what = table.text("person");
    const bool is_text = is({FieldType::Text, FieldType::LongText});
    check_type("person", is_text || is({FieldType::Phone, FieldType::Identity}));
    if (what == "name") return Rule{Person{Person::What::Name}};
    if (what == "phone") return Rule{Person{Person::What::Phone}};
    if (what == "identity") return Rule{Person{Person::What::Identity}};
    table.fault("person", {"name、phone或identity", "name, phone or identity"});
    return std::nullopt;
}

std::optional<Rule> RuleReader::read_by(TableReader& table) {
    By by{table.text("by"), {}};
    check_field(by.field, {FieldType::Choice, FieldType::YesNo});
    const auto line = line_;
    const auto* rules = table.within("rules");
    if (rules == nullptr) {
        table.fault("rules", {"各选项的填写规则", "a rule for each choice"});
        return std::nullopt;
    }
    for (const auto& [code, declared] : rules->members) {
        if (auto rule = read(declared)) by.rules.emplace(code, std::move(*rule));
    }
    line_ = line;
    return Rule{std::move(by)};
}

void RuleReader::check_field(const std::string& id, std::initializer_list<FieldType> types) {
    const auto* field = scope_.find(id);
    if (field == nullptr) {
        unknown_field(line_, id, scope_, faults_);
    } else if (std::find(types.begin(), types.end(), field->type) == types.end()) {
        faults_.add(
            line_, "plan.rule", id,
            {fmt::format("字段“{}”的类型不能用在这里", field->title.zh),
             fmt::format(R"("{}" is not of the type that is asked for here)", field->title.en)});
    }
}

}  // namespace

const Field* RuleScope::find(std::string_view id) const {
    if (lines != nullptr) {
        for (const auto& field : lines->fields) {
            if (field.id == id) return &field;
        }
    }
    const auto position = schema.position(id);
    return position ? &schema.fields[*position] : nullptr;
}

std::optional<Template> read_template(const std::string& text, int line, PlanFaults& faults) {
    auto result = Template::parse(text);
    if (!result) {
        faults.add(line, "plan.value", text,
                   {"花括号写法有误", "The braces are not written rightly"},
                   {"名称写成{n}或{n:4}；花括号本身写两遍",
                    "Write {n} or {n:4}; double a brace that is meant"});
    }
    return result;
}

std::optional<area::Level> read_level(TableReader& table, std::string_view key,
                                      PlanFaults& faults) {
    const auto word = table.text(key);
    const auto level = area::parse_level(word);
    if (!level) {
        const auto* value = table.find(key);
        faults.add(value != nullptr ? value->line : table.line(), "plan.value", std::string(key),
                   {fmt::format("“{}”不是区域级别", word),
                    fmt::format(R"("{}" is not a level of areas)", word)},
                   {"可写：street、community、compound、grid、building、unit、household",
                    "Write: street, community, compound, grid, building, unit, household"});
    }
    return level;
}

Where read_where(const Declared& table, const Schema& schema, PlanFaults& faults) {
    Where where;
    for (const auto& [key, value] : table.members) {
        const auto text = scalar_text(value);
        const auto position = schema.position(key);
        if (!position || !text) {
            faults.add(value.line, "plan.field", key,
                       {fmt::format("“{}”没有字段“{}”，或其值写法有误", schema.title.zh, key),
                        fmt::format(R"("{}" has no field "{}", or its value is not one)",
                                    schema.title.en, key)});
            continue;
        }
        where.emplace_back(key, *text);
    }
    return where;
}

Rules read_rules(const Declared& table, const RuleScope& scope, PlanFaults& faults) {
    Rules rules;
    for (const auto& [id, declared] : table.members) {
        const auto& fields = scope.fields();
        const auto field = std::find_if(fields.begin(), fields.end(),
                                        [&id = id](const Field& one) { return one.id == id; });
        if (field == fields.end()) {
            unknown_field(declared.line, id, scope, faults);
        } else if (field->computed) {
            faults.add(declared.line, "plan.field", id,
                       {fmt::format("字段“{}”由系统计算，不能填写", field->title.zh),
                        fmt::format(R"("{}" is computed and takes no rule)", field->title.en)});
        } else if (auto rule = RuleReader(*field, scope, faults).read(declared)) {
            rules.emplace_back(id, std::move(*rule));
        }
    }
    return rules;
}

}  // namespace qingshui::sample
