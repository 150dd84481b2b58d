#include <algorithm>

#include <fmt/format.h>

#include "app/counting.h"
#include "base/plural.h"
#include "base/sentence.h"
#include "cmd/commands.h"
#include "report/figure_text.h"
#include "report/units.h"

namespace qingshui::cmd {
namespace {

struct Options {
    store::Address office;
    std::string by;
    app::CountRequest request;
};

std::string text(const std::optional<Decimal>& value) { return value ? value->shortest() : "—"; }

// Numbers keep every digit: as a JSON number if a double holds it, else as text.
json::Value number(const std::optional<Decimal>& value) {
    if (!value) return nullptr;
    return json::parse(value->shortest()).value();
}

// What one record adds, with its decimals.
Decimal amount(const tally::Part& part) { return {part.amount, part.scale}; }

// The decimals that the row with most of them needs: with as many in each row, the points of a
// column stand below each other.
int decimals_of(const std::vector<app::CountedRow>& rows) {
    int most = 0;
    for (const auto& row : rows) {
        const auto shortest = Decimal::parse(text(row.answer.shown));
        if (shortest) most = std::max(most, shortest->scale());
    }
    return most;
}

std::string text(const std::optional<Decimal>& value, int decimals) {
    return value ? value->rescaled(decimals).value_or(*value).text() : "—";
}

// Do the parts of an indicator add up, but for what is rounded?
bool adds_up(const registry::Indicator& indicator) {
    return indicator.kind == registry::IndicatorKind::Flow ||
           indicator.kind == registry::IndicatorKind::Stock;
}

// The unit of exact numbers: 元, where figures are in 万元.
std::string exact_unit(const registry::Indicator& indicator) {
    return report::unit_within(indicator.unit.text, indicator.unit.per);
}

bool is_rounded(const registry::Unit& unit, const tally::Answer& answer) {
    if (!answer.value || !answer.shown) return false;
    return times(*answer.shown, unit.per) != answer.value;
}

json::Object head(const app::Counted& counted) {
    const auto& indicator = *counted.question.figure.indicator;
    json::Object out{{"indicator", indicator.id},      {"cell", counted.question.figure.cell},
                     {"version", indicator.version},   {"area", counted.area_code},
                     {"area_name", counted.area_name}, {"period", counted.question.period.text()},
                     {"unit", indicator.unit.text},    {"value", number(counted.answer.shown)}};
    if (adds_up(indicator)) {
        out["exact"] = number(counted.answer.value);
        out["exact_unit"] = exact_unit(indicator);
    }
    if (!counted.note.zh.empty()) {
        out["note"] = json::Object{{"zh", counted.note.zh}, {"en", counted.note.en}};
    }
    return out;
}

// What the reader of an answer must know of its definition.
void say_note(Console& console, const app::Counted& counted) {
    if (counted.note.zh.empty()) return;
    console.say({"注：" + counted.note.zh + "。", "Note: " + counted.note.en + "."});
}

std::string sentence(const app::Counted& counted, Language language) {
    const auto& indicator = *counted.question.figure.indicator;
    auto line = fmt::format("{}  {}  {}  {}  {}", counted.area_name, counted.title.in(language),
                            counted.question.period.text(), "=",
                            indicator.unit.after(text(counted.answer.shown), language));
    if (!adds_up(indicator) || !is_rounded(indicator.unit, counted.answer)) return line;
    const auto exact = counted.answer.value->text() + exact_unit(indicator);
    return line + Text{"（" + exact + "）", " (" + exact + ")"}.in(language);
}

json::Array to_json(const std::vector<app::CountedRow>& rows, const app::Counted& counted,
                    Language language) {
    const bool has_exact = adds_up(*counted.question.figure.indicator);
    json::Array list;
    for (const auto& row : rows) {
        json::Object each{{"key", row.key},
                          {"title", row.title.in(language)},
                          {"value", number(row.answer.shown)}};
        if (has_exact) each["exact"] = number(row.answer.value);
        list.push_back(std::move(each));
    }
    return list;
}

// The parts of a count; where they are rounded also what they exactly are, so that they add up.
void print(Console& console, const std::vector<app::CountedRow>& rows,
           const app::Counted& counted) {
    const auto& indicator = *counted.question.figure.indicator;
    const registry::Unit& unit = indicator.unit;
    const auto is_one = [&](const app::CountedRow& row) { return is_rounded(unit, row.answer); };
    const bool has_exact = adds_up(indicator) && std::any_of(rows.begin(), rows.end(), is_one);
    std::vector<Table::Column> columns{
        {{"代码", "Key"}},
        {{"名称", "Name"}},
        {{unit.text, unit.word(Language::English)}, Table::Align::Right}};
    if (has_exact) {
        const auto exact = exact_unit(indicator);
        columns.push_back({{exact + "（未舍入）", exact + " (not rounded)"}, Table::Align::Right});
    }
    Table table(std::move(columns));
    const int decimals = decimals_of(rows);
    for (const auto& row : rows) {
        std::vector<std::string> cells{row.key, row.title.in(console.language()),
                                       text(row.answer.shown, decimals)};
        if (has_exact) cells.push_back(row.answer.value ? row.answer.value->text() : "—");
        table.add(std::move(cells));
    }
    table.print(console.out(), console.language());
}

int count(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto reader = (*store)->read();
    const auto actor = actor_of(context, *reader);

    const auto counted = app::count(actor, *reader, options.request);
    if (!counted) return console.refuse(counted.error());
    std::vector<app::CountedRow> rows;
    if (!options.by.empty()) {
        auto listed = app::count_by(actor, *reader, options.request, options.by);
        if (!listed) return console.refuse(listed.error());
        rows = std::move(listed).value();
    }

    if (console.as_json()) {
        json::Object object = head(*counted);
        if (!options.by.empty()) object["rows"] = to_json(rows, *counted, console.language());
        console.print(object);
        return Done;
    }
    const std::string line = sentence(*counted, console.language());
    console.say({line, line});
    say_note(console, *counted);
    if (!options.by.empty()) print(console, rows, *counted);
    return Done;
}

json::Object to_json(const tally::RateInForce& rate) {
    const auto bound = [](Date day) {
        const bool is_bounded = day != Date::min() && day != Date::max();
        return is_bounded ? json::Value(day.text()) : json::Value(nullptr);
    };
    const auto& valid = rate.row->valid;
    return {{"rate", rate.table->id},       {"column", rate.column->id},
            {"value", number(rate.number)}, {"from", bound(valid.from)},
            {"until", bound(valid.to)},     {"basis", rate.row->basis}};
}

json::Object to_json(const app::TracedPart& one, Language language) {
    // Numbers of records are beyond what every reader of JSON keeps exact.
    json::Object record{{"register", one.part.schema}, {"record", std::to_string(one.part.record)},
                        {"day", one.part.day.text()},  {"area", one.area_name},
                        {"label", one.label},          {"amount", number(amount(one.part))}};
    if (!one.area_code.empty()) record["code"] = one.area_code;
    if (!one.component.zh.empty()) record["component"] = one.component.in(language);
    return record;
}

json::Object to_json(const app::Traced& traced, Language language) {
    json::Object object = head(traced.counted);
    object["digest"] = traced.digest.hex();
    if (!traced.working.zh.empty()) object["working"] = traced.working.in(language);
    if (!traced.reason.zh.empty()) object["reason"] = sentence(traced.reason).in(language);
    json::Array rates;
    for (const auto& rate : traced.rates) rates.push_back(to_json(rate));
    if (!rates.empty()) object["rates"] = std::move(rates);
    json::Array records;
    for (const auto& one : traced.parts) records.push_back(to_json(one, language));
    object["records"] = std::move(records);
    return object;
}

// How many records, and in how many rows if some count more than once.
Text records_words(const app::Traced& traced) {
    if (traced.parts.size() == traced.records) {
        return {fmt::format("共{}条记录", traced.records), plural(traced.records, "record")};
    }
    return {fmt::format("共{}条记录，分列{}行", traced.records, traced.parts.size()),
            fmt::format("{} in {}", plural(traced.records, "record"),
                        plural(traced.parts.size(), "row"))};
}

// The sum of the amounts, in their own unit and in the figure's.
Text sum_words(const app::Traced& traced) {
    const auto& answer = traced.counted.answer;
    const auto& unit = traced.counted.question.figure.indicator->unit;
    const Text shown{text(answer.shown) + unit.text,
                     unit.after(text(answer.shown), Language::English)};
    const std::string sum = text(answer.value) + report::unit_within(unit.text, unit.per);
    if (sum == shown.zh) return {"合计 " + sum, "in all " + shown.en};
    return {fmt::format("合计 {}，即 {}", sum, shown.zh),
            fmt::format("in all {}, that is {}", sum, shown.en)};
}

// What the records and rates come to.
Text closing(const app::Traced& traced) {
    const bool is_rate =
        traced.counted.question.figure.indicator->kind == registry::IndicatorKind::Rate;
    Text out = is_rate ? Text{"标准，不由记录统计", "a rate, which no record makes"}
                       : records_words(traced);
    Text how = traced.working;
    if (how.zh.empty() && !is_rate) how = sum_words(traced);
    if (!traced.reason.zh.empty()) how = traced.reason;
    if (!how.zh.empty()) out = {out.zh + "；" + how.zh, out.en + "; " + how.en};
    if (is_rate && traced.rates.empty()) return out;
    return {out.zh + "；摘要 " + traced.digest.hex(), out.en + "; digest " + traced.digest.hex()};
}

Table records_table(const app::Traced& traced, Language language) {
    const bool is_computed = std::any_of(traced.parts.begin(), traced.parts.end(),
                                         [](const auto& one) { return !one.component.zh.empty(); });
    std::vector<Table::Column> columns{{{"台账", "Register"}},
                                       {{"记录编号", "Record"}},
                                       {{"日期", "Day"}},
                                       {{"区域", "Area"}},
                                       {{"记录", "Label"}}};
    if (is_computed) columns.push_back({{"计入", "Counts in"}});
    columns.push_back({{"数额", "Amount"}, Table::Align::Right});
    Table table(std::move(columns));
    const Text area{"区域", "area"};
    for (const auto& one : traced.parts) {
        const bool is_area = one.part.schema.empty();
        std::vector<std::string> row{is_area ? area.in(language) : one.part.schema,
                                     is_area ? one.area_code : std::to_string(one.part.record),
                                     one.part.day.text(), one.area_name, one.label};
        if (is_computed) row.push_back(one.component.in(language));
        row.push_back(amount(one.part).text() + one.unit);
        table.add(std::move(row));
    }
    return table;
}

int trace(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto reader = (*store)->read();

    const auto traced = app::trace(actor_of(context, *reader), *reader, options.request);
    if (!traced) return console.refuse(traced.error());
    const Language language = console.language();
    if (console.as_json()) {
        console.print(to_json(*traced, language));
        return Done;
    }
    const std::string line = sentence(traced->counted, language);
    console.say({line, line});
    say_note(console, traced->counted);
    for (const auto& rate : traced->rates) {
        const Text words = report::rate_words(rate);
        console.say({"标准：" + words.zh, "Rate: " + words.en});
    }
    if (!traced->parts.empty()) records_table(*traced, language).print(console.out(), language);
    console.say(closing(*traced));
    return Done;
}

}  // namespace

void add_count_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();
    const auto declare = [&](CLI::App* command) {
        auto& request = options.request;
        add_office(*command, words, options.office)->required();
        command
            ->add_option("INDICATOR", request.figure,
                         words("指标：业务包.指标，或 业务包.指标.分项",
                               "Indicator: PACK.INDICATOR or PACK.INDICATOR.CELL"))
            ->required();
        command->add_option(
            "--area", request.area,
            words("区域代码或名称；缺省为全辖区", "Area code or name; default: the whole office"));
        command
            ->add_option("--period", request.period,
                         words("时间段，如 2021 或 2021-01..2021-10",
                               "Period, such as 2021 or 2021-01..2021-10"))
            ->required();
        command->add_option("--as-of", request.as_of,
                            words("按当时的账，如 2021-10-31 或 第109818号",
                                  "The books as they were, such as 2021-10-31 or 第109818号"));
    };

    auto* command = app.add_subcommand("count", words("查一个数", "Count one figure"));
    declare(command);
    command->add_option(
        "--by", options.by,
        words("分列：area（下级区域）、month（月份），或所计台账的一个选项、是否字段",
              "List by: area, month, or a choice or yes/no field of what is counted"));
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return count(console, context, options);
        };
    });

    command = app.add_subcommand("trace",
                                 words("列出一个数背后的记录", "List the records behind a figure"));
    declare(command);
    command->callback([&context, &options] {
        context.chosen = [&context, &options](Console& console) {
            return trace(console, context, options);
        };
    });
}

}  // namespace qingshui::cmd
