#include <algorithm>

#include <fmt/format.h>

#include "app/counting.h"
#include "cmd/commands.h"

namespace qingshui::cmd {
namespace {

struct Options {
    std::string office;
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

json::Object head(const app::Counted& counted) {
    const auto& indicator = *counted.question.figure.indicator;
    json::Object out{{"indicator", indicator.id},      {"cell", counted.question.figure.cell},
                     {"version", indicator.version},   {"area", counted.area_code},
                     {"area_name", counted.area_name}, {"period", counted.question.period.text()},
                     {"unit", indicator.unit.text},    {"value", number(counted.answer.shown)}};
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
    return fmt::format("{}  {}  {}  {}  {}", counted.area_name, counted.title.in(language),
                       counted.question.period.text(), "=",
                       indicator.unit.after(text(counted.answer.shown), language));
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
        json::Array list;
        for (const auto& row : rows) {
            list.push_back({{"key", row.key},
                            {"title", row.title.in(console.language())},
                            {"value", number(row.answer.shown)}});
        }
        if (!options.by.empty()) object["rows"] = std::move(list);
        console.print(object);
        return Done;
    }
    const std::string line = sentence(*counted, console.language());
    console.say({line, line});
    say_note(console, *counted);
    if (options.by.empty()) return Done;
    const registry::Unit& unit = counted->question.figure.indicator->unit;
    Table table({{{"代码", "Key"}},
                 {{"名称", "Name"}},
                 {{unit.text, unit.word(Language::English)}, Table::Align::Right}});
    const int decimals = decimals_of(rows);
    for (const auto& row : rows) {
        table.add({row.key, row.title.in(console.language()), text(row.answer.shown, decimals)});
    }
    table.print(console.out(), console.language());
    return Done;
}

json::Object to_json(const app::Traced& traced, Language language) {
    json::Object object = head(traced.counted);
    object["digest"] = traced.digest.hex();
    if (!traced.working.zh.empty()) object["working"] = traced.working.in(language);
    json::Array records;
    for (const auto& one : traced.parts) {
        // Numbers of records are beyond what every reader of JSON keeps exact.
        records.push_back({{"register", one.part.schema},
                           {"record", std::to_string(one.part.record)},
                           {"day", one.part.day.text()},
                           {"area", one.area_name},
                           {"label", one.label},
                           {"amount", number(amount(one.part))}});
    }
    object["records"] = std::move(records);
    return object;
}

// What the records come to.
Text closing(const app::Traced& traced) {
    const auto& answer = traced.counted.answer;
    const std::string digest = traced.digest.hex();
    const std::size_t records = traced.parts.size();
    if (!traced.working.zh.empty()) {
        return {fmt::format("共 {} 条；{}；摘要 {}", records, traced.working.zh, digest),
                fmt::format("{} records; {}; digest {}", records, traced.working.en, digest)};
    }
    const std::string shown =
        text(answer.shown) + traced.counted.question.figure.indicator->unit.text;
    return {fmt::format("共 {} 条，合计 {}，即 {}；摘要 {}", records, text(answer.value), shown,
                        digest),
            fmt::format("{} records, in all {}, that is {}; digest {}", records, text(answer.value),
                        shown, digest)};
}

int trace(Console& console, Context& context, const Options& options) {
    const auto store = store::open(options.office, context.clock);
    if (!store) return console.refuse(store.error());
    const auto reader = (*store)->read();

    const auto traced = app::trace(actor_of(context, *reader), *reader, options.request);
    if (!traced) return console.refuse(traced.error());
    if (console.as_json()) {
        console.print(to_json(*traced, console.language()));
        return Done;
    }
    const std::string line = sentence(traced->counted, console.language());
    console.say({line, line});
    say_note(console, traced->counted);
    Table table({{{"台账", "Register"}},
                 {{"记录编号", "Record"}},
                 {{"日期", "Day"}},
                 {{"区域", "Area"}},
                 {{"记录", "Label"}},
                 {{"计入", "Amount"}, Table::Align::Right}});
    for (const auto& one : traced->parts) {
        table.add({one.part.schema, std::to_string(one.part.record), one.part.day.text(),
                   one.area_name, one.label, amount(one.part).text()});
    }
    table.print(console.out(), console.language());
    console.say(closing(*traced));
    return Done;
}

}  // namespace

void add_count_commands(CLI::App& app, Context& context) {
    const Words words(context.language);
    auto& options = context.hold<Options>();
    const auto declare = [&](CLI::App* command) {
        auto& request = options.request;
        command->add_option("OFFICE", options.office, words("办公室文件夹", "The office's folder"))
            ->required();
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
