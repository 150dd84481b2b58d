#pragma once

#include "registry/schema.h"

namespace qingshui::registry {

// A register with a field of every type and a sub-table, for tests of this module.
inline Schema every_type() {
    Schema schema{"sample.all", {"各类", "All"}, {}, {}};
    for (int i = 0; i <= static_cast<int>(FieldType::Phone); ++i) {
        const auto type = static_cast<FieldType>(i);
        Field field{std::string(name(type)), {"字段" + std::string(name(type)), "F"}};
        field.type = type;
        if (type == FieldType::Decimal) field.scale = 3;
        if (type == FieldType::Money) field.scale = 2;
        if (type == FieldType::Choice || type == FieldType::Choices) {
            field.choices = {{"water", {"水", "Water"}}, {"air", {"大气", "Air"}}};
        }
        schema.fields.push_back(std::move(field));
    }
    schema.area = static_cast<std::size_t>(FieldType::Area);
    schema.day = static_cast<std::size_t>(FieldType::Date);
    schema.lines = {{"officers", {"人员", "Officers"}, {schema.fields[0], schema.fields[2]}}};
    return schema;
}

inline Record empty_record(const Schema& schema) {
    Record record{std::vector<Value>(schema.fields.size()), {}};
    record.lines.resize(schema.lines.size());
    return record;
}

}  // namespace qingshui::registry
