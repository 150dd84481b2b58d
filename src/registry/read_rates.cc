#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "registry/limits.h"
#include "registry/read_register.h"

namespace qingshui::registry {

namespace {

bool is_number(const Field& field) { return type_of(field).kind == expr::Kind::Number; }

// The value of a cell; empty if it does not fit its column.
Value cell(const Field& field, const Declared& declared) {
    switch (declared.kind) {
        case Declared::Kind::Flag:
            return field.type == FieldType::YesNo ? Value{declared.flag} : Value{};
        case Declared::Kind::Date:
            return field.type == FieldType::Date ? Value{declared.date} : Value{};
        case Declared::Kind::Text:
            if (type_of(field).kind == expr::Kind::Text) return declared.text;
            break;
        case Declared::Kind::Integer:
        case Declared::Kind::Decimal: break;
        default: return {};
    }
    if (!is_number(field)) return {};
    const auto number = qingshui::Decimal::parse(declared.text);
    const auto exact = number ? number->rescaled(field.scale) : std::nullopt;
    return exact ? Value{*exact} : Value{};
}

std::vector<Value> read_row(const Section& section, const std::vector<Field>& fields) {
    std::vector<Value> values;
    for (const Field& field : fields) {
        const Declared* found = section.column(field.id);
        values.push_back(found != nullptr ? cell(field, *found) : Value{});
        if (found == nullptr && field.required) {
            section.fault("", "pack.missing_key",
                          {fmt::format("这一行缺少“{}”（{}）", field.id, field.title.zh),
                           fmt::format("This row lacks \"{}\" ({})", field.id, field.title.en)},
                          {"请补上", "Add it"});
        }
        if (found == nullptr || !is_empty(values.back())) continue;
        section.fault(
            field.id, "pack.wrong_type",
            {fmt::format("“{}”的值不是 {} 类型", field.id, name(field.type)),
             fmt::format("The value of \"{}\" is not of type {}", field.id, name(field.type))},
            {"请按该列的类型和小数位数书写",
             "Write it as the type and decimals of the column say"});
    }
    return values;
}

void check_columns(const Section& section, const std::vector<Field>& fields) {
    std::vector<std::string> known;
    known.reserve(fields.size());
    for (const Field& field : fields) known.push_back(field.id);
    for (const KeyRule& rule : part_rule("rate_row").keys) known.emplace_back(rule.name);
    for (const auto& [key, value] : section.declared().members) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        section.fault(key, "pack.unknown_key",
                      {fmt::format("标准里没有“{}”这一列", key),
                       fmt::format("The table has no column \"{}\"", key)},
                      Section::suggestion(key, known));
    }
}

// Rows of the same words and dates are the same entry at different times.
bool same_entry(const std::vector<Field>& fields, const Rates::Row& a, const Rates::Row& b) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!is_number(fields[i]) && a.values[i] != b.values[i]) return false;
    }
    return true;
}

void check_overlap(const std::vector<Section>& sections, const Rates& rates) {
    for (std::size_t i = 0; i < rates.rows.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const Period& a = rates.rows[i].valid;
            const Period& b = rates.rows[j].valid;
            if (a.from > b.to || b.from > a.to) continue;
            if (!same_entry(rates.fields, rates.rows[i], rates.rows[j])) continue;
            sections[i].fault(
                "from", "pack.overlap",
                {fmt::format("有效期与第{}行的那一条重叠", sections[j].line()),
                 fmt::format("Its days overlap those of the row on line {}", sections[j].line())},
                {"请给前一条写上 until，为后一条 from 的前一天",
                 "Give the earlier one an until, the day before the later one's "
                 "from"});
        }
    }
}

}  // namespace

Rates read_rates(const std::string& pack_id, const std::string& id, const Section& section) {
    check_id(section, "", id);
    Rates rates{pack_id + "." + id, section.both("title"), read_fields(pack_id, section), {}};
    const auto columns = section.parts("fields");
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (is_one_of(types_for_rate_columns(), rates.fields[i].type) &&
            !columns[i].has("computed"))
            continue;
        columns[i].fault("type", "pack.type",
                         {"标准的列不能是这种类型，也不能是计算字段",
                          "A column of rates cannot be of this type, nor computed"},
                         {"可用：text、integer、decimal(N)、money、date、choice、yesno",
                          "Use text, integer, decimal(N), money, date, choice or yesno"});
    }
    const auto sections = section.parts("row");
    if (sections.size() > kRateRowsMax) {
        section.fault("row", "pack.too_many",
                      {fmt::format("行数多于{}", kRateRowsMax),
                       fmt::format("There are more than {} rows", kRateRowsMax)},
                      {"请改用台账", "Use a register instead"});
        return rates;
    }
    for (const Section& each : sections) {
        check_columns(each, rates.fields);
        Rates::Row row{
            {each.date("from").value_or(Date::min()), each.date("until").value_or(Date::max())},
            read_row(each, rates.fields),
            each.text("basis")};
        if (row.valid.from > row.valid.to) {
            each.fault("until", "pack.range", {"until 早于 from", "until is before from"},
                       {"请改正日期", "Correct the days"});
        }
        rates.rows.push_back(std::move(row));
    }
    check_overlap(sections, rates);
    return rates;
}

}  // namespace qingshui::registry
