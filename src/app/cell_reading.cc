#include "app/cell_reading.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/header_titles.h"
#include "app/places.h"
#include "app/typed_values.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::FieldType;
using registry::Key;
using registry::Value;

constexpr int kSuggested = 3;
constexpr std::size_t kHelped = 100;  // Unknown areas that are given the nearest names.

Refusal refuse(std::string rule, const std::string& value, Text says, Text remedy) {
    Refusal refusal{Reason::Invalid, std::move(rule), "", std::move(says), std::move(remedy)};
    refusal.where.value = value;
    return refusal;
}

Text did_you_mean(const std::vector<std::string>& nearest, Text otherwise) {
    if (nearest.empty()) return otherwise;
    std::string zh;
    std::string en;
    for (const std::string& one : nearest) {
        zh += fmt::format("“{}”", one);
        en += fmt::format("{}“{}”", en.empty() ? "" : ", ", one);
    }
    return {fmt::format("是不是{}？", zh), fmt::format("Did you mean {}?", en)};
}

// Titles before codes: what an export writes is what is found.
const registry::Choice* find_choice(const Field& field, const std::string& text) {
    const std::string wanted = comparable(text);
    const auto find = [&](const auto& is_it) -> const registry::Choice* {
        const auto found = std::find_if(field.choices.begin(), field.choices.end(), is_it);
        return found == field.choices.end() ? nullptr : &*found;
    };
    if (const auto* found = find([&](const auto& one) { return one.title.zh == text; })) {
        return found;
    }
    if (const auto* found = find([&](const auto& one) { return one.code == text; })) return found;
    return find([&](const registry::Choice& one) {
        return comparable(one.title.zh) == wanted || comparable(one.title.en) == wanted ||
               comparable(one.code) == wanted;
    });
}

Refusal no_choice(const Field& field, const std::string& text) {
    std::vector<std::string> titles;
    Text all;
    for (const auto& choice : field.choices) {
        titles.push_back(choice.title.zh);
        all.zh += (all.zh.empty() ? "" : "、") + choice.title.zh;
        all.en += (all.en.empty() ? "" : ", ") + choice.title.en;
    }
    return refuse(
        "cell.choice", text,
        {fmt::format("“{}”没有“{}”这一选项。", field.title.zh, text),
         fmt::format("“{}” has no choice “{}”.", field.title.en, text)},
        did_you_mean(chinese::nearest(text, titles),
                     {fmt::format("可选：{}。", all.zh), fmt::format("Choose from: {}.", all.en)}));
}

Result<Value> choice(const Field& field, const std::string& text) {
    if (const auto* found = find_choice(field, text)) return Value(found->code);
    if (is_dash(text)) return Value();
    return no_choice(field, text);
}

Result<Value> place(const std::string& raw) {
    std::string text = chinese::folded(raw);
    std::erase(text, ' ');
    const auto comma = text.find(',');
    area::Point point;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, point.longitude);
    if (comma != std::string::npos && first.ptr == text.data() + comma) {
        const auto second = std::from_chars(first.ptr + 1, end, point.latitude);
        const bool is_whole = second.ec == std::errc() && second.ptr == end;
        if (is_whole && std::isfinite(point.longitude) && std::isfinite(point.latitude)) {
            return Value(point);
        }
    }
    return refuse("cell.place", raw,
                  {fmt::format("“{}”不是经纬度。", raw), fmt::format("“{}” is not a place.", raw)},
                  {"请写成“经度,纬度”，如 116.5074,31.7345。",
                   "Write longitude,latitude, such as 116.5074,31.7345."});
}

Result<Value> attachments(const std::string& text) {
    std::vector<std::string> digests = split_list(text);
    for (const std::string& digest : digests) {
        const bool is_hex = digest.find_first_not_of("0123456789abcdef") == std::string::npos;
        if (is_hex && digest.size() == 64) continue;
        return refuse("cell.attachment", digest,
                      {fmt::format("“{}”不是附件编号。", digest),
                       fmt::format("“{}” is not the number of an attachment.", digest)},
                      {"附件编号为 64 位小写十六进制数。",
                       "An attachment's number has 64 lower-case hexadecimal digits."});
    }
    return digests.empty() ? Value() : Value(std::move(digests));
}

Refusal too_large(const std::string& raw) {
    return refuse("cell.too_large", raw,
                  {fmt::format("“{}”超出了能记的数。", raw),
                   fmt::format("“{}” is larger than can be kept.", raw)},
                  {"请核对数值和单位。", "Check the number and its unit."});
}

// A number in the field's own unit.
Result<Decimal> amount(const Field& field, const paper::Cell& cell, const ColumnUnit& unit) {
    const std::string raw = text_of(cell);
    std::optional<TypedNumber> typed;
    if (const auto* decimal = std::get_if<Decimal>(&cell)) typed = TypedNumber{*decimal};
    if (!typed) typed = typed_number(chinese::folded(raw), field.unit);
    if (!typed) {
        return refuse(
            "cell.number", raw,
            {fmt::format("“{}”不是数字。", raw), fmt::format("“{}” is not a number.", raw)},
            {"请填写数字，如 1234.5。", "Write a number, such as 1234.5."});
    }
    if (typed->too_large) return too_large(raw);
    if (typed->has_unit) return typed->number;
    if (const auto number = times(typed->number, unit.factor)) return *number;
    return too_large(raw);
}

Result<Value> number(const Field& field, const paper::Cell& cell, const ColumnUnit& unit) {
    const std::string raw = text_of(cell);
    const Decimal number = TRY(amount(field, cell, unit));
    if (const auto exact = number.rescaled(field.scale)) return Value(*exact);
    if (number.rounded(field.scale) == number || !number.rounded(field.scale)) {
        return too_large(raw);
    }
    return refuse("cell.scale", raw,
                  field.scale == 0
                      ? Text{fmt::format("“{}”不是整数。", raw),
                             fmt::format("“{}” is not a whole number.", raw)}
                      : Text{fmt::format("“{}”的小数超过 {} 位。", raw, field.scale),
                             fmt::format("“{}” has more than {} decimals.", raw, field.scale)},
                  field.scale == 0 ? Text{"请填写整数。", "Write a whole number."}
                                   : Text{fmt::format("请保留 {} 位小数。", field.scale),
                                          fmt::format("Keep {} decimals.", field.scale)});
}

Result<Value> date(const paper::Cell& cell) {
    if (const auto* day = std::get_if<Date>(&cell)) return Value(*day);
    const auto* time = std::get_if<DateTime>(&cell);
    if (time != nullptr) return Value(time->date);
    const std::string raw = text_of(cell);
    if (const auto moment = typed_moment(raw)) return Value(moment->date);
    return refuse("cell.date", raw,
                  {fmt::format("“{}”不是日期。", raw), fmt::format("“{}” is not a day.", raw)},
                  {"请写成 2021-05-13 或 2021年5月13日。", "Write 2021-05-13 or 2021年5月13日."});
}

Result<Value> date_time(const paper::Cell& cell) {
    if (const auto* time = std::get_if<DateTime>(&cell)) return Value(*time);
    if (const auto* day = std::get_if<Date>(&cell)) return Value(DateTime{*day, 0});
    const std::string raw = text_of(cell);
    if (const auto moment = typed_moment(raw)) return Value(*moment);
    return refuse(
        "cell.datetime", raw,
        {fmt::format("“{}”不是日期和时间。", raw), fmt::format("“{}” is not a day and time.", raw)},
        {"请写成 2021-05-13 08:30。", "Write 2021-05-13 08:30."});
}

Result<Value> yes_no(const std::string& raw) {
    if (const auto flag = typed_yes_no(raw)) return Value(*flag);
    return refuse(
        "cell.yesno", raw,
        {fmt::format("“{}”不是“是”或“否”。", raw), fmt::format("“{}” is neither yes nor no.", raw)},
        {"请填写“是”或“否”。", "Write 是 (yes) or 否 (no)."});
}

// Which line of a sub-table a fault lies in, said in front.
Refusal in_line(Refusal fault, const registry::Lines& lines, std::size_t line) {
    fault.subject = fmt::format("{}[{}].{}", lines.id, line, fault.subject);
    fault.says.zh = fmt::format("第{}条：{}", line, fault.says.zh);
    fault.says.en = fmt::format("Line {}: {}", line, fault.says.en);
    return fault;
}

}  // namespace

// The longest title that begins at each part is taken.
Result<Value> read_choices(const Field& field, const std::string& text) {
    const std::vector<std::string> parts = split_list(text);
    std::vector<std::string> codes;
    std::size_t at = 0;  // In the text, before which everything is taken.
    for (std::size_t first = 0; first < parts.size();) {
        const std::size_t begin = text.find(parts[first], at);
        std::size_t next = begin;
        const registry::Choice* longest = nullptr;
        for (std::size_t last = first; last < parts.size(); ++last) {
            next = text.find(parts[last], next) + parts[last].size();
            const auto* found = find_choice(field, text.substr(begin, next - begin));
            if (found == nullptr) continue;
            longest = found;
            at = next;
            first = last + 1;
        }
        if (longest == nullptr && is_dash(text)) return Value();
        if (longest == nullptr) return no_choice(field, parts[first]);
        codes.push_back(longest->code);
    }
    return codes.empty() ? Value() : Value(std::move(codes));
}

std::string text_of(const paper::Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<Decimal>(&cell)) return number->shortest();
    if (const auto* day = std::get_if<Date>(&cell)) return day->text();
    if (const auto* time = std::get_if<DateTime>(&cell)) return time->text();
    if (const auto* flag = std::get_if<bool>(&cell)) return *flag ? "是" : "否";
    return "";
}

std::vector<std::size_t> typed_fields(const registry::Lines& lines) {
    std::vector<std::size_t> typed;
    for (std::size_t index = 0; index < lines.fields.size(); ++index) {
        if (!lines.fields[index].computed) typed.push_back(index);
    }
    return typed;
}

std::optional<std::size_t> naming_key(const registry::Schema& schema) {
    for (std::size_t key = 0; key < schema.unique.size(); ++key) {
        if (schema.unique[key].size() != 1) continue;
        switch (schema.fields[schema.unique[key][0]].type) {
            case FieldType::Text:
            case FieldType::Integer:
            case FieldType::Identity:
            case FieldType::Phone: return key;
            default: break;
        }
    }
    return {};
}

Result<Value> CellReader::value(const Field& field, const paper::Cell& cell, Date day,
                                const ColumnUnit& unit) {
    const std::string raw = text_of(cell);
    const bool is_text = field.type == FieldType::Text || field.type == FieldType::LongText;
    if (is_text) return raw.empty() ? Value() : Value(text(raw));
    const std::string plain = chinese::folded(raw);
    const bool is_listed = field.type == FieldType::Choice || field.type == FieldType::Choices;
    if (plain.empty() || (is_dash(plain) && !is_listed)) return Value();
    auto value = filled(field, cell, day, unit);
    if (value) return value;
    Refusal fault = std::move(value).error();
    fault.subject = field.id;
    return fault;
}

// Text as it is kept: without what no one sees, unless the file is our own.
std::string CellReader::text(const std::string& raw) const {
    if (keep_blanks_) return raw;
    std::string text = trimmed(raw);
    for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) {
        text.erase(at, 1);
    }
    return text;
}

Result<Value> CellReader::filled(const Field& field, const paper::Cell& cell, Date day,
                                 const ColumnUnit& unit) {
    const std::string text = trimmed(text_of(cell));
    switch (field.type) {
        case FieldType::Text:
        case FieldType::LongText: return Value(text);
        case FieldType::Identity:
        case FieldType::Phone: return Value(chinese::folded(text));
        case FieldType::Integer:
        case FieldType::Decimal:
        case FieldType::Money: return number(field, cell, unit);
        case FieldType::Date: return date(cell);
        case FieldType::DateTime: return date_time(cell);
        case FieldType::YesNo: return yes_no(text);
        case FieldType::Choice: return choice(field, text);
        case FieldType::Choices: return read_choices(field, text);
        case FieldType::Area: return area(text, day);
        case FieldType::Reference: return reference(field, text_of(cell));
        case FieldType::Place: return place(text);
        case FieldType::Attachment: return attachments(text);
    }
    return Value();
}

Result<Value> CellReader::area(const std::string& text, Date day) {
    const auto known = areas_.find({text, day});
    if (known != areas_.end()) return Value(known->second);
    // "341502005001 茶棚社区": the code decides, the name is for people.
    const std::string first = text.substr(0, text.find(' '));
    const bool has_code = area::Code::parse(chinese::folded(first)).has_value() &&
                          !areas_meant(reader_.tree(), first, day).empty();
    const std::string& meant = has_code ? first : text;
    const access::Actor office{"", reader_.root()};
    // Looking for the nearest names takes time: a wrong column should not take hours.
    const bool is_helped =
        unknown_areas_ < kHelped || has_code || !areas_meant(reader_.tree(), meant, day).empty();
    const auto found = is_helped ? find_area(office, reader_, meant, day)
                                 : Result<Id<area::Area>>(no_such_area(meant, day, {}));
    if (!found) {
        ++unknown_areas_;
        Refusal refusal = found.error();
        refusal.rule = refusal.rule == "area.ambiguous" ? "cell.area_ambiguous" : "cell.area";
        refusal.where.value = text;
        return refusal;
    }
    const Key key{found->number};
    areas_.emplace(std::pair(text, day), key);
    return Value(key);
}

Result<Value> CellReader::reference(const Field& field, const std::string& text) {
    const auto known = references_.find({field.refers_to, text});
    if (known != references_.end()) return Value(known->second);
    const registry::Schema& target = *reader_.catalogue().schema(field.refers_to);
    // Keys are kept as they were typed, so what stands here is tried first.
    auto found = find(target, text);
    if (!found) found = find(target, trimmed(text));
    if (!found) found = find(target, chinese::folded(text));
    if (!found) return unknown_reference(target, trimmed(text));
    const Key key{found->number};
    references_.emplace(std::pair(field.refers_to, text), key);
    return Value(key);
}

// The record that people name so: by its key, or by its number after "#".
std::optional<Id<registry::Record>> CellReader::find(const registry::Schema& target,
                                                     const std::string& text) {
    if (const auto key = naming_key(target)) {
        const auto value = this->value(target.fields[target.unique[*key][0]], text, Date::max());
        const bool is_filled = value && !registry::is_empty(*value);
        if (is_filled) {
            if (const auto found = reader_.find(target.id, *key, {*value})) return found;
        }
    }
    if (!text.starts_with("#")) return {};
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + 1, end, number);
    const bool is_number = read.ec == std::errc() && read.ptr == end;
    if (!is_number || !reader_.record(target.id, {number})) return {};
    return Id<registry::Record>{number};
}

// Searching may know what was meant: a firm's name written for its number.
Refusal CellReader::unknown_reference(const registry::Schema& target, const std::string& text) {
    std::vector<std::string> meant;
    const auto key = naming_key(target);
    for (const store::Kept& kept : reader_.search(target.id, text, kSuggested)) {
        const std::string label = reader_.label(target.id, kept.id);
        const auto* name =
            key ? std::get_if<std::string>(&kept.record.values[target.unique[*key][0]]) : nullptr;
        const bool is_masked =
            key && target.fields[target.unique[*key][0]].mask != registry::Mask::None;
        if (name != nullptr && !is_masked)
            meant.push_back(*name == label ? label : *name + " " + label);
    }
    return refuse("cell.reference", text,
                  {fmt::format("“{}”中没有“{}”。", target.title.zh, text),
                   fmt::format("There is no “{}” among “{}”.", text, target.title.en)},
                  did_you_mean(meant, {fmt::format("请先登记到“{}”，或改正编号。", target.title.zh),
                                       fmt::format("File it under “{}” first, or mend its number.",
                                                   target.title.en)}));
}

std::vector<std::vector<Value>> CellReader::lines(const registry::Lines& lines,
                                                  const paper::Cell& cell, Date day,
                                                  std::vector<Refusal>& faults) {
    const std::vector<std::size_t> typed = typed_fields(lines);
    std::vector<std::vector<Value>> values;
    std::size_t number = 0;
    for (const auto& parts : split_lines(text_of(cell), typed.size())) {
        ++number;
        if (parts.size() > typed.size()) {
            faults.push_back(
                in_line(refuse("cell.lines", text_of(cell),
                               {fmt::format("“{}”每条最多 {} 项，这里有 {} 项。", lines.title.zh,
                                            typed.size(), parts.size()),
                                fmt::format("A line of “{}” has at most {} parts; here are {}.",
                                            lines.title.en, typed.size(), parts.size())},
                               {"请每条写一行，各项之间用 | 分隔。",
                                "Write a line each, its parts separated by |."}),
                        lines, number));
            continue;
        }
        std::vector<Value> line(lines.fields.size());
        for (std::size_t index = 0; index < parts.size(); ++index) {
            auto value = this->value(lines.fields[typed[index]], parts[index], day);
            if (value) {
                line[typed[index]] = *value;
            } else {
                faults.push_back(in_line(value.error(), lines, number));
            }
        }
        values.push_back(std::move(line));
    }
    return values;
}

}  // namespace qingshui::app
