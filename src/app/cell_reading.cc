#include "app/cell_reading.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "app/cell_lines.h"
#include "app/header_titles.h"
#include "app/places.h"
#include "app/typed_values.h"
#include "base/chinese.h"
#include "base/invisible.h"
#include "base/replaced.h"

namespace qingshui::app {
namespace {

using registry::Field;
using registry::FieldType;
using registry::Key;
using registry::Value;

constexpr int kSuggested = 3;
constexpr std::size_t kHelped = 100;  // Words for unknown areas that are told what was meant.

// Which line of a sub-table a fault lies in, said in front.
Refusal in_line(Refusal fault, const registry::Lines& lines, std::size_t line) {
    const std::string field = fault.subject.empty() ? "" : "." + fault.subject;
    fault.subject = fmt::format("{}[{}]{}", lines.id, line, field);
    fault.says.zh = fmt::format("第{}条：{}", line, fault.says.zh);
    fault.says.en = fmt::format("Line {}: {}", line, fault.says.en);
    return fault;
}

// Where a dash may be what something is called, and not the sign for nothing.
bool may_be_dash(const Field& field) {
    return field.type == FieldType::Choice || field.type == FieldType::Choices ||
           field.type == FieldType::Reference;
}

// Where 无 is one of the things that may stand there, or may be the number nought.
bool may_be_none(const Field& field) {
    switch (field.type) {
        case FieldType::Identity:
        case FieldType::Phone:
        case FieldType::Date:
        case FieldType::DateTime: return false;
        default: return true;
    }
}

Refusal too_many_parts(const paper::Cell& cell, const registry::Lines& lines, std::size_t most,
                       std::size_t count) {
    return cell_fault(
        "cell.lines", text_of(cell),
        {fmt::format("“{}”每条最多{}项，这里有{}项", lines.title.zh, most, count),
         fmt::format("A line of “{}” has at most {} parts; here are {}", lines.title.en, most,
                     count)},
        {"请每条写一行，各项之间用 | 分隔", "Write a line each, its parts separated by |"});
}

// What names an area: "341502005001 茶棚社区" is a code and, for people, a name.
struct AreaText {
    std::string first = {};
    std::string name = {};
    bool is_code = false;
};

AreaText area_text(const std::string& text) {
    const std::string plain = chinese::folded(text);
    const auto space = plain.find(' ');
    AreaText parts{plain.substr(0, space)};
    parts.is_code = area::Code::parse(parts.first).has_value();
    if (space != std::string::npos) parts.name = trimmed(plain.substr(space));
    return parts;
}

// Did the area ever have this name under this code?
bool bears(const area::Tree& tree, Id<area::Area> area, const AreaText& parts) {
    const std::string name = comparable(parts.name.substr(parts.name.find_last_of('/') + 1));
    const auto life = tree.life(area);
    return std::any_of(life.begin(), life.end(), [&](const area::Span& span) {
        return span.code.text() == parts.first && comparable(span.name) == name;
    });
}

Refusal other_area(const area::Tree& tree, Id<area::Area> area, const AreaText& parts, Date day) {
    const std::string own = tree.nearest(area, day).name;
    const std::string name = chinese::shortened(parts.name);
    std::string codes;
    for (const auto named : areas_meant(tree, parts.name, day)) {
        codes += (codes.empty() ? "" : "、") + tree.nearest(named, day).code.text();
    }
    return cell_fault(
        "cell.area_name", parts.first + " " + parts.name,
        {fmt::format("代码{}是“{}”，不是“{}”", parts.first, own, name),
         fmt::format("The code {} is that of “{}”, not of “{}”", parts.first, own, name)},
        codes.empty() ? Text{"请核对代码和名称，只留对的那一个",
                             "Check the code and the name, and leave the right one alone"}
                      : Text{fmt::format("“{}”的代码是 {}：请核对，只留对的那一个", name, codes),
                             fmt::format("“{}” has the code {}: check them and leave the right one "
                                         "alone",
                                         name, codes)});
}

}  // namespace

std::string text_of(const paper::Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return utf8::visible(*text);
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
    if (!keep_blanks_) {
        if (const auto sound = check_spoilt(field, cell, trimmed(raw)); !sound) {
            Refusal fault = sound.error();
            fault.subject = field.id;
            return fault;
        }
    }
    const bool is_text = field.type == FieldType::Text || field.type == FieldType::LongText;
    if (is_text) {
        std::string kept = text(raw);
        return kept.empty() ? Value() : Value(std::move(kept));
    }
    const std::string plain = chinese::folded(raw);
    const bool is_nothing =
        (is_dash(plain) && !may_be_dash(field)) || (is_none(plain) && !may_be_none(field));
    if (plain.empty() || is_nothing) return Value();
    auto value = filled(field, cell, day, unit);
    if (value) return value;
    Refusal fault = std::move(value).error();
    fault.subject = field.id;
    return fault;
}

// Text as it is kept: without what no one sees, unless the file is our own.
std::string CellReader::text(const std::string& raw) const {
    if (keep_blanks_) return raw;
    return replaced(trimmed(raw), "\r\n", "\n");
}

Result<Value> CellReader::filled(const Field& field, const paper::Cell& cell, Date day,
                                 const ColumnUnit& unit) {
    const std::string text = trimmed(text_of(cell));
    if (field.type == FieldType::Area) return area(field, text, day);
    if (field.type == FieldType::Reference) return reference(field, text_of(cell));
    return plain_value(field, cell, unit);
}

Result<Value> CellReader::area(const Field& field, const std::string& text, Date day) {
    const AreaText parts = area_text(text);
    const auto is_named = [&](Id<area::Area> area) {
        return parts.is_code && !parts.name.empty() && bears(reader_.tree(), area, parts);
    };
    const auto preferred = std::find_if(preferred_.begin(), preferred_.end(), is_named);
    if (preferred != preferred_.end()) return Value(Key{preferred->number});
    const auto known = areas_.find({text, day, field.levels});
    if (known != areas_.end()) return Value(known->second);
    const auto is_meant = [&](const std::string& words) {
        return !areas_meant(reader_.tree(), words, day).empty();
    };
    const bool has_code = parts.is_code && (is_meant(parts.first) || !is_meant(text));
    const std::string& meant = has_code ? parts.first : text;
    const access::Actor office{"", reader_.root()};
    const auto found = is_meant(meant) ? find_area(office, reader_.tree(), meant, day, field.levels)
                                       : Result<Id<area::Area>>(no_area(meant, day, field.levels));
    if (!found) {
        Refusal refusal = found.error();
        refusal.rule = refusal.rule == "area.ambiguous" ? "cell.area_ambiguous" : "cell.area";
        refusal.where.value = text;
        return refusal;
    }
    const bool is_other = has_code && !parts.name.empty() && !bears(reader_.tree(), *found, parts);
    if (is_other) return other_area(reader_.tree(), *found, parts, day);
    const Key key{found->number};
    areas_.emplace(std::tuple(text, day, field.levels), key);
    return Value(key);
}

// Looking for what was meant takes time: that is done once for a word while the tree stays as it
// is, and not for any number of words, as a wrong column would have.
Refusal CellReader::no_area(const std::string& text, Date day,
                            const std::vector<area::Level>& levels) {
    const auto& tree = reader_.tree();
    if (turns_.empty()) {
        turns_ = tree.turning_days({Date::min(), Date::max()});
        turns_.insert(turns_.begin(), Date::min());
    }
    const Date since = *std::prev(std::upper_bound(turns_.begin(), turns_.end(), day));
    const auto word = std::tuple(text, since, levels);
    auto known = no_areas_.find(word);
    if (known == no_areas_.end() && no_areas_.size() < kHelped) {
        const access::Actor office{"", reader_.root()};
        known = no_areas_.emplace(word, why_no_area(office, tree, text, day, levels)).first;
    }
    return no_such_area(text, day, known == no_areas_.end() ? NoArea{} : known->second);
}

bool CellReader::is_area_some_day(const std::string& text) {
    const auto [known, is_new] = some_day_.emplace(text, false);
    if (!is_new) return known->second;
    const AreaText parts = area_text(text);
    const auto& tree = reader_.tree();
    const auto is_one = [&](Date day) {
        return areas_meant(tree, text, day).size() == 1 ||
               (parts.is_code && areas_meant(tree, parts.first, day).size() == 1);
    };
    const auto turns = tree.turning_days({Date::min(), Date::max()});
    known->second = is_one(Date::min()) || std::any_of(turns.begin(), turns.end(), is_one);
    return known->second;
}

Result<Value> CellReader::reference(const Field& field, const std::string& text) {
    const auto known = references_.find({field.refers_to, text});
    if (known != references_.end()) return Value(known->second);
    const registry::Schema& target = *reader_.catalogue().schema(field.refers_to);
    // Keys are kept as they were typed, so what stands here is tried first.
    auto found = find(target, text);
    if (!found) found = find(target, trimmed(text));
    if (!found) found = find(target, chinese::folded(text));
    if (!found && is_dash(chinese::folded(text))) return Value();
    if (!found) return unknown_reference(target, trimmed(text));
    const Key key{found->number};
    references_.emplace(std::pair(field.refers_to, text), key);
    return Value(key);
}

std::optional<CellReader::Naming> CellReader::naming(const registry::Schema& schema,
                                                     const std::string& text) {
    const auto key = naming_key(schema);
    if (!key) return {};
    const auto value = this->value(schema.fields[schema.unique[*key][0]], text, Date::max());
    if (!value || registry::is_empty(*value)) return {};
    return Naming{*key, *value};
}

// The record that people name so: by its key, or by its number after "#".
std::optional<Id<registry::Record>> CellReader::find(const registry::Schema& target,
                                                     const std::string& text) {
    if (const auto named = naming(target, text)) {
        if (const auto found = reader_.find(target.id, named->key, {named->value})) return found;
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
    const std::string shown = chinese::shortened(text);
    return cell_fault(
        "cell.reference", text,
        {fmt::format("“{}”中没有“{}”", target.title.zh, shown),
         fmt::format("There is no “{}” among “{}”", shown, target.title.en)},
        did_you_mean(
            meant, {fmt::format("请先登记到“{}”，或改正编号", target.title.zh),
                    fmt::format("File it under “{}” first, or mend its number", target.title.en)}));
}

std::vector<std::vector<Value>> CellReader::lines(const registry::Lines& lines,
                                                  const paper::Cell& cell, Date day,
                                                  std::vector<Refusal>& faults,
                                                  const std::vector<ColumnUnit>& units) {
    const std::vector<std::size_t> typed = typed_fields(lines);
    std::vector<std::vector<Value>> values;
    std::size_t number = 0;
    for (const auto& parts : split_lines(text_of(cell), typed.size())) {
        ++number;
        if (parts.size() > typed.size()) {
            faults.push_back(
                in_line(too_many_parts(cell, lines, typed.size(), parts.size()), lines, number));
            values.emplace_back(lines.fields.size());
            continue;
        }
        std::vector<Refusal> found;
        values.push_back(line(lines, parts, day, units, found));
        for (Refusal& fault : found) faults.push_back(in_line(std::move(fault), lines, number));
    }
    return values;
}

std::vector<Value> CellReader::line(const registry::Lines& lines,
                                    const std::vector<std::string>& parts, Date day,
                                    const std::vector<ColumnUnit>& units,
                                    std::vector<Refusal>& faults) {
    const std::vector<std::size_t> typed = typed_fields(lines);
    std::vector<Value> values(lines.fields.size());
    for (std::size_t index = 0; index < parts.size(); ++index) {
        const std::size_t at = typed[index];
        const ColumnUnit unit = at < units.size() ? units[at] : ColumnUnit{};
        auto value = this->value(lines.fields[at], parts[index], day, unit);
        if (value) {
            values[at] = *value;
        } else {
            faults.push_back(value.error());
        }
    }
    return values;
}

}  // namespace qingshui::app
