// Any text as the chapter of a pack: it is read, or every fault of it has words and a line;
// what is read also survives becoming blocks.

#include <cstdint>
#include <string>

#include "base/ensure.h"
#include "report/blocks.h"
#include "report/checks.h"
#include "report/layout.h"

namespace {

constexpr const char* kPack = R"toml(
[pack]
id = "probe"
title = { zh = "试验", en = "Probe" }
version = "1"

[register.event]
title = { zh = "事件", en = "Event" }
area = "place"
day = "happened_on"
label = "{happened_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "happened_on", type = "date", zh = "日期", en = "Date", required = true },
  { id = "title", type = "text", zh = "名称", en = "Title" },
]

[indicator.events]
title = { zh = "事件数", en = "Events" }
unit = "件"
of = "event"
)toml";

const qingshui::registry::Catalogue& catalogue() {
    static const auto kCatalogue =
        qingshui::registry::Catalogue::read({{"probe", {{"pack.toml", kPack}}}}).value();
    return kCatalogue;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const qingshui::report::Place place{"report.md", "probe", "probe", true};
    const auto layout = qingshui::report::parse_layout(catalogue(), place, text);
    if (!layout) {
        for (const auto& fault : layout.error().faults) {
            qingshui::ensure(!fault.says.zh.empty() && !fault.says.en.empty(), "a fault has words");
            qingshui::ensure(fault.where.row > 0, "a fault has a line");
        }
    }
    (void)qingshui::report::blocks({{{text, false, "", ""}, false}, {{text, false, "", ""}, true}});
    (void)qingshui::report::sides(text);
    return 0;
}
