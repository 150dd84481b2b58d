#include "registry/record_form.h"

#include "registry/field_list.h"

namespace qingshui::registry {

namespace {

Value in_form(const Field& into, const Value& value) {
    const auto* number = std::get_if<Decimal>(&value);
    if (number == nullptr) return value;
    const auto scaled = number->rescaled(into.scale);
    return scaled ? Value(*scaled) : value;
}

std::vector<Value> in_form(const std::vector<Field>& from, const std::vector<Field>& into,
                           const std::vector<Value>& values) {
    std::vector<Value> formed(into.size());
    for (std::size_t index = 0; index < into.size(); ++index) {
        const auto found = index_of(from, into[index].id);
        if (found) formed[index] = in_form(into[index], values[*found]);
    }
    return formed;
}

}  // namespace

Record in_form(const Schema& from, const Schema& into, const Record& record) {
    Record formed{in_form(from.fields, into.fields, record.values), {}};
    formed.lines.resize(into.lines.size());
    for (std::size_t index = 0; index < into.lines.size(); ++index) {
        const auto position = from.lines_position(into.lines[index].id);
        if (!position) continue;
        for (const auto& line : record.lines[*position]) {
            formed.lines[index].push_back(
                in_form(from.lines[*position].fields, into.lines[index].fields, line));
        }
    }
    return formed;
}

}  // namespace qingshui::registry
