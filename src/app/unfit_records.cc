#include "app/unfit_records.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/plural.h"
#include "registry/field_list.h"
#include "registry/record_form.h"

namespace qingshui::app {
namespace {

using registry::Catalogue;
using registry::Schema;
using registry::Step;

constexpr std::size_t kNamed = 3;
constexpr int kPage = 1'000;

// What is wrong with some records, and with which: a rule and a field ("members.name"), a
// sub-table or a check.
struct Fault {
    std::string rule, subject;
    friend auto operator<=>(const Fault&, const Fault&) = default;
};

struct Unfit {
    std::size_t count = 0;
    std::vector<std::string> labels;  // The first few.
};

// "members[2].name" → "members.name"
std::string without_line(std::string subject) {
    const auto open = subject.find('[');
    if (open == std::string::npos) return subject;
    return subject.erase(open, subject.find(']', open) + 1 - open);
}

// The areas of a record that are not of the levels that their fields allow.
struct LevelFaults {
    const area::Tree& tree;
    Date day;  // The record's.
    std::set<Fault>& found;

    // Those of one row, of which `path` says where it stands.
    void add(const std::vector<registry::Field>& fields, const std::vector<registry::Value>& values,
             const std::string& path) {
        for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
            const auto& levels = fields[i].levels;
            const auto* key = std::get_if<registry::Key>(&values[i]);
            if (levels.empty() || key == nullptr || tree.life({key->number}).empty()) continue;
            const auto level = tree.nearest({key->number}, day).code.level();
            if (std::find(levels.begin(), levels.end(), level) != levels.end()) continue;
            found.insert({"area.level", path + fields[i].id});
        }
    }
};

std::set<Fault> faults_of(const area::Tree& tree, const Schema& schema,
                          const registry::Record& record) {
    std::set<Fault> found;
    for (const Refusal& fault : registry::faults(schema, record)) {
        found.insert({fault.rule, without_line(fault.subject)});
    }
    const auto* held = std::get_if<Date>(&record.values[schema.day]);
    const Date day = held != nullptr ? *held : Date::max();
    LevelFaults levels{tree, day, found};
    levels.add(schema.fields, record.values, "");
    for (std::size_t i = 0; i < schema.lines.size(); ++i) {
        const auto& lines = schema.lines[i];
        for (const auto& line : record.lines[i]) {
            levels.add(lines.fields, line, lines.id + ".");
        }
    }
    return found;
}

// The title of a field, of one of a sub-table, or of a sub-table.
Text title_of(const Schema& schema, const std::string& subject) {
    const auto dot = subject.find('.');
    const auto lines = schema.lines_position(subject.substr(0, dot));
    if (lines && dot == std::string::npos) return schema.lines[*lines].title;
    const auto& fields = lines ? schema.lines[*lines].fields : schema.fields;
    const auto* field = registry::find_field(fields, lines ? subject.substr(dot + 1) : subject);
    return field != nullptr ? field->title : Text{subject, subject};
}

// What is wrong: in Chinese behind "3条已有记录", in English by itself.
Text predicate(const Schema& schema, const Fault& fault) {
    for (const registry::Check& check : schema.checks) {
        if (check.id != fault.subject) continue;
        return {"不符合校验“" + check.says.zh + "”", "the check \"" + check.says.en + "\" fails"};
    }
    static const std::map<std::string, Text> kWords = {
        {"record.required", {"没有填写", "is empty"}},
        {"record.range", {"超出范围", "is out of range"}},
        {"record.too_long", {"太长", "is too long"}},
        {"record.lines", {"行数不合要求", "has another number of lines"}},
        {"record.choice", {"不在选项之内", "is none of the choices"}},
        {"area.level", {"不是所要求的区域层级", "is an area of another level"}}};
    const auto title = title_of(schema, fault.subject);
    const auto found = kWords.find(fault.rule);
    const Text word = found != kWords.end() ? found->second : Text{"不合要求", "is not fit"};
    return {"的“" + title.zh + "”" + word.zh, "\"" + title.en + "\" " + word.en};
}

Text sentence(const Schema& schema, const Fault& fault, const Unfit& unfit) {
    const bool has_more = unfit.count > unfit.labels.size();
    const auto wrong = predicate(schema, fault);
    return {fmt::format("台账“{}”有{}条已有记录{}（“{}”{}）；它们保持原样，下次更正时须改正",
                        schema.title.zh, unfit.count, wrong.zh, fmt::join(unfit.labels, "”、“"),
                        has_more ? "等" : ""),
            fmt::format(R"("{}" has {} that would be refused now: {} ("{}"{}); nothing is done )"
                        "about it until the next correction",
                        schema.title.en, plural(unfit.count, "record"), wrong.en,
                        fmt::join(unfit.labels, R"(", ")"), has_more ? ", …" : "")};
}

// Does a step that adds to a table ask for what no record has?
bool asks(const Catalogue& wanted, const Step& step) {
    const bool adds = step.kind == Step::Kind::AddField || step.kind == Step::Kind::AddLines;
    if (!adds) return false;
    const Schema& schema = *wanted.schema(step.register_id);
    const auto lines = schema.lines_position(step.lines);
    if (step.kind == Step::Kind::AddLines) return lines && schema.lines[*lines].least > 0;
    const auto* field =
        registry::find_field(lines ? schema.lines[*lines].fields : schema.fields, step.field);
    return field != nullptr && field->required;
}

std::set<std::string> registers_bound(const Catalogue& wanted, const registry::Plan& plan) {
    std::set<std::string> ids;
    for (const registry::Changed& change : plan.changes) {
        if (change.binds) ids.insert(change.register_id);
    }
    for (const Step& step : plan.steps) {
        if (asks(wanted, step)) ids.insert(step.register_id);
    }
    return ids;
}

void examine(store::View& view, const Schema& before, const Schema& after, const store::Kept& kept,
             std::map<Fault, Unfit>& unfit) {
    auto record = registry::in_form(before, after, kept.record);
    registry::compute(after, record);
    const auto now = faults_of(view.tree(), after, record);
    if (now.empty()) return;
    const auto old = faults_of(view.tree(), before, kept.record);
    for (const Fault& fault : now) {
        if (old.contains(fault)) continue;
        auto& found = unfit[fault];
        ++found.count;
        if (found.labels.size() < kNamed) found.labels.push_back(view.label(before.id, kept.id));
    }
}

}  // namespace

std::vector<Text> unfit_records(store::View& view, const Catalogue& wanted,
                                const registry::Plan& plan) {
    std::vector<Text> sentences;
    for (const std::string& id : registers_bound(wanted, plan)) {
        const Schema* before = view.catalogue().schema(id);
        if (before == nullptr) continue;  // A new register has no records.
        const Schema& after = *wanted.schema(id);
        std::map<Fault, Unfit> unfit;
        Id<registry::Record> last{std::numeric_limits<std::int64_t>::min()};
        while (true) {
            const auto page = view.records(id, last, kPage);
            if (page.empty()) break;
            for (const auto& kept : page) examine(view, *before, after, kept, unfit);
            last = page.back().id;
        }
        for (const auto& [fault, found] : unfit) sentences.push_back(sentence(after, fault, found));
    }
    return sentences;
}

}  // namespace qingshui::app
