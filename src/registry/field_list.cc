#include "registry/field_list.h"

#include <algorithm>

namespace qingshui::registry {

std::optional<std::size_t> index_of(const std::vector<Field>& fields, std::string_view id) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.id == id; });
    if (found == fields.end()) return std::nullopt;
    return static_cast<std::size_t>(found - fields.begin());
}

const Field* find_field(const std::vector<Field>& fields, std::string_view id) {
    const auto index = index_of(fields, id);
    return index ? &fields[*index] : nullptr;
}

std::string counted_unit(const Field& field) {
    return field.unit.empty() && field.type == FieldType::Money ? "元" : field.unit;
}

const Choice* find_choice(const Field& field, std::string_view code) {
    const auto found = std::find_if(field.choices.begin(), field.choices.end(),
                                    [&](const Choice& choice) { return choice.code == code; });
    return found == field.choices.end() ? nullptr : &*found;
}

std::string choice_title(const Field& field, const std::string& code) {
    const Choice* choice = find_choice(field, code);
    return choice == nullptr ? code : choice->title.zh;
}

}  // namespace qingshui::registry
