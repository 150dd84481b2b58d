// Takes arbitrary bytes in as a CSV file, all the way: its header, units and kinds of rows, its
// cells as the fields of a register, the records through the one door. A dry run leaves nothing
// behind; each fault says in both languages what is wrong, and where.

#include <cstdint>
#include <string>

#include "app/probe_office.h"
#include "base/ensure.h"

namespace app = qingshui::app;
using qingshui::ensure;
using qingshui::Refusal;

namespace {

app::probe::Office& office() {
    static app::probe::Office made;
    return made;
}

std::int64_t records() {
    const auto reader = office().store->read();
    return reader->record_count("beacon.visit") + reader->record_count("beacon.tower");
}

void check(const Refusal& refused) {
    ensure(refused.rule == "import.faulty", "an import is refused as a whole");
    ensure(!refused.faults.empty(), "it says its faults");
    for (const Refusal& fault : refused.faults) {
        ensure(!fault.says.zh.empty() && !fault.says.en.empty(), "a fault is in both languages");
        ensure(!fault.remedy.zh.empty() && !fault.remedy.en.empty(), "and says what to do");
        ensure(!fault.where.file.empty(), "and where it is");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    static const std::int64_t kBefore = records();
    const auto done = office().import({{"fuzz.csv", bytes}}, {.is_dry_run = true});
    if (!done) {
        check(done.error());
    } else {
        ensure(!done->empty(), "what was taken in is told");
    }
    ensure(records() == kBefore, "a dry run keeps nothing");
    return 0;
}
