#include "app/cell_reading.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/places.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::FieldType;
using registry::Key;
using registry::Value;

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

std::string without(std::string text, std::string_view unwanted) {
    std::erase_if(text, [&](char each) { return unwanted.find(each) != std::string_view::npos; });
    return text;
}

// "¥1,548万元" → 15480000: digits with what people put around them.
std::optional<Decimal> loose_number(std::string text, const std::string& unit) {
    for (const std::string_view sign : {"¥", "￥"}) {
        if (text.starts_with(sign)) text.erase(0, sign.size());
    }
    text = without(std::move(text), ", ");
    if (!unit.empty() && text.ends_with(unit) && !text.ends_with("万" + unit)) {
        text.erase(text.size() - unit.size());
    }
    Decimal factor = Decimal::whole(1);
    for (const std::string& large : {"万" + unit, std::string("万")}) {
        if (!text.ends_with(large)) continue;
        text.erase(text.size() - large.size());
        factor = Decimal::whole(10'000);
        break;
    }
    if (const auto number = Decimal::parse(text)) return times(*number, factor);
    if (const auto number = chinese::parse_numeral(text)) {
        return times(Decimal::whole(*number), factor);
    }
    return {};
}

std::optional<bool> parse_yes_no(const std::string& text) {
    static const std::map<std::string, bool, std::less<>> kWords = {
        {"是", true},   {"有", true},  {"√", true},  {"✓", true},      {"✔", true},
        {"true", true}, {"yes", true}, {"y", true},  {"1", true},      {"否", false},
        {"无", false},  {"×", false},  {"✗", false}, {"false", false}, {"no", false},
        {"n", false},   {"0", false}};
    std::string lower = text;
    for (char& each : lower) {
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    }
    const auto found = kWords.find(lower);
    return found == kWords.end() ? std::optional<bool>{} : found->second;
}

const registry::Choice* find_choice(const Field& field, const std::string& text) {
    for (const auto& choice : field.choices) {
        const bool is_it = choice.code == text || choice.title.zh == text ||
                           choice.title.en == text || chinese::folded(choice.title.zh) == text;
        if (is_it) return &choice;
    }
    return nullptr;
}

Result<std::string> choice_code(const Field& field, const std::string& text) {
    if (const auto* choice = find_choice(field, text)) return choice->code;
    std::vector<std::string> titles;
    std::string all;
    for (const auto& choice : field.choices) {
        titles.push_back(choice.title.zh);
        all += (all.empty() ? "" : "、") + choice.title.zh;
    }
    return refuse(
        "cell.choice", text,
        {fmt::format("“{}”没有“{}”这一选项。", field.title.zh, text),
         fmt::format("“{}” has no choice “{}”.", field.title.en, text)},
        did_you_mean(chinese::nearest(text, titles),
                     {fmt::format("可选：{}。", all), fmt::format("Choose from: {}.", all)}));
}

Result<Value> choices(const Field& field, const std::string& text) {
    std::vector<std::string> codes;
    for (const std::string& one : split_list(text)) codes.push_back(TRY(choice_code(field, one)));
    return Value(std::move(codes));
}

Result<Value> place(const std::string& text) {
    const auto comma = text.find(',');
    area::Point point;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, point.longitude);
    if (comma != std::string::npos && first.ptr == text.data() + comma) {
        const auto second = std::from_chars(first.ptr + 1, end, point.latitude);
        if (second.ec == std::errc() && second.ptr == end) return Value(point);
    }
    return refuse(
        "cell.place", text,
        {fmt::format("“{}”不是经纬度。", text), fmt::format("“{}” is not a place.", text)},
        {"请写成 经度,纬度，如 116.5074,31.7345。",
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
    return Value(std::move(digests));
}

}  // namespace

std::string text_of(const paper::Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<Decimal>(&cell)) return number->shortest();
    if (const auto* day = std::get_if<Date>(&cell)) return day->text();
    if (const auto* time = std::get_if<DateTime>(&cell)) return time->text();
    if (const auto* flag = std::get_if<bool>(&cell)) return *flag ? "是" : "否";
    return "";
}

std::optional<std::size_t> naming_key(const registry::Schema& schema) {
    for (std::size_t key = 0; key < schema.unique.size(); ++key) {
        if (schema.unique[key].size() != 1) continue;
        const auto type = schema.fields[schema.unique[key][0]].type;
        if (type == FieldType::Text || type == FieldType::Integer) return key;
    }
    return {};
}

Result<Value> CellReader::value(const Field& field, const paper::Cell& cell, Date day,
                                const ColumnUnit& unit) {
    const std::string raw = text_of(cell);
    const std::string text = chinese::folded(raw);
    const bool is_text = field.type == FieldType::Text || field.type == FieldType::LongText;
    if (text.empty() && !(is_text && keep_blanks_ && !raw.empty())) return Value();
    switch (field.type) {
        case FieldType::Text:
        case FieldType::LongText: return Value(keep_blanks_ ? raw : trimmed(raw));
        case FieldType::Identity:
        case FieldType::Phone: return Value(text);
        case FieldType::Integer:
        case FieldType::Decimal:
        case FieldType::Money: return number(field, cell, unit);
        case FieldType::Date: return date(cell);
        case FieldType::DateTime: return date_time(cell);
        case FieldType::YesNo:
            if (const auto flag = parse_yes_no(text)) return Value(*flag);
            return refuse("cell.yesno", raw,
                          {fmt::format("“{}”不是“是”或“否”。", raw),
                           fmt::format("“{}” is neither yes nor no.", raw)},
                          {"请填写“是”或“否”。", "Write 是 (yes) or 否 (no)."});
        case FieldType::Choice: return Value(TRY(choice_code(field, text)));
        case FieldType::Choices: return choices(field, text);
        case FieldType::Area: return area(text, day);
        case FieldType::Reference: return reference(field, text);
        case FieldType::Place: return place(text);
        case FieldType::Attachment: return attachments(text);
    }
    return Value();
}

Result<Value> CellReader::number(const Field& field, const paper::Cell& cell,
                                 const ColumnUnit& unit) {
    const std::string raw = text_of(cell);
    std::optional<Decimal> number;
    if (const auto* decimal = std::get_if<Decimal>(&cell)) number = *decimal;
    if (!number) number = loose_number(chinese::folded(raw), field.unit);
    if (number) number = times(*number, unit.factor);
    if (!number) {
        return refuse(
            "cell.number", raw,
            {fmt::format("“{}”不是数字。", raw), fmt::format("“{}” is not a number.", raw)},
            {"请填写数字，如 1234.5。", "Write a number, such as 1234.5."});
    }
    if (const auto exact = number->rescaled(field.scale)) return Value(*exact);
    return refuse(
        "cell.scale", raw,
        {fmt::format("“{}”的小数超过 {} 位。", raw, field.scale),
         fmt::format("“{}” has more than {} decimals.", raw, field.scale)},
        {field.scale == 0 ? "请填写整数。" : fmt::format("请保留 {} 位小数。", field.scale),
         field.scale == 0 ? "Write a whole number."
                          : fmt::format("Keep {} decimals.", field.scale)});
}

Result<Value> CellReader::date(const paper::Cell& cell) {
    if (const auto* day = std::get_if<Date>(&cell)) return Value(*day);
    const auto* time = std::get_if<DateTime>(&cell);
    if (time != nullptr) return Value(time->date);
    const std::string raw = text_of(cell);
    if (const auto day = chinese::parse_date(raw)) return Value(*day);
    return refuse("cell.date", raw,
                  {fmt::format("“{}”不是日期。", raw), fmt::format("“{}” is not a day.", raw)},
                  {"请写成 2021-05-13 或 2021年5月13日。", "Write 2021-05-13 or 2021年5月13日."});
}

Result<Value> CellReader::date_time(const paper::Cell& cell) {
    if (const auto* time = std::get_if<DateTime>(&cell)) return Value(*time);
    if (const auto* day = std::get_if<Date>(&cell)) return Value(DateTime{*day, 0});
    const std::string raw = text_of(cell);
    if (const auto time = DateTime::parse(chinese::folded(raw))) return Value(*time);
    if (const auto day = chinese::parse_date(raw)) return Value(DateTime{*day, 0});
    return refuse("cell.datetime", raw,
                  {fmt::format("“{}”不是时刻。", raw), fmt::format("“{}” is not a moment.", raw)},
                  {"请写成 2021-05-13 08:30。", "Write 2021-05-13 08:30."});
}

Result<Value> CellReader::area(const std::string& text, Date day) {
    const auto known = areas_.find({text, day});
    if (known != areas_.end()) return Value(known->second);
    // "341502005001 茶棚社区": the code decides, the name is for people.
    const std::string first = text.substr(0, text.find(' '));
    const std::string& meant = area::Code::parse(first) ? first : text;
    const access::Actor office{"", reader_.root()};
    const auto found = find_area(office, reader_, meant, day);
    if (!found) {
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
    std::optional<Id<registry::Record>> found;
    if (const auto key = naming_key(target)) {
        const Field& name = target.fields[target.unique[*key][0]];
        const auto value = this->value(name, text, Date::max());
        if (value) found = reader_.find(target.id, *key, {*value});
    }
    if (!found && text.starts_with("#")) {
        std::int64_t number = 0;
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + 1, end, number);
        const bool is_number = read.ec == std::errc() && read.ptr == end;
        if (is_number && reader_.record(target.id, {number})) found = {number};
    }
    if (!found) {
        return refuse(
            "cell.reference", text,
            {fmt::format("“{}”中没有“{}”。", target.title.zh, text),
             fmt::format("There is no “{}” among “{}”.", text, target.title.en)},
            {fmt::format("请先登记到“{}”，或改正编号。", target.title.zh),
             fmt::format("File it under “{}” first, or mend its number.", target.title.en)});
    }
    const Key key{found->number};
    references_.emplace(std::pair(field.refers_to, text), key);
    return Value(key);
}

std::vector<std::vector<Value>> CellReader::lines(const registry::Lines& lines,
                                                  const paper::Cell& cell, Date day,
                                                  std::vector<Refusal>& faults) {
    std::vector<std::vector<Value>> values;
    for (const auto& parts : split_lines(text_of(cell), lines.fields.size())) {
        std::vector<Value> line(lines.fields.size());
        if (parts.size() > line.size()) {
            faults.push_back(refuse(
                "cell.lines", text_of(cell),
                {fmt::format("“{}”每行最多 {} 项。", lines.title.zh, line.size()),
                 fmt::format("A line of “{}” has at most {} parts.", lines.title.en, line.size())},
                {"各项之间用 | 分隔，每行一条。", "Separate parts by |, one line each."}));
            continue;
        }
        for (std::size_t index = 0; index < parts.size(); ++index) {
            auto value = this->value(lines.fields[index], parts[index], day);
            if (value) {
                line[index] = *value;
            } else {
                faults.push_back(value.error());
            }
        }
        values.push_back(std::move(line));
    }
    return values;
}

}  // namespace qingshui::app
