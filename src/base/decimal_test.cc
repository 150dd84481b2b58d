#include "base/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace qingshui {
namespace {

__extension__ using Wide = __int128;

Decimal decimal(std::string_view text) { return *Decimal::parse(text); }

Wide power(int exponent) { return exponent == 0 ? Wide{1} : 10 * power(exponent - 1); }
Wide magnitude(Wide number) { return number < 0 ? -number : number; }

// Small enough that every law below can be computed in 128 bits.
Decimal any_small() {
    return Decimal(*rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'001),
                   *rc::gen::inRange(0, 7));
}

Decimal any() {
    const auto digits = *rc::gen::inRange(1, 19);
    const auto most = static_cast<std::int64_t>(power(digits)) - 1;
    return Decimal(*rc::gen::inRange<std::int64_t>(-most, most + 1),
                   *rc::gen::inRange(0, Decimal::kScaleMax + 1));
}

Wide at(const Decimal& number, int scale) {
    return number.mantissa() * power(scale - number.scale());
}

TEST(Decimal, ReadsAndPrintsPlainNumbers) {
    EXPECT_EQ(decimal("-12.50").text(), "-12.50");
    EXPECT_EQ(decimal("-12.50").shortest(), "-12.5");
    EXPECT_EQ(decimal("0.05").text(), "0.05");
    EXPECT_EQ(decimal("100").shortest(), "100");
    EXPECT_EQ(decimal("-0.00").shortest(), "0");
    EXPECT_EQ(decimal("12.00").shortest(), "12");
    EXPECT_EQ(decimal("000000000000000000000999999999999999999").text(), "999999999999999999");
    for (const auto* text : {"", "-", ".5", "5.", "1.2.3", "1e3", "+1", " 1", "1,000", "--1",
                             "1000000000000000000", "0.1234567890123", "１"}) {
        EXPECT_FALSE(Decimal::parse(text)) << text;
    }
}

TEST(Decimal, RoundsHalfAwayFromZero) {
    EXPECT_EQ(decimal("2.345").rounded(2)->text(), "2.35");
    EXPECT_EQ(decimal("-2.345").rounded(2)->text(), "-2.35");
    EXPECT_EQ(decimal("2.344").rounded(2)->text(), "2.34");
    EXPECT_EQ(decimal("0.5").rounded(0)->text(), "1");
    EXPECT_FALSE(decimal("2.345").rescaled(2));
    EXPECT_EQ(decimal("2.340").rescaled(2)->text(), "2.34");
    EXPECT_FALSE(decimal("999999999999999999").rounded(1));
}

TEST(Decimal, AnswersNoneWhenItDoesNotFit) {
    const auto most = Decimal::whole(Decimal::kMantissaMax);
    EXPECT_FALSE(plus(most, Decimal::whole(1)));
    EXPECT_FALSE(minus(most.negated(), Decimal::whole(1)));
    EXPECT_FALSE(times(most, Decimal::whole(2)));
    EXPECT_FALSE(times(Decimal(1, 12), Decimal(1, 1)));
    EXPECT_FALSE(plus(most, Decimal(1, 1)));
    EXPECT_FALSE(divided(most, Decimal(1, 12), 12));
    EXPECT_FALSE(divided(Decimal::whole(1), Decimal(0, 3), 2));
    EXPECT_FALSE(divided(Decimal::whole(1'000'000), decimal("0.000000000003"), 5));
    EXPECT_FALSE(divided(Decimal::whole(1), Decimal::whole(2), 13));
    EXPECT_EQ(divided(Decimal(1, 12), decimal("0.000000000003"), 12)->text(), "0.333333333333");
}

TEST(Decimal, ComparesByNumber) {
    EXPECT_EQ(decimal("12.5"), decimal("12.50"));
    EXPECT_LT(decimal("-1"), decimal("-0.999999999999"));
    EXPECT_LT(decimal("0.999999999999"), decimal("999999999999999999"));
}

RC_GTEST_PROP(Decimal, PrintsWhatItReads, ()) {
    const auto number = any();
    const auto back = Decimal::parse(number.text());
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->mantissa() == number.mantissa());
    RC_ASSERT(back->scale() == number.scale());
    RC_ASSERT(Decimal::parse(number.shortest()) == number);
}

RC_GTEST_PROP(Decimal, AddsAndMultipliesExactly, ()) {
    const auto a = any();
    const auto b = any();
    const int scale = std::max(a.scale(), b.scale());
    const auto check = [](std::optional<Decimal> found, Wide mantissa, int wanted_scale) {
        const bool fits =
            magnitude(mantissa) <= Decimal::kMantissaMax && wanted_scale <= Decimal::kScaleMax;
        RC_ASSERT(found.has_value() == fits);
        if (fits) RC_ASSERT(found->mantissa() == mantissa && found->scale() == wanted_scale);
    };
    check(plus(a, b), at(a, scale) + at(b, scale), scale);
    check(minus(a, b), at(a, scale) - at(b, scale), scale);
    check(times(a, b), Wide{a.mantissa()} * b.mantissa(), a.scale() + b.scale());
    RC_ASSERT((a < b) == (at(a, 12) < at(b, 12)));
}

// The quotient q is the nearest: 2 * |a - q b| <= |b| * one unit of q's scale.
RC_GTEST_PROP(Decimal, DividesToTheNearest, ()) {
    const auto a = any_small();
    const auto b = any_small();
    const int scale = *rc::gen::inRange(0, 9);
    RC_PRE(b.mantissa() != 0);
    const auto quotient = divided(a, b, scale);
    RC_ASSERT(quotient.has_value());
    const int common = a.scale() + b.scale() + scale;
    const Wide left = at(a, common);
    const Wide right = Wide{quotient->mantissa()} * b.mantissa() * power(a.scale());
    const Wide unit = b.mantissa() * power(a.scale());
    RC_ASSERT(2 * magnitude(left - right) <= magnitude(unit));
    const bool is_half = 2 * magnitude(left - right) == magnitude(unit);
    if (is_half) RC_ASSERT(magnitude(right) > magnitude(left));
}

RC_GTEST_PROP(Decimal, DividesBackWhatItMultiplied, ()) {
    const auto a = any();
    const auto b = any();
    RC_PRE(b.mantissa() != 0);
    const auto product = times(a, b);
    RC_PRE(product.has_value());
    RC_ASSERT(divided(*product, b, a.scale()) == a);
}

}  // namespace
}  // namespace qingshui
