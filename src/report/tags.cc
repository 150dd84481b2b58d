#include "report/tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/chinese.h"
#include "report/layout_words.h"
#include "report/units.h"

namespace qingshui::report {

namespace {

constexpr std::string_view kWide = "\u3000";

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
    std::vector<std::string_view> parts;
    for (auto next = text.find(at); next != std::string_view::npos; next = text.find(at)) {
        parts.push_back(text.substr(0, next));
        text = text.substr(next + at.size());
    }
    parts.push_back(text);
    return parts;
}

std::optional<int> whole(std::string_view text) {
    int number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

constexpr TagWord kNumerals{"汉字", "chinese"};
constexpr TagWord kBare{"数", "number"};
constexpr TagWord kCutoff{"截至", "cutoff"};
constexpr TagWord kMonths{"月", "months"};
constexpr TagWord kYears{"年", "year"};
constexpr TagWord kId{"作", "as"};
constexpr TagWord kUnit{"单位", "unit"};
constexpr TagWord kCells{"分项", "cells"};

constexpr TagWord kWhere{"where", "where"};
constexpr TagWord kOrder{"order", "order"};
constexpr TagWord kDescending{"desc", "desc"};
constexpr TagWord kLimit{"limit", "limit"};
constexpr TagWord kOpen{"未结", "open"};
constexpr TagWord kCurrent{"在办", "current"};

// What follows `known` in an option; none if it is another option.
std::optional<std::string_view> argument(std::string_view option, const TagWord& known) {
    const auto& [zh, en] = known;
    if (option.starts_with(zh)) return trimmed(option.substr(zh.size()));
    if (option == en) return std::string_view();
    if (!option.starts_with(en) || option[en.size()] != ' ') return std::nullopt;
    return trimmed(option.substr(en.size()));
}

std::optional<std::pair<int, int>> months(std::string_view text) {
    auto ends = split(text, "-");
    if (ends.size() == 1) ends = split(text, "至");
    const auto first = whole(trimmed(ends.front()));
    const auto last = whole(trimmed(ends.back()));
    if (ends.size() > 2 || !first || !last) return std::nullopt;
    if (*first < 1 || *last > 12 || *first > *last) return std::nullopt;
    return std::pair(*first, *last);
}

std::optional<Refusal> set_months(FigureTag& tag, std::string_view option, std::string_view range) {
    tag.months = months(range);
    if (!tag.months) return bad_months(option);
    return std::nullopt;
}

std::optional<Refusal> set_years(FigureTag& tag, std::string_view option, std::string_view text) {
    constexpr int kYearsMost = 100;
    const auto years = whole(text);
    if (!years || *years < -kYearsMost || *years > kYearsMost) return bad_years(option);
    tag.years = *years;
    return std::nullopt;
}

std::optional<Refusal> set_id(FigureTag& tag, std::string_view option, std::string_view id) {
    if (id.empty() || id.find(' ') != std::string_view::npos) return bad_id(option);
    tag.id = id;
    return std::nullopt;
}

std::optional<Refusal> set_unit(FigureTag& tag, const registry::Indicator* indicator,
                                std::string_view unit) {
    tag.unit = unit;
    if (indicator == nullptr || conversion(indicator->unit.text, unit)) return std::nullopt;
    return no_conversion(indicator->unit.text, unit);
}

std::optional<Refusal> set_cells(FigureTag& tag, const registry::Catalogue& catalogue,
                                 const registry::Indicator* indicator) {
    tag.cells = true;
    if (indicator == nullptr) return std::nullopt;
    const bool is_cell = tag.name != indicator->id;
    if (is_cell || tally::declared_cells(catalogue, *indicator).empty()) return no_cells(tag.name);
    return std::nullopt;
}

std::optional<Refusal> read_option(FigureTag& tag, const registry::Catalogue& catalogue,
                                   const registry::Indicator* indicator, std::string_view option) {
    if (is(option, kNumerals)) {
        tag.numerals = true;
    } else if (is(option, kBare)) {
        tag.bare = true;
    } else if (is(option, kCutoff)) {
        tag.until_cutoff = true;
    } else if (is(option, kCells)) {
        return set_cells(tag, catalogue, indicator);
    } else if (const auto range = argument(option, kMonths)) {
        return set_months(tag, option, *range);
    } else if (const auto years = argument(option, kYears)) {
        return set_years(tag, option, *years);
    } else if (const auto id = argument(option, kId)) {
        return set_id(tag, option, *id);
    } else if (const auto unit = argument(option, kUnit)) {
        return set_unit(tag, indicator, *unit);
    } else {
        return unknown_option(option);
    }
    return std::nullopt;
}

bool could_be_name(std::string_view name) {
    constexpr std::size_t kLengthMax = 200;
    return !name.empty() && name.size() <= kLengthMax &&
           name.find_first_of(" \t\n\"'#/:{}") == std::string_view::npos;
}

// The newest indicator that a full figure name is about.
const registry::Indicator* indicator_of(const registry::Catalogue& catalogue,
                                        std::string_view name) {
    for (;;) {
        if (const auto* indicator = catalogue.indicator(name)) return indicator;
        const auto dot = name.rfind('.');
        if (dot == std::string_view::npos) return nullptr;
        name = name.substr(0, dot);
    }
}

// The next word of `rest`, or what stands in quotes; cut off from it.
std::string_view next_word(std::string_view& rest) {
    rest = trimmed(rest);
    for (const auto& [open, close] :
         {std::pair("\"", "\""), std::pair("'", "'"), std::pair("“", "”")}) {
        if (!rest.starts_with(open)) continue;
        const auto begin = std::string_view(open).size();
        const auto end = std::min(rest.find(close, begin), rest.size());
        const auto word = rest.substr(begin, end - begin);
        rest = rest.substr(std::min(end + std::string_view(close).size(), rest.size()));
        return word;
    }
    const auto word = rest.substr(0, rest.find_first_of(" \t\n"));
    rest = rest.substr(word.size());
    return word;
}

const registry::Schema* find_register(const registry::Catalogue& catalogue, std::string_view pack,
                                      std::string_view name) {
    const auto* schema = catalogue.schema(fmt::format("{}.{}", pack, name));
    return schema != nullptr ? schema : catalogue.schema(name);
}

std::optional<Refusal> set_filter(EachTag& tag, std::string_view filter) {
    const registry::SchemaNames names(*tag.schema);
    auto parsed = expr::Expression::parse(filter, names);
    if (!parsed) return bad_filter(parsed.error());
    tag.where = std::move(parsed).value();
    return std::nullopt;
}

std::optional<Refusal> set_order(EachTag& tag, std::string_view field, std::string_view& rest) {
    tag.order = tag.schema->position(field);
    auto after = rest;
    if (is(next_word(after), kDescending)) {
        tag.descending = true;
        rest = after;
    }
    if (!tag.order) return unknown_field(field, *tag.schema);
    return std::nullopt;
}

// 未结 closed_on, 在办 closed_on
std::optional<Refusal> set_closed(EachTag& tag, EachTag::Days days, std::string_view field) {
    const auto position = tag.schema->position(field);
    if (!position) return unknown_field(field, *tag.schema);
    if (tag.schema->fields[*position].type != registry::FieldType::Date) {
        return no_date_field(field, *tag.schema);
    }
    tag.days = days;
    tag.closed = *position;
    return std::nullopt;
}

std::optional<Refusal> set_limit(EachTag& tag, std::string_view text) {
    constexpr int kLimitMost = 10'000;
    const auto limit = whole(text);
    if (!limit || *limit < 1 || *limit > kLimitMost) return bad_limit(text);
    tag.limit = static_cast<std::size_t>(*limit);
    return std::nullopt;
}

}  // namespace

bool is(std::string_view text, const TagWord& word) { return text == word.zh || text == word.en; }

std::vector<TagWord> option_words() {
    return {kNumerals, kBare, kCutoff, kMonths, kYears, kId, kUnit, kCells};
}

std::vector<TagWord> each_words() {
    return {kWhere, kOrder, kDescending, kLimit, kCutoff, kOpen, kCurrent};
}

std::span<const std::string_view> slot_words() {
    static constexpr std::array<std::string_view, 6> kSlots{"year",   "area", "office",
                                                            "period", "span", "cutoff"};
    return kSlots;
}

std::vector<std::string_view> parts_of(std::string_view inner) {
    std::vector<std::string_view> parts;
    for (const auto& piece : split(inner, "|")) {
        for (const auto& part : split(piece, "｜")) parts.push_back(trimmed(part));
    }
    return parts;
}

std::optional<std::pair<int, int>> read_months(std::string_view option) {
    const auto range = argument(option, kMonths);
    return range ? months(*range) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\r\n";
    for (;;) {
        const auto before = text.size();
        while (!text.empty() && kSpaces.find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
        }
        while (!text.empty() && kSpaces.find(text.back()) != std::string_view::npos) {
            text.remove_suffix(1);
        }
        if (text.starts_with(kWide)) text.remove_prefix(kWide.size());
        if (text.ends_with(kWide)) text.remove_suffix(kWide.size());
        if (text.size() == before) return text;
    }
}

Result<std::string> figure_name(const registry::Catalogue& catalogue, std::string_view pack,
                                std::string_view name) {
    const auto own = fmt::format("{}.{}", pack, name);
    const auto here = tally::find_figure(catalogue, own, Date::max());
    if (here || here.error().rule == "indicator.not_in_force") return own;
    const auto there = tally::find_figure(catalogue, name, Date::max());
    if (there || there.error().rule == "indicator.not_in_force") return std::string(name);
    const bool full = catalogue.pack(name.substr(0, name.find('.'))) != nullptr &&
                      here.error().rule == "indicator.unknown";
    auto fault = full || there.error().rule == "indicator.cell" ? there.error() : here.error();
    fault.rule = "report.figure";
    return fault;
}

FigureRead read_figure(const registry::Catalogue& catalogue, std::string_view pack,
                       std::string_view inner) {
    FigureRead read;
    const auto parts = parts_of(inner);
    if (!could_be_name(parts.front())) {
        read.faults.push_back(unknown_tag(inner));
        return read;
    }
    const auto name = figure_name(catalogue, pack, parts.front());
    if (!name) read.faults.push_back(name.error());
    if (name) read.tag.name = read.tag.id = *name;
    const auto* indicator = name ? indicator_of(catalogue, *name) : nullptr;
    if (indicator != nullptr) read.tag.until_cutoff = indicator->until_cutoff;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (auto fault = read_option(read.tag, catalogue, indicator, parts[i])) {
            read.faults.push_back(std::move(*fault));
        }
    }
    return read;
}

bool is_unsound_figure(const registry::Catalogue& catalogue, const registry::Unsound& unsound,
                       std::string_view pack, std::string_view name) {
    for (auto full : {fmt::format("{}.{}", pack, name), std::string(name)}) {
        if (unsound.has_pack(full.substr(0, full.find('.')))) return true;
        // Each beginning of it may be the indicator, the rest its cell.
        while (!full.empty()) {
            if (unsound.has_indicator(full)) return true;
            const auto* indicator = catalogue.indicator(full);
            if (indicator != nullptr && unsound.has_register(indicator->of)) return true;
            const auto dot = full.rfind('.');
            full.resize(dot == std::string::npos ? 0 : dot);
        }
    }
    return false;
}

bool is_unsound_register(const registry::Unsound& unsound, std::string_view pack,
                         std::string_view name) {
    const auto is_unsound = [&](std::string_view full) {
        return unsound.has_pack(full.substr(0, full.find('.'))) || unsound.has_register(full);
    };
    return is_unsound(fmt::format("{}.{}", pack, name)) || is_unsound(name);
}

std::vector<FigureTag> figures_of(const registry::Catalogue& catalogue, const FigureTag& tag) {
    if (!tag.cells) return {tag};
    std::vector<FigureTag> out;
    const auto* indicator = indicator_of(catalogue, tag.name);
    if (indicator == nullptr) return out;
    for (const auto& [cell, title] : tally::declared_cells(catalogue, *indicator)) {
        auto each = tag;
        each.cells = false;
        each.name += "." + cell;
        each.id += "." + cell;
        out.push_back(std::move(each));
    }
    return out;
}

bool has_star(const FigureTag& tag) {
    return tag.name.find('*') != std::string::npos || tag.id.find('*') != std::string::npos;
}

bool is_of_row(const registry::Catalogue& catalogue, const FigureTag& tag,
               const registry::Schema& schema) {
    const auto* indicator = indicator_of(catalogue, tag.name);
    if (indicator == nullptr || !indicator->split || tag.name != indicator->id + ".*") return false;
    const auto* counted = catalogue.schema(indicator->of);
    const bool is_split = counted->fields[*indicator->split].refers_to == schema.id;
    return is_split && std::count(tag.id.begin(), tag.id.end(), '*') == 1;
}

Result<PassageRead> read_passage(std::string_view inner) {
    auto rest = trimmed(inner);
    const bool quoted = rest.starts_with('"') || rest.starts_with('\'') || rest.starts_with("“");
    const auto key = quoted ? trimmed(next_word(rest)) : std::string_view();
    if (key.empty()) return passage_without_key(inner);
    rest = trimmed(rest);
    for (const std::string_view colon : {":", "："}) {
        if (!rest.starts_with(colon)) continue;
        rest = trimmed(rest.substr(colon.size()));
        break;
    }
    const bool in_quotes = rest.size() > 1 && rest.front() == '"' && rest.back() == '"';
    if (in_quotes) rest = rest.substr(1, rest.size() - 2);
    return PassageRead{std::string(key), std::string(rest)};
}

EachRead read_each(const registry::Catalogue& catalogue, std::string_view pack,
                   std::string_view inner) {
    EachRead read;
    auto rest = inner;
    const auto name = next_word(rest);
    read.tag.schema = find_register(catalogue, pack, name);
    if (read.tag.schema == nullptr) {
        read.faults.push_back(unknown_register(name, catalogue.register_ids()));
        return read;
    }
    while (!trimmed(rest).empty()) {
        const auto word = next_word(rest);
        std::optional<Refusal> fault;
        auto& faults = is(word, kLimit) ? read.faults : read.of_fields;
        if (is(word, kWhere)) {
            fault = set_filter(read.tag, next_word(rest));
        } else if (is(word, kOrder)) {
            const auto field = next_word(rest);
            fault = set_order(read.tag, field, rest);
        } else if (is(word, kLimit)) {
            fault = set_limit(read.tag, next_word(rest));
        } else if (is(word, kCutoff)) {
            read.tag.days = EachTag::Days::UntilCutoff;
        } else if (is(word, kOpen)) {
            fault = set_closed(read.tag, EachTag::Days::Open, next_word(rest));
        } else if (is(word, kCurrent)) {
            fault = set_closed(read.tag, EachTag::Days::Current, next_word(rest));
        } else {
            read.faults.push_back(unknown_each_word(word));
            break;  // What follows belongs to it.
        }
        if (fault) faults.push_back(std::move(*fault));
    }
    return read;
}

}  // namespace qingshui::report
