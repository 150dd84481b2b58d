#include "app/registers.h"

#include <fmt/format.h>

#include "base/chinese.h"

namespace qingshui::app {

Result<const registry::Schema*> find_register(const registry::Catalogue& catalogue,
                                              std::string_view name) {
    if (const registry::Schema* schema = catalogue.schema(name)) return schema;
    std::vector<std::string> names;
    for (const registry::Pack& pack : catalogue.packs()) {
        for (const registry::Schema& schema : pack.registers) {
            if (schema.title.zh == name || schema.title.en == name) return &schema;
            names.push_back(schema.id);
            names.push_back(schema.title.zh);
        }
    }
    const auto nearest = chinese::nearest(name, names);
    Refusal refusal{Reason::Missing, "register.unknown", std::string(name)};
    const std::string shown = chinese::shortened(name);
    refusal.says = {fmt::format("没有台账“{}”。", shown),
                    fmt::format("There is no register “{}”.", shown)};
    refusal.remedy = {"用 qingshui pack show 查看全部台账。",
                      "See all registers with qingshui pack show."};
    if (!nearest.empty()) {
        refusal.remedy = {fmt::format("是不是“{}”？", nearest.front()),
                          fmt::format("Did you mean “{}”?", nearest.front())};
    }
    return refusal;
}

}  // namespace qingshui::app
