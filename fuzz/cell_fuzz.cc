// What people type into a cell, as a field of every type: read or refused in both languages, and
// what is read stands in an export as something that reads back the same. The first byte says
// which field.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "app/probe_office.h"
#include "base/ensure.h"

namespace app = qingshui::app;
namespace registry = qingshui::registry;
using qingshui::ensure;
using qingshui::Refusal;

namespace {

app::probe::Office& office() {
    static app::probe::Office made;
    return made;
}

void check(const Refusal& refused) {
    ensure(!refused.says.zh.empty() && !refused.says.en.empty(), "a refusal speaks both languages");
    ensure(!refused.subject.empty() || !refused.faults.empty(), "it names what it is about");
}

void check_field(const registry::Field& field, const std::string& text) {
    const auto reader = office().store->read();
    const auto today = app::probe::day("2021-06-01");
    app::CellReader cells(*reader, false);
    const auto value = cells.value(field, text, today);
    if (!value) return check(value.error());
    if (std::holds_alternative<std::monostate>(*value)) return;
    const auto printed = app::CellPrinter(*reader).cell(field, *value, today);
    const auto again = app::CellReader(*reader, true).value(field, printed, today);
    ensure(again && *again == *value, "what an export holds reads back as the same");
}

void check_lines(const registry::Lines& lines, const std::string& text) {
    const auto reader = office().store->read();
    const auto today = app::probe::day("2021-06-01");
    std::vector<Refusal> faults;
    const auto values = app::CellReader(*reader, false).lines(lines, text, today, faults);
    for (const Refusal& fault : faults) {
        ensure(!fault.says.zh.empty() && !fault.says.en.empty(), "a fault speaks both languages");
    }
    if (!faults.empty()) return;
    const auto printed = app::CellPrinter(*reader).lines(lines, values, today);
    const auto again = app::CellReader(*reader, true).lines(lines, printed, today, faults);
    ensure(faults.empty() && again == values, "exported lines read back as the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const registry::Schema& visit = *office().store->read()->catalogue().schema("beacon.visit");
    const std::size_t which = data[0] % (visit.fields.size() + visit.lines.size());
    if (which < visit.fields.size()) {
        check_field(visit.fields[which], text);
    } else {
        check_lines(visit.lines[which - visit.fields.size()], text);
    }
    return 0;
}
