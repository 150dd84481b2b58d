#include "area/acts_words.h"

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/plural.h"

namespace qingshui::area::refused {
namespace {

std::string zh(const Named& area) { return fmt::format("“{}”（{}）", area.name, area.code.text()); }
std::string en(const Named& area) { return fmt::format("{} ({})", area.name, area.code.text()); }
std::string zh(Date day) { return chinese::date(day); }

Refusal make(const char* rule, std::string subject, Text says, Text remedy) {
    Refusal refusal;
    refusal.rule = rule;
    refusal.subject = std::move(subject);
    refusal.says = std::move(says);
    refusal.remedy = std::move(remedy);
    return refusal;
}

}  // namespace

Refusal unknown(Id<Area> area) {
    auto refusal = make(
        "area.unknown", std::to_string(area.number),
        {fmt::format("没有内部编号为{}的区域", area.number),
         fmt::format("There is no area with the id {}", area.number)},
        {"请先设立该区域，或改选已有的区域", "Found the area first, or choose one that exists"});
    refusal.reason = Reason::Missing;
    return refusal;
}

Refusal exists(Id<Area> area) {
    auto refusal = make("area.exists", std::to_string(area.number),
                        {fmt::format("内部编号{}已用于另一区域，不能再次设立", area.number),
                         fmt::format("The id {} belongs to another area already", area.number)},
                        {"请换用新的编号", "Take a new id"});
    refusal.reason = Reason::Conflict;
    return refusal;
}

Refusal not_yet(const Named& area, Date day, Date first) {
    return make("area.not_live", area.code.text(),
                {fmt::format("{}于{}才设立，{}时尚不存在", zh(area), zh(first), zh(day)),
                 fmt::format("{} was founded on {} and did not exist on {}", en(area), first.text(),
                             day.text())},
                {fmt::format("请把生效日期改为{}或以后", zh(first)),
                 fmt::format("Choose {} or a later day", first.text())});
}

Refusal ends(const Named& area, Date last) {
    return make("area.not_live", area.code.text(),
                {fmt::format("{}只存续到{}，此后已合并、拆分或撤销", zh(area), zh(last)),
                 fmt::format("{} exists until {} only: it was merged, split or dissolved then",
                             en(area), last.text())},
                {"请改选当时及以后都存在的区域", "Choose an area that goes on existing"});
}

Refusal changed_later(const Named& area, Date day, Date changed) {
    auto refusal = make(
        "area.past", area.code.text(),
        {fmt::format("{}在{}已有设立或变更，不能再补记{}的变更", zh(area), zh(changed), zh(day)),
         fmt::format("{} was founded or changed on {}; a change on {} comes too late", en(area),
                     changed.text(), day.text())},
        {fmt::format("请把生效日期改为{}或以后", zh(changed)),
         fmt::format("Choose {} or a later day", changed.text())});
    refusal.reason = Reason::Conflict;
    return refusal;
}

Refusal no_day_yet(const Named& area, Date day) {
    auto refusal =
        make("area.past", area.code.text(),
             {fmt::format("{}在{}当天才设立或变更，不能当天即终止", zh(area), zh(day)),
              fmt::format("{} was founded or changed on {} itself and cannot end that day",
                          en(area), day.text())},
             {"请把生效日期改为次日或以后", "Choose the next day or a later one"});
    refusal.reason = Reason::Conflict;
    return refusal;
}

Refusal level(const Named& area, const Named& parent) {
    const auto below = title(area.code.level());
    const auto above = title(parent.code.level());
    return make(
        "area.level", area.code.text(),
        {fmt::format("{}是{}，不能隶属于{}一级的{}", zh(area), below.zh, above.zh, zh(parent)),
         fmt::format("{} ({}) cannot lie in {} ({})", en(area), below.en, en(parent), above.en)},
        {fmt::format("请选择级别高于{}的上级区域", below.zh),
         fmt::format("Choose a parent of a level wider than {}", below.en)});
}

Refusal level_change(const Named& area, const Code& code) {
    const auto old = title(area.code.level());
    const auto now = title(code.level());
    return make("area.level", area.code.text(),
                {fmt::format("{}是{}，代码{}却是{}的代码", zh(area), old.zh, code.text(), now.zh),
                 fmt::format("{} is a {}, but {} is the code of a {}", en(area), old.en,
                             code.text(), now.en)},
                {"区域的级别不变；级别改变的，请撤销原区域并另行设立",
                 "An area keeps its level; end it and found another instead"});
}

Refusal cycle(const Named& area, const Named& parent) {
    if (area.code == parent.code) {
        return make("area.cycle", area.code.text(),
                    {fmt::format("{}不能隶属于自己", zh(area)),
                     fmt::format("{} cannot lie in itself", en(area))},
                    {"请改选其他上级区域", "Choose another parent"});
    }
    return make("area.cycle", area.code.text(),
                {fmt::format("{}本身在{}之内，不能作为它的上级", zh(parent), zh(area)),
                 fmt::format("{} lies in {} and cannot become its parent", en(parent), en(area))},
                {"请改选其他上级区域", "Choose another parent"});
}

Refusal code_taken(const Code& code, const Named& owner) {
    auto refusal = make("area.code_taken", code.text(),
                        {fmt::format("代码{}已由{}使用", code.text(), zh(owner)),
                         fmt::format("The code {} belongs to {}", code.text(), en(owner))},
                        {"请核对代码；确需沿用的，先变更或撤销原区域",
                         "Check the code; to use it again, change or end the other area first"});
    refusal.reason = Reason::Conflict;
    return refusal;
}

Refusal code_prefix(const Named& area, const Named& parent) {
    return make("area.code_prefix", area.code.text(),
                {fmt::format("{}的代码应以所属{}的区划代码开头", zh(area), zh(parent)),
                 fmt::format("The code of {} must begin with the division code of {}", en(area),
                             en(parent))},
                {"请核对代码或上级区域", "Check the code or the parent"});
}

// The same down to the community, where areas move from one authority to another.
Refusal division_prefix(const Named& area, const Named& parent) {
    auto refusal = code_prefix(area, parent);
    refusal.remedy = {
        "请核对代码或上级区域；由别处划转来、沿用旧代码的，先以本地代码设立，再用区域划转改为旧代"
        "码",
        "Check the code or the parent; what came from elsewhere and keeps its old code is founded "
        "under a code of here and then moved with the old one"};
    return refusal;
}

Refusal name(const Code& code, std::string_view name) {
    const bool shown = !name.empty() && chinese::length(name) <= Tree::kNameMax;
    return make(
        "area.name", code.text(),
        {shown ? fmt::format("区域名称“{}”前后有空格或含有不能使用的字符", name)
               : fmt::format("区域名称为空或超过{}个字", Tree::kNameMax),
         shown ? fmt::format("The name \"{}\" has spaces around it or control characters", name)
               : fmt::format("The name is empty or longer than {} characters", Tree::kNameMax)},
        {"请填写规范的区域名称，如“茶棚社区”", "Write the area's proper name"});
}

Refusal children_left(const Named& area, const std::vector<Named>& children) {
    constexpr std::size_t kShown = 5;
    Text names;
    for (std::size_t i = 0; i < children.size() && i < kShown; ++i) {
        names.zh += (i == 0 ? "" : "、") + zh(children[i]);
        names.en += (i == 0 ? "" : ", ") + en(children[i]);
    }
    if (children.size() > kShown) {
        names.zh += "等";
        names.en += " and others";
    }
    return make("area.children_left", area.code.text(),
                {fmt::format("{}之下还有{}个区域没有去向：{}", zh(area), children.size(), names.zh),
                 fmt::format("{} still holds {} areas that have nowhere to go: {}", en(area),
                             children.size(), names.en)},
                {"请写明这些下级区域划归哪里，或先将其划转、撤销",
                 "Say where they go, or move or dissolve them first"});
}

Refusal too_few_parts(const Text& act) {
    return make("area.parts", "",
                {fmt::format("{}至少涉及两个区域", act.zh),
                 fmt::format("A {} takes at least two areas", act.en)},
                {"只有一个区域的，请用更名或划转", "For a single area, rename or move it"});
}

Refusal named_twice(const std::string& subject) {
    return make("area.parts", subject,
                {fmt::format("同一区域（{}）在一次变更中出现了两次", subject),
                 fmt::format("One area ({}) is named twice in one act", subject)},
                {"请删去重复的一处", "Leave one of them out"});
}

Refusal several(std::vector<Refusal> faults) {
    if (faults.size() == 1) return std::move(faults.front());
    auto refusal = make(
        "area.faulty", "",
        {fmt::format("区域变更有{}处问题，未作任何改动", faults.size()),
         fmt::format("The change has {}; nothing was changed", plural(faults.size(), "fault"))},
        {});
    refusal.faults = std::move(faults);
    return refusal;
}

}  // namespace qingshui::area::refused
