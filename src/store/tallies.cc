#include "store/tallies.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/damage.h"

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

constexpr Wide kMost = Decimal::kMantissaMax;
constexpr std::int64_t kHalf = 1'000'000'000;

Refusal too_large(const TallyKey& key) {
    return {.reason = Reason::TooLarge,
            .rule = "count.too_large",
            .subject = key.indicator,
            .says = {fmt::format("指标“{}”在{}的合计将超过18位数字，无法精确计数", key.indicator,
                                 key.day.text()),
                     fmt::format("The sum of indicator \"{}\" on {} would have more than 18 digits "
                                 "and could not be kept exactly",
                                 key.indicator, key.day.text())},
            .remedy = {"没有登记；请核对本次提交的数额后重新提交",
                       "Nothing was kept; check the amounts and submit again"}};
}

TallyKey read_key(const sql::Rows& rows) {
    const auto day = Date::parse(rows.text(2));
    if (!day) throw DamageFailure("tally: a day cannot be read");
    return {std::string(rows.text(0)),
            static_cast<int>(rows.integer(1)),
            *day,
            {rows.integer(3)},
            std::string(rows.text(4))};
}

}  // namespace

std::int64_t clamped(Wide sum) {
    using Limits = std::numeric_limits<std::int64_t>;
    return static_cast<std::int64_t>(std::clamp<Wide>(sum, Limits::min(), Limits::max()));
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
        amount += Wide{sign} * share.amount;
    }
}

void Tallies::drop() {
    pending_.clear();
    overflow_.reset();
}

Result<void> Tallies::settle() {
    flush();
    if (!overflow_) return {};
    return *std::exchange(overflow_, std::nullopt);
}

void Tallies::flush() {
    if (pending_.empty()) return;
    std::vector<std::pair<TallyKey, Wide>> rows;
    rows.reserve(pending_.size());
    for (const auto& [place, amount] : pending_) {
        if (amount == 0) continue;
        rows.push_back(
            {{place.indicator->id, place.indicator->version, place.day, place.area, place.cell},
             amount});
    }
    pending_.clear();
    std::sort(rows.begin(), rows.end());
    for (const auto& [key, amount] : rows) {
        if (!write(key, amount) && !overflow_) overflow_ = too_large(key);
    }
}

// False if the sum would not fit; nothing is written then.
bool Tallies::write(const TallyKey& key, Wide amount) {
    if (amount < -kMost || amount > kMost) return false;
    auto& upsert = connection_.prepare(
        "insert into tally (tenant, indicator, version, day, area, cell, amount) "
        "values ($1, $2, $3, $4, $5, $6, $7) "
        "on conflict (tenant, indicator, version, day, area, cell) "
        "do update set amount = tally.amount + excluded.amount "
        "where tally.amount between $8 and $9");
    const auto least = static_cast<std::int64_t>(std::max(-kMost, -kMost - amount));
    const auto most = static_cast<std::int64_t>(std::min(kMost, kMost - amount));
    return upsert.execute(sql::parameters(tenant_, key.indicator, std::int64_t{key.version},
                                          key.day.text(), key.area.number, key.cell,
                                          static_cast<std::int64_t>(amount), least, most)) > 0;
}

void Tallies::clear(std::string_view indicator, int version) {
    connection_.prepare("delete from tally where tenant = $1 and indicator = $2 and version = $3")
        .execute(sql::parameters(tenant_, std::string(indicator), std::int64_t{version}));
}

std::vector<tally::AreaSum> Tallies::sums(const registry::Indicator& indicator,
                                          const Period& period,
                                          std::optional<Id<area::Area>> area) {
    flush();
    // In two halves, so that no engine's sum overflows.
    const auto text = fmt::format(
        "select area, cell, cast(sum(amount / {0}) as bigint), cast(sum(amount % {0}) as bigint)"
        "{1}{2} group by area, cell order by area, cell",
        kHalf, kOfPeriod, area ? " and area = $6" : "");
    auto rows = connection_.prepare(text).query(place_parameters(tenant_, indicator, period, area));
    std::vector<tally::AreaSum> sums;
    while (rows->next()) {
        const Wide sum = Wide{rows->integer(2)} * kHalf + rows->integer(3);
        sums.push_back({{rows->integer(0)}, std::string(rows->text(1)), clamped(sum)});
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
