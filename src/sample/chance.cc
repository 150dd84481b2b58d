#include "sample/chance.h"

#include <algorithm>
#include <numeric>

#include "base/ensure.h"

namespace qingshui::sample {
namespace {

__extension__ using Wide = __int128;

// Of the parts of a sum: from half the mean to one and a half.
constexpr std::int64_t kWeightLeast = 50'000'000;
constexpr std::int64_t kWeightMost = 150'000'000;

// FNV-1a, then the finish of splitmix64, so that near names are far apart.
std::uint64_t mixed(std::uint64_t seed, std::string_view name) {
    std::uint64_t hash = 0xCBF29CE484222325U ^ (seed * 0x9E3779B97F4A7C15U);
    for (const char c : name) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3U;
    }
    hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9U;
    hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EBU;
    return hash ^ (hash >> 31U);
}

}  // namespace

Chance::Chance(std::uint64_t seed, std::string_view name)
    : increment_((mixed(seed + 1, name) << 1U) | 1U) {
    next();
    state_ += mixed(seed, name);
    next();
}

std::uint32_t Chance::next() {
    const auto old = state_;
    state_ = old * 6364136223846793005U + increment_;
    const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
    const auto turn = static_cast<std::uint32_t>(old >> 59U);
    return (shifted >> turn) | (shifted << ((32U - turn) & 31U));
}

std::uint64_t Chance::below(std::uint64_t count) {
    ensure(count > 0, "something is drawn from at least one");
    const auto most = UINT64_MAX - UINT64_MAX % count;  // What lies above would favour the low.
    while (true) {
        const auto high = std::uint64_t{next()} << 32U;
        const auto drawn = high | next();
        if (drawn < most) return drawn % count;
    }
}

std::int64_t Chance::between(std::int64_t low, std::int64_t high) {
    ensure(low <= high, "the low end is not above the high end");
    const auto width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    if (width == UINT64_MAX) return static_cast<std::int64_t>(below(width));
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + below(width + 1));
}

std::size_t Chance::weighted(const std::vector<std::int64_t>& weights) {
    const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    auto drawn = between(0, sum - 1);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        drawn -= weights[i];
        if (drawn < 0) return i;
    }
    ensure(false, "a draw lies below the sum of weights");
    return 0;
}

std::optional<std::vector<std::int64_t>> split(std::int64_t total, std::size_t count,
                                               const Bounds& bounds, Chance& chance) {
    if (count == 0) return total == 0 ? std::optional(std::vector<std::int64_t>()) : std::nullopt;
    const auto parts = static_cast<std::int64_t>(count);
    const auto most = bounds.most.value_or(total);
    if (total < 0 || bounds.least < 0 || most < bounds.least) return std::nullopt;
    if (Wide(bounds.least) * parts > total || Wide(most) * parts < total) return std::nullopt;

    std::vector<std::int64_t> weights(count);
    for (auto& weight : weights) weight = chance.between(kWeightLeast, kWeightMost);
    const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    std::vector<std::int64_t> amounts(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto share = static_cast<std::int64_t>(Wide(total) * weights[i] / sum);
        amounts[i] = std::clamp(share, bounds.least, most);
    }
    auto rest = total - std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});

    // What rounding and bounds left over, or took too much, goes evenly to parts with room.
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    chance.shuffle(order);
    while (rest != 0) {
        const auto step = std::max<std::int64_t>(1, (rest < 0 ? -rest : rest) / parts);
        for (const auto i : order) {
            const auto room = rest > 0 ? std::min({step, rest, most - amounts[i]})
                                       : -std::min({step, -rest, amounts[i] - bounds.least});
            amounts[i] += room;
            rest -= room;
        }
    }
    return amounts;
}

}  // namespace qingshui::sample
