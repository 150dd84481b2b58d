#include "app/founding.h"

#include <fmt/format.h>

#include "report/report.h"

namespace qingshui::app {
namespace {

constexpr std::int64_t kTenantMin = 110'000'000;
constexpr std::int64_t kTenantMax = 999'999'999;

Refusal bad_tenant(std::int64_t tenant) {
    return {Reason::Invalid,
            "office.tenant",
            std::to_string(tenant),
            {fmt::format("“{}”不是街道、镇、乡的代码", tenant),
             fmt::format("“{}” is not the code of a street, town or township", tenant)},
            {"请填写9位数字，如 341502005", "Give its 9 digits, such as 341502005"}};
}

Refusal faulty_templates(std::vector<Refusal> faults) {
    Refusal refusal{Reason::Invalid, "pack.faulty"};
    refusal.says = {fmt::format("报告模板有{}处错误", faults.size()),
                    fmt::format("Faults in the templates of reports: {}", faults.size())};
    refusal.faults = std::move(faults);
    return refusal;
}

}  // namespace

Result<registry::Catalogue> read_packs(
    const std::map<std::string, registry::Catalogue::Files>& packs) {
    auto reading = registry::read_as_far(packs);
    if (reading.faults.empty()) {
        auto faults = report::faults(reading.catalogue);
        if (!faults.empty()) return faulty_templates(std::move(faults));
        return std::move(reading.catalogue);
    }
    auto faults = std::move(reading.faults);
    const auto more = report::faults(reading, packs);
    faults.insert(faults.end(), more.begin(), more.end());
    return registry::faulty(std::move(faults));
}

Result<std::unique_ptr<store::Store>> found_office(
    const store::Address& place, std::int64_t tenant, const std::string& name,
    const std::map<std::string, registry::Catalogue::Files>& packs, Clock& clock) {
    if (tenant < kTenantMin || tenant > kTenantMax) return bad_tenant(tenant);
    TRY(read_packs(packs));
    return store::create(place, tenant, name.empty() ? std::to_string(tenant) : name, packs, clock);
}

}  // namespace qingshui::app
