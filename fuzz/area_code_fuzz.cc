// Law: a code that is read prints as itself when read again, and was given out by an area of a
// wider level whose own code it begins with.

#include <cstdint>
#include <string_view>

#include "area/code.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using qingshui::ensure;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto code = qingshui::area::Code::parse(text);
    if (!code) {
        ensure(code.error().rule == "area.code_malformed", "the rule is the documented one");
        return 0;
    }
    ensure(*qingshui::area::Code::parse(code->text()) == *code, "a code reads itself back");
    ensure(code->text().starts_with(code->division()), "a code begins with its division");
    const auto prefix = code->prefix();
    ensure(prefix.has_value() != (code->level() == qingshui::area::Level::Nation),
           "the nation alone has none");
    if (!prefix) return 0;
    ensure(prefix->level() < code->level(), "a code comes from a wider area");
    ensure(prefix->level() == qingshui::area::Level::Nation ||
               code->text().starts_with(prefix->text()),
           "a code begins with its prefix");
    return 0;
}
