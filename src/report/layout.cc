#include "report/layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/layout_words.h"
#include "report/tags.h"

namespace qingshui::report {

namespace {

bool is_slot(std::string_view word) {
    const auto slots = slot_words();
    return std::find(slots.begin(), slots.end(), word) != slots.end();
}

// What follows `word` in a tag that begins with it; none if the tag is another.
std::optional<std::string_view> after(std::string_view inner, std::string_view word) {
    if (!inner.starts_with(word)) return std::nullopt;
    const auto rest = inner.substr(word.size());
    const bool apart = rest.empty() || rest.front() == ' ' || rest.front() == '\n' ||
                       rest.front() == '"' || rest.front() == '\'' || rest.starts_with("“");
    return apart ? std::optional(rest) : std::nullopt;
}

// Reads one template from front to back, keeping every fault.
class Parser {
public:
    Parser(const registry::Catalogue& catalogue, const Place& place)
        : catalogue_(catalogue), place_(place) {}

    Result<Layout> parse(std::string_view text) {
        while (!text.empty()) {
            const auto open = std::min(text.find("{{"), text.size());
            words(text.substr(0, open));
            text = text.substr(open);
            if (text.empty()) break;
            text = text.substr(tag_at(text));
        }
        for (const auto& open : open_) {
            line_ = open.piece.line;
            fault(is_list(open) ? unclosed_each(open.name) : unclosed_if(open.name), "");
        }
        if (!faults_.empty()) return faulty(std::move(faults_));
        return Layout{place_.file, std::move(pieces_)};
    }

private:
    // A list or condition that has begun and not ended.
    struct Open {
        Piece piece;
        std::string name = {};
        bool is_unsound = false;    // A list's register has faults of its own.
        bool in_otherwise = false;  // After the {{else}} of a condition.
    };

    void add(Piece piece) {
        piece.line = line_;
        place().push_back(std::move(piece));
    }
    // Where what is read now belongs.
    std::vector<Piece>& place() {
        if (open_.empty()) return pieces_;
        auto& open = open_.back();
        return open.in_otherwise ? open.piece.otherwise : open.piece.body;
    }
    static bool is_list(const Open& open) { return open.piece.kind == Piece::Kind::Each; }
    // A list stands in nothing else, so it is the outermost.
    bool in_list() const { return !open_.empty() && is_list(open_.front()); }
    void fault(Refusal refusal, std::string_view value) {
        refusal.where = {place_.file, line_, "", std::string(value)};
        faults_.push_back(std::move(refusal));
    }
    void faults(std::vector<Refusal> refusals, std::string_view value) {
        for (auto& each : refusals) fault(std::move(each), value);
    }

    // Reads the tag that `text` begins with; says how much of the text it took.
    std::size_t tag_at(std::string_view text) {
        // Only up to the next tag, so that no part of the text is searched twice.
        const auto next = std::min(text.find("{{", 2), text.size());
        const auto close = text.substr(0, next).find("}}");
        if (close == std::string_view::npos) return broken_at(text, next);
        const auto tag = text.substr(0, close + 2);
        read_tag(tag, trimmed(tag.substr(2, tag.size() - 4)));
        return pass(tag);
    }
    // The same for a tag that does not end before `next`. A whole run of braces is one tag.
    std::size_t broken_at(std::string_view text, std::size_t next) {
        const auto tag = text.substr(0, next);
        const bool is_passage = after(trimmed(tag.substr(2)), "text").has_value();
        if (!is_passage || next == text.size()) {
            fault(unclosed_tag(), first_line(tag));
            const auto run = std::min(text.find_first_not_of('{'), text.size());
            return pass(text.substr(0, std::max(next, run)));
        }
        const auto inner_close = text.find("}}", next);
        const auto close =
            inner_close == std::string_view::npos ? inner_close : text.find("}}", inner_close + 2);
        const auto whole = text.substr(0, close == std::string_view::npos ? close : close + 2);
        fault(tag_in_passage(), first_line(whole));
        return pass(whole);
    }
    static std::string_view first_line(std::string_view text) {
        return text.substr(0, text.find('\n'));
    }
    std::size_t pass(std::string_view text) {
        line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
        return text.size();
    }

    void words(std::string_view text) {
        if (!text.empty()) add({.kind = Piece::Kind::Words, .text = std::string(text)});
        pass(text);
    }

    void read_tag(std::string_view tag, std::string_view inner) {
        if (const auto rest = after(inner, "#each")) return open_each(tag, *rest);
        if (const auto rest = after(inner, "#if")) return open_if(tag, trimmed(*rest));
        if (inner == "/each") return close(tag, Piece::Kind::Each);
        if (inner == "/if") return close(tag, Piece::Kind::If);
        if (is(inner, kElse)) return open_otherwise(tag);
        if (const auto rest = after(inner, "text")) return passage(tag, *rest);
        if (in_list()) return field(tag, inner);
        if (inner == "chapters") return chapters(tag);
        if (is_slot(inner)) return add({.kind = Piece::Kind::Slot, .text = std::string(inner)});
        const auto parts = parts_of(inner);
        if (parts.size() == 2 && parts[0] == "period") return period_words(tag, parts[1]);
        auto read = read_figure(catalogue_, place_.pack, inner);
        if (!read.faults.empty()) return figure_faults(std::move(read.faults), tag, parts[0]);
        if (has_star(read.tag)) return fault(star_outside_each(), tag);
        add({.kind = Piece::Kind::Figure, .figure = std::move(read.tag)});
    }

    // What is wrong with a figure that has the form of one, but for what rests on its indicator
    // if that is unsound.
    void figure_faults(std::vector<Refusal> refusals, std::string_view tag, std::string_view name) {
        if (is_unsound(name)) {
            std::erase_if(refusals, [](const Refusal& each) {
                return each.rule == "report.figure" || each.rule == "report.unit";
            });
        }
        faults(std::move(refusals), tag);
    }
    bool is_unsound(std::string_view name) const {
        return place_.unsound != nullptr &&
               is_unsound_figure(catalogue_, *place_.unsound, place_.pack, name);
    }

    void period_words(std::string_view tag, std::string_view option) {
        Piece piece{.kind = Piece::Kind::Slot, .text = "period"};
        piece.figure.months = read_months(option);
        if (!piece.figure.months) return fault(bad_months(option), tag);
        add(std::move(piece));
    }

    void open_each(std::string_view tag, std::string_view inner) {
        if (!open_.empty()) return fault(in_list() ? nested_each() : nested_blocks(), tag);
        Open open{.piece = {.kind = Piece::Kind::Each, .line = line_}};
        open.piece.each = read_list(tag, inner, open);
        open_.push_back(std::move(open));
    }

    // What a list asks for; tells its faults but those of an unsound register.
    EachTag read_list(std::string_view tag, std::string_view inner, Open& open) {
        auto read = read_each(catalogue_, place_.pack, inner);
        const auto words = trimmed(inner);
        open.name = words.substr(0, words.find_first_of(" \t\n"));
        open.is_unsound = place_.unsound != nullptr &&
                          is_unsound_register(*place_.unsound, place_.pack, open.name);
        const bool is_told = read.tag.schema != nullptr || !open.is_unsound;
        if (is_told) faults(std::move(read.faults), tag);
        if (!open.is_unsound) faults(std::move(read.of_fields), tag);
        return std::move(read.tag);
    }

    void open_if(std::string_view tag, std::string_view inner) {
        if (open_.size() == kDepthMost) return fault(too_deep(), tag);
        Open open{.piece = {.kind = Piece::Kind::If, .line = line_}};
        const auto list = list_asked_for(inner);
        if (is(inner, kWhole)) {
            open.piece.whole = true;
        } else if (list) {
            open.piece.each = read_list(tag, *list, open);
        } else {
            auto read = read_figure(catalogue_, place_.pack, inner);
            figure_faults(std::move(read.faults), tag, parts_of(inner).front());
            if (has_star(read.tag)) star_faults(tag, inner, read.tag);
            open.piece.figure = std::move(read.tag);
        }
        open.name = inner;
        open_.push_back(std::move(open));
    }

    // What follows 有 in {{#if 有 hazard 未结 fixed_on}}.
    static std::optional<std::string_view> list_asked_for(std::string_view inner) {
        const auto list = after(inner, kAny.zh);
        return list ? list : after(inner, kAny.en);
    }

    void open_otherwise(std::string_view tag) {
        const bool is_open = !open_.empty() && !is_list(open_.back()) && !open_.back().in_otherwise;
        if (!is_open) return fault(else_outside_if(), tag);
        open_.back().in_otherwise = true;
    }

    void close(std::string_view tag, Piece::Kind kind) {
        const bool is_each = kind == Piece::Kind::Each;
        if (open_.empty() || open_.back().piece.kind != kind) {
            return fault(is_each ? closing_without_each() : closing_without_if(), tag);
        }
        auto piece = std::move(open_.back().piece);
        open_.pop_back();
        place().push_back(std::move(piece));
    }

    void passage(std::string_view tag, std::string_view inner) {
        auto read = read_passage(inner);
        if (!read) return fault(read.error(), tag);
        const auto key = fmt::format("{}.{}", place_.key, read->key);
        const auto [known, fresh] = passages_.emplace(key, line_);
        if (!fresh) return fault(passage_twice(read->key, known->second), tag);
        add({.kind = Piece::Kind::Passage, .text = read->words, .key = key});
    }

    void field(std::string_view tag, std::string_view inner) {
        const auto* schema = open_.front().piece.each->schema;
        if (schema == nullptr) return;  // Its own fault is enough.
        if (const auto position = schema->position(inner)) {
            return add({.kind = Piece::Kind::Field, .field = *position});
        }
        if (is_slot(inner)) return add({.kind = Piece::Kind::Slot, .text = std::string(inner)});
        if (inner.find('*') == std::string_view::npos) {
            if (open_.front().is_unsound) return;
            return fault(unknown_field(inner, *schema), tag);
        }
        figure_of_row(tag, inner, *schema);
    }

    // The figure of each record listed: a cell of a split by records of that register.
    void figure_of_row(std::string_view tag, std::string_view inner,
                       const registry::Schema& schema) {
        auto read = read_figure(catalogue_, place_.pack, inner);
        const auto name = parts_of(inner).front();
        if (!read.faults.empty()) return figure_faults(std::move(read.faults), tag, name);
        if (!is_of_row(catalogue_, read.tag, schema)) {
            return star_faults(tag, inner, read.tag);
        }
        add({.kind = Piece::Kind::Figure, .figure = std::move(read.tag)});
    }

    // Of a figure of a list's records where there is no list, or one of other records.
    void star_faults(std::string_view tag, std::string_view inner, const FigureTag& figure) {
        if (!in_list()) return fault(star_outside_each(), tag);
        const auto& list = open_.front();
        const auto* schema = list.piece.each->schema;
        const bool is_known = schema != nullptr && !list.is_unsound;
        if (!is_known || is_unsound(parts_of(inner).front())) return;
        if (!is_of_row(catalogue_, figure, *schema)) fault(star_of_another(inner, *schema), tag);
    }

    void chapters(std::string_view tag) {
        if (!place_.frame) return fault(chapters_outside_frame(), tag);
        if (has_chapters_) return fault(chapters_twice(), tag);
        has_chapters_ = true;
        add({.kind = Piece::Kind::Chapters});
    }

    static constexpr std::size_t kDepthMost = 8;

    const registry::Catalogue& catalogue_;
    const Place& place_;
    int line_ = 1;
    bool has_chapters_ = false;
    std::vector<Piece> pieces_;
    std::vector<Open> open_;               // From the outermost to the innermost.
    std::map<std::string, int> passages_;  // Key → line.
    std::vector<Refusal> faults_;
};

}  // namespace

Result<Layout> parse_layout(const registry::Catalogue& catalogue, const Place& place,
                            std::string_view text) {
    return Parser(catalogue, place).parse(text);
}

}  // namespace qingshui::report
