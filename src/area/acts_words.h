#pragma once

#include <vector>

#include "area/tree.h"

// The words of the refusals of Tree::apply: one function for each rule.
namespace qingshui::area::refused {

// An area as its refusals name it.
struct Named {
    std::string name;
    Code code;

    Named(std::string its_name, Code its_code)
        : name(std::move(its_name)), code(std::move(its_code)) {}
    explicit Named(const Span& span) : name(span.name), code(span.code) {}
    explicit Named(const Found& found) : name(found.name), code(found.code) {}
};

Refusal unknown(Id<Area> area);
Refusal exists(Id<Area> area);
Refusal not_yet(const Named& area, Date day, Date first);
Refusal ends(const Named& area, Date last);
Refusal changed_later(const Named& area, Date day, Date changed);
Refusal no_day_yet(const Named& area, Date day);
Refusal level(const Named& area, const Named& parent);
Refusal level_change(const Named& area, const Code& code);
Refusal cycle(const Named& area, const Named& parent);
Refusal code_taken(const Code& code, const Named& owner);
Refusal code_prefix(const Named& area, const Named& parent);
Refusal division_prefix(const Named& area, const Named& parent);
Refusal name(const Code& code, std::string_view name);
Refusal children_left(const Named& area, const std::vector<Named>& children);
Refusal too_few_parts(const Text& act);
Refusal named_twice(const std::string& subject);
Refusal several(std::vector<Refusal> faults);

}  // namespace qingshui::area::refused
