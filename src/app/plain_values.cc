#include "app/plain_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/cell_reading.h"
#include "app/header_titles.h"
#include "app/typed_values.h"
#include "base/chinese.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::FieldType;
using registry::Value;

constexpr std::size_t kExactDigits = 15;  // That a spreadsheet keeps of a number.

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
    return cell_fault(
        "cell.choice", text,
        {fmt::format("“{}”没有“{}”这一选项", field.title.zh, chinese::shortened(text)),
         fmt::format("“{}” has no choice “{}”", field.title.en, chinese::shortened(text))},
        did_you_mean(chinese::nearest(text, titles),
                     {fmt::format("可选：{}", all.zh), fmt::format("Choose from: {}", all.en)}));
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
    const std::string shown = chinese::shortened(raw);
    return cell_fault(
        "cell.place", raw,
        {fmt::format("“{}”不是经纬度", shown), fmt::format("“{}” is not a place", shown)},
        {"请写成“经度,纬度”，如 116.5074,31.7645",
         "Write longitude,latitude, such as 116.5074,31.7645"});
}

Result<Value> attachments(const std::string& text) {
    std::vector<std::string> digests = split_list(text);
    for (const std::string& digest : digests) {
        const bool is_hex = digest.find_first_not_of("0123456789abcdef") == std::string::npos;
        if (is_hex && digest.size() == 64) continue;
        const std::string shown = chinese::shortened(digest);
        return cell_fault("cell.attachment", digest,
                          {fmt::format("“{}”不是附件编号", shown),
                           fmt::format("“{}” is not the number of an attachment", shown)},
                          {"附件编号为64位小写十六进制数",
                           "An attachment's number has 64 lower-case hexadecimal digits"});
    }
    return digests.empty() ? Value() : Value(std::move(digests));
}

Refusal too_large(const std::string& raw) {
    const std::string shown = chinese::shortened(raw);
    return cell_fault("cell.too_large", raw,
                      {fmt::format("“{}”超出了能记的数", shown),
                       fmt::format("“{}” is larger than can be kept", shown)},
                      {"请核对数值和单位", "Check the number and its unit"});
}

// A number in the field's own unit.
Result<Decimal> amount(const Field& field, const paper::Cell& cell, const ColumnUnit& unit) {
    const std::string raw = text_of(cell);
    std::optional<TypedNumber> typed;
    if (const auto* decimal = std::get_if<Decimal>(&cell)) typed = TypedNumber{*decimal};
    if (!typed) {
        const std::string plain = chinese::folded(raw);
        const bool is_amount = field.type == FieldType::Money;
        typed = typed_number(is_amount ? without_brackets(plain) : plain, field.unit);
    }
    if (!typed) {
        const std::string shown = chinese::shortened(raw);
        return cell_fault(
            "cell.number", raw,
            {fmt::format("“{}”不是数字", shown), fmt::format("“{}” is not a number", shown)},
            {"请填写数字，如 1234.5", "Write a number, such as 1234.5"});
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
    const std::string shown = chinese::shortened(raw);
    return cell_fault("cell.scale", raw,
                      field.scale == 0
                          ? Text{fmt::format("“{}”不是整数", shown),
                                 fmt::format("“{}” is not a whole number", shown)}
                          : Text{fmt::format("“{}”的小数超过{}位", shown, field.scale),
                                 fmt::format("“{}” has more than {} decimals", shown, field.scale)},
                      field.scale == 0 ? Text{"请填写整数", "Write a whole number"}
                                       : Text{fmt::format("请保留{}位小数", field.scale),
                                              fmt::format("Keep {} decimals", field.scale)});
}

// What a day lacks, as far as that can be told.
Text day_remedy(const std::string& raw) {
    const std::string plain = chinese::folded(raw);
    if (const auto day = typed_serial(plain)) {
        return {fmt::format("它像是表格软件里的日期序号（{}）：请把这一列设为日期格式，或直接写 {}",
                            day->text(), day->text()),
                fmt::format("It may be a spreadsheet's count of days ({}): format the column as "
                            "dates, or write {}",
                            day->text(), day->text())};
    }
    std::string before_weekday = plain;
    if (take_weekday(before_weekday) && chinese::parse_date(before_weekday)) {
        return {"这一天不是写的那个星期几：请核对日期",
                "That day is another day of the week: check it"};
    }
    const auto is_day = [](const std::string& text) {
        return chinese::parse_date(text).has_value();
    };
    if (is_day("20" + plain)) {
        return {"年份请写四位，如 2021-05-13", "Write the year in full, as 2021-05-13"};
    }
    for (const char* const year : {"2020年", "2020-", "2020/", "2020"}) {
        if (is_day(year + plain)) {
            return {"请写明年份，如 2021-05-13", "Say the year too, as 2021-05-13"};
        }
    }
    for (const char* const day : {"1日", "-1", "/1", ".1"}) {
        if (is_day(plain + day)) {
            return {"请写明是哪一天，如 2021-05-13", "Say the day too, as 2021-05-13"};
        }
    }
    return {"请写成 2021-05-13 或 2021年5月13日", "Write 2021-05-13 or 2021年5月13日"};
}

Result<Value> date(const paper::Cell& cell) {
    if (const auto* day = std::get_if<Date>(&cell)) return Value(*day);
    const auto* time = std::get_if<DateTime>(&cell);
    if (time != nullptr) return Value(time->date);
    const std::string raw = text_of(cell);
    if (const auto moment = typed_moment(raw)) return Value(moment->date);
    const std::string shown = chinese::shortened(raw);
    return cell_fault("cell.date", raw,
                      {fmt::format("“{}”不是日期", shown), fmt::format("“{}” is not a day", shown)},
                      day_remedy(raw));
}

Result<Value> date_time(const paper::Cell& cell) {
    if (const auto* time = std::get_if<DateTime>(&cell)) return Value(*time);
    if (const auto* day = std::get_if<Date>(&cell)) return Value(DateTime{*day, 0});
    const std::string raw = text_of(cell);
    if (const auto moment = typed_moment(raw)) return Value(*moment);
    const std::string shown = chinese::shortened(raw);
    return cell_fault("cell.datetime", raw,
                      {fmt::format("“{}”不是日期和时间", shown),
                       fmt::format("“{}” is not a day and time", shown)},
                      {"请写成 2021-05-13 08:30", "Write 2021-05-13 08:30"});
}

Result<Value> yes_no(const std::string& raw) {
    if (const auto flag = typed_yes_no(raw)) return Value(*flag);
    const std::string shown = chinese::shortened(raw);
    return cell_fault("cell.yesno", raw,
                      {fmt::format("“{}”不是“是”或“否”", shown),
                       fmt::format("“{}” is neither yes nor no", shown)},
                      {"请填写“是”或“否”", "Write 是 (yes) or 否 (no)"});
}

// The last sign of an identity number is a capital X, however it was typed.
std::string identity(std::string number) {
    if (number.ends_with('x')) number.back() = 'X';
    return number;
}

// Has a spreadsheet kept less of a number than the field would?
bool has_lost_digits(const Field& field, const paper::Cell& cell, const std::string& text) {
    const auto* number = std::get_if<Decimal>(&cell);
    if (number == nullptr) return false;
    switch (field.type) {
        case FieldType::Text:
        case FieldType::Identity:
        case FieldType::Phone:
        case FieldType::Reference: return text.size() > kExactDigits;
        case FieldType::Integer:
        case FieldType::Decimal:
        case FieldType::Money: break;
        default: return false;
    }
    const auto digits = fmt::to_string(std::abs(number->mantissa())).size();
    const bool may_go_on = number->scale() > 0 && number->scale() < field.scale;
    return digits > kExactDigits || (digits == kExactDigits && may_go_on);
}

}  // namespace

Refusal cell_fault(std::string rule, const std::string& value, Text says, Text remedy) {
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

Result<void> check_spoilt(const Field& field, const paper::Cell& cell, const std::string& text) {
    const std::string shown = chinese::shortened(text);
    if (is_sheet_error(text)) {
        return cell_fault("cell.error", text,
                          {fmt::format("“{}”是表格软件报的错，不是内容", shown),
                           fmt::format("“{}” is an error of the spreadsheet, not a value", shown)},
                          {"请在表格里改正公式或加宽列，或者直接填写内容",
                           "Mend the formula, widen the column, or write the value itself"});
    }
    if (std::holds_alternative<std::string>(cell) && is_scientific(text)) {
        return cell_fault(
            "cell.scientific", text,
            {fmt::format("“{}”是科学计数法，后面的位数可能已经丢了", shown),
             fmt::format("“{}” is short for a number whose digits may be lost", shown)},
            {"请把这一列设为“文本”（号码）或“数值”（数字）格式，填好完整的数再保存",
             "Format the column as text or as numbers, and write the whole number"});
    }
    if (has_lost_digits(field, cell, text)) {
        return cell_fault(
            "cell.digits_lost", text,
            {fmt::format("“{}”存成了数字，第{}位以后的数字已经丢了", shown, kExactDigits),
             fmt::format("“{}” was kept as a number: digits after the {}th are lost", shown,
                         kExactDigits)},
            {"请把这一列设为“文本”格式，重新填写完整的号码或数",
             "Format the column as text and write the whole number again"});
    }
    return {};
}

// How much of a text, in bytes, may name one choice: blanks in it do not count.
std::size_t name_bytes_max(const Field& field) {
    constexpr std::size_t kBlanks = 100;
    std::size_t longest = 0;
    for (const auto& choice : field.choices) {
        longest = std::max({longest, choice.title.zh.size(), choice.title.en.size()});
    }
    return 2 * longest + kBlanks;
}

// The longest title that begins at each part is taken.
Result<Value> read_choices(const Field& field, const std::string& text) {
    const std::vector<std::string> parts = split_list(text);
    const std::size_t most = name_bytes_max(field);
    std::vector<std::string> codes;
    std::size_t at = 0;  // In the text, before which everything is taken.
    for (std::size_t first = 0; first < parts.size();) {
        const std::size_t begin = text.find(parts[first], at);
        std::size_t next = begin;
        const registry::Choice* longest = nullptr;
        for (std::size_t last = first; last < parts.size(); ++last) {
            next = text.find(parts[last], next) + parts[last].size();
            if (next - begin > most) break;
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

Result<Value> plain_value(const Field& field, const paper::Cell& cell, const ColumnUnit& unit) {
    const std::string text = trimmed(text_of(cell));
    switch (field.type) {
        case FieldType::Identity: return Value(identity(chinese::folded(text)));
        case FieldType::Phone: return Value(typed_phone(chinese::folded(text)));
        case FieldType::Integer:
        case FieldType::Decimal:
        case FieldType::Money: return number(field, cell, unit);
        case FieldType::Date: return date(cell);
        case FieldType::DateTime: return date_time(cell);
        case FieldType::YesNo: return yes_no(text);
        case FieldType::Choice: return choice(field, text);
        case FieldType::Choices: return read_choices(field, text);
        case FieldType::Place: return place(text);
        case FieldType::Attachment: return attachments(text);
        case FieldType::Text:
        case FieldType::LongText:
        case FieldType::Area:
        case FieldType::Reference: break;
    }
    return Value(text);
}

}  // namespace qingshui::app
