#include "report/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/plural.h"
#include "base/sentence.h"
#include "report/figure_text.h"
#include "report/no_number.h"
#include "report/working.h"

namespace qingshui::report {

namespace {

using Kind = RecordChange::Kind;
using tally::Part;

// All parts of one record in one figure.
struct Share {
    Decimal amount;
    std::vector<Part> parts;
};
using Shares = std::map<std::pair<std::string, std::int64_t>, Share>;

Shares shares_of(const std::vector<Part>& parts) {
    Shares out;
    for (const auto& part : parts) {
        auto& share = out[{part.schema, part.record}];
        share.amount = plus(share.amount, Decimal(part.amount, part.scale)).value_or(share.amount);
        share.parts.push_back(part);
    }
    return out;
}

RecordChange change(Kind kind, const Share& shown, const Decimal& before, const Decimal& after) {
    const auto& part = shown.parts.front();
    return {kind, part.schema, part.record, part.area, part.day, before, after};
}

std::vector<RecordChange> compare(const std::vector<Part>& then, const std::vector<Part>& now) {
    const auto before = shares_of(then);
    const auto after = shares_of(now);
    std::vector<RecordChange> out;
    for (const auto& [key, share] : before) {
        const auto found = after.find(key);
        if (found == after.end()) {
            out.push_back(change(Kind::Removed, share, share.amount, {}));
        } else if (found->second.amount != share.amount) {
            out.push_back(change(Kind::Changed, found->second, share.amount, found->second.amount));
        } else if (found->second.parts != share.parts) {
            out.push_back(
                change(Kind::Corrected, found->second, share.amount, found->second.amount));
        }
    }
    for (const auto& [key, share] : after) {
        if (!before.contains(key)) out.push_back(change(Kind::Added, share, {}, share.amount));
    }
    return out;
}

// The parts of a figure; of a ratio or derived one each component's by itself.
struct Apart {
    Text component;
    std::vector<Part> parts;
};

Result<std::vector<Apart>> parts_of(const Sources& sources, const tally::Question& question) {
    std::vector<Apart> out;
    for (auto& each : components(sources, question)) {
        out.push_back({each.title, std::move(each.parts)});
    }
    if (!out.empty()) return out;
    tally::Counting counting(sources.catalogue, sources.tree, sources.books);
    out.push_back({{}, TRY(counting.trace(question))});
    return out;
}

std::vector<RecordChange> compare(const std::vector<Apart>& then, const std::vector<Apart>& now) {
    std::vector<RecordChange> out;
    for (std::size_t i = 0; i < std::min(then.size(), now.size()); ++i) {
        for (auto& change : compare(then[i].parts, now[i].parts)) {
            change.component = now[i].component;
            out.push_back(std::move(change));
        }
    }
    return out;
}

// What changed from `then` to `now`. A record that counts the same now in the areas of then has
// not changed itself: the areas did.
Result<std::vector<RecordChange>> changes_of(const tally::Question& question, const Sources& then,
                                             const Sources& now) {
    const Sources before{now.catalogue, then.tree, then.books, then.passages, then.records};
    const Sources between{now.catalogue, then.tree, now.books, now.passages, now.records};
    const auto parts = TRY(parts_of(before, question));
    auto out = compare(parts, TRY(parts_of(now, question)));
    std::set<std::tuple<std::string, std::string, std::int64_t>> own;
    for (const auto& change : compare(parts, TRY(parts_of(between, question)))) {
        own.emplace(change.component.zh, change.schema, change.record);
    }
    for (auto& change : out) {
        if (!own.contains({change.component.zh, change.schema, change.record})) {
            change.kind = Kind::Moved;
        }
    }
    std::stable_partition(out.begin(), out.end(),
                          [](const RecordChange& each) { return each.is_cause(); });
    return out;
}

// A number with its unit: 38起, 38 cases.
Text number(const std::optional<Decimal>& value, const registry::Unit& unit) {
    if (!value) return {"—", "—"};
    const auto digits = value->shortest();
    return {digits + unit.text, unit.after(digits, Language::English)};
}

// The unit that a figure is shown in: its indicator's own, or one that only Chinese has a word for.
registry::Unit unit_of(const std::string& shown_in, const registry::Indicator& indicator) {
    return shown_in == indicator.unit.text ? indicator.unit : registry::Unit{shown_in};
}

// A figure's number then and now.
struct Numbers {
    Text then, now;
    bool are_same = false;
};

// How many records, each once however many components count it; or of some of them only.
template <typename IsMeant>
std::size_t different(const std::vector<RecordChange>& changes, const IsMeant& is_meant) {
    std::set<std::pair<std::string_view, std::int64_t>> seen;
    for (const auto& change : changes) {
        if (is_meant(change)) seen.emplace(change.schema, change.record);
    }
    return seen.size();
}
std::size_t different(const std::vector<RecordChange>& changes) {
    return different(changes, [](const RecordChange&) { return true; });
}

// Of a figure whose records are all as they were.
Text says_no_record(const Numbers& numbers, bool other_rates) {
    const auto& [then, now, are_same] = numbers;
    if (are_same) {
        return {fmt::format("{}没有变，但所依据的标准改了。", then.zh),
                fmt::format("{} is unchanged, but the rate that it rests on is another.", then.en)};
    }
    if (other_rates) {
        return {fmt::format("{}变为{}，原因是所依据的标准改了，记录没有变。", then.zh, now.zh),
                fmt::format("{} became {} because of another rate; the records are the same.",
                            then.en, now.en)};
    }
    return {fmt::format("{}变为{}，所依据的记录没有变，变的是单位或区划。", then.zh, now.zh),
            fmt::format("{} became {}; the records are the same, so its unit or the areas changed.",
                        then.en, now.en)};
}

// What is said of a figure whose records of then are found as they were.
Text says_records(const FigureChange& change, const Numbers& numbers, bool other_rates) {
    const auto& [then, now, are_same] = numbers;
    const auto count = different(change.records);
    const auto is_moved = [](const RecordChange& each) { return each.kind == Kind::Moved; };
    const auto moved = different(change.records, is_moved);
    if (count == 0) return says_no_record(numbers, other_rates);
    if (moved == count) {
        return {fmt::format("{}{}，记录没有变，变的是区划：以下{}条记录因区划调整改计。", then.zh,
                            are_same ? "没有变" : "变为" + now.zh, count),
                fmt::format("{} {}; the records are the same, the areas changed: {} {} "
                            "elsewhere.",
                            then.en, are_same ? "is unchanged" : "became " + now.en,
                            plural(count, "record"), count == 1 ? "counts" : "count")};
    }
    if (are_same) {
        return {fmt::format("{}没有变，但以下{}条记录有变动。", then.zh, count),
                fmt::format("{} is unchanged, but the following {} changed.", then.en,
                            plural(count, "record"))};
    }
    const auto causes =
        different(change.records, [](const RecordChange& each) { return each.is_cause(); });
    if (causes == 0) return says_no_record(numbers, other_rates);
    Text out{fmt::format("{}变为{}，原因是以下{}条记录", then.zh, now.zh, causes),
             fmt::format("{} became {} because of the following {}", then.en, now.en,
                         plural(causes, "record"))};
    if (moved > 0) {
        out.zh += fmt::format("，其中{}条因区划调整改计", moved);
        out.en += fmt::format(", {} of which only count elsewhere as areas changed", moved);
    }
    if (other_rates) {
        out.zh += "，所依据的标准也改了";
        out.en += ", and another rate";
    }
    return {out.zh + "。", out.en + "."};
}

Text says_definition(const Snapshot::Figure& figure, const Numbers& numbers, int version) {
    const auto& [then, now, are_same] = numbers;
    if (version != figure.version) {
        return {
            fmt::format("签发时为{}，现为{}；统计口径已由第{}版改为第{}版，逐条对比以现口径为准。",
                        then.zh, now.zh, figure.version, version),
            fmt::format("It was {} when signed and is {} now; its definition went from version "
                        "{} to {}, and records are compared by the one of now.",
                        then.en, now.en, figure.version, version)};
    }
    return {
        fmt::format("签发时为{}，现为{}；按当时的账册重算，依据的记录与签发时不一致，"
                    "请运行 qingshui verify 核对账册，并核对统计口径是否改过。",
                    then.zh, now.zh),
        fmt::format("It was {} when signed and is {} now; recounted from the books of then, its "
                    "records are not those that were signed: run `qingshui verify`, and see "
                    "whether its definition was edited.",
                    then.en, now.en)};
}

Result<Id<area::Area>> area_of(const Snapshot& signed_report, const Sources& now) {
    if (const auto code = area::Code::parse(signed_report.area)) {
        const auto area = now.tree.find(*code, signed_report.period);
        if (area) return *area;
    }
    return Refusal{
        .reason = Reason::Missing,
        .rule = "snapshot.area",
        .subject = signed_report.area,
        .says = {fmt::format("快照里的区域“{}”在本机构的区划里找不到", signed_report.area),
                 fmt::format("The snapshot's area “{}” is not among this office's areas",
                             signed_report.area)},
        .remedy = {"请确认这份快照是本机构签发的", "See whether this office signed it"}};
}

// Compares one figure; none if nothing changed.
Result<std::optional<FigureChange>> compare(const Snapshot::Figure& figure, Id<area::Area> area,
                                            const Sources& then, const Sources& now) {
    FigureChange out{.id = figure.id,
                     .title = {figure.name, figure.name},
                     .then = figure.value,
                     .now = {},
                     .unit = figure.unit,
                     .records = {},
                     .says = {}};
    const auto name = tally::find_figure(now.catalogue, figure.name, figure.period.to);
    if (!name) {
        out.says = sentence({"这个数字现已无法计算：" + name.error().says.zh,
                             "This figure can no longer be counted: " + name.error().says.en});
        return std::optional(std::move(out));
    }
    const tally::Question question{*name, area, figure.period};
    tally::Counting counting_now(now.catalogue, now.tree, now.books);
    const auto answer = TRY(counting_now.count(question));
    const auto parts = TRY(counting_now.trace(question));
    FigureTag tag;
    tag.unit = figure.unit;
    out.title = title_of(now, *name);
    out.now = shown(*name->indicator, tag, answer.value).value;
    const auto rates = tally::rates_of(now.catalogue, question);
    const bool same_records = tally::digest(parts, rates).hex() == figure.digest;
    if (same_records && out.now == figure.value) return std::optional<FigureChange>();

    tally::Counting counting_then(now.catalogue, then.tree, then.books);
    const auto parts_then = TRY(counting_then.trace(question));
    out.records = TRY(changes_of(question, then, now));
    const auto rates_then = tally::rates_of(then.catalogue, question);
    const bool found_then = tally::digest(parts_then, rates_then).hex() == figure.digest;
    const bool other_rates = tally::digest({}, rates) != tally::digest({}, rates_then);
    const auto unit = unit_of(figure.unit, *name->indicator);
    const Numbers numbers{number(out.then, unit), number(out.now, unit), out.then == out.now};
    out.says = found_then ? says_records(out, numbers, other_rates)
                          : says_definition(figure, numbers, name->indicator->version);
    return std::optional(std::move(out));
}

}  // namespace

Result<std::vector<FigureChange>> diff(const Snapshot& signed_report, const Sources& then,
                                       const Sources& now) {
    const auto area = TRY(area_of(signed_report, now));
    std::vector<FigureChange> out;
    for (const auto& figure : signed_report.figures) {
        if (is_yet_to_come(figure.period, signed_report.cutoff)) continue;
        auto change = TRY(compare(figure, area, then, now));
        if (change) out.push_back(std::move(*change));
    }
    return out;
}

Result<bool> reworded(const Snapshot& signed_report, const Sources& now) {
    const auto area = TRY(area_of(signed_report, now));
    const Request request{signed_report.report, signed_report.office, area,
                          signed_report.period, signed_report.cutoff, signed_report.as_of};
    return snapshot(TRY(draft(now, request))).words != signed_report.words;
}

}  // namespace qingshui::report
