// The templates of whole reports.

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/ensure.h"
#include "report/layout.h"
#include "report/layout_words.h"
#include "report/report.h"
#include "report/tags.h"

namespace qingshui::report {

namespace {

using registry::Catalogue;
using registry::Pack;

using registry::Unsound;

void take(std::vector<Refusal>& faults, const Refusal& refusal) {
    faults.insert(faults.end(), refusal.faults.begin(), refusal.faults.end());
}

Layout parsed(const Catalogue& catalogue, const Place& place, std::string_view text,
              std::vector<Refusal>& faults) {
    auto layout = parse_layout(catalogue, place, text);
    if (layout) return std::move(layout).value();
    take(faults, layout.error());
    return {};
}

// Do two tags show one number? Its form (五次, 5次, 5) may differ.
bool same_number(FigureTag a, const FigureTag& b) {
    a.numerals = b.numerals;
    a.bare = b.bare;
    return a == b;
}

// One id must mean one figure throughout a report.
class Ids {
public:
    Ids(const Catalogue& catalogue, std::vector<Refusal>& faults)
        : catalogue_(catalogue), faults_(faults) {}

    void read(const Layout& layout) { read(layout.file, layout.pieces); }

private:
    void read(const std::string& file, const std::vector<Piece>& pieces) {
        for (const auto& piece : pieces) {
            if (piece.kind == Piece::Kind::If) {
                read(file, piece.body);
                read(file, piece.otherwise);
            }
            if (piece.kind != Piece::Kind::Figure) continue;
            for (const auto& tag : figures_of(catalogue_, piece.figure)) {
                take(tag, {file, piece.line, "", tag.id});
            }
        }
    }

    void take(const FigureTag& tag, const Where& here) {
        const auto [known, fresh] = seen_.emplace(tag.id, Seen{tag, here});
        if (fresh || same_number(known->second.figure, tag)) return;
        auto fault = id_taken(tag.id, known->second.where);
        fault.where = here;
        faults_.push_back(std::move(fault));
    }

    struct Seen {
        FigureTag figure;
        Where where;
    };
    const Catalogue& catalogue_;
    std::vector<Refusal>& faults_;
    std::map<std::string, Seen> seen_;
};

void read_chapters(const Catalogue& catalogue, const Unsound* unsound, Layouts& layouts,
                   std::vector<Refusal>& faults) {
    for (const auto& id : layouts.report->chapters) {
        const auto* pack = catalogue.pack(id);
        const bool is_there = pack != nullptr && pack->text;
        ensure(is_there || unsound != nullptr, "a catalogue has every chapter of its reports");
        if (!is_there) continue;  // A fault of the declarations.
        const Place place{pack->text->file, id, id, false, unsound};
        layouts.chapters.emplace_back(pack, parsed(catalogue, place, pack->text->text, faults));
    }
}

Layouts read_report(const Catalogue& catalogue, const Pack& pack, const registry::Report& report,
                    const Unsound* unsound, std::vector<Refusal>& faults) {
    Layouts layouts{&pack, &report, {}, {}, {}};
    const auto key = pack.id + "." + report.id;
    const Place title{report.file, pack.id, key, false, unsound};
    layouts.heading = parsed(catalogue, title, report.heading, faults);
    const Place frame{report.file, pack.id, key, true, unsound};
    layouts.frame = parsed(catalogue, frame, report.text, faults);
    read_chapters(catalogue, unsound, layouts, faults);
    Ids ids(catalogue, faults);
    ids.read(layouts.frame);
    for (const auto& [chapter, layout] : layouts.chapters) ids.read(layout);
    return layouts;
}

const Pack* pack_of(const Catalogue& catalogue, const registry::Report& report) {
    for (const auto& pack : catalogue.packs()) {
        for (const auto& each : pack.reports) {
            if (&each == &report) return &pack;
        }
    }
    return nullptr;
}

}  // namespace

Result<Layouts> parse_report(const Catalogue& catalogue, std::string_view report) {
    const auto* found = catalogue.report(report);
    const auto* pack = found != nullptr ? pack_of(catalogue, *found) : nullptr;
    if (pack == nullptr) {
        std::vector<std::string> ids;
        for (const auto& each : catalogue.packs()) {
            for (const auto& one : each.reports) ids.push_back(one.id);
        }
        return unknown_report(report, ids);
    }
    std::vector<Refusal> faults;
    auto layouts = read_report(catalogue, *pack, *found, nullptr, faults);
    if (!faults.empty()) return faulty(std::move(faults));
    return layouts;
}

namespace {

std::vector<Refusal> faults_of(const Catalogue& catalogue, const Unsound* unsound) {
    std::vector<Refusal> found;
    for (const auto& pack : catalogue.packs()) {
        for (const auto& report : pack.reports) {
            read_report(catalogue, pack, report, unsound, found);
        }
        if (!pack.text) continue;
        const Place place{pack.text->file, pack.id, pack.id, false, unsound};
        parsed(catalogue, place, pack.text->text, found);
    }
    return found;
}

// What is wrong with the form of templates, told without the declarations that they speak of:
// tags that do not end, options, passages.
std::vector<Refusal> form_faults(const std::map<std::string, Catalogue::Files>& folders) {
    static const std::set<std::string_view> kRules{"report.unclosed", "report.option",
                                                   "report.passage", "report.chapter"};
    std::vector<Refusal> found;
    const Catalogue nothing;
    for (const auto& [folder, files] : folders) {
        for (const auto& [name, text] : files) {
            if (!name.ends_with(".md")) continue;
            const bool is_frame = name != "report.md";
            const std::string path = fmt::format("{}/{}", folder, name);
            parsed(nothing, {path, folder, folder, is_frame}, text, found);
        }
    }
    std::erase_if(found, [](const Refusal& fault) { return !kRules.contains(fault.rule); });
    return found;
}

// A chapter that a report names is read more than once.
std::vector<Refusal> each_once(std::vector<Refusal> faults) {
    std::set<std::string> told;
    std::erase_if(faults, [&](const Refusal& fault) {
        return !told.insert(words(fault, Language::Chinese)).second;
    });
    return faults;
}

}  // namespace

std::vector<Refusal> faults(const Catalogue& catalogue) {
    return each_once(faults_of(catalogue, nullptr));
}

std::vector<Refusal> faults(const registry::Reading& reading,
                            const std::map<std::string, Catalogue::Files>& folders) {
    auto found = faults_of(reading.catalogue, &reading.unsound);
    const auto more = form_faults(folders);
    found.insert(found.end(), more.begin(), more.end());
    found = each_once(std::move(found));
    std::stable_sort(found.begin(), found.end(), [](const Refusal& a, const Refusal& b) {
        return std::tie(a.where.file, a.where.row) < std::tie(b.where.file, b.where.row);
    });
    return found;
}

}  // namespace qingshui::report
