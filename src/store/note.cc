#include "store/note.h"

#include "base/damage.h"
#include "json/json.h"

namespace qingshui::store {

namespace {

const json::Value& member(const json::Object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (value == nullptr)
        throw DamageFailure("history: a request's note lacks " + std::string(name));
    return *value;
}

std::string text(const json::Object& object, std::string_view name) {
    const auto& value = member(object, name);
    if (!value.is_string()) throw DamageFailure("history: a request's note cannot be read");
    return std::string(value.get_string());
}

}  // namespace

std::string print_note(const Note& note) {
    json::Object object;
    object["act"] = note.act;
    object["subject"] = note.subject;
    object["record"] = note.record;
    object["content"] = note.content;
    return json::print(object);
}

Note parse_note(std::string_view printed) {
    const auto parsed = json::parse(printed);
    if (!parsed || !parsed->is_object())
        throw DamageFailure("history: a request's note cannot be read");
    const auto& object = parsed->get_object();
    const auto& record = member(object, "record");
    if (!record.is_int64()) throw DamageFailure("history: a request's note cannot be read");
    return {text(object, "act"), text(object, "subject"), record.get_int64(),
            text(object, "content")};
}

}  // namespace qingshui::store
