#include "app/registers.h"

#include <fmt/format.h>

#include "base/chinese.h"
#include "registry/suggestion.h"

namespace qingshui::app {

Result<const registry::Schema*> find_register(const registry::Catalogue& catalogue,
                                              std::string_view name) {
    if (const registry::Schema* schema = catalogue.schema(name)) return schema;
    std::vector<registry::Named> declared;
    for (const registry::Pack& pack : catalogue.packs()) {
        for (const registry::Schema& schema : pack.registers) {
            if (schema.title.zh == name || schema.title.en == name) return &schema;
            declared.push_back({schema.id, schema.title});
        }
    }
    Refusal refusal{Reason::Missing, "register.unknown", std::string(name)};
    const std::string shown = chinese::shortened(name);
    refusal.says = {fmt::format("没有台账“{}”", shown),
                    fmt::format("There is no register “{}”", shown)};
    refusal.remedy =
        registry::did_you_mean(name, declared,
                               {"用 qingshui pack show --office 办公室 查看全部台账",
                                "See all registers with qingshui pack show --office OFFICE"});
    return refusal;
}

}  // namespace qingshui::app
