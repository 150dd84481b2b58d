#include "app/counting.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "app/places.h"
#include "app/printed_records.h"
#include "app/typed_values.h"
#include "base/chinese.h"
#include "base/ensure.h"
#include "registry/field_list.h"
#include "report/figure_text.h"
#include "report/no_number.h"
#include "report/units.h"
#include "report/working.h"

namespace qingshui::app {
namespace {

constexpr std::int32_t kLastSecond = 24 * 60 * 60 - 1;

// Nothing of a report is written where one figure is asked for.
class NoPassages final : public report::Passages {
    std::optional<std::string> passage(std::string_view /*key*/) override { return {}; }
};

// A request with its words understood, and what it is to be answered from.
struct Asked {
    tally::Question question;
    std::unique_ptr<store::View> past = {};  // As of a moment. None: the books as they are.
    store::View* view = nullptr;

    tally::Counting counting() const { return {view->catalogue(), view->tree(), view->books()}; }
};

Result<Asked> understand(const access::Actor& actor, store::Reader& reader,
                         const CountRequest& request) {
    Asked asked;
    asked.past = TRY(view_as_of(reader, request.as_of));
    asked.view = asked.past ? asked.past.get() : &reader;
    asked.question.period = TRY(parse_period(request.period));
    const Date day = asked.question.period.to;
    asked.question.figure = TRY(tally::find_figure(asked.view->catalogue(), request.figure, day));
    asked.question.area = actor.scope;
    if (!request.area.empty()) {
        asked.question.area =
            TRY(find_area(actor, asked.view->tree(), request.area, asked.question.period));
    }
    return asked;
}

std::string name_of(const area::Tree& tree, Id<area::Area> area, Date day) {
    return tree.contains(area) ? tree.nearest(area, day).name : "";
}

// A view as figures are named and explained from.
class Explained {
public:
    explicit Explained(store::View& view) : view_(view), records_(view) {}
    report::Sources sources() {
        return {view_.catalogue(), view_.tree(), view_.books(), passages_, records_};
    }

private:
    store::View& view_;
    NoPassages passages_;
    PrintedRecords records_;
};

Counted counted(Asked asked, const tally::Answer& answer) {
    const tally::Question& question = asked.question;
    const area::Span& span = asked.view->tree().nearest(question.area, question.period.to);
    const Text title = report::title_of(Explained(*asked.view).sources(), question.figure);
    const Text note = tally::version_note(asked.view->catalogue(), question);
    return {question, answer, span.name, span.code.text(), title, note, std::move(asked.past)};
}

// What people call a cell: the choice's title, or the referred record's label; empty is what is
// not filled in.
Text cell_title(store::View& view, const registry::Field& field, const std::string& cell) {
    if (cell.empty()) return {"（未填）", "(not filled in)"};
    if (const auto* choice = registry::find_choice(field, cell)) return choice->title;
    if (field.type == registry::FieldType::YesNo) {
        return cell == "yes" ? Text{"是", "Yes"} : Text{"否", "No"};
    }
    const auto referred = view.books().referred(field.refers_to, cell);
    const auto label = referred ? view.label(field.refers_to, *referred) : cell;
    return {label, label};
}

enum class By { Area, Month, Cell, Choice };
struct Parting {
    By by;
    const registry::Field* field = nullptr;  // Of the cell or choice.
};

// The fields that what a figure counts can be listed by: that of its split first.
std::vector<const registry::Field*> parting_fields(const registry::Catalogue& catalogue,
                                                   const registry::Indicator& indicator) {
    using registry::FieldType;
    using registry::IndicatorKind;
    std::vector<const registry::Field*> fields;
    const registry::Schema* schema = catalogue.schema(indicator.of);
    if (schema == nullptr) return fields;
    if (indicator.split) fields.push_back(&schema->fields[*indicator.split]);
    const bool adds_up =
        indicator.kind == IndicatorKind::Flow || indicator.kind == IndicatorKind::Stock;
    for (const registry::Field& field : schema->fields) {
        const bool is_choice = field.type == FieldType::Choice || field.type == FieldType::YesNo;
        if (!adds_up || !is_choice) continue;
        if (fields.empty() || fields.front() != &field) fields.push_back(&field);
    }
    return fields;
}

Refusal unknown_parting(const registry::Indicator& indicator,
                        const std::vector<const registry::Field*>& fields, std::string_view by) {
    std::string zh;
    std::string en;
    for (const registry::Field* field : fields) {
        zh += fmt::format("、{}（{}）", field->id, field->title.zh);
        en += fmt::format(", {} ({})", field->id, field->title.en);
    }
    const std::string shown = chinese::shortened(by);
    return {Reason::Invalid,
            "count.by",
            std::string(by),
            {fmt::format("“{}”不能按“{}”分列", indicator.id, shown),
             fmt::format("“{}” cannot be listed by “{}”", indicator.id, shown)},
            {fmt::format("可用 area（下级区域）、month（月份）{}", zh),
             fmt::format("Use area, month{}", en)}};
}

// By id, or by the title that people know a field by.
Result<Parting> parse_by(const Asked& asked, std::string_view by) {
    if (by == "area") return Parting{By::Area};
    if (by == "month") return Parting{By::Month};
    const registry::Indicator& indicator = *asked.question.figure.indicator;
    const auto fields = parting_fields(asked.view->catalogue(), indicator);
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto* field) {
        return by == field->id || by == field->title.zh || by == field->title.en;
    });
    if (found == fields.end()) return unknown_parting(indicator, fields, by);
    const registry::Schema& schema = *asked.view->catalogue().schema(indicator.of);
    const bool is_split = indicator.split && *found == &schema.fields[*indicator.split];
    return Parting{is_split ? By::Cell : By::Choice, *found};
}

// The choices of a field in order, with 0 where nothing counts, then what is not filled in.
Result<std::vector<CountedRow>> count_by_choice(const Asked& asked, const registry::Field& field) {
    store::View& view = *asked.view;
    const registry::Indicator& indicator = *asked.question.figure.indicator;
    const registry::Schema& schema = *view.catalogue().schema(indicator.of);
    const auto at = registry::index_of(schema.fields, field.id).value();
    std::map<std::string, std::optional<Decimal>> sums;
    for (const tally::Part& part : TRY(asked.counting().trace(asked.question))) {
        const auto kept = view.record(part.schema, {part.record});
        ensure(kept.has_value(), "a trace names records that there are");
        const auto cells = tally::cell_texts(kept->record.values[at]);
        const auto [sum, is_new] = sums.emplace(cells.empty() ? "" : cells.front(), Decimal());
        if (sum->second) sum->second = plus(*sum->second, Decimal(part.amount, part.scale));
    }
    std::vector<std::string> cells;
    for (const registry::Choice& choice : field.choices) cells.push_back(choice.code);
    if (field.type == registry::FieldType::YesNo) cells = {"yes", "no"};
    if (sums.contains("")) cells.emplace_back();
    std::vector<CountedRow> rows;
    for (const std::string& cell : cells) {
        const auto found = sums.find(cell);
        const auto value = found == sums.end() ? Decimal() : found->second;
        rows.push_back(
            {cell, cell_title(view, field, cell), {value, tally::shown_in(indicator.unit, value)}});
    }
    return rows;
}

// Could these digits be meant for a year, a month or a day: 2021, 202105, 20210513?
bool is_like_a_date(std::string_view digits) {
    constexpr std::size_t kYear = 4;
    constexpr std::size_t kMonth = 6;
    constexpr std::size_t kDay = 8;
    if (digits.size() != kYear && digits.size() != kMonth) return digits.size() == kDay;
    if (!digits.starts_with("19") && !digits.starts_with("20")) return false;
    const auto month = digits.substr(kYear);
    return month.empty() || (month >= "01" && month <= "12");
}

// The number of an entry as reports and acts print it: 第109818号, 第109818条, #109818, or
// bare if it cannot be taken for a date. None if it is none.
std::optional<std::int64_t> read_entry(std::string_view text) {
    constexpr std::string_view kBefore = "第";
    bool is_marked = text.starts_with('#');
    if (is_marked) text.remove_prefix(1);
    for (const std::string_view after : {"号", "条"}) {
        if (is_marked || !text.starts_with(kBefore) || !text.ends_with(after)) continue;
        text = text.substr(kBefore.size(), text.size() - kBefore.size() - after.size());
        is_marked = true;
    }
    if (!is_marked && is_like_a_date(text)) return std::nullopt;
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < 1) return std::nullopt;
    return number;
}

Result<Moment> moment_of(store::Reader& reader, std::int64_t entry, std::string_view text) {
    const std::int64_t last = reader.last_seq();
    if (entry <= last) {
        const auto at = reader.entries(entry - 1, 1);
        ensure(!at.empty(), "every number up to the last has its entry");
        return Moment{{entry}, at.front().at.wall().date};
    }
    return Refusal{Reason::Missing,
                   "moment.no_entry",
                   std::string(text),
                   {fmt::format("账册还没有第{}号变更，只记到第{}号", entry, last),
                    fmt::format("The books have no entry {} yet; the last is {}", entry, last)},
                   {fmt::format("请写1至{}之间的变更号", last),
                    fmt::format("Name an entry from 1 to {}", last)}};
}

}  // namespace

Result<Period> parse_period(std::string_view text) {
    if (const auto period = Period::parse(text)) return *period;
    if (const auto period = chinese::parse_period(text)) return *period;
    const std::string shown = chinese::shortened(text);
    return Refusal{
        Reason::Invalid,
        "period.malformed",
        std::string(text),
        {fmt::format("“{}”不是时间段", shown), fmt::format("“{}” is not a period", shown)},
        {"请写成 2021、2021年上半年、2021年第三季度、2021年5月、2021年1-10月、2021-05-13 或 "
         "2021-01..2021-10",
         "Write 2021, 2021H1, 2021Q3, 2021-05, 2021-05-13 or 2021-01..2021-10"}};
}

Result<Moment> parse_moment(store::Reader& reader, std::string_view text) {
    if (const auto entry = read_entry(text)) return moment_of(reader, *entry, text);
    auto wall = typed_moment(text);
    if (const auto day = chinese::parse_date(text)) wall = DateTime{*day, kLastSecond};
    if (!wall) {
        const std::string shown = chinese::shortened(text);
        return Refusal{
            Reason::Invalid,
            "moment.malformed",
            std::string(text),
            {fmt::format("“{}”不是日期或时刻", shown),
             fmt::format("“{}” is not a day or moment", shown)},
            {"请写成 2021-10-31、2021-10-31 17:30，或变更号，如 第109818号",
             "Write 2021-10-31, 2021-10-31 17:30, or a number of an entry such as 第109818号 or "
             "'#109818'"}};
    }
    // The whole of the last second belongs to the moment.
    const auto seq = reader.seq_at(Instant{Instant::at(*wall).ms + 999});
    if (seq > 0) return Moment{{seq}, wall->date};
    return Refusal{Reason::Missing,
                   "moment.before_books",
                   std::string(text),
                   {fmt::format("{}时还没有账册", wall->text()),
                    fmt::format("There were no books yet at {}", wall->text())},
                   {"请写办公室建立以后的日期：这里问的是当时账上登记了什么；要问过去某段时间"
                    "发生了什么，用 --period",
                    "Name a day since the office was made: this asks what the books held then. To "
                    "ask what happened in a time past, use --period"}};
}

Result<std::unique_ptr<store::View>> view_as_of(store::Reader& reader, std::string_view text) {
    if (text.empty()) return std::unique_ptr<store::View>();
    return reader.as_of(TRY(parse_moment(reader, text)).as_of);
}

Result<Counted> count(const access::Actor& actor, store::Reader& reader,
                      const CountRequest& request) {
    Asked asked = TRY(understand(actor, reader, request));
    const auto answer = TRY(asked.counting().count(asked.question));
    return counted(std::move(asked), answer);
}

Result<std::vector<CountedRow>> count_by(const access::Actor& actor, store::Reader& reader,
                                         const CountRequest& request, std::string_view by) {
    const Asked asked = TRY(understand(actor, reader, request));
    store::View& view = *asked.view;
    tally::Counting counting = asked.counting();
    const Date day = asked.question.period.to;
    std::vector<CountedRow> rows;
    const Parting parting = TRY(parse_by(asked, by));
    switch (parting.by) {
        case By::Month:
            for (const auto& [month, answer] : TRY(counting.by_month(asked.question))) {
                rows.push_back({month.text(), {chinese::period(month), month.text()}, answer});
            }
            break;
        case By::Area:
            for (const auto& [area, answer] : TRY(counting.by_area(asked.question))) {
                const area::Span& span = view.tree().nearest(area, day);
                rows.push_back({span.code.text(), {span.name, span.name}, answer});
            }
            break;
        case By::Cell:
            for (const auto& [cell, answer] : TRY(counting.by_cell(asked.question))) {
                rows.push_back({cell, cell_title(view, *parting.field, cell), answer});
            }
            break;
        case By::Choice: return count_by_choice(asked, *parting.field);
    }
    return rows;
}

namespace {

// What parts there are of a figure, or of each of those that it is computed from.
class Tracing {
public:
    Tracing(store::View& view, Traced& traced) : view_(view), traced_(traced) {}

    void take(const std::vector<tally::Part>& parts, const Text& component,
              const registry::Unit& unit) {
        const std::string within = report::unit_within(unit.text, unit.per);
        for (const tally::Part& part : parts) {
            records_.emplace(part.schema, part.record);
            traced_.parts.push_back(traced(part, component, within));
        }
        traced_.records = records_.size();
    }

private:
    TracedPart traced(const tally::Part& part, const Text& component, const std::string& unit) {
        const area::Tree& tree = view_.tree();
        if (!part.schema.empty()) {
            return {part,
                    view_.label(part.schema, {part.record}),
                    name_of(tree, part.area, part.day),
                    "",
                    component,
                    unit};
        }
        const std::string path = tree.path_name(part.area, part.day);
        const std::string code = tree.nearest(part.area, part.day).code.text();
        return {part, path, name_of(tree, part.area, part.day), code, component, unit};
    }

    store::View& view_;
    Traced& traced_;
    std::set<std::pair<std::string, std::int64_t>> records_;
};

// Says how the number comes about, or why there is none; gives what it is computed from.
std::vector<report::Component> explain(Traced& traced, const Asked& asked,
                                       const tally::Answer& answer) {
    Explained explained(*asked.view);
    report::Figure figure;
    figure.question = asked.question;
    figure.value = answer.shown;
    figure.unit = asked.question.figure.indicator->unit.text;
    figure.components = report::components(explained.sources(), asked.question);
    traced.working = report::working(figure);
    if (!answer.value) {
        traced.reason =
            report::no_number(explained.sources(), asked.question, figure.components).says;
    }
    return std::move(figure.components);
}

}  // namespace

Result<Traced> trace(const access::Actor& actor, store::Reader& reader,
                     const CountRequest& request) {
    Asked asked = TRY(understand(actor, reader, request));
    Traced traced;
    const auto answer = TRY(asked.counting().count(asked.question));
    const auto parts = TRY(asked.counting().trace(asked.question));
    traced.rates = tally::rates_of(asked.view->catalogue(), asked.question);
    traced.digest = tally::digest(parts, traced.rates);
    const auto made_of = explain(traced, asked, answer);
    Tracing tracing(*asked.view, traced);
    for (const report::Component& each : made_of) tracing.take(each.parts, each.title, each.unit);
    if (made_of.empty()) tracing.take(parts, {}, asked.question.figure.indicator->unit);
    traced.counted = counted(std::move(asked), answer);
    return traced;
}

}  // namespace qingshui::app
