// The changes since a report was signed, for people and for programs.

#include <fmt/format.h>

#include <algorithm>

#include "base/chinese.h"
#include "json/json.h"
#include "report/diff.h"

namespace qingshui::report {

namespace {

using Kind = RecordChange::Kind;

Text title(Kind kind) {
    switch (kind) {
        case Kind::Added: return {"新增", "added"};
        case Kind::Removed: return {"减少", "removed"};
        case Kind::Changed: return {"变更", "changed"};
        case Kind::Corrected: return {"更正", "corrected"};
        case Kind::Moved: return {"区划", "moved"};
    }
    return {};
}

// How the record of a change is named: its register and label, or the area's path.
std::string record_name(const RecordChange& change, const Sources& books, Language language) {
    if (change.schema.empty()) return books.tree.path_name({change.record}, change.day);
    const auto* schema = books.catalogue.schema(change.schema);
    const auto labels = books.records.labels(change.schema, {change.record});
    const auto label = labels.empty() || labels.front().empty() ? fmt::format("#{}", change.record)
                                                                : labels.front();
    const auto title = schema != nullptr ? schema->title.in(language) : change.schema;
    if (language == Language::Chinese) return fmt::format("“{}”{}", title, label);
    return fmt::format("{} “{}”", title, label);
}

// 第109821号变更，2021-12-01 10:20:00，王五撤回：重复登记
std::string line(const RecordAct& act, Language language) {
    const auto reason = act.reason.empty() ? "" : "：" + act.reason;
    if (language == Language::Chinese) {
        return fmt::format("    第{}号变更，{}，{}{}{}\n", act.entry, act.at, act.actor,
                           act.title.zh, reason);
    }
    return fmt::format("    Entry {}, {}, {} by {}{}\n", act.entry, act.at, act.title.in(language),
                       act.actor, act.reason.empty() ? "" : ": " + act.reason);
}

// （记录914…，计入“花坛面积”）; an area has no number that people know.
std::string numbered(const RecordChange& change, Language language) {
    if (change.schema.empty()) return "";
    Text words{fmt::format("（记录{}", change.record), fmt::format(" (record {}", change.record)};
    if (!change.component.zh.empty()) {
        words.zh += fmt::format("，计入“{}”", change.component.zh);
        words.en += fmt::format(", in “{}”", change.component.in(Language::English));
    }
    return Text{words.zh + "）", words.en + ")"}.in(language);
}

// What counts no more may have been withdrawn: the books of then still know its name.
std::string line(const RecordChange& change, const Sources& then, const Sources& now,
                 Language language) {
    const bool is_gone = change.kind == Kind::Removed || change.kind == Kind::Moved;
    const Sources& books = is_gone ? then : now;
    std::string out =
        fmt::format("  {} {} {}{}: {} → {}\n", title(change.kind).in(language),
                    record_name(change, books, language), change.day.text(),
                    numbered(change, language), change.before.shortest(), change.after.shortest());
    for (const auto& act : change.acts) out += line(act, language);
    return out;
}

// Parts what changed beside the causes from them.
std::string others_line(std::size_t count, Language language) {
    const Text words{
        fmt::format("  另有{}处变动，不影响这个数：\n", count),
        fmt::format("  Changed as well, without an effect on this figure: {}\n", count)};
    return words.in(language);
}

std::string lines(const FigureChange& change, const Sources& then, const Sources& now,
                  Language language) {
    const auto first_other =
        std::find_if(change.records.begin(), change.records.end(),
                     [](const RecordChange& each) { return !each.is_cause(); });
    std::string out;
    for (auto at = change.records.begin(); at != change.records.end(); ++at) {
        const bool is_parting = at == first_other && at != change.records.begin();
        if (is_parting) {
            const auto others = static_cast<std::size_t>(change.records.end() - at);
            out += others_line(others, language);
        }
        out += line(*at, then, now, language);
    }
    return out;
}

json::Value number(const std::optional<Decimal>& value) {
    return value ? json::Value(value->shortest()) : json::Value(nullptr);
}

json::Array acts(const RecordChange& record) {
    json::Array out;
    for (const auto& act : record.acts) {
        out.push_back(json::Object{{"entry", act.entry},
                                   {"at", act.at},
                                   {"actor", act.actor},
                                   {"act", act.title.in(Language::English)},
                                   {"reason", act.reason}});
    }
    return out;
}

}  // namespace

std::string words(const std::vector<FigureChange>& changes, bool reworded, const Sources& then,
                  const Sources& now, Language language) {
    std::string out;
    for (const auto& change : changes) {
        const auto mark = language == Language::Chinese ? "：" : ": ";
        out += change.title.in(language) + mark + change.says.in(language) + "\n";
        out += lines(change, then, now, language);
    }
    const bool same_numbers =
        std::all_of(changes.begin(), changes.end(),
                    [](const FigureChange& change) { return change.then == change.now; });
    if (reworded && same_numbers) {
        const Text words{"正文文字有改动，数字没有变动。",
                         "The words have changed, but no figure has."};
        out += words.in(language) + "\n";
    } else if (changes.empty()) {
        const Text none{"与签发时相比，没有数字变动。",
                        "No figure has changed since it was signed."};
        out += none.in(language) + "\n";
    }
    return out;
}

bool has_moved(const std::vector<FigureChange>& changes) {
    return std::any_of(changes.begin(), changes.end(), [](const FigureChange& change) {
        return std::any_of(change.records.begin(), change.records.end(),
                           [](const RecordChange& each) { return each.kind == Kind::Moved; });
    });
}

std::string to_json(const std::vector<FigureChange>& changes) {
    json::Array out;
    for (const auto& change : changes) {
        json::Array records;
        for (const auto& record : change.records) {
            json::Object each;
            each["kind"] = title(record.kind).en;
            each["register"] = record.schema;
            each["record"] = std::to_string(record.record);  // As JSON readers keep it.
            each["before"] = record.before.shortest();
            each["after"] = record.after.shortest();
            each["cause"] = record.is_cause();
            each["acts"] = acts(record);
            if (!record.component.zh.empty()) {
                each["component"] = json::Object{{"zh", record.component.zh},
                                                 {"en", record.component.in(Language::English)}};
            }
            records.push_back(std::move(each));
        }
        json::Object object;
        object["id"] = change.id;
        object["then"] = number(change.then);
        object["now"] = number(change.now);
        object["unit"] = change.unit;
        object["says"] = json::Object{{"zh", change.says.zh}, {"en", change.says.en}};
        object["records"] = std::move(records);
        out.push_back(std::move(object));
    }
    return json::print_pretty(json::Value(std::move(out)));
}

}  // namespace qingshui::report
