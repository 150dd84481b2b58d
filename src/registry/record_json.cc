#include "registry/record_json.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/plural.h"

namespace qingshui::registry {

namespace {

// Made by name: in braces it would be a list of one.
json::Value text_json(const std::string& text) {
    json::Value value(text);
    return value;
}

struct ToJson {
    json::Value operator()(std::monostate) const { return nullptr; }
    json::Value operator()(bool flag) const { return flag; }
    json::Value operator()(const qingshui::Decimal& number) const {
        return text_json(number.text());
    }
    json::Value operator()(const std::string& text) const { return text_json(text); }
    json::Value operator()(const Date& date) const { return text_json(date.text()); }
    json::Value operator()(const DateTime& moment) const { return text_json(moment.text()); }
    json::Value operator()(const std::vector<std::string>& texts) const {
        json::Array array;
        for (const std::string& text : texts) array.emplace_back(text);
        return array;
    }
    json::Value operator()(const Key& key) const { return key.number; }
    json::Value operator()(const area::Point& point) const {
        return json::Array{point.longitude, point.latitude};
    }
};

json::Object fields_to_json(const std::vector<Field>& fields, const std::vector<Value>& values) {
    json::Object object;
    for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
        if (!is_empty(values[i])) object[fields[i].id] = std::visit(ToJson{}, values[i]);
    }
    return object;
}

template <typename Held>
std::optional<Value> held(std::optional<Held> value) {
    if (!value) return std::nullopt;
    return Value{std::move(*value)};
}

std::optional<Value> texts(const json::Value& value) {
    if (!value.is_array()) return std::nullopt;
    std::vector<std::string> all;
    for (const json::Value& each : value.get_array()) {
        if (!each.is_string()) return std::nullopt;
        all.emplace_back(each.get_string());
    }
    return Value{std::move(all)};
}

std::optional<Value> place(const json::Value& value) {
    if (!value.is_array() || value.get_array().size() != 2) return std::nullopt;
    const json::Array& pair = value.get_array();
    if (!pair[0].is_number() || !pair[1].is_number()) return std::nullopt;
    return Value{area::Point{pair[0].to_number<double>(), pair[1].to_number<double>()}};
}

std::optional<Value> number(const Field& field, const std::string& text) {
    const auto parsed = qingshui::Decimal::parse(text);
    if (!parsed) return std::nullopt;
    return held(parsed->rescaled(field.scale));
}

// The value of a field from its JSON; none if it is of another kind.
std::optional<Value> from_json(const Field& field, const json::Value& value) {
    const expr::Kind kind = type_of(field).kind;
    if (kind == expr::Kind::Bool) {
        return value.is_bool() ? std::optional<Value>(value.get_bool()) : std::nullopt;
    }
    if (kind == expr::Kind::Key) {
        return value.is_int64() ? std::optional<Value>(Key{value.get_int64()}) : std::nullopt;
    }
    if (kind == expr::Kind::Texts) return texts(value);
    if (field.type == FieldType::Place) return place(value);
    if (!value.is_string()) return std::nullopt;
    const std::string text(value.get_string());
    switch (kind) {
        case expr::Kind::Number: return number(field, text);
        case expr::Kind::Date: return held(Date::parse(text));
        case expr::Kind::DateTime: return held(DateTime::parse(text));
        default: return Value{text};
    }
}

class Reading {
public:
    std::vector<Value> fields(const std::vector<Field>& fields, const json::Object& object,
                              const std::string& path) {
        std::vector<Value> values(fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const auto* found = object.if_contains(fields[i].id);
            if (found == nullptr) continue;
            if (auto value = from_json(fields[i], *found)) {
                values[i] = std::move(*value);
                continue;
            }
            add(path + fields[i].id, fields[i].title, json::print(*found));
        }
        return values;
    }

    std::vector<std::vector<Value>> lines(const Lines& lines, const json::Object& object) {
        const auto* found = object.if_contains(lines.id);
        if (found == nullptr) return {};
        if (!found->is_array()) {
            add(lines.id, lines.title, json::print(*found));
            return {};
        }
        std::vector<std::vector<Value>> all;
        for (const json::Value& line : found->get_array()) {
            const std::string path = fmt::format("{}[{}].", lines.id, all.size() + 1);
            if (!line.is_object()) add(path + "*", lines.title, json::print(line));
            all.push_back(line.is_object() ? fields(lines.fields, line.get_object(), path)
                                           : std::vector<Value>(lines.fields.size()));
        }
        return all;
    }

    std::vector<Refusal> take_faults() { return std::move(faults_); }

private:
    void add(std::string subject, const Text& title, std::string value) {
        Refusal fault{Reason::Invalid, "record.malformed", std::move(subject)};
        fault.says = {fmt::format("“{}”的值 {} 读不出来", title.zh, value),
                      fmt::format("The value {} of \"{}\" cannot be read", value, title.en)};
        fault.where.column = title.zh;
        fault.where.value = std::move(value);
        faults_.push_back(std::move(fault));
    }

    std::vector<Refusal> faults_;
};

}  // namespace

json::Object to_json(const Schema& schema, const Record& record) {
    json::Object object = fields_to_json(schema.fields, record.values);
    for (std::size_t i = 0; i < schema.lines.size() && i < record.lines.size(); ++i) {
        if (record.lines[i].empty()) continue;
        json::Array array;
        for (const auto& line : record.lines[i]) {
            array.push_back(fields_to_json(schema.lines[i].fields, line));
        }
        object[schema.lines[i].id] = std::move(array);
    }
    return object;
}

Result<Record> from_json(const Schema& schema, const json::Object& object) {
    Reading reading;
    Record record;
    record.values = reading.fields(schema.fields, object, "");
    for (const Lines& lines : schema.lines) record.lines.push_back(reading.lines(lines, object));
    auto faults = reading.take_faults();
    if (faults.empty()) return record;

    Refusal refusal{Reason::Invalid, "record.malformed", schema.id};
    refusal.says = {fmt::format("“{}”的这条记录有{}处读不出来", schema.title.zh, faults.size()),
                    fmt::format("{} of this record of \"{}\" cannot be read",
                                plural(faults.size(), "value"), schema.title.en)};
    refusal.remedy = {"请对照该台账的字段类型检查数据文件",
                      "Compare the data with the types of the register's fields"};
    refusal.faults = std::move(faults);
    return refusal;
}

}  // namespace qingshui::registry
