#include "registry/key_value.h"

#include "base/chinese.h"
#include "base/utf8.h"

namespace qingshui::registry {
namespace {

constexpr char32_t kFullWidth = 0xFEE0;  // What full-width forms lie above ASCII.

char32_t narrow(char32_t code) {
    const bool is_digit = code >= U'０' && code <= U'９';
    const bool is_letter = (code >= U'Ａ' && code <= U'Ｚ') || (code >= U'ａ' && code <= U'ｚ');
    return is_digit || is_letter ? code - kFullWidth : code;
}

}  // namespace

Value key_value(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || !chinese::is_utf8(*text)) return value;
    std::string narrowed;
    for (const char32_t code : utf8::code_points(*text)) utf8::append(narrowed, narrow(code));
    return narrowed;
}

void narrow_keys(const Schema& schema, Record& record) {
    for (const auto& key : schema.unique) {
        for (const std::size_t field : key) record.values[field] = key_value(record.values[field]);
    }
}

}  // namespace qingshui::registry
