#include "store/tallies.h"

namespace qingshui::store {

namespace {

std::vector<sql::Value> place_parameters(std::int64_t tenant, const registry::Indicator& indicator,
                                         const Period& period, std::optional<Id<area::Area>> area) {
    auto values = sql::parameters(tenant, indicator.id, std::int64_t{indicator.version},
                                  period.from.text(), period.to.text());
    if (area) values.emplace_back(area->number);
    return values;
}

constexpr std::string_view kOfPeriod =
    " from tally where tenant = $1 and indicator = $2 and version = $3 and day >= $4 and "
    "day <= $5 and amount <> 0";

TallyKey read_key(const sql::Rows& rows) {
    const auto day = Date::parse(rows.text(2));
    if (!day) throw Failure("tally: a day cannot be read");
    return {std::string(rows.text(0)),
            static_cast<int>(rows.integer(1)),
            *day,
            {rows.integer(3)},
            std::string(rows.text(4))};
}

}  // namespace

std::int64_t added(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) throw Failure("a sum does not fit in 64 bits");
    return sum;
}

std::size_t Tallies::PlaceHash::operator()(const Place& place) const noexcept {
    std::size_t hash = std::hash<const void*>{}(place.indicator);
    const auto mix = [&hash](std::size_t part) {
        hash ^= part + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U);
    };
    mix(std::hash<std::int32_t>{}(place.day.days()));
    mix(std::hash<std::int64_t>{}(place.area.number));
    mix(std::hash<std::string>{}(place.cell));
    return hash;
}

void Tallies::add(const std::vector<tally::Share>& shares, int sign) {
    for (const auto& share : shares) {
        auto& amount = pending_[{share.indicator, share.day, share.area, share.cell}];
        amount = added(amount, sign * share.amount);
    }
}

void Tallies::flush() {
    if (pending_.empty()) return;
    std::vector<std::pair<TallyKey, std::int64_t>> rows;
    rows.reserve(pending_.size());
    for (const auto& [place, amount] : pending_) {
        if (amount == 0) continue;
        rows.push_back(
            {{place.indicator->id, place.indicator->version, place.day, place.area, place.cell},
             amount});
    }
    pending_.clear();
    std::sort(rows.begin(), rows.end());
    auto& upsert = connection_.prepare(
        "insert into tally (tenant, indicator, version, day, area, cell, amount) "
        "values ($1, $2, $3, $4, $5, $6, $7) "
        "on conflict (tenant, indicator, version, day, area, cell) "
        "do update set amount = tally.amount + excluded.amount");
    for (const auto& [key, amount] : rows) {
        upsert.execute(sql::parameters(tenant_, key.indicator, std::int64_t{key.version},
                                       key.day.text(), key.area.number, key.cell, amount));
    }
}

void Tallies::clear(std::string_view indicator, int version) {
    connection_.prepare("delete from tally where tenant = $1 and indicator = $2 and version = $3")
        .execute(sql::parameters(tenant_, std::string(indicator), std::int64_t{version}));
}

std::vector<tally::AreaSum> Tallies::sums(const registry::Indicator& indicator,
                                          const Period& period,
                                          std::optional<Id<area::Area>> area) {
    flush();
    const auto text = fmt::format(
        "select area, cell, cast(sum(amount) as bigint){}{} group by area, cell "
        "order by area, cell",
        kOfPeriod, area ? " and area = $6" : "");
    auto rows = connection_.prepare(text).query(place_parameters(tenant_, indicator, period, area));
    std::vector<tally::AreaSum> sums;
    while (rows->next()) {
        sums.push_back({{rows->integer(0)}, std::string(rows->text(1)), rows->integer(2)});
    }
    return sums;
}

std::vector<std::pair<TallyKey, std::int64_t>> Tallies::rows(const registry::Indicator& indicator,
                                                             const Period& period,
                                                             std::optional<Id<area::Area>> area) {
    flush();
    const auto text = fmt::format("select indicator, version, day, area, cell, amount{}{}",
                                  kOfPeriod, area ? " and area = $6" : "");
    auto rows = connection_.prepare(text).query(place_parameters(tenant_, indicator, period, area));
    std::vector<std::pair<TallyKey, std::int64_t>> all;
    while (rows->next()) all.emplace_back(read_key(*rows), rows->integer(5));
    return all;
}

std::vector<std::pair<TallyKey, std::int64_t>> Tallies::all_rows() {
    auto rows = connection_
                    .prepare(
                        "select indicator, version, day, area, cell, amount from tally "
                        "where tenant = $1")
                    .query(sql::parameters(tenant_));
    std::vector<std::pair<TallyKey, std::int64_t>> all;
    while (rows->next()) all.emplace_back(read_key(*rows), rows->integer(5));
    return all;
}

}  // namespace qingshui::store
