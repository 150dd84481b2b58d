#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qingshui {

// An exact decimal: mantissa / 10^scale. "12.50" is {1250, 2}; it equals "12.5".
//
// This is the form that databases keep (an integer, its scale declared), so sums
// are exact on every engine. Arithmetic that does not fit answers none; nothing
// is ever rounded unless a scale is asked for.
class Decimal {
public:
    static constexpr int kScaleMax = 12;
    // |mantissa| never exceeds this, so that a sum of two fits in 64 bits.
    static constexpr std::int64_t kMantissaMax = 999'999'999'999'999'999;

    constexpr Decimal() = default;
    // Requires 0 <= scale <= kScaleMax and |mantissa| <= kMantissaMax.
    Decimal(std::int64_t mantissa, int scale);
    // A whole number. Requires |whole| <= kMantissaMax.
    static Decimal whole(std::int64_t whole) { return {whole, 0}; }

    // Reads "-12.50"; none for anything else or what does not fit.
    static std::optional<Decimal> parse(std::string_view text);

    std::int64_t mantissa() const { return mantissa_; }
    int scale() const { return scale_; }

    // The same number at another scale: exactly, or none.
    std::optional<Decimal> rescaled(int scale) const;
    // Rounded half away from zero (四舍五入) when digits are dropped; none if it does not fit.
    std::optional<Decimal> rounded(int scale) const;

    // Exact, at the larger scale (plus, minus) or the sum of scales (times); none if
    // that does not fit in kScaleMax and kMantissaMax.
    friend std::optional<Decimal> plus(const Decimal& a, const Decimal& b);
    friend std::optional<Decimal> minus(const Decimal& a, const Decimal& b);
    friend std::optional<Decimal> times(const Decimal& a, const Decimal& b);
    // a / b rounded half away from zero to `scale`; none if b is zero or it does not fit.
    friend std::optional<Decimal> divided(const Decimal& a, const Decimal& b, int scale);
    Decimal negated() const { return {-mantissa_, scale_}; }

    std::string text() const;      // "12.50": all digits of the scale.
    std::string shortest() const;  // "12.5": no trailing zeros.

    // By number, not by scale: 12.5 == 12.50.
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

private:
    std::int64_t mantissa_ = 0;
    int scale_ = 0;
};

std::optional<Decimal> plus(const Decimal& a, const Decimal& b);
std::optional<Decimal> minus(const Decimal& a, const Decimal& b);
std::optional<Decimal> times(const Decimal& a, const Decimal& b);
std::optional<Decimal> divided(const Decimal& a, const Decimal& b, int scale);

}  // namespace qingshui
