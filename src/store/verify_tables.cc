#include <algorithm>

#include <fmt/format.h>

#include "store/layout.h"
#include "store/verification.h"

namespace qingshui::store {

namespace {

void missing(Findings& findings, const Text& what, const std::string& name,
             const std::string& table) {
    findings.add({fmt::format("表“{}”缺少{}“{}”", table, what.zh, name),
                  fmt::format("The table \"{}\" lacks the {} \"{}\"", table, what.en, name)});
}

// Other offices of the same database may have more there.
void compare(const sql::Table& wanted, const std::optional<sql::Table>& there, Findings& findings) {
    if (!there) {
        findings.add({fmt::format("表“{}”不见了", wanted.name),
                      fmt::format("The table \"{}\" is gone", wanted.name)});
        return;
    }
    for (const auto& column : wanted.columns) {
        const bool is_there =
            std::any_of(there->columns.begin(), there->columns.end(), [&](const sql::Column& each) {
                return each.name == column.name && each.type == column.type;
            });
        if (!is_there) missing(findings, {"列", "column"}, column.name, wanted.name);
    }
    for (const auto& index : wanted.indices) {
        const bool is_there =
            std::any_of(there->indices.begin(), there->indices.end(), [&](const sql::Index& each) {
                return each.name == index.name && each.columns == index.columns &&
                       each.unique == index.unique;
            });
        if (!is_there) missing(findings, {"索引", "index"}, index.name, wanted.name);
    }
}

}  // namespace

void check_tables(Session& session, Findings& findings) {
    auto& connection = session.connection();
    const auto check = [&](const sql::Table& wanted) {
        compare(wanted, connection.describe(wanted.name), findings);
    };
    for (const auto& table : office_tables()) check(table);
    for (const auto& id : session.catalogue().register_ids()) {
        const auto& schema = *session.catalogue().schema(id);
        check(table_of(schema));
        for (const auto& lines : schema.lines) check(table_of(schema, lines));
    }
}

}  // namespace qingshui::store
