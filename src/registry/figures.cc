#include "registry/figures.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/ensure.h"
#include "registry/field_list.h"
#include "registry/naming.h"
#include "registry/read_register.h"

namespace qingshui::registry {

namespace {

void fault_circle(const Section& section, std::string_view key, const std::string& indicator) {
    section.fault(key, "pack.circle",
                  {fmt::format("指标“{}”绕回了自己", indicator),
                   fmt::format("The indicator \"{}\" comes back to itself", indicator)},
                  {"请改由台账直接计数，或去掉这一处引用",
                   "Count it from a register, or drop this reference"});
}

void fault_too_deep(const Section& section, std::string_view key, const std::string& indicator) {
    section.fault(key, "pack.too_deep",
                  {fmt::format("经指标“{}”层层引用，超过{}层", indicator, Indicator::kDepthMax),
                   fmt::format("Through \"{}\" indicators name others more than {} deep", indicator,
                               Indicator::kDepthMax)},
                  {"请把其中几层合并成一条 rule，或改由台账直接计数",
                   "Join some of them in one rule, or count from a register"});
}

// The figures that an expression in one pack may name.
class FigureNames final : public expr::Names {
public:
    FigureNames(Figures& figures, const Draft& draft) : figures_(figures), draft_(draft) {}

    std::optional<expr::Type> type_of(std::string_view path) const override {
        const auto found = figures_.find(draft_, path);
        if (found) return expr::Type{expr::Kind::Number, figures_.scale(found->indicator), {}};
        if (figures_.is_unread(path)) return expr::Type{expr::Kind::Number, 0, {}};
        return std::nullopt;
    }
    const expr::Names* within(std::string_view) const override { return nullptr; }
    std::vector<std::string> all() const override { return figures_.names(draft_); }

private:
    Figures& figures_;
    const Draft& draft_;
};

}  // namespace

void check_required(const Draft& draft, const Section& section, std::string_view key,
                    std::string_view id) {
    const std::string pack(id.substr(0, id.find('.')));
    const auto& needs = draft.pack.needs;
    if (pack == draft.pack.id || std::find(needs.begin(), needs.end(), pack) != needs.end()) return;
    section.fault(key, "pack.requires",
                  {fmt::format("引用了业务包“{}”，但 requires 里没有它", pack),
                   fmt::format("It refers to the pack \"{}\", which requires does not name", pack)},
                  {fmt::format("请在 [pack] 的 requires 里加上 \"{}\"", pack),
                   fmt::format("Add \"{}\" to requires in [pack]", pack)});
}

Figures::Figures(Drafts& drafts, const UnreadPacks& unread) : drafts_(drafts), unread_(unread) {
    for (auto& [folder, draft] : drafts_) {
        for (auto& [id, section] : draft.root.named_parts("indicator")) add(draft, id, section);
    }
}

void Figures::add(Draft& draft, const std::string& id, const Section& section) {
    const std::string full = draft.pack.id + "." + id;
    if (!is_dotted_id(full)) {
        section.fault("", "pack.id",
                      {fmt::format("“{}”不能作指标的标识", id),
                       fmt::format("\"{}\" cannot be an indicator's id", id)},
                      {"请用小写字母、数字和下划线；要分段时用点隔开并加引号，如 "
                       "[indicator.\"bridge.repairs\"]",
                       "Use lower-case letters, digits and underscores; parts are joined by dots, "
                       "in quotes: [indicator.\"bridge.repairs\"]"});
    }
    entries_.emplace(full, Entry{&draft, section});
    order_.push_back(full);
}

void Figures::read_all() {
    for (const std::string& id : order_) {
        Entry& entry = entries_.find(id)->second;
        if (entry.state == State::Unread) read(entry, id);
    }
    for (const std::string& id : order_) {
        Entry& entry = entries_.find(id)->second;
        auto& all = entry.draft->pack.indicators;
        all.insert(all.end(), entry.versions.begin(), entry.versions.end());
    }
    check_titles();
}

// Two figures of a pack with one title could not be told apart where they are printed.
void Figures::check_titles() const {
    std::map<std::pair<const Draft*, std::string>, std::string> taken;
    for (const std::string& id : order_) {
        const Entry& entry = entries_.find(id)->second;
        const std::string title = entry.section.both("title").zh;
        if (title.empty()) continue;
        const auto [first, is_new] = taken.try_emplace({entry.draft, title}, id);
        if (is_new) continue;
        entry.section.fault(
            "title", "pack.repeated",
            {fmt::format("“{}”与指标“{}”同名", title, first->second),
             fmt::format(R"("{}" is the title of the indicator "{}" too)", title, first->second)},
            {"请换一个名称", "Give it another title"});
    }
}

void Figures::read(Entry& entry, const std::string& id) {
    entry.state = State::Reading;
    reading_.push_back(&entry);
    std::vector<Section> sections = entry.section.parts("earlier");
    std::stable_sort(sections.begin(), sections.end(), [](const Section& a, const Section& b) {
        return a.date("from").value_or(Date::min()) < b.date("from").value_or(Date::min());
    });
    sections.push_back(entry.section);
    std::vector<Indicator> versions;
    versions.reserve(sections.size());
    for (const Section& section : sections) {
        versions.push_back(read_version(entry, id, section));
    }
    entry.versions = std::move(versions);
    join_versions(entry, sections);
    reading_.pop_back();
    entry.state = State::Read;
}

bool Figures::takes_cell(const Indicator& indicator, std::string_view cell) const {
    const Schema* counted = schema(indicator.of);
    if (counted == nullptr || !indicator.split) return false;
    const Field& field = counted->fields[*indicator.split];
    if (field.type == FieldType::Reference) return !cell.empty();
    if (field.type == FieldType::YesNo) return cell == "yes" || cell == "no";
    return find_choice(field, cell) != nullptr;
}

std::optional<Figures::Found> Figures::find(const Draft& draft, std::string_view name) {
    if (auto own = find(draft.pack.id + "." + std::string(name))) return own;
    return find(std::string(name));
}

// The longest beginning of `full` that is an indicator; what follows must be one of its cells.
std::optional<Figures::Found> Figures::find(const std::string& full) {
    for (std::size_t end = full.size(); end != std::string::npos; end = full.rfind('.', end - 1)) {
        const auto found = entries_.find(std::string_view(full).substr(0, end));
        if (found != entries_.end()) {
            Entry& entry = found->second;
            // Each reads the next, so the limit bounds the stack too.
            const bool has_room = reading_.size() < Indicator::kDepthMax;
            if (entry.state == State::Unread && has_room) read(entry, found->first);
            if (end == full.size()) return Found{full, found->first, ""};
            const std::string cell = full.substr(end + 1);
            const bool known = !entry.versions.empty() && takes_cell(entry.versions.back(), cell);
            if (known) return Found{full, found->first, cell};
        }
        if (end == 0) break;
    }
    return std::nullopt;
}

int Figures::scale(const std::string& indicator) const {
    const auto found = entries_.find(indicator);
    const bool known = found != entries_.end() && !found->second.versions.empty();
    return known ? found->second.versions.back().scale : 0;
}

std::vector<std::string> Figures::names(const Draft& draft) const {
    std::vector<std::string> all;
    for (const auto& [id, entry] : entries_) {
        const bool own = entry.draft == &draft;
        const std::string name = own ? id.substr(draft.pack.id.size() + 1) : id;
        all.push_back(name);
        if (entry.versions.empty() || !entry.versions.back().split) continue;
        const Indicator& newest = entry.versions.back();
        for (const Choice& choice : schema(newest.of)->fields[*newest.split].choices) {
            all.push_back(name + "." + choice.code);
        }
    }
    return all;
}

std::optional<expr::Expression> Figures::read_rule(
    const Draft& draft, const Section& section, expr::Kind kind,
    std::vector<std::pair<std::string, std::string>>& reads) {
    const FigureNames names(*this, draft);
    auto rule = read_expression(section, "rule", names, {kind});
    if (!rule) return std::nullopt;
    for (const std::string& name : rule->reads()) {
        const auto found = find(draft, name);
        if (!found && is_unread(name)) continue;
        ensure(found.has_value(), "an expression reads only names that it was given");
        check_required(draft, section, "rule", found->id);
        rest_on(section, "rule", found->indicator);
        reads.emplace_back(name, found->id);
    }
    return rule;
}

void Figures::rest_on(const Section& section, std::string_view key, const std::string& indicator) {
    const Entry& below = entries_.find(indicator)->second;
    if (below.state == State::Reading) return fault_circle(section, key, indicator);
    if (reading_.empty()) return;  // A check is no figure that others could name.
    Entry& above = *reading_.back();
    const std::size_t depth = below.depth + 1;
    const bool is_read = below.state == State::Read;
    if (is_read && depth <= Indicator::kDepthMax) {
        above.depth = std::max(above.depth, depth);
    } else {
        fault_too_deep(section, key, indicator);
    }
}

void Figures::read_checks() {
    for (auto& [folder, draft] : drafts_) read_checks(draft);
}

void Figures::read_checks(Draft& draft) {
    std::set<std::string> ids;
    for (const Section& each : draft.root.parts("check")) {
        const std::string id = each.text("id");
        check_id(each, "id", id);
        if (!id.empty() && !ids.insert(id).second) {
            each.fault("id", "pack.repeated",
                       {fmt::format("“{}”已经用过", id), fmt::format("\"{}\" is used twice", id)},
                       {"请换一个标识", "Give it another id"});
        }
        std::vector<std::pair<std::string, std::string>> reads;
        auto rule = read_rule(draft, each, expr::Kind::Bool, reads);
        if (!rule) continue;
        draft.pack.checks.push_back({draft.pack.id + "." + id, std::move(*rule), std::move(reads),
                                     each.both("says"), each.text("basis")});
    }
}

const Schema* Figures::schema(std::string_view id) const {
    for (const auto& [folder, draft] : drafts_) {
        for (const Schema& each : draft.pack.registers) {
            if (each.id == id) return &each;
        }
    }
    return nullptr;
}

const Rates* Figures::rates(std::string_view id) const {
    for (const auto& [folder, draft] : drafts_) {
        for (const Rates& each : draft.pack.rates) {
            if (each.id == id) return &each;
        }
    }
    return nullptr;
}

std::vector<std::string> Figures::register_ids() const {
    std::vector<std::string> ids;
    for (const auto& [folder, draft] : drafts_) {
        for (const Schema& each : draft.pack.registers) ids.push_back(each.id);
    }
    return ids;
}

void read_indicators(Drafts& drafts, const UnreadPacks& unread) {
    Figures figures(drafts, unread);
    figures.read_all();
    figures.read_checks();
}

}  // namespace qingshui::registry
