#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/invisible.h"
#include "base/plural.h"
#include "registry/field_list.h"
#include "registry/identity.h"
#include "registry/schema.h"

namespace qingshui::registry {

namespace {

constexpr std::size_t kDigestDigits = 64;

bool is_blank(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return chinese::is_blank(*text);
    }
    const auto* texts = std::get_if<std::vector<std::string>>(&value);
    return is_empty(value) || (texts != nullptr && texts->empty());
}

bool is_digest(const std::string& text) {
    return text.size() == kDigestDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_number(FieldType type) {
    return type == FieldType::Integer || type == FieldType::Decimal || type == FieldType::Money;
}

Text kind_of(const Field& field) {
    switch (type_of(field).kind) {
        case expr::Kind::Number:
            return field.scale == 0 ? Text{"整数", "a whole number"} : Text{"数", "a number"};
        case expr::Kind::Bool: return {"是或否", "yes or no"};
        case expr::Kind::Date: return {"日期", "a date"};
        case expr::Kind::DateTime: return {"日期和时间", "a date and time"};
        case expr::Kind::Texts:
            return field.type == FieldType::Choices ? Text{"选项代码的列表", "a list of choices"}
                                                    : Text{"附件的列表", "a list of attachments"};
        case expr::Kind::Key:
            return field.type == FieldType::Area ? Text{"区域", "an area"}
                                                 : Text{"另一条记录", "another record"};
        case expr::Kind::Null: return {"地图上的点", "a place on the map"};
        default: return {"文字", "text"};
    }
}

std::string shown(std::string_view text) {
    return chinese::is_utf8(text) ? chinese::shortened(text) : std::string();
}

// Collects what is wrong with the values of one row of fields.
class Examination {
public:
    // `out_of_range` are the computed fields that do not fit.
    Examination(std::vector<Refusal>& faults, std::set<std::string> out_of_range)
        : faults_(faults), out_of_range_(std::move(out_of_range)) {}

    // `path` and `row` lead to the line of a sub-table; empty for the record itself.
    void examine(const std::vector<Field>& fields, const std::vector<Value>& values,
                 std::string path, Text row) {
        path_ = std::move(path);
        row_ = std::move(row);
        if (values.size() != fields.size()) {
            const std::string here = path_.substr(0, path_.empty() ? 0 : path_.size() - 1);
            faults_.push_back(
                {Reason::Invalid,
                 "record.type",
                 here,
                 {fmt::format("{}应有{}项，实有{}项", path_.empty() ? "记录" : row_.zh,
                              fields.size(), values.size()),
                  fmt::format("{}{} values are wanted, not {}", row_.en, fields.size(),
                              values.size())}});
            return;
        }
        for (std::size_t i = 0; i < fields.size(); ++i) examine(fields[i], values[i]);
    }

private:
    void examine(const Field& field, const Value& value) {
        if (!out_of_range_.empty() && out_of_range_.contains(path_ + field.id)) {
            return out_of_range(field);
        }
        if (is_blank(value)) {
            if (field.required) required(field);
            return;
        }
        if (!fits(field, value)) return wrong_type(field, "");
        if (is_number(field.type)) return number(field, std::get<qingshui::Decimal>(value));
        if (const auto* text = std::get_if<std::string>(&value)) return this->text(field, *text);
        if (const auto* many = std::get_if<std::vector<std::string>>(&value)) {
            return texts(field, *many);
        }
        if (const auto* point = std::get_if<area::Point>(&value)) place(field, *point);
    }

    void required(const Field& field) {
        if (field.computed) {
            return add(field, "record.required", "",
                       {"无法由其他各项算出", "cannot be computed from the other fields"},
                       {"请检查用来计算它的各项是否都已填写",
                        "Check that everything it is computed from is filled in"});
        }
        add(field, "record.required", "", {"没有填写", "is not filled in"},
            {"请补填后重新提交", "Fill it in and submit again"});
    }

    void out_of_range(const Field& field) {
        add(field, "record.out_of_range", "",
            {"算出的数超过18位，或日期不在历法之内",
             "comes to more than 18 digits, or to a day outside the calendar"},
            {"请核对用来计算它的各项数额", "Check the amounts that it is computed from"});
    }

    void wrong_type(const Field& field, std::string value) {
        const Text kind = kind_of(field);
        add(field, "record.type", std::move(value), {"应为" + kind.zh, "must be " + kind.en},
            {"请改填" + kind.zh, "Enter " + kind.en});
    }

    void number(const Field& field, const qingshui::Decimal& number) {
        const std::string value = number.text();
        if (number.scale() != field.scale) {
            if (field.scale == 0) return wrong_type(field, value);
            return add(field, "record.type", value,
                       {fmt::format("最多保留{}位小数", field.scale),
                        fmt::format("has at most {} decimals", field.scale)},
                       {"请按规定的小数位数填写", "Enter it with that many decimals"});
        }
        if (field.min && number < *field.min) {
            add(field, "record.range", value,
                {fmt::format("不得小于{}{}", field.min->shortest(), field.unit),
                 fmt::format("must be at least {}{}", field.min->shortest(), field.unit)},
                {"请核对后改正", "Check and correct it"});
        }
        if (field.max && number > *field.max) {
            add(field, "record.range", value,
                {fmt::format("不得大于{}{}", field.max->shortest(), field.unit),
                 fmt::format("must be at most {}{}", field.max->shortest(), field.unit)},
                {"请核对数值和单位", "Check the number and its unit"});
        }
    }

    void text(const Field& field, const std::string& text) {
        if (!chinese::is_utf8(text)) {
            return add(field, "record.type", "",
                       {"含有无法识别的字符", "contains characters that are not text"},
                       {"请用 UTF-8 编码重新保存文件，或重新输入",
                        "Save the file as UTF-8, or type it again"});
        }
        if (const auto found = utf8::invisible(text)) return character(field, *found);
        if (field.type == FieldType::Choice) return choice(field, text);
        if (field.type == FieldType::Identity) return identity(field, text);
        if (field.type == FieldType::Phone && !is_phone(text)) {
            return add(field, "record.phone", shown(text),
                       {"不是电话号码", "is not a telephone number"},
                       {"请填写11位手机号，或“区号-号码”形式的固定电话",
                        "Enter a mobile number of 11 digits, or area code and number"});
        }
        if (const auto length = chinese::length(text); length > length_max(field)) {
            add(field, "record.too_long", shown(text),
                {fmt::format("有{}个字，最多{}个字", length, length_max(field)),
                 fmt::format("has {} characters; the most is {}", length, length_max(field))},
                {"请缩短后重新提交", "Shorten it and submit again"});
        }
    }

    void character(const Field& field, const utf8::Unwritable& found) {
        const auto code = static_cast<std::uint32_t>(found.code);
        add(field, "record.character", "",
            {fmt::format("第{}个字是看不见的字符 U+{:04X}，不能保存", found.place, code),
             fmt::format("has an invisible character, U+{:04X}, in place {}, which cannot be kept",
                         code, found.place)},
            {"它多半是从别处粘贴带来的：请删去这个字符，或重新输入这一项",
             "It was probably pasted in from elsewhere: delete it, or type the text again"});
    }

    void identity(const Field& field, const std::string& text) {
        const auto fault = identity_fault(text);
        if (!fault) return;
        add(field, "record.identity", shown(text),
            {"不正确：" + fault->zh, "is wrong: " + fault->en},
            {"请对照身份证件核对，末位 X 须大写",
             "Compare it with the identity card; a final X is a capital"});
    }

    void choice(const Field& field, const std::string& code) {
        if (find_choice(field, code) != nullptr) return;
        add(field, "record.choice", shown(code),
            {fmt::format("没有“{}”这个选项", shown(code)),
             fmt::format("has no choice \"{}\"", shown(code))},
            nearest_choice(field, code));
    }

    static Text nearest_choice(const Field& field, const std::string& code) {
        std::vector<std::string> words;
        for (const Choice& each : field.choices) {
            words.insert(words.end(), {each.code, each.title.zh});
        }
        const auto near = chinese::nearest(code, words, 1);
        for (const Choice& each : field.choices) {
            if (near.empty() || (near[0] != each.code && near[0] != each.title.zh)) continue;
            return {fmt::format("是不是“{}”（{}）？", each.title.zh, each.code),
                    fmt::format("Did you mean \"{}\" ({})?", each.title.en, each.code)};
        }
        Text all{"可选：", "Choose one of: "};
        for (const Choice& each : field.choices) {
            const bool first = &each == &field.choices.front();
            all.zh += fmt::format("{}{}（{}）", first ? "" : "、", each.title.zh, each.code);
            all.en += fmt::format("{}{} ({})", first ? "" : ", ", each.title.en, each.code);
        }
        return all;
    }

    void texts(const Field& field, const std::vector<std::string>& texts) {
        std::set<std::string_view> seen;
        for (const std::string& text : texts) {
            if (field.type == FieldType::Attachment && !is_digest(text)) {
                add(field, "record.type", shown(text),
                    {"中的附件编号不完整", "holds an incomplete attachment number"},
                    {"请重新上传附件", "Upload the attachment again"});
            } else if (field.type == FieldType::Choices) {
                choice(field, text);
            }
            if (seen.insert(text).second) continue;
            add(field, "record.choice", shown(choice_title(field, text)),
                {"中有重复的值", "holds a value twice"},
                {"请去掉重复的一个", "Remove one of the two"});
        }
    }

    void place(const Field& field, const area::Point& point) {
        const bool inside = std::isfinite(point.longitude) && std::isfinite(point.latitude) &&
                            std::abs(point.longitude) <= 180 && std::abs(point.latitude) <= 90;
        if (inside) return;
        add(field, "record.place", fmt::format("{}, {}", point.longitude, point.latitude),
            {"不是地图上的点", "is not a place on the map"},
            {"经度应在-180至180之间，纬度应在-90至90之间，经度在前",
             "Longitude comes first and lies within ±180, latitude within ±90"});
    }

    // Sentences name the field: “企业” 没有填写, "Firm" is not filled in.
    void add(const Field& field, std::string rule, std::string value, Text predicate, Text remedy) {
        Refusal fault{Reason::Invalid, std::move(rule), path_ + field.id};
        fault.says = {fmt::format("{}“{}”{}", row_.zh, field.title.zh, predicate.zh),
                      fmt::format("{}\"{}\" {}", row_.en, field.title.en, predicate.en)};
        fault.remedy = std::move(remedy);
        fault.where.column = field.title.zh;
        fault.where.value = std::move(value);
        faults_.push_back(std::move(fault));
    }

    std::vector<Refusal>& faults_;
    std::set<std::string> out_of_range_;
    std::string path_;
    Text row_;
};

void examine_lines(const Lines& lines, const std::vector<std::vector<Value>>& held,
                   Examination& examination, std::vector<Refusal>& faults) {
    if (held.size() < lines.least || held.size() > lines.most) {
        const bool few = held.size() < lines.least;
        const std::size_t limit = few ? lines.least : lines.most;
        Refusal fault{Reason::Invalid, "record.lines", lines.id};
        fault.says = {fmt::format("“{}”有{}行，{}{}行", lines.title.zh, held.size(),
                                  few ? "至少应有" : "最多", limit),
                      fmt::format("\"{}\" has {}; the {} is {}", lines.title.en,
                                  plural(held.size(), "line"), few ? "least" : "most", limit)};
        fault.remedy = few ? Text{"请补齐后重新提交", "Add what is missing and submit again"}
                           : Text{"请删去多余的行，或分成几条记录",
                                  "Remove lines, or make several records of it"};
        fault.where.column = lines.title.zh;
        faults.push_back(std::move(fault));
    }
    for (std::size_t i = 0; i < held.size(); ++i) {
        examination.examine(lines.fields, held[i], fmt::format("{}[{}].", lines.id, i + 1),
                            {fmt::format("“{}”第{}行", lines.title.zh, i + 1),
                             fmt::format("Line {} of \"{}\": ", i + 1, lines.title.en)});
    }
}

// The titles of what a check compares: 开始日期、结束日期.
std::string titles_of(const Schema& schema, const Check& check) {
    std::string titles;
    for (const std::string& id : fields_read(check)) {
        const auto field = schema.position(id);
        const auto lines = schema.lines_position(id);
        if (!field && !lines) continue;
        titles += titles.empty() ? "" : "、";
        titles += field ? schema.fields[*field].title.zh : schema.lines[*lines].title.zh;
    }
    return titles;
}

Refusal unanswered(const Check& check) {
    return {Reason::Invalid,
            "record.out_of_range",
            check.id,
            {fmt::format("校验“{}”时算出的数超过18位，或日期不在历法之内", check.says.zh),
             fmt::format("The check \"{}\" comes to more than 18 digits, or to a day outside the "
                         "calendar",
                         check.says.in(Language::English))},
            {"请核对有关各项的数额", "Check the amounts concerned"}};
}

void examine_checks(const Schema& schema, const Record& record, std::vector<Refusal>& faults) {
    const RecordValues values(schema, record);
    for (const Check& check : schema.checks) {
        const expr::Outcome outcome = check.rule.outcome(values);
        if (outcome.is_out_of_range) {
            faults.push_back(unanswered(check));
            faults.back().where.column = titles_of(schema, check);
            continue;
        }
        if (!expr::is_false(outcome.value)) continue;
        Refusal fault{Reason::Invalid, "record.check", check.id, check.says};
        fault.where.column = titles_of(schema, check);
        fault.remedy = {"请改正有关各项后重新提交",
                        "Correct the fields concerned and submit again"};
        if (!check.basis.empty()) {
            fault.remedy.zh += "（依据：" + check.basis + "）";
            fault.remedy.en += " (basis: " + check.basis + ")";
        }
        faults.push_back(std::move(fault));
    }
}

}  // namespace

std::set<std::string> fields_read(const Check& check) {
    std::set<std::string> ids;
    for (const std::string& name : check.rule.reads()) ids.insert(name.substr(0, name.find('.')));
    return ids;
}

std::vector<Refusal> faults(const Schema& schema, const Record& record) {
    std::vector<Refusal> faults;
    Examination examination(faults, computed_out_of_range(schema, record));
    examination.examine(schema.fields, record.values, "", {});
    const std::vector<std::vector<Value>> none;
    for (std::size_t i = 0; i < schema.lines.size(); ++i) {
        const auto& held = i < record.lines.size() ? record.lines[i] : none;
        examine_lines(schema.lines[i], held, examination, faults);
    }
    if (record.lines.size() > schema.lines.size()) {
        faults.push_back({Reason::Invalid,
                          "record.type",
                          schema.id,
                          {fmt::format("“{}”没有这么多子表", schema.title.zh),
                           fmt::format("\"{}\" has fewer sub-tables", schema.title.en)}});
    }
    examine_checks(schema, record, faults);
    return faults;
}

std::string masked(Mask mask, std::string_view text) {
    const auto starred = [text](std::size_t head, std::size_t tail) {
        std::string hidden(text.size(), '*');
        if (text.size() <= head + tail) return hidden;
        return std::string(text.substr(0, head)) + std::string(text.size() - head - tail, '*') +
               std::string(text.substr(text.size() - tail));
    };
    switch (mask) {
        case Mask::None: return std::string(text);
        case Mask::Identity: return starred(6, 4);
        case Mask::Phone: return text.size() >= 10 ? starred(3, 4) : starred(0, 4);
        case Mask::Hidden: return text.empty() ? "" : "***";
        case Mask::Name: break;
    }
    const std::size_t characters = chinese::length(text);
    if (characters < 2) return characters == 0 ? "" : "*";
    std::size_t first = 1;
    while (first < text.size() && (static_cast<unsigned char>(text[first]) & 0xC0U) == 0x80U) {
        ++first;
    }
    return std::string(text.substr(0, first)) + std::string(characters - 1, '*');
}

}  // namespace qingshui::registry
