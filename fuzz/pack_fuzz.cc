// Reading packs: any text is read or refused with faults that say where and what, and what
// was read can be shown, needs no migration from itself, and its templates are held against it.

#include <cstdint>
#include <string>

#include "base/ensure.h"
#include "registry/migration.h"
#include "report/report.h"

namespace registry = qingshui::registry;
using qingshui::ensure;
using qingshui::Language;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto catalogue = registry::Catalogue::read(
        {{"sample", {{"pack.toml", text}, {"report.md", "{{x}}"}, {"annual.md", "{{chapters}}"}}}});
    if (!catalogue) {
        ensure(!catalogue.error().faults.empty(), "a refusal says its faults");
        for (const auto& fault : catalogue.error().faults) {
            ensure(!fault.says.zh.empty() && !fault.says.en.empty(),
                   "a fault is in both languages");
            ensure(fault.where.file == "sample/pack.toml", "a fault says where it is");
        }
        return 0;
    }
    for (const auto& fault : qingshui::report::faults(*catalogue)) {
        ensure(!fault.says.zh.empty() && !fault.says.en.empty(), "so is a template's fault");
        ensure(fault.where.file.starts_with("sample/"), "and says where it is");
    }
    ensure(!registry::show(*catalogue, Language::Chinese).empty(), "what is read can be shown");
    const auto plan = registry::plan_migration(*catalogue, *catalogue);
    ensure(plan && plan->steps.empty() && plan->notes.empty(), "nothing changes to itself");
    ensure(plan->changes.empty() && plan->units.empty(), "nothing is declared otherwise");
    for (const auto& id : catalogue->register_ids()) {
        const auto& schema = *catalogue->schema(id);
        registry::Record record{std::vector<registry::Value>(schema.fields.size()), {}};
        record.lines.resize(schema.lines.size());
        registry::compute(schema, record);
        ensure(!registry::faults(schema, record).empty(), "an empty record lacks its area");
    }
    return 0;
}
