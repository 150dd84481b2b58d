#include "report/figure_making.h"

#include "report/figure_text.h"
#include "report/no_number.h"
#include "report/working.h"

namespace qingshui::report {

namespace {

// The number of a figure; gives it what it rests on, or why it has none.
std::optional<Decimal> count(const Sources& sources, Date cutoff, Figure& figure) {
    const auto& question = figure.question;
    if (is_yet_to_come(question.period, cutoff)) {
        figure.fault = yet_to_come(question.period, cutoff);
        return std::nullopt;
    }
    tally::Counting counting(sources.catalogue, sources.tree, sources.books);
    const auto answer = counting.count(question);
    auto parts = counting.trace(question);
    if (parts) figure.parts = std::move(parts).value();
    figure.rates = tally::rates_of(sources.catalogue, question);
    figure.components = components(sources, question);
    if (!answer) {
        figure.fault = answer.error();
    } else if (!answer->value) {
        figure.fault = no_number(sources, question, figure.components);
    }
    return answer ? answer->value : std::nullopt;
}

// What is counted, and which versions of it within the period.
Text full_definition(const Sources& sources, const tally::Question& question) {
    Text words = definition(sources, question.figure, question.period.to);
    const auto note = tally::version_note(sources.catalogue, question);
    if (note.zh.empty()) return words;
    return {words.zh + "；" + note.zh, words.en + "; " + note.en};
}

}  // namespace

AreaWords area_words(const area::Tree& tree, Id<area::Area> area, Date day) {
    if (!tree.contains(area)) return {};
    const auto& span = tree.nearest(area, day);
    return {span.code.text(), span.name};
}

Result<Figure> make_figure(const Sources& sources, const Request& request, const FigureTag& tag) {
    const auto last = cutoff(request.period, request.today);
    const auto period = period_of(tag, request.period, last);
    Figure figure;
    figure.id = tag.id;
    figure.name = tag.name;
    figure.question = {TRY(tally::find_figure(sources.catalogue, tag.name, period.to)),
                       request.area, period};
    const auto area = area_words(sources.tree, request.area, period.to);
    figure.area_code = area.code;
    figure.area_name = area.name;
    figure.title = title_of(sources, figure.question.figure);
    figure.definition = full_definition(sources, figure.question);

    const auto number = count(sources, last, figure);
    const auto as_shown = shown(*figure.question.figure.indicator, tag, number);
    figure.value = as_shown.value;
    figure.unit = as_shown.unit;
    figure.text = as_shown.text;
    figure.digest = tally::digest(figure.parts, figure.rates);
    figure.working = working(figure);
    return figure;
}

}  // namespace qingshui::report
