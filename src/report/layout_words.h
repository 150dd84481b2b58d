#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "registry/pack.h"

namespace qingshui::report {

// What is wrong with templates, in words. The parser fills in file and line.

Refusal unclosed_tag();
Refusal unclosed_each(std::string_view register_name);
Refusal unclosed_if(std::string_view figure);
Refusal closing_without_each();
Refusal closing_without_if();
Refusal nested_each();
Refusal nested_blocks();
Refusal too_deep();
Refusal else_outside_if();
Refusal no_cells(std::string_view figure);
Refusal unknown_tag(std::string_view tag);
Refusal unknown_option(std::string_view option);
Refusal bad_months(std::string_view option);
Refusal bad_years(std::string_view option);
Refusal bad_id(std::string_view option);
Refusal no_conversion(std::string_view from, std::string_view to);
Refusal passage_without_key(std::string_view tag);
Refusal passage_twice(std::string_view key, int first_line);
Refusal tag_in_passage();
Refusal chapters_outside_frame();
Refusal chapters_twice();
Refusal unknown_register(std::string_view name, const std::vector<std::string>& names);
Refusal bad_filter(const Refusal& fault);
Refusal unknown_field(std::string_view name, const registry::Schema& schema);
Refusal no_date_field(std::string_view name, const registry::Schema& schema);
Refusal star_outside_each();
Refusal star_of_another(std::string_view tag, const registry::Schema& schema);
Refusal bad_limit(std::string_view limit);
Refusal unknown_each_word(std::string_view word);
Refusal id_taken(std::string_view id, const Where& first);
Refusal unknown_report(std::string_view report, const std::vector<std::string>& reports);
// Bundles the faults of templates.
Refusal faulty(std::vector<Refusal> faults);

}  // namespace qingshui::report
