// Reading what people type into cells: never falls over, and what is read is written so that it
// reads back as the same.

#include <cstdint>
#include <string_view>

#include "base/chinese.h"
#include "base/ensure.h"

namespace chinese = qingshui::chinese;
using qingshui::ensure;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);

    if (const auto day = chinese::parse_date(bytes)) {
        ensure(qingshui::Date::parse(day->text()) == day, "an ISO day reads back");
        const bool has_four_digits = day->year() >= 1000;
        ensure(!has_four_digits || chinese::parse_date(chinese::date(*day)) == day,
               "a Chinese day reads back");
    }
    if (const auto number = chinese::parse_numeral(bytes)) {
        ensure(chinese::parse_numeral(chinese::numeral(*number)) == number, "a numeral reads back");
    }
    const std::string folded = chinese::folded(bytes);
    ensure(chinese::folded(folded) == folded, "folding twice is folding once");
    ensure(chinese::length(bytes) <= size, "no character is shorter than a byte");
    const std::string tokens = chinese::search_tokens(bytes);
    ensure(chinese::search_tokens(tokens) == tokens, "tokens are tokens of themselves");
    if (const auto text = chinese::decoded(bytes)) {
        ensure(chinese::is_utf8(*text), "decoded text is UTF-8");
    }
    return 0;
}
