#include "sample/columns.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "sample/people.h"

namespace qingshui::sample {

using registry::Value;

Columns::Columns(const World& world, Frame frame, std::vector<RowAt> rows, PlanFaults& faults)
    : world_(world),
      frame_(std::move(frame)),
      rows_(std::move(rows)),
      faults_(faults),
      columns_(frame_.fields.size()) {}

const Value& Columns::value(std::size_t field, std::size_t row) {
    auto& column = columns_[field];
    if (column.state == State::Open) work_out(field);
    if (column.state == State::Busy) {
        const auto& declared = frame_.fields[field];
        fault({fmt::format("字段“{}”的规则用到了它自己", declared.title.zh),
               fmt::format(R"(The rule of "{}" needs its own value)", declared.title.en)});
    }
    return column.values[row];
}

void Columns::work_out(std::size_t field) {
    const auto& id = frame_.fields[field].id;
    columns_[field].state = State::Busy;
    columns_[field].values.resize(rows_.size());
    const auto before = std::tuple(now_, line_, chance_);
    Chance chance(world_.seed(), fmt::format("{}|{}", frame_.stream, id));
    now_ = field;
    chance_ = &chance;

    const auto find = [&](const Rules& rules) {
        return std::find_if(rules.begin(), rules.end(),
                            [&](const auto& one) { return one.first == id; });
    };
    Rows rest;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        const auto* own = frame_.list != nullptr ? &(*frame_.list)[row] : nullptr;
        if (own == nullptr || find(*own) == own->end()) {
            rest.push_back(row);
        } else {
            fill(find(*own)->second, {row});
        }
    }
    const auto shared = find(frame_.rules);
    if (shared != frame_.rules.end() && !rest.empty()) fill(shared->second, std::move(rest));

    std::tie(now_, line_, chance_) = before;
    columns_[field].state = State::Done;
}

void Columns::fill(const Rule& rule, Rows rows) {
    const auto line = line_;
    line_ = rule.line;
    rows = chosen(rule, std::move(rows));
    std::visit([&](const auto& one) { apply(one, rows); }, rule.value);
    line_ = line;
}

// The rows that are filled at all.
Columns::Rows Columns::chosen(const Rule& rule, Rows rows) {
    if (rule.chance) {
        std::erase_if(rows,
                      [&](std::size_t) { return chance_->between(1, 10'000) > *rule.chance; });
    }
    if (!rule.filled) return rows;
    if (*rule.filled > rows.size()) {
        fault({fmt::format("filled = {}，却只有{}行", *rule.filled, rows.size()),
               fmt::format("filled = {}, but there are {} rows", *rule.filled, rows.size())});
        return rows;
    }
    chance_->shuffle(rows);
    rows.resize(*rule.filled);
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::optional<Columns::Named> Columns::named(std::string_view id, std::size_t row) {
    for (std::size_t i = 0; i < frame_.fields.size(); ++i) {
        if (frame_.fields[i].id == id) return Named{this, i, row};
    }
    if (frame_.above == nullptr) return std::nullopt;
    return frame_.above->named(id, rows_[row].above);
}

Date Columns::day_of(std::size_t row) {
    const auto day = named(frame_.schema.fields[frame_.schema.day].id, row);
    const auto* date = day ? std::get_if<Date>(&day->value()) : nullptr;
    return date != nullptr ? *date : Date::max();
}

std::string Columns::text(const Template& pattern, std::size_t row) {
    return pattern.fill([&](std::string_view name) {
        if (name == "n") return std::to_string(rows_[row].n);
        if (name == "i") return std::to_string(rows_[row].i);
        const auto other = named(name, row);
        return other ? world_.shown(other->declared(), other->value()) : std::string();
    });
}

void Columns::set(std::size_t row, const std::string& text) {
    if (text.empty()) return;
    auto value = world_.parse(field(), text);
    if (value) {
        at(row) = std::move(*value);
    } else {
        fault({fmt::format("“{}”不能作为“{}”的值", text, field().title.zh),
               fmt::format(R"("{}" is no value of "{}")", text, field().title.en)});
    }
}

void Columns::fault(Text says, Text remedy) {
    faults_.add(line_, "plan.rule", fmt::format("{}.{}", frame_.schema.id, field().id),
                std::move(says), std::move(remedy));
}

void Columns::apply(const Constant& rule, const Rows& rows) {
    for (const auto row : rows) set(row, text(rule.text, row));
}

void Columns::apply(const Pick& rule, const Rows& rows) {
    for (const auto row : rows) set(row, text(rule.values[chance_->weighted(rule.weights)], row));
}

void Columns::apply(const Deal& rule, const Rows& rows) {
    const auto sum = std::accumulate(rule.counts.begin(), rule.counts.end(), std::int64_t{0});
    if (sum != static_cast<std::int64_t>(rows.size())) {
        return fault({fmt::format("deal各项共{}行，这里有{}行", sum, rows.size()),
                      fmt::format("deal speaks of {} rows, but there are {}", sum, rows.size())});
    }
    std::vector<std::size_t> dealt;
    for (std::size_t i = 0; i < rule.counts.size(); ++i) {
        dealt.insert(dealt.end(), static_cast<std::size_t>(rule.counts[i]), i);
    }
    chance_->shuffle(dealt);
    for (std::size_t i = 0; i < rows.size(); ++i)
        set(rows[i], text(rule.values[dealt[i]], rows[i]));
}

void Columns::apply(const Turn& rule, const Rows& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        set(rows[i], text(rule.values[i % rule.values.size()], rows[i]));
    }
}

void Columns::apply(const Some& rule, const Rows& rows) {
    for (const auto row : rows) {
        auto order = Rows(rule.values.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        chance_->shuffle(order);
        order.resize(static_cast<std::size_t>(chance_->between(rule.least, rule.most)));
        std::sort(order.begin(), order.end());
        std::vector<std::string> codes;
        for (const auto i : order) codes.push_back(rule.values[i]);
        if (!codes.empty()) at(row) = std::move(codes);
    }
}

void Columns::apply(const Days& rule, const Rows& rows) {
    constexpr int kFriday = 5;
    std::vector<Date> days;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto day = rule.from;
        do {
            day = *Date::from_days(chance_->between(rule.from.days(), rule.to.days()));
        } while (rule.weekdays && day.weekday() > kFriday);
        days.push_back(day);
    }
    if (rule.sorted) std::sort(days.begin(), days.end());
    constexpr std::int64_t kMorning = std::int64_t{8} * 60;  // Minutes; offices are open until six.
    constexpr std::int64_t kEvening = std::int64_t{18} * 60;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (field().type == registry::FieldType::Date) {
            at(rows[i]) = days[i];
            continue;
        }
        const auto minute = chance_->between(kMorning, kEvening - 1);
        at(rows[i]) = DateTime{days[i], static_cast<std::int32_t>(minute * 60)};
    }
}

void Columns::apply(const DayBy& rule, const Rows& rows) {
    for (const auto row : rows) {
        const auto other = named(rule.field, row);
        const auto value = other ? other->value() : Value();
        const auto steps = chance_->between(rule.least, rule.most) * (rule.before ? -1 : 1);
        const auto* date = std::get_if<Date>(&value);
        const auto* time = std::get_if<DateTime>(&value);
        if (date == nullptr && time == nullptr) continue;
        const auto base = date != nullptr ? *date : time->date;
        auto day = base.plus_days(steps).value_or(base);
        if (rule.until) day = rule.before ? std::max(day, *rule.until) : std::min(day, *rule.until);
        if (rule.before ? day > base : day < base) continue;
        if (field().type == registry::FieldType::Date) {
            at(row) = day;
        } else {
            const auto second = time != nullptr ? time->second : 0;
            at(row) = DateTime{day, second};
        }
    }
}

void Columns::apply(const Between& rule, const Rows& rows) {
    for (const auto row : rows) {
        const auto mantissa = chance_->between(rule.low.mantissa(), rule.high.mantissa());
        at(row) = Decimal(mantissa, field().scale);
    }
}

void Columns::apply(const SplitSum& rule, const Rows& rows) {
    const auto scaled = [&](const std::optional<Decimal>& number) {
        return number ? number->rescaled(field().scale) : std::nullopt;
    };
    const auto total = scaled(rule.total);
    Bounds bounds;
    if (const auto least = scaled(rule.least)) bounds.least = least->mantissa();
    if (const auto most = scaled(rule.most)) bounds.most = most->mantissa();
    const auto parts =
        total ? split(total->mantissa(), rows.size(), bounds, *chance_) : std::nullopt;
    if (!parts) {
        return fault({fmt::format("{}分不成{}份（或小数位数过多）", rule.total.text(), rows.size()),
                      fmt::format("{} cannot be divided into {} parts at the field's scale",
                                  rule.total.text(), rows.size())});
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        at(rows[i]) = Decimal((*parts)[i], field().scale);
    }
}

void Columns::apply(const Person& rule, const Rows& rows) {
    for (const auto row : rows) {
        switch (rule.what) {
            case Person::What::Name: at(row) = person_name(*chance_); break;
            case Person::What::Phone: at(row) = phone_number(*chance_); break;
            case Person::What::Identity: at(row) = identity_number(*chance_); break;
        }
    }
}

void Columns::apply(const By& rule, const Rows& rows) {
    std::map<std::string, Rows> by_code;
    for (const auto row : rows) {
        const auto other = named(rule.field, row);
        const auto value = other ? other->value() : Value();
        if (const auto* flag = std::get_if<bool>(&value))
            by_code[*flag ? "true" : "false"].push_back(row);
        if (const auto* code = std::get_if<std::string>(&value)) by_code[*code].push_back(row);
    }
    for (const auto& [code, one] : rule.rules) {
        const auto found = by_code.find(code);
        if (found != by_code.end()) fill(one, found->second);
    }
}

}  // namespace qingshui::sample
