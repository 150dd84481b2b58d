#include "sample/reading.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/chinese.h"
#include "base/plural.h"

namespace qingshui::sample {

using Kind = Declared::Kind;

void PlanFaults::add(int line, std::string rule, std::string subject, Text says, Text remedy) {
    Refusal fault;
    fault.rule = std::move(rule);
    fault.subject = std::move(subject);
    fault.says = std::move(says);
    fault.remedy = std::move(remedy);
    fault.where.file = file_;
    fault.where.row = line;
    if (std::find(faults_.begin(), faults_.end(), fault) == faults_.end()) {
        faults_.push_back(std::move(fault));
    }
}

Refusal PlanFaults::refusal() {
    std::stable_sort(faults_.begin(), faults_.end(),
                     [](const Refusal& a, const Refusal& b) { return a.where.row < b.where.row; });
    Refusal refusal;
    refusal.rule = "plan.faulty";
    refusal.subject = file_;
    refusal.says = {fmt::format("编制方案有{}处问题", faults_.size()),
                    fmt::format("The plan has {}", plural(faults_.size(), "fault"))};
    refusal.faults = std::move(faults_);
    return refusal;
}

TableReader::TableReader(const Declared& table, PlanFaults& faults)
    : table_(table), faults_(faults) {}

TableReader::~TableReader() {
    const std::vector<std::string> known(asked_.begin(), asked_.end());
    for (const auto& [key, value] : table_.members) {
        if (asked_.contains(key)) continue;
        const auto near = chinese::nearest(key, known, 1);
        const auto list = fmt::format("{}", fmt::join(near.empty() ? known : near, "、"));
        const auto list_en = fmt::format("{}", fmt::join(near.empty() ? known : near, ", "));
        faults_.add(
            value.line, "plan.key", key,
            {fmt::format("这里不能写“{}”", key), fmt::format(R"("{}" means nothing here)", key)},
            {fmt::format("可写：{}", list), fmt::format("Write: {}", list_en)});
    }
}

const Declared* TableReader::find(std::string_view key) {
    asked_.emplace(key);
    return table_.find(key);
}

void TableReader::fault(std::string_view key, const Text& wanted) {
    const auto* value = table_.find(key);
    faults_.add(value != nullptr ? value->line : table_.line, "plan.value", std::string(key),
                {fmt::format("“{}”应为{}", key, wanted.zh),
                 fmt::format(R"("{}" must be {})", key, wanted.en)});
}

std::string TableReader::text(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr) return "";
    const auto text = scalar_text(*value);
    if (!text) fault(key, {"文字", "text"});
    return text.value_or("");
}

std::string TableReader::required_text(std::string_view key) {
    if (!has(key)) fault(key, {"一段文字，不可缺少", "given, as text"});
    return text(key);
}

std::optional<std::int64_t> TableReader::integer(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (value->kind == Kind::Integer && value->integer >= 0) return value->integer;
    fault(key, {"不小于零的整数", "a whole number, not below zero"});
    return std::nullopt;
}

std::optional<Decimal> TableReader::number(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr) return std::nullopt;
    const auto number = number_of(*value);
    if (!number) fault(key, {"数字，小数请加引号", "a number; quote it if it has decimals"});
    return number;
}

std::optional<Date> TableReader::date(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr) return std::nullopt;
    const auto date = date_of(*value);
    if (!date) fault(key, {"日期，如2021-05-13", "a day such as 2021-05-13"});
    return date;
}

bool TableReader::flag(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr) return false;
    if (value->kind != Kind::Flag) fault(key, {"true或false", "true or false"});
    return value->flag;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
    std::vector<std::string> texts;
    const auto* value = find(key);
    if (value == nullptr) return texts;
    const std::vector<Declared> single = {*value};
    for (const auto& item : value->kind == Kind::List ? value->items : single) {
        if (const auto text = scalar_text(item)) {
            texts.push_back(*text);
        } else {
            fault(key, {"文字或文字的列表", "text or a list of texts"});
        }
    }
    return texts;
}

const Declared* TableReader::within(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr || value->kind == Kind::Table) return value;
    fault(key, {"一张表", "a table"});
    return nullptr;
}

std::vector<const Declared*> TableReader::tables(std::string_view key) {
    std::vector<const Declared*> tables;
    const auto* value = find(key);
    if (value == nullptr) return tables;
    const bool is_list = value->kind == Kind::List;
    if (!is_list) fault(key, {"若干张表的列表", "a list of tables"});
    for (const auto& item : value->items) {
        if (item.kind == Kind::Table) {
            tables.push_back(&item);
        } else {
            fault(key, {"若干张表的列表", "a list of tables"});
        }
    }
    return tables;
}

std::optional<std::string> scalar_text(const Declared& value) {
    switch (value.kind) {
        case Kind::Text:
        case Kind::Integer:
        case Kind::Decimal: return value.text;
        case Kind::Flag: return value.flag ? "true" : "false";
        case Kind::Date: return value.date.text();
        default: return std::nullopt;
    }
}

std::optional<Date> date_of(const Declared& value) {
    if (value.kind == Kind::Date) return value.date;
    if (value.kind == Kind::Text) return Date::parse(value.text);
    return std::nullopt;
}

std::optional<Decimal> number_of(const Declared& value) {
    if (value.kind == Kind::Flag || value.kind == Kind::Date) return std::nullopt;
    const auto text = scalar_text(value);
    return text ? Decimal::parse(*text) : std::nullopt;
}

}  // namespace qingshui::sample
