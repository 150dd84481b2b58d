#include "tally/rates.h"

#include <fmt/format.h>

#include <algorithm>

#include "tally/reads.h"

namespace qingshui::tally {

using registry::Catalogue;
using registry::Indicator;
using registry::IndicatorKind;

std::optional<RateInForce> rate_in_force(const Catalogue& catalogue, const Indicator& rate,
                                         Date day) {
    const auto* table = catalogue.rates(rate.rate_table);
    if (table == nullptr) return std::nullopt;
    const auto& fields = table->fields;
    const auto column = std::find_if(fields.begin(), fields.end(), [&](const auto& field) {
        return field.id == rate.rate_column;
    });
    const auto row = std::find_if(table->rows.rbegin(), table->rows.rend(),
                                  [&](const auto& each) { return each.valid.holds(day); });
    if (column == fields.end() || row == table->rows.rend()) return std::nullopt;
    const auto at = static_cast<std::size_t>(column - fields.begin());
    const auto* number = at < row->values.size() ? std::get_if<Decimal>(&row->values[at]) : nullptr;
    if (number == nullptr) return std::nullopt;
    return RateInForce{table, &*column, &*row, *number};
}

std::vector<RateInForce> rates_of(const Catalogue& catalogue, const Question& question) {
    std::vector<RateInForce> out;
    const auto day = question.defined_on.value_or(question.period.to);
    for (const auto* indicator : rested_on(catalogue, *question.figure.indicator, day)) {
        if (indicator->kind != IndicatorKind::Rate) continue;
        if (auto rate = rate_in_force(catalogue, *indicator, question.period.to)) {
            out.push_back(*rate);
        }
    }
    return out;
}

Digest digest(const std::vector<Part>& parts, const std::vector<RateInForce>& rates) {
    Hasher hasher;
    for (const auto& part : parts) {
        hasher.add(fmt::format("{}|{}|{}|{}|{}|{}|{}\n", part.schema, part.record, part.area.number,
                               part.day.text(), part.amount, part.seq, part.cell));
    }
    for (const auto& rate : rates) {
        hasher.add(fmt::format("rate|{}|{}|{}|{}|{}|{}\n", rate.table->id, rate.column->id,
                               rate.row->valid.from.text(), rate.row->valid.to.text(),
                               rate.number.text(), rate.row->basis));
    }
    return hasher.digest();
}

Digest digest(const std::vector<Part>& parts) { return digest(parts, {}); }

}  // namespace qingshui::tally
