// Reading JSON: never falls over, and what is read is printed so that it reads back as the same.

#include <cstdint>
#include <string_view>

#include "base/ensure.h"
#include "json/json.h"

namespace json = qingshui::json;
using qingshui::ensure;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = json::parse({reinterpret_cast<const char*>(data), size});
    if (!value) return 0;
    for (const std::string& text : {json::print(*value), json::print_pretty(*value)}) {
        const auto back = json::parse(text);
        ensure(back && *back == *value, "printed JSON reads back");
    }
    return 0;
}
