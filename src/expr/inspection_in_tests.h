#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expr/expression.h"

namespace qingshui::expr {

// What the tests of this module share: an inspection with its officers, as a register would
// declare it and as docs/expressions.md shows it.
class FieldNames final : public Names {
public:
    using Types = std::map<std::string, Type, std::less<>>;
    FieldNames(Types types, const Names* officers)
        : types_(std::move(types)), officers_(officers) {}

    std::optional<Type> type_of(std::string_view path) const override {
        const auto found = types_.find(path);
        if (found == types_.end()) return std::nullopt;
        return found->second;
    }
    const Names* within(std::string_view lines) const override {
        return lines == "officers" ? officers_ : nullptr;
    }
    std::vector<Code> codes_of(std::string_view path) const override {
        if (path == "channel") return {{"letter", "来信"}, {"call", "来电"}, {"visit", "来访"}};
        if (path == "topics") return {{"water", "水"}, {"air", "大气"}};
        if (path == "role") return {{"lead", "带队"}, {"member", "队员"}};
        return {};
    }
    std::vector<std::string> all() const override {
        std::vector<std::string> names;
        for (const auto& [name, type] : types_) names.push_back(name);
        return names;
    }

private:
    Types types_;
    const Names* officers_;
};

inline const Names& officer_names() {
    static const FieldNames kFields({{"name", {Kind::Text}},
                                     {"hours", {Kind::Number, 1}},
                                     {"since", {Kind::Date}},
                                     {"lead", {Kind::Bool}},
                                     {"role", {Kind::Text}}},
                                    nullptr);
    return kFields;
}

inline const Names& names() {
    static const FieldNames kFields({{"amount", {Kind::Number, 2}},
                                     {"people", {Kind::Number, 0}},
                                     {"kind", {Kind::Text}},
                                     {"note", {Kind::Text}},
                                     {"channel", {Kind::Text}},
                                     {"topics", {Kind::Texts}},
                                     {"day", {Kind::Date}},
                                     {"closed", {Kind::Date}},
                                     {"at", {Kind::DateTime}},
                                     {"planned", {Kind::Bool}},
                                     {"media", {Kind::Texts}},
                                     {"place", {Kind::Key}},
                                     {"firm", {Kind::Key}},
                                     {"disputes.water", {Kind::Number}},
                                     {"disputes.水", {Kind::Number}},
                                     {"officers", {Kind::Lines, 0, "officers"}}},
                                    &officer_names());
    return kFields;
}

class FieldValues final : public Values {
public:
    std::map<std::string, Value, std::less<>> values;
    std::vector<FieldValues> officers;

    Value value_of(std::string_view path) const override {
        const auto found = values.find(path);
        return found == values.end() ? Value() : found->second;
    }
    std::size_t line_count(std::string_view /*lines*/) const override { return officers.size(); }
    const Values& line(std::string_view /*lines*/, std::size_t index) const override {
        return officers[index];
    }
};

inline FieldValues officer(std::string name, std::optional<std::int64_t> tenths, bool lead) {
    FieldValues made;
    made.values["name"] = std::move(name);
    if (tenths) made.values["hours"] = Decimal(*tenths, 1);
    made.values["lead"] = lead;
    made.values["since"] = *Date::of(2010, 1, 1);
    return made;
}

inline FieldValues record() {
    FieldValues made;
    made.values["amount"] = Decimal(1250, 2);
    made.values["people"] = Decimal::whole(3);
    made.values["kind"] = std::string("水");
    made.values["day"] = *Date::of(2021, 5, 13);
    made.values["at"] = DateTime{*Date::of(2021, 5, 13), 30600};
    made.values["planned"] = true;
    made.values["media"] = std::vector<std::string>{"water", "air"};
    made.values["place"] = std::int64_t{7};
    made.values["firm"] = std::int64_t{8};
    made.values["disputes.water"] = Decimal::whole(12);
    made.values["disputes.水"] = Decimal::whole(13);
    made.officers = {officer("李", 75, true), officer("王", 80, false)};
    return made;
}

// The value of `source` on `values`, as text: "none", "true", "12.50", "'水'", "2021-05-13".
inline std::string value(std::string_view source, const Values& values) {
    const auto parsed = Expression::parse(source, names());
    if (!parsed) return words(parsed.error(), Language::English);
    const Value found = parsed->evaluate(values);
    if (const auto* flag = std::get_if<bool>(&found)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<Decimal>(&found)) {
        return number->scale() == parsed->type().scale ? number->text() : "of another scale";
    }
    if (const auto* text = std::get_if<std::string>(&found)) return "'" + *text + "'";
    if (const auto* date = std::get_if<Date>(&found)) return date->text();
    if (const auto* moment = std::get_if<DateTime>(&found)) return moment->text();
    if (const auto* key = std::get_if<std::int64_t>(&found)) return "#" + std::to_string(*key);
    return "none";
}

}  // namespace qingshui::expr
