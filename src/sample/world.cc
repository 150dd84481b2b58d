#include "sample/world.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/chinese.h"
#include "registry/field_list.h"

namespace qingshui::sample {

using registry::Field;
using registry::FieldType;
using registry::Key;
using registry::Record;
using registry::Schema;
using registry::Value;

const std::vector<Record>& World::records(std::string_view schema) const {
    static const std::vector<Record> kNone;
    const auto found = records_.find(schema);
    return found != records_.end() ? found->second : kNone;
}

const Record& World::record(std::string_view schema, Key key) const {
    const auto& all = records(schema);
    ensure(key.number >= 1 && key.number <= static_cast<std::int64_t>(all.size()),
           "a key names a record that was made");
    return all[static_cast<std::size_t>(key.number) - 1];
}

void World::add(const Schema& schema, Record record) {
    auto& all = records_[schema.id];
    if (const auto field = naming_field(schema)) {
        const Key key{static_cast<std::int64_t>(all.size()) + 1};
        named_[schema.id].emplace(shown(schema.fields[*field], record.values[*field]), key);
    }
    all.push_back(std::move(record));
}

std::vector<Key> World::matching(const Schema& schema, const Where& where) const {
    std::vector<std::pair<std::size_t, Value>> wanted;
    for (const auto& [id, text] : where) {
        const auto position = schema.position(id);
        const auto value = position ? parse(schema.fields[*position], text) : std::nullopt;
        if (!value) return {};
        wanted.emplace_back(*position, *value);
    }
    std::vector<Key> keys;
    const auto& all = records(schema.id);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool fits = std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) {
            return all[i].values[one.first] == one.second;
        });
        if (fits) keys.push_back({static_cast<std::int64_t>(i) + 1});
    }
    return keys;
}

std::string World::shown(const Field& field, const Value& value) const {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return field.type == FieldType::Choice ? registry::choice_title(field, *text) : *text;
    }
    if (const auto* number = std::get_if<Decimal>(&value)) return number->shortest();
    if (const auto* day = std::get_if<Date>(&value)) return chinese::date(*day);
    if (const auto* time = std::get_if<DateTime>(&value)) return time->text();
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "是" : "否";
    if (const auto* point = std::get_if<area::Point>(&value)) {
        return fmt::format("{:.7f},{:.7f}", point->longitude, point->latitude);
    }
    if (const auto* codes = std::get_if<std::vector<std::string>>(&value)) {
        std::string text;
        for (const auto& code : *codes)
            text += (text.empty() ? "" : "、") + registry::choice_title(field, code);
        return text;
    }
    const auto* key = std::get_if<Key>(&value);
    if (key == nullptr) return "";
    if (field.type == FieldType::Area) return ground_.tree().life({key->number}).front().name;
    const auto& schema = *catalogue_.schema(field.refers_to);
    const auto naming = naming_field(schema);
    if (!naming) return "";
    return shown(schema.fields[*naming], record(schema.id, *key).values[*naming]);
}

std::optional<Value> World::parse(const Field& field, const std::string& text) const {
    const auto some = [](auto value) {
        return value ? std::optional(Value(*value)) : std::nullopt;
    };
    switch (field.type) {
        case FieldType::Text:
        case FieldType::LongText:
        case FieldType::Choice:
        case FieldType::Identity:
        case FieldType::Phone: return Value(text);
        case FieldType::Integer:
        case FieldType::Decimal:
        case FieldType::Money: {
            const auto number = Decimal::parse(text);
            return some(number ? number->rescaled(field.scale) : std::nullopt);
        }
        case FieldType::Date: return some(chinese::parse_date(text));
        case FieldType::DateTime: return some(DateTime::parse(text));
        case FieldType::YesNo:
            if (text != "true" && text != "false") return std::nullopt;
            return Value(text == "true");
        case FieldType::Choices: return Value(std::vector<std::string>{text});
        case FieldType::Area: {
            const auto area = ground_.find(text);
            return area ? std::optional(Value(Key{area->number})) : std::nullopt;
        }
        case FieldType::Reference: {
            const auto named = named_.find(field.refers_to);
            if (named == named_.end()) return std::nullopt;
            const auto found = named->second.find(text);
            return found != named->second.end() ? std::optional(Value(found->second))
                                                : std::nullopt;
        }
        case FieldType::Attachment:
        case FieldType::Place: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::size_t> naming_field(const Schema& schema) {
    for (const auto& key : schema.unique) {
        if (key.size() != 1) continue;
        const auto type = schema.fields[key.front()].type;
        if (type == FieldType::Text || type == FieldType::Integer) return key.front();
    }
    return std::nullopt;
}

}  // namespace qingshui::sample
