#include "base/decimal.h"

#include <array>

#include "base/ensure.h"

namespace qingshui {
namespace {

// Wide enough for a product of two mantissas and for every scale shift we allow.
__extension__ using Wide = __int128;

constexpr int kDigitsMax = 18;  // Of a mantissa.

Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

Wide magnitude(Wide number) { return number < 0 ? -number : number; }

std::optional<Decimal> fitted(Wide mantissa, int scale) {
    if (scale > Decimal::kScaleMax || magnitude(mantissa) > Decimal::kMantissaMax) {
        return std::nullopt;
    }
    return Decimal(static_cast<std::int64_t>(mantissa), scale);
}

// Half away from zero.
Wide divided_rounding(Wide dividend, Wide divisor) {
    const bool is_negative = (dividend < 0) != (divisor < 0);
    const Wide top = magnitude(dividend);
    const Wide bottom = magnitude(divisor);
    const Wide quotient = top / bottom;
    const Wide rest = top % bottom;
    const Wide rounded = rest >= bottom - rest ? quotient + 1 : quotient;
    return is_negative ? -rounded : rounded;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Decimal::Decimal(std::int64_t mantissa, int scale) : mantissa_(mantissa), scale_(scale) {
    ensure(scale >= 0 && scale <= kScaleMax, "a decimal's scale is 0 to 12");
    ensure(mantissa >= -kMantissaMax && mantissa <= kMantissaMax,
           "a decimal's mantissa has at most 18 digits");
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view part =
        point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && part.empty())) return std::nullopt;
    if (part.size() > kScaleMax) return std::nullopt;

    std::int64_t mantissa = 0;
    for (const std::string_view digits : {whole, part}) {
        for (const char c : digits) {
            if (!is_digit(c) || mantissa > kMantissaMax / 10) return std::nullopt;
            mantissa = mantissa * 10 + (c - '0');
        }
    }
    return fitted(is_negative ? -mantissa : mantissa, static_cast<int>(part.size()));
}

std::optional<Decimal> Decimal::rescaled(int scale) const {
    const auto result = rounded(scale);
    if (!result || *result != *this) return std::nullopt;
    return result;
}

std::optional<Decimal> Decimal::rounded(int scale) const {
    if (scale < 0 || scale > kScaleMax) return std::nullopt;
    if (scale >= scale_) return fitted(mantissa_ * power_of_ten(scale - scale_), scale);
    return fitted(divided_rounding(mantissa_, power_of_ten(scale_ - scale)), scale);
}

std::optional<Decimal> plus(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale_, b.scale_);
    return fitted(
        a.mantissa_ * power_of_ten(scale - a.scale_) + b.mantissa_ * power_of_ten(scale - b.scale_),
        scale);
}

std::optional<Decimal> minus(const Decimal& a, const Decimal& b) { return plus(a, b.negated()); }

std::optional<Decimal> times(const Decimal& a, const Decimal& b) {
    return fitted(Wide{a.mantissa_} * b.mantissa_, a.scale_ + b.scale_);
}

std::optional<Decimal> divided(const Decimal& a, const Decimal& b, int scale) {
    if (b.mantissa_ == 0 || scale < 0 || scale > Decimal::kScaleMax) return std::nullopt;
    // a/10^sa / (b/10^sb) at `scale` is a * 10^(scale + sb - sa) / b. The shift is at most
    // 24 digits on 18, which 128 bits cannot hold, so the quotient is tested first.
    const int shift = scale + b.scale_ - a.scale_;
    if (shift < 0)
        return fitted(divided_rounding(a.mantissa_, b.mantissa_ * power_of_ten(-shift)), scale);
    const int first = std::min(shift, kDigitsMax);
    Wide dividend = a.mantissa_ * power_of_ten(first);
    if (shift > first) {
        if (magnitude(dividend / b.mantissa_) > Decimal::kMantissaMax) return std::nullopt;
        const Wide rest = dividend % b.mantissa_;
        const Wide more = power_of_ten(shift - first);
        return fitted(dividend / b.mantissa_ * more + divided_rounding(rest * more, b.mantissa_),
                      scale);
    }
    return fitted(divided_rounding(dividend, b.mantissa_), scale);
}

std::string Decimal::text() const {
    std::string digits = std::to_string(mantissa_ < 0 ? -mantissa_ : mantissa_);
    const auto scale = static_cast<std::size_t>(scale_);
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    if (scale > 0) digits.insert(digits.size() - scale, ".");
    return mantissa_ < 0 ? "-" + digits : digits;
}

std::string Decimal::shortest() const {
    std::string digits = text();
    if (scale_ == 0) return digits;
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return digits == "-0" ? "0" : digits;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale_, b.scale_);
    return a.mantissa_ * power_of_ten(scale - a.scale_) <=>
           b.mantissa_ * power_of_ten(scale - b.scale_);
}

}  // namespace qingshui
