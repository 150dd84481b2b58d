// Tree::apply: what an act comes to, whether it may be, and doing it.

#include <algorithm>
#include <set>

#include "area/acts_words.h"
#include "area/tree.h"
#include "base/chinese.h"
#include "base/invisible.h"

namespace qingshui::area {
namespace {

bool is_name(std::string_view name) {
    if (name.empty() || !chinese::is_utf8(name)) return false;
    if (chinese::length(name) > Tree::kNameMax) return false;
    if (name.front() == ' ' || name.back() == ' ') return false;
    if (name.starts_with("\u3000") || name.ends_with("\u3000")) return false;
    if (utf8::invisible(name)) return false;
    return std::none_of(name.begin(), name.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace

// One act: planned, checked as a whole, then done.
class Tree::Acting {
public:
    explicit Acting(Tree& tree) : tree_(tree) {}

    Result<std::vector<Span>> run(const Act& act) {
        std::visit([this](const auto& one) { plan(one); }, act);
        for (const auto area : ends_) check_end(area);
        for (const auto& found : founds_) check_found(found);
        for (const auto& move : moves_) check_move(move);
        for (const auto& rename : renames_) check_rename(rename);
        for (const auto area : ends_) check_children_of(area);
        if (!faults_.empty()) return refused::several(std::move(faults_));
        commit();
        return changed();
    }

private:
    // An area as it is on the day of the act or will be by it.
    struct Seen {
        refused::Named named;
        Id<Area> parent;
    };

    void plan(const Found& found);
    void plan(const Rename& rename);
    void plan(const Move& move);
    void plan(const Merge& merge);
    void plan(const Split& split);
    void plan(const Dissolve& dissolve);
    void plan_moves_of_the_rest(Id<Area> part, Id<Area> into);

    void check_end(Id<Area> area);
    void check_found(const Found& found);
    void check_move(const Move& move);
    void check_rename(const Rename& rename);
    void check_children_of(Id<Area> area);
    // Is the area there from the day of the act on, without later changes?
    const Span* changeable(Id<Area> area);
    void check_parent(const refused::Named& child, Id<Area> area, Id<Area> parent);
    void check_code(const Code& code, Id<Area> area);
    bool keeps(Id<Area> area, const Code& code) const;
    void check_prefix(const Found& found);
    std::optional<Seen> seen(Id<Area> area) const;
    bool ends(Id<Area> area) const {
        return std::find(ends_.begin(), ends_.end(), area) != ends_.end();
    }
    bool moves(Id<Area> area) const { return moved_.contains(area.number); }
    void will_move(const Move& move) {
        moves_.push_back(move);
        moved_.insert(move.area.number);
    }
    // The areas in `area` on the day or any later one.
    std::vector<Id<Area>> held_by(Id<Area> area) const;

    void commit();
    void commit(const Found& found);
    void commit(const Move& move);
    void commit_end(Id<Area> area);
    Span& fresh_span(Slot slot);
    void unlink(Slot slot);
    void link(Slot slot, Id<Area> parent);
    std::vector<Span> changed() const;

    Tree& tree_;
    Date day_;
    std::vector<Found> founds_;
    std::vector<Move> moves_;
    std::set<std::int64_t> moved_;  // Their areas.
    std::vector<Rename> renames_;
    std::vector<Id<Area>> ends_;
    std::vector<Id<Area>> successors_;
    std::vector<Refusal> faults_;
    std::set<std::string> codes_;              // New ones of this act.
    std::set<std::int64_t> named_;             // Areas ended, founded or moved by it.
    std::set<std::pair<Slot, Date>> touched_;  // Spans by area and first day.
};

Result<std::vector<Span>> Tree::apply(const Act& act) { return Acting(*this).run(act); }

void Tree::Acting::plan(const Found& found) {
    day_ = found.day;
    founds_.push_back(found);
}

void Tree::Acting::plan(const Rename& rename) {
    day_ = rename.day;
    renames_.push_back(rename);
}

void Tree::Acting::plan(const Move& move) {
    day_ = move.day;
    will_move(move);
}

void Tree::Acting::plan(const Merge& merge) {
    day_ = merge.day;
    if (merge.parts.size() < 2) faults_.push_back(refused::too_few_parts({"合并", "merge"}));
    founds_.push_back(merge.into);
    for (const auto& move : merge.children) will_move(move);
    ends_ = merge.parts;
    successors_ = {merge.into.area};
    for (const auto part : merge.parts) plan_moves_of_the_rest(part, merge.into.area);
}

void Tree::Acting::plan(const Split& split) {
    day_ = split.day;
    if (split.parts.size() < 2) faults_.push_back(refused::too_few_parts({"拆分", "split"}));
    founds_ = split.parts;
    for (const auto& move : split.children) will_move(move);
    ends_ = {split.whole};
    for (const auto& part : split.parts) successors_.push_back(part.area);
}

void Tree::Acting::plan(const Dissolve& dissolve) {
    day_ = dissolve.day;
    ends_ = {dissolve.area};
}

void Tree::Acting::plan_moves_of_the_rest(Id<Area> part, Id<Area> into) {
    for (const auto child : held_by(part)) {
        if (!moves(child) && !ends(child)) will_move(Move{day_, child, into});
    }
}

std::vector<Id<Area>> Tree::Acting::held_by(Id<Area> area) const {
    std::vector<Id<Area>> held;
    const auto slot = tree_.slot_of(area);
    if (!slot) return held;
    for (const auto& link : tree_.lives_[*slot].links) {
        if (link.to >= day_) held.push_back(tree_.lives_[link.child].spans.front().area);
    }
    return held;
}

const Span* Tree::Acting::changeable(Id<Area> area) {
    const auto life = tree_.life(area);
    if (life.empty()) {
        faults_.push_back(refused::unknown(area));
        return nullptr;
    }
    if (!named_.insert(area.number).second) {
        faults_.push_back(refused::named_twice(life.back().code.text()));
        return nullptr;
    }
    const auto& last = life.back();
    const refused::Named named(last);
    if (last.to < day_) {
        faults_.push_back(refused::ends(named, last.to));
    } else if (day_ < life.front().from) {
        faults_.push_back(refused::not_yet(named, day_, life.front().from));
    } else if (last.to != Date::max()) {
        faults_.push_back(refused::changed_later(named, day_, *last.to.plus_days(1)));
    } else if (day_ < last.from) {
        faults_.push_back(refused::changed_later(named, day_, last.from));
    } else {
        return &last;
    }
    return nullptr;
}

void Tree::Acting::check_end(Id<Area> area) {
    const auto* span = changeable(area);
    if (span != nullptr && span->from == day_) {
        faults_.push_back(refused::no_day_yet(refused::Named(*span), day_));
    }
}

void Tree::Acting::check_found(const Found& found) {
    if (found.area.number == 0 || tree_.contains(found.area)) {
        faults_.push_back(refused::exists(found.area));
    } else if (!named_.insert(found.area.number).second) {
        faults_.push_back(refused::named_twice(found.code.text()));
    }
    if (!is_name(found.name)) faults_.push_back(refused::name(found.code, found.name));
    check_code(found.code, found.area);
    const auto before = faults_.size();
    check_parent(refused::Named(found), found.area, found.parent);
    if (faults_.size() == before) check_prefix(found);
}

void Tree::Acting::check_move(const Move& move) {
    const auto* span = changeable(move.area);
    if (span == nullptr) return;
    const refused::Named named(*span);
    if (move.code && move.code->level() != span->code.level()) {
        faults_.push_back(refused::level_change(named, *move.code));
    } else if (move.code && *move.code != span->code) {
        check_code(*move.code, move.area);
    }
    check_parent(named, move.area, move.parent);
}

void Tree::Acting::check_rename(const Rename& rename) {
    const auto* span = changeable(rename.area);
    if (span != nullptr && !is_name(rename.name)) {
        faults_.push_back(refused::name(span->code, rename.name));
    }
}

void Tree::Acting::check_children_of(Id<Area> area) {
    const auto life = tree_.life(area);
    std::vector<refused::Named> left;
    for (const auto child : held_by(area)) {
        if (!moves(child) && !ends(child)) left.emplace_back(tree_.life(child).back());
    }
    if (!left.empty()) {
        std::sort(left.begin(), left.end(),
                  [](const auto& a, const auto& b) { return a.code < b.code; });
        faults_.push_back(refused::children_left(refused::Named(life.back()), left));
    }
}

void Tree::Acting::check_parent(const refused::Named& child, Id<Area> area, Id<Area> parent) {
    if (parent.number == 0) return;
    for (auto above = parent; above.number != 0;) {
        const auto step = seen(above);
        if (above == area) {
            const auto named = seen(parent);
            faults_.push_back(refused::cycle(child, named ? named->named : child));
            return;
        }
        if (!step || step->parent == above) break;
        above = step->parent;
    }
    for (const auto& found : founds_) {
        if (found.area != parent) continue;
        if (found.code.level() >= child.code.level()) {
            faults_.push_back(refused::level(child, refused::Named(found)));
        }
        return;
    }
    const auto life = tree_.life(parent);
    if (life.empty()) {
        faults_.push_back(refused::unknown(parent));
        return;
    }
    const refused::Named named(life.back());
    if (day_ < life.front().from) {
        faults_.push_back(refused::not_yet(named, day_, life.front().from));
    } else if (life.back().to != Date::max()) {
        faults_.push_back(refused::ends(named, life.back().to));
    } else if (ends(parent)) {
        faults_.push_back(refused::ends(named, day_.plus_days(-1).value_or(day_)));
    } else if (named.code.level() >= child.code.level()) {
        faults_.push_back(refused::level(child, named));
    }
}

void Tree::Acting::check_code(const Code& code, Id<Area> area) {
    if (!codes_.insert(code.text()).second) {
        faults_.push_back(refused::named_twice(code.text()));
        return;
    }
    const auto [begin, end] =
        tree_.by_code_.equal_range(std::hash<std::string_view>{}(code.text()));
    for (auto entry = begin; entry != end; ++entry) {
        const auto& spans = tree_.lives_[entry->second].spans;
        const auto holder = std::find_if(spans.begin(), spans.end(), [&](const Span& span) {
            const bool is_later = span.code == code && span.to >= day_;
            return is_later && span.area != area && keeps(span.area, code);
        });
        if (holder == spans.end()) continue;
        faults_.push_back(refused::code_taken(code, refused::Named(*holder)));
        return;
    }
}

// Does an area that has a code keep it through the act?
bool Tree::Acting::keeps(Id<Area> area, const Code& code) const {
    return !ends(area) && std::none_of(moves_.begin(), moves_.end(), [&](const Move& move) {
        return move.area == area && move.code && *move.code != code;
    });
}

// A code begins with the code of whoever gave it out, which may be older than its last move: down
// to the community that is the parent, below it the community or the parent, with its division.
void Tree::Acting::check_prefix(const Found& found) {
    if (found.parent.number == 0) return;
    const auto parent = seen(found.parent);
    if (parent->named.code.level() == Level::Nation) return;
    if (found.code.level() <= Level::Community) {
        if (found.code.text().starts_with(parent->named.code.text())) return;
        faults_.push_back(refused::division_prefix(refused::Named(found), parent->named));
        return;
    }
    for (auto above = parent; above; above = seen(above->parent)) {
        const auto& code = above->named.code;
        const bool division = code.level() <= Level::Community;
        if (division ? found.code.text().starts_with(code.text())
                     : found.code.division() == code.division()) {
            if (code.level() != Level::Community || found.code.division() == code.text()) return;
        }
        if (division) break;
    }
    faults_.push_back(refused::code_prefix(refused::Named(found), parent->named));
}

std::optional<Tree::Acting::Seen> Tree::Acting::seen(Id<Area> area) const {
    for (const auto& found : founds_) {
        if (found.area == area) return Seen{refused::Named(found), found.parent};
    }
    const auto* span = tree_.at(area, day_);
    if (span == nullptr) return std::nullopt;
    return Seen{refused::Named(*span), span->parent};
}

void Tree::Acting::commit() {
    for (const auto& found : founds_) commit(found);
    for (const auto& found : founds_) link(*tree_.slot_of(found.area), found.parent);
    for (const auto& move : moves_) commit(move);
    for (const auto& rename : renames_) {
        const auto slot = *tree_.slot_of(rename.area);
        if (tree_.lives_[slot].spans.back().name == rename.name) continue;
        auto& span = fresh_span(slot);
        span.name = rename.name;
        tree_.index(slot, span);
    }
    for (const auto area : ends_) commit_end(area);
}

void Tree::Acting::commit(const Found& found) {
    const auto slot = tree_.add_life(found.area, found.code.level());
    auto& spans = tree_.lives_[slot].spans;
    spans.push_back(Span{found.area, day_, Date::max(), found.parent, found.code, found.name});
    tree_.index(slot, spans.back());
    touched_.emplace(slot, day_);
}

void Tree::Acting::commit(const Move& move) {
    const auto slot = *tree_.slot_of(move.area);
    const auto& last = tree_.lives_[slot].spans.back();
    const bool same_code = !move.code || *move.code == last.code;
    const bool same_parent = move.parent == last.parent;
    if (same_code && same_parent) return;
    if (!same_parent) unlink(slot);
    auto& span = fresh_span(slot);
    span.parent = move.parent;
    if (!same_code) {
        span.code = *move.code;
        tree_.index(slot, span);
    }
    if (!same_parent) link(slot, move.parent);
}

void Tree::Acting::commit_end(Id<Area> area) {
    const auto slot = *tree_.slot_of(area);
    unlink(slot);
    auto& span = tree_.lives_[slot].spans.back();
    span.to = *day_.plus_days(-1);
    span.successors = successors_;
    touched_.emplace(slot, span.from);
}

// The span that begins on the day of the act: a new one, unless that day saw a change already.
Span& Tree::Acting::fresh_span(Slot slot) {
    auto& spans = tree_.lives_[slot].spans;
    if (spans.back().from != day_) {
        touched_.emplace(slot, spans.back().from);
        spans.back().to = *day_.plus_days(-1);
        spans.push_back(spans.back());
        spans.back().from = day_;
        spans.back().to = Date::max();
    }
    touched_.emplace(slot, day_);
    return spans.back();
}

// Ends the link to the parent the area has had until now.
void Tree::Acting::unlink(Slot slot) {
    const auto parent = tree_.lives_[slot].spans.back().parent;
    if (parent.number == 0) return;
    auto& links = tree_.lives_[*tree_.slot_of(parent)].links;
    const auto link = std::find_if(links.begin(), links.end(), [&](const Link& one) {
        return one.child == slot && one.to == Date::max();
    });
    ensure(link != links.end(), "a parent knows its children");
    if (link->from == day_) {
        links.erase(link);
    } else {
        link->to = *day_.plus_days(-1);
    }
}

void Tree::Acting::link(Slot slot, Id<Area> parent) {
    if (parent.number == 0) {
        tree_.roots_.push_back(slot);
    } else {
        tree_.lives_[*tree_.slot_of(parent)].links.push_back(Link{slot, day_, Date::max()});
    }
}

std::vector<Span> Tree::Acting::changed() const {
    std::vector<Span> spans;
    for (const auto& [slot, from] : touched_) {
        for (const auto& span : tree_.lives_[slot].spans) {
            if (span.from == from) spans.push_back(span);
        }
    }
    return spans;
}

}  // namespace qingshui::area
