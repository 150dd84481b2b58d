#include "app/counting.h"

#include <fmt/format.h>

#include "app/places.h"
#include "app/typed_values.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

constexpr std::int32_t kLastSecond = 24 * 60 * 60 - 1;

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

Counted counted(Asked asked, const tally::Answer& answer) {
    const tally::Question& question = asked.question;
    const area::Span& span = asked.view->tree().nearest(question.area, question.period.to);
    return {question, answer, span.name, span.code.text(), std::move(asked.past)};
}

// What people call a cell: the choice's title, or the referred record's label.
Text cell_title(store::View& view, const registry::Indicator& indicator, const std::string& cell) {
    const registry::Schema& schema = *view.catalogue().schema(indicator.of);
    const registry::Field& field = schema.fields[*indicator.split];
    for (const registry::Choice& choice : field.choices) {
        if (choice.code == cell) return choice.title;
    }
    if (field.type == registry::FieldType::YesNo) {
        return cell == "yes" ? Text{"是", "Yes"} : Text{"否", "No"};
    }
    const auto referred = view.books().referred(field.refers_to, cell);
    const auto label = referred ? view.label(field.refers_to, *referred) : cell;
    return {label, label};
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
        {fmt::format("“{}”不是时间段。", shown), fmt::format("“{}” is not a period.", shown)},
        {"请写成 2021、2021年上半年、2021年第三季度、2021年5月、2021年1-10月、2021-05-13 或 "
         "2021-01..2021-10。",
         "Write 2021, 2021H1, 2021Q3, 2021-05, 2021-05-13 or 2021-01..2021-10."}};
}

Result<Moment> parse_moment(store::Reader& reader, std::string_view text) {
    auto wall = typed_moment(text);
    if (const auto day = chinese::parse_date(text)) wall = DateTime{*day, kLastSecond};
    if (!wall) {
        const std::string shown = chinese::shortened(text);
        return Refusal{
            Reason::Invalid,
            "moment.malformed",
            std::string(text),
            {fmt::format("“{}”不是日期或时刻。", shown),
             fmt::format("“{}” is not a day or moment.", shown)},
            {"请写成 2021-10-31 或 2021-10-31 17:30。", "Write 2021-10-31 or 2021-10-31 17:30."}};
    }
    // The whole of the last second belongs to the moment.
    const auto seq = reader.seq_at(Instant{Instant::at(*wall).ms + 999});
    if (seq > 0) return Moment{{seq}, wall->date};
    return Refusal{Reason::Missing,
                   "moment.before_books",
                   std::string(text),
                   {fmt::format("{}时还没有账册。", wall->text()),
                    fmt::format("There were no books yet at {}.", wall->text())},
                   {"请写办公室建立以后的日期：这里问的是当时账上登记了什么；要问过去某段时间"
                    "发生了什么，用 --period。",
                    "Name a day since the office was made: this asks what the books held then. To "
                    "ask what happened in a time past, use --period."}};
}

Result<std::unique_ptr<store::View>> view_as_of(store::Reader& reader, std::string_view text) {
    if (text.empty()) return std::unique_ptr<store::View>();
    return reader.as_of(TRY(parse_moment(reader, text)).as_of);
}

Result<By> parse_by(const tally::Question& question, const registry::Catalogue& catalogue,
                    std::string_view by) {
    if (by == "area") return By::Area;
    if (by == "month") return By::Month;
    const registry::Indicator& indicator = *question.figure.indicator;
    std::string split;
    if (indicator.split) {
        split = catalogue.schema(indicator.of)->fields[*indicator.split].id;
    }
    if (!split.empty() && by == split) return By::Cell;
    const std::string also = split.empty() ? "" : fmt::format(" 或 {}", split);
    const std::string also_en = split.empty() ? "" : fmt::format(" or {}", split);
    return Refusal{
        Reason::Invalid,
        "count.by",
        std::string(by),
        {fmt::format("“{}”不能按“{}”分列。", indicator.id, chinese::shortened(by)),
         fmt::format("“{}” cannot be listed by “{}”.", indicator.id, chinese::shortened(by))},
        {fmt::format("可用 area、month{}。", also), fmt::format("Use area, month{}.", also_en)}};
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
    switch (TRY(parse_by(asked.question, view.catalogue(), by))) {
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
                const auto& indicator = *asked.question.figure.indicator;
                rows.push_back({cell, cell_title(view, indicator, cell), answer});
            }
            break;
    }
    return rows;
}

Result<Traced> trace(const access::Actor& actor, store::Reader& reader,
                     const CountRequest& request) {
    Asked asked = TRY(understand(actor, reader, request));
    store::View& view = *asked.view;
    tally::Counting counting = asked.counting();
    Traced traced;
    const auto answer = TRY(counting.count(asked.question));
    const auto parts = TRY(counting.trace(asked.question));
    traced.digest = tally::digest(parts);
    for (const tally::Part& part : parts) {
        const std::string place = name_of(view.tree(), part.area, part.day);
        const std::string label =
            part.schema.empty() ? place : view.label(part.schema, {part.record});
        traced.parts.push_back({part, label, place});
    }
    traced.counted = counted(std::move(asked), answer);
    return traced;
}

}  // namespace qingshui::app
