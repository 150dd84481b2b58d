// Reading decimals: what is read is written so that it reads back as the same, and sums undo.

#include <cstdint>
#include <string_view>

#include "base/decimal.h"
#include "base/ensure.h"

using qingshui::Decimal;
using qingshui::ensure;

namespace {

void check(const Decimal& number) {
    const auto back = Decimal::parse(number.text());
    ensure(back && back->mantissa() == number.mantissa() && back->scale() == number.scale(),
           "a decimal reads back digit by digit");
    ensure(Decimal::parse(number.shortest()) == number, "its shortest form reads back");
    for (int scale = 0; scale <= Decimal::kScaleMax; ++scale) {
        const auto rescaled = number.rescaled(scale);
        ensure(!rescaled || *rescaled == number, "another scale is the same number");
    }
}

void check(const Decimal& a, const Decimal& b) {
    if (const auto sum = plus(a, b)) ensure(minus(*sum, b) == a, "what is added is taken off");
    const auto product = times(a, b);
    if (product && b.mantissa() != 0) {
        ensure(divided(*product, b, a.scale()) == a, "what is multiplied is divided");
    }
}

}  // namespace

// Two decimals on two lines.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = text.find('\n');
    const auto a = Decimal::parse(text.substr(0, end));
    if (!a) return 0;
    check(*a);
    const auto b = Decimal::parse(end == std::string_view::npos ? text : text.substr(end + 1));
    if (b) check(*a, *b);
    return 0;
}
