#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/chinese.h"
#include "report/blocks.h"
#include "report/checks.h"
#include "report/figure_making.h"
#include "report/figure_text.h"
#include "report/layout_words.h"
#include "report/no_number.h"
#include "report/tags.h"

namespace qingshui::report {

namespace {

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
        take_heading();
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
            case Piece::Kind::Figure: return figure(piece.line, of_row(piece.figure));
            case Piece::Kind::Passage: return passage(piece);
            case Piece::Kind::Slot: return literal(slot(piece));
            case Piece::Kind::Chapters: return chapters();
            case Piece::Kind::Each: return each(piece);
            case Piece::Kind::If: return either(piece);
            case Piece::Kind::Field: return field(piece);
        }
    }

    // A title may say where it is to be broken if it is too long for one line.
    void take_heading() {
        draft_.heading_lines.emplace_back();
        for (const auto& stretch : stretches_) {
            for (const char each : stretch.run.text) {
                if (each == '\n') {
                    draft_.heading_lines.emplace_back();
                } else {
                    draft_.heading_lines.back() += each;
                    draft_.heading += each;
                }
            }
        }
        stretches_.clear();
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
        auto asked = question(tag, tag.limit);
        take_fields(piece.body, asked.fields);
        const auto listing = sources_.records.list(asked);
        for (const auto& row : listing.rows) {
            const auto key = sources_.books.key_of(tag.schema->id, {row.record});
            row_ = Row{&asked.fields, &row.cells, key};
            write_body(piece.body);
        }
        row_.reset();
        if (listing.left_out > 0) words(left_out_words(piece.body, listing.left_out));
        draft_.lists.push_back({tag.schema->id, listing.rows.size(), listing.left_out});
    }

    // Passages that are not shown now are there to be written all the same.
    void keep_passages(const std::vector<Piece>& body) {
        for (const auto& part : body) {
            if (part.kind == Piece::Kind::Passage) typed_or_default(part);
            keep_passages(part.body);
            keep_passages(part.otherwise);
        }
    }

    void either(const Piece& piece) {
        const bool holds = is_so(piece);
        keep_passages(holds ? piece.otherwise : piece.body);
        write_body(holds ? piece.body : piece.otherwise);
    }

    bool is_so(const Piece& condition) {
        if (condition.whole) return is_whole();
        if (condition.each) {
            return !sources_.records.list(question(*condition.each, 1)).rows.empty();
        }
        return is_any(condition.line, of_row(condition.figure));
    }

    // Is the report that of the office, not of an area within it?
    bool is_whole() const {
        const auto& tree = sources_.tree;
        if (!tree.contains(request_.area)) return true;
        return tree.nearest(request_.area, request_.period.to).parent.number == 0;
    }

    // Is there a number other than 0? Or none to be had: the figures in the words say why.
    bool is_any(int line, const FigureTag& tag) {
        const auto period = period_of(tag, request_.period, draft_.cutoff);
        if (is_yet_to_come(period, draft_.cutoff)) return false;
        const auto figure = tally::find_figure(sources_.catalogue, tag.name, period.to);
        if (!figure) {
            fault(figure.error(), line, tag);
            return false;
        }
        tally::Counting counting(sources_.catalogue, sources_.tree, sources_.books);
        const auto answer = counting.count({*figure, request_.area, period});
        if (!answer) return true;
        const auto value = shown(*figure->indicator, tag, answer->value).value;
        return value && value->mantissa() != 0;
    }

    // What a list asks for, at most so many of its records.
    ListQuestion question(const EachTag& tag, std::optional<std::size_t> limit) const {
        ListQuestion question{.schema = tag.schema,
                              .where = tag.where,
                              .order = tag.order,
                              .descending = tag.descending,
                              .limit = limit,
                              .area = request_.area,
                              .period = request_.period};
        set_days(question, tag);
        return question;
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

    // Each field that is shown of a record, once.
    static void take_fields(const std::vector<Piece>& body, std::vector<std::size_t>& fields) {
        for (const auto& part : body) {
            take_fields(part.body, fields);
            take_fields(part.otherwise, fields);
            if (part.kind != Piece::Kind::Field) continue;
            const bool is_new = std::find(fields.begin(), fields.end(), part.field) == fields.end();
            if (is_new) fields.push_back(part.field);
        }
    }

    // The line break after the tag that opens a block is no part of its text.
    void write_body(const std::vector<Piece>& body) {
        for (std::size_t i = 0; i < body.size(); ++i) {
            const auto& part = body[i];
            const bool is_opening = i == 0 && part.kind == Piece::Kind::Words;
            if (is_opening && part.text.starts_with('\n')) {
                words(part.text.substr(1));
            } else {
                write(part);
            }
        }
    }

    // What the row of a list that is being written has of a field.
    void field(const Piece& piece) {
        const auto& fields = *row_->fields;
        const auto at = std::find(fields.begin(), fields.end(), piece.field) - fields.begin();
        literal(row_->cells->at(static_cast<std::size_t>(at)));
    }

    // {{houses.* | 作 land.*.houses}} as it is for the row that is being written.
    FigureTag of_row(FigureTag tag) const {
        if (!has_star(tag)) return tag;
        for (auto* text : {&tag.name, &tag.id}) text->replace(text->find('*'), 1, row_->key);
        return tag;
    }

    void figure(int line, const FigureTag& tag) {
        if (tag.cells) return cells(line, tag);
        if (const auto* known = known_figure(line, tag)) write_figure(*known, tag);
    }

    void write_figure(const Figure& known, const FigureTag& tag) {
        auto text = known.text;
        if (known.value) text = text_of(*known.question.figure.indicator, tag, *known.value);
        stretches_.push_back({{std::move(text), false, known.id, ""}, true});
    }

    // 水12起、气14起: each cell that is not 0. Those that are 0 are no figures of the report.
    void cells(int line, const FigureTag& whole) {
        bool is_first = true;
        for (const auto& tag : figures_of(sources_.catalogue, whole)) {
            if (!is_any(line, tag)) continue;
            const auto* known = known_figure(line, tag);
            if (known == nullptr) continue;
            if (!is_first) words("、");
            is_first = false;
            literal(cell_title(sources_, known->question.figure).zh);
            write_figure(*known, tag);
        }
    }

    // The figure of a tag, computed where it appears first; none, and its fault told, if it cannot.
    const Figure* known_figure(int line, const FigureTag& tag) {
        const auto* known = draft_.figure(tag.id);
        if (known != nullptr && known->name != tag.name) {
            // Ids of a list's figures are known only now.
            fault(id_taken(tag.id, {file_, line, "", tag.id}), line, tag);
            return nullptr;
        }
        if (known != nullptr) return known;
        auto made = make_figure(sources_, request_, tag);
        if (!made) {
            fault(made.error(), line, tag);
            return nullptr;
        }
        draft_.figures.push_back(std::move(made).value());
        return &draft_.figures.back();
    }

    void fault(Refusal refusal, int line, const FigureTag& tag) {
        refusal.where = {file_, line, "", tag.name};
        faults_.push_back(std::move(refusal));
    }

    // Puts each figure's fault beside the figure, and each failed check beside the first figure
    // in the text that it reads; if the text shows none of them, beside the first of its pack.
    void mark_faults() {
        for (const auto& figure : draft_.figures) {
            const auto is_it = [&](const Figure& each) { return each.id == figure.id; };
            if (figure.fault) mark(is_it, "无法统计：" + figure.fault->says.zh);
        }
        for (const auto& check : draft_.checks) {
            if (check.holds != false) continue;
            const auto& read = check.figures;
            const auto is_read = [&](const Figure& each) {
                return std::find(read.begin(), read.end(), each.name) != read.end();
            };
            const auto pack = check.id.substr(0, check.id.find('.') + 1);
            const auto is_of_pack = [&](const Figure& each) { return each.name.starts_with(pack); };
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
                if (figure == nullptr || !is_meant(*figure)) continue;
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
    // The row of a list that is being written: the fields that it shows, and the record's key.
    struct Row {
        const std::vector<std::size_t>* fields = nullptr;
        const std::vector<std::string>* cells = nullptr;
        std::string key;
    };
    std::optional<Row> row_;
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
