#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/chinese.h"
#include "report/blocks.h"
#include "report/checks.h"
#include "report/figure_text.h"
#include "report/layout_words.h"
#include "report/tags.h"
#include "report/working.h"

namespace qingshui::report {

namespace {

using area::Area;

// The name and code of an area on a day, or the nearest it had.
struct AreaWords {
    std::string code, name;
};
AreaWords area_words(const area::Tree& tree, Id<Area> area, Date day) {
    if (!tree.contains(area)) return {};
    const auto& span = tree.nearest(area, day);
    return {span.code.text(), span.name};
}

// A passage as typed by hand: each line is a paragraph.
std::string paragraphs(const std::string& typed) {
    std::string text;
    for (const char c : typed) text += c == '\n' ? std::string("\n\n") : std::string(1, c);
    return text;
}

// What a list leaves out: 另有30条, an item if its rows are.
std::string left_out_words(const std::vector<Piece>& body, std::size_t count) {
    std::string words = fmt::format("另有{}条", count);
    const bool has_words = !body.empty() && body.front().kind == Piece::Kind::Words;
    const auto opening = has_words ? trimmed(body.front().text) : std::string_view();
    if (!opening.starts_with("-") && !opening.starts_with("*")) return words;
    const auto closing = trimmed(body.back().text);
    const bool is_closed = closing.ends_with("；") || closing.ends_with("。");
    return "- " + words + (is_closed ? "。\n" : "\n");
}

// Computes one report from its layouts.
class Drafting {
public:
    Drafting(const Sources& sources, const Request& request)
        : sources_(sources), request_(request) {
        draft_.office = request.office;
        draft_.area = request.area;
        draft_.period = request.period;
        draft_.cutoff = cutoff(request.period, request.today);
        draft_.dated = request.dated.value_or(request.today);
        draft_.as_of = request.as_of;
        area_ = area_words(sources.tree, request.area, request.period.to);
        draft_.area_code = area_.code;
    }

    Result<Draft> compute(const Layouts& layouts) {
        draft_.report = layouts.report->id;
        draft_.title = layouts.report->title;
        layouts_ = &layouts;
        write(layouts.heading);
        for (const auto& stretch : stretches_) draft_.heading += stretch.run.text;
        stretches_.clear();
        write(layouts.frame);
        if (!faults_.empty()) return faulty(std::move(faults_));
        draft_.blocks = blocks(stretches_);
        for (const auto& [pack, layout] : layouts.chapters) {
            auto checks = TRY(run_checks(sources_, draft_, *pack));
            std::move(checks.begin(), checks.end(), std::back_inserter(draft_.checks));
        }
        mark_faults();
        return std::move(draft_);
    }

private:
    void write(const Layout& layout) {
        file_ = layout.file;
        for (const auto& piece : layout.pieces) write(piece);
    }

    void write(const Piece& piece) {
        switch (piece.kind) {
            case Piece::Kind::Words: return words(piece.text);
            case Piece::Kind::Figure: return figure(piece);
            case Piece::Kind::Passage: return passage(piece);
            case Piece::Kind::Slot: return literal(slot(piece));
            case Piece::Kind::Chapters: return chapters();
            case Piece::Kind::Each: return each(piece);
            case Piece::Kind::If: return if_any(piece);
            case Piece::Kind::Field: return;  // Only within a list, which writes it.
        }
    }

    void words(std::string text) {
        stretches_.push_back({{std::move(text), false, "", ""}, false});
    }
    void literal(std::string text) {
        stretches_.push_back({{std::move(text), false, "", ""}, true});
    }

    void chapters() {
        const auto frame = file_;
        for (const auto& [pack, layout] : layouts_->chapters) {
            words("\n\n");
            write(layout);
            words("\n\n");
        }
        file_ = frame;
    }

    std::string slot(const Piece& piece) const {
        const auto& name = piece.text;
        if (name == "year") return std::to_string(request_.period.to.year());
        if (name == "area") return area_.name;
        if (name == "office") return request_.office;
        if (name == "period" && piece.figure.months) {
            return chinese::period(period_of(piece.figure, request_.period, draft_.cutoff), true);
        }
        if (name == "period") return chinese::period(request_.period);
        if (name == "span") return span_words(request_.period);
        return chinese::date(draft_.cutoff);
    }

    std::optional<std::string> typed_or_default(const Piece& piece) {
        auto typed = sources_.passages.passage(piece.key);
        draft_.passages[piece.key] = typed.value_or(piece.text);
        return typed;
    }
    void passage(const Piece& piece) {
        const auto typed = typed_or_default(piece);
        words(typed ? paragraphs(*typed) : piece.text);
    }

    void each(const Piece& piece) {
        const auto& tag = *piece.each;
        ListQuestion question{.schema = tag.schema,
                              .where = tag.where,
                              .order = tag.order,
                              .descending = tag.descending,
                              .limit = tag.limit,
                              .area = request_.area,
                              .period = request_.period};
        set_days(question, tag);
        for (const auto& part : piece.body) {
            if (part.kind == Piece::Kind::Field) question.fields.push_back(part.field);
        }
        const auto listing = sources_.records.list(question);
        for (const auto& row : listing.rows) {
            const auto key = sources_.books.key_of(tag.schema->id, {row.record});
            write_row(piece.body, row.cells, key);
        }
        if (listing.left_out > 0) words(left_out_words(piece.body, listing.left_out));
        draft_.lists.push_back({tag.schema->id, listing.rows.size(), listing.left_out});
    }

    // Passages that are not shown now are there to be written all the same.
    void keep_passages(const std::vector<Piece>& body) {
        for (const auto& part : body) {
            if (part.kind == Piece::Kind::Passage) typed_or_default(part);
        }
    }

    // Its words stand if its figure is not 0. They do too if that cannot be counted: the figures
    // in them say why.
    void if_any(const Piece& piece) {
        const auto period = period_of(piece.figure, request_.period, draft_.cutoff);
        const auto figure = tally::find_figure(sources_.catalogue, piece.figure.name, period.to);
        if (!figure) return fault(figure.error(), piece);
        tally::Counting counting(sources_.catalogue, sources_.tree, sources_.books);
        const auto answer = counting.count({*figure, request_.area, period});
        if (answer) {
            const auto value = shown(*figure->indicator, piece.figure, answer->value).value;
            if (!value || value->mantissa() == 0) return keep_passages(piece.body);
        }
        for (std::size_t i = 0; i < piece.body.size(); ++i) write_in_block(piece.body, i);
    }

    void set_days(ListQuestion& question, const EachTag& tag) const {
        using Days = EachTag::Days;
        if (tag.days == Days::Period) return;
        question.period = {Date::min(), draft_.cutoff};
        if (tag.days == Days::Open) question.open = {tag.closed, draft_.cutoff};
        if (tag.days == Days::Current) {
            question.open = {tag.closed, request_.period.from.plus_days(-1).value_or(Date::min())};
        }
    }

    void write_row(const std::vector<Piece>& body, const std::vector<std::string>& row,
                   const std::string& key) {
        std::size_t column = 0;
        for (std::size_t i = 0; i < body.size(); ++i) {
            const auto& part = body[i];
            if (part.kind == Piece::Kind::Field) {
                literal(column < row.size() ? row[column] : "");
                ++column;
            } else if (part.kind == Piece::Kind::Figure) {
                figure(of_row(part, key));
            } else {
                write_in_block(body, i);
            }
        }
    }
    // The line break after the tag that opens a block is no part of its text.
    void write_in_block(const std::vector<Piece>& body, std::size_t at) {
        const auto& part = body[at];
        const bool is_opening = at == 0 && part.kind == Piece::Kind::Words;
        if (is_opening && part.text.starts_with('\n')) return words(part.text.substr(1));
        write(part);
    }

    // {{houses.* | 作 land.*.houses}} for the record that is called `key`.
    static Piece of_row(Piece piece, const std::string& key) {
        for (auto* text : {&piece.figure.name, &piece.figure.id}) {
            text->replace(text->find('*'), 1, key);
        }
        return piece;
    }

    void figure(const Piece& piece) {
        const auto& tag = piece.figure;
        const auto* known = draft_.figure(tag.id);
        if (known != nullptr && known->name != tag.name) {
            // Ids of a list's figures are known only now.
            return fault(id_taken(tag.id, {file_, piece.line, "", tag.id}), piece);
        }
        if (known == nullptr) {
            auto made = make_figure(tag);
            if (!made) return fault(made.error(), piece);
            draft_.figures.push_back(std::move(made).value());
            known = &draft_.figures.back();
        }
        auto text = known->text;
        if (known->value) text = text_of(*known->question.figure.indicator, tag, *known->value);
        stretches_.push_back({{std::move(text), false, known->id, ""}, true});
    }

    void fault(Refusal refusal, const Piece& piece) {
        refusal.where = {file_, piece.line, "", piece.figure.name};
        faults_.push_back(std::move(refusal));
    }

    Result<Figure> make_figure(const FigureTag& tag) {
        Figure figure;
        figure.id = tag.id;
        figure.name = tag.name;
        const auto period = period_of(tag, request_.period, draft_.cutoff);
        figure.question = {TRY(tally::find_figure(sources_.catalogue, tag.name, period.to)),
                           request_.area, period};
        const auto& indicator = *figure.question.figure.indicator;
        const auto area = area_words(sources_.tree, request_.area, period.to);
        figure.area_code = area.code;
        figure.area_name = area.name;
        figure.title = title_of(sources_, figure.question.figure);
        figure.definition = definition(sources_, figure.question.figure, period.to);
        if (const auto note = tally::version_note(sources_.catalogue, figure.question);
            !note.zh.empty()) {
            figure.definition.zh += "；" + note.zh;
            figure.definition.en += "; " + note.en;
        }

        tally::Counting counting(sources_.catalogue, sources_.tree, sources_.books);
        const auto answer = counting.count(figure.question);
        const auto parts = counting.trace(figure.question);
        if (!answer) figure.fault = answer.error();
        const auto number = answer ? answer->value : std::nullopt;
        const auto as_shown = shown(indicator, tag, number);
        figure.value = as_shown.value;
        figure.unit = as_shown.unit;
        figure.text = as_shown.text;
        if (parts) figure.parts = *parts;
        figure.digest = tally::digest(figure.parts);
        figure.components = components(sources_, figure.question);
        figure.working = working(figure);
        return figure;
    }

    // Puts each figure's fault beside the figure, and each failed check beside the first figure
    // in the text that it reads; if the text shows none of them, beside the first of its pack.
    void mark_faults() {
        for (const auto& figure : draft_.figures) {
            const auto is_it = [&](const std::string& name) { return name == figure.name; };
            if (figure.fault) mark(is_it, "无法统计：" + figure.fault->says.zh);
        }
        for (const auto& check : draft_.checks) {
            if (check.holds != false) continue;
            const auto& read = check.figures;
            const auto is_read = [&](const std::string& name) {
                return std::find(read.begin(), read.end(), name) != read.end();
            };
            const auto pack = check.id.substr(0, check.id.find('.') + 1);
            const auto is_of_pack = [&](const std::string& name) { return name.starts_with(pack); };
            const auto words = fault_words(check).zh;
            if (!mark(is_read, words) && !mark(is_of_pack, words)) mark_end(words);
        }
    }
    // Marks the first figure in the text that `is_meant` names; says whether there is one.
    template <typename IsMeant>
    bool mark(const IsMeant& is_meant, const std::string& words) {
        for (auto& block : draft_.blocks) {
            for (auto& run : block.runs) {
                const auto* figure = run.figure.empty() ? nullptr : draft_.figure(run.figure);
                if (figure == nullptr || !is_meant(figure->name)) continue;
                add_fault(run, words);
                return true;
            }
        }
        return false;
    }
    void mark_end(const std::string& words) {
        if (draft_.blocks.empty()) draft_.blocks.push_back({.runs = {{.text = "", .bold = false}}});
        add_fault(draft_.blocks.back().runs.back(), words);
    }
    static void add_fault(paper::Run& run, const std::string& words) {
        run.fault += run.fault.empty() ? words : "；" + words;
    }

    const Sources& sources_;
    const Request& request_;
    const Layouts* layouts_ = nullptr;
    AreaWords area_;
    std::string file_;
    std::vector<Stretch> stretches_;
    std::vector<Refusal> faults_;
    Draft draft_;
};

}  // namespace

std::size_t Figure::records() const {
    std::set<std::pair<std::string_view, std::int64_t>> different;
    for (const auto& part : parts) different.emplace(part.schema, part.record);
    return different.size();
}

const Figure* Draft::figure(std::string_view id) const {
    const auto found = std::find_if(figures.begin(), figures.end(),
                                    [&](const Figure& each) { return each.id == id; });
    return found != figures.end() ? &*found : nullptr;
}

Result<Draft> draft(const Sources& sources, const Request& request) {
    const auto layouts = TRY(parse_report(sources.catalogue, request.report));
    return Drafting(sources, request).compute(layouts);
}

}  // namespace qingshui::report
