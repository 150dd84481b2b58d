#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace qingshui::sample {

// Numbers by chance that are the same on every machine: PCG XSH-RR 64/32 (O'Neill 2014) over
// our own ways of drawing, for those of the standard library differ between implementations.
class Chance {
public:
    // A stream of its own for each seed and name.
    Chance(std::uint64_t seed, std::string_view name);

    std::uint32_t next();
    // 0 .. count - 1, each as likely as the others. Requires count > 0.
    std::uint64_t below(std::uint64_t count);
    // Both ends included. Requires low <= high.
    std::int64_t between(std::int64_t low, std::int64_t high);

    // An index, as likely as its weight. Requires weights >= 0 that are not all 0.
    std::size_t weighted(const std::vector<std::int64_t>& weights);

    template <typename T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) {
            std::swap(items[i - 1], items[below(i)]);
        }
    }

private:
    std::uint64_t state_ = 0;
    std::uint64_t increment_ = 1;
};

// Bounds of each part of a sum.
struct Bounds {
    std::int64_t least = 0;
    std::optional<std::int64_t> most = {};
};

// Parts that add up to `total` exactly, uneven by chance (about half to one and a half of the
// mean). None if bounds or signs forbid it: total >= 0, count > 0 unless total is 0.
std::optional<std::vector<std::int64_t>> split(std::int64_t total, std::size_t count,
                                               const Bounds& bounds, Chance& chance);

}  // namespace qingshui::sample
