#include "registry/limits.h"

#include <algorithm>

#include <fmt/format.h>

namespace qingshui::registry {

const std::vector<FieldType>& types_for_keys() {
    static const std::vector<FieldType> kTypes = {
        FieldType::Text, FieldType::Integer,   FieldType::Decimal,  FieldType::Money,
        FieldType::Date, FieldType::DateTime,  FieldType::Choice,   FieldType::YesNo,
        FieldType::Area, FieldType::Reference, FieldType::Identity, FieldType::Phone};
    return kTypes;
}

const std::vector<FieldType>& types_for_splits() {
    static const std::vector<FieldType> kTypes = {FieldType::Choice, FieldType::YesNo,
                                                  FieldType::Reference};
    return kTypes;
}

const std::vector<FieldType>& types_for_distinct() {
    static const std::vector<FieldType> kTypes = {
        FieldType::Text,      FieldType::Integer,  FieldType::Date,  FieldType::DateTime,
        FieldType::Choice,    FieldType::Choices,  FieldType::YesNo, FieldType::Area,
        FieldType::Reference, FieldType::Identity, FieldType::Phone};
    return kTypes;
}

const std::vector<FieldType>& types_for_rate_columns() {
    static const std::vector<FieldType> kTypes = {
        FieldType::Text, FieldType::Integer, FieldType::Decimal, FieldType::Money,
        FieldType::Date, FieldType::Choice,  FieldType::YesNo};
    return kTypes;
}

bool is_one_of(const std::vector<FieldType>& types, FieldType type) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

std::string type_names(const std::vector<FieldType>& types, std::string_view separator) {
    std::vector<std::string_view> names;
    names.reserve(types.size());
    for (const FieldType type : types) names.push_back(name(type));
    return fmt::format("{}", fmt::join(names, separator));
}

}  // namespace qingshui::registry
