#include "store/upgrade.h"

#include <algorithm>

#include "store/area_acts.h"
#include "store/layout.h"

namespace qingshui::store {

namespace {

struct OldBoundary {
    std::int64_t tenant = 0;
    KeptBoundary kept;
    std::int64_t seq = 0;
};

// Format 2: those there are have run so since ever.
void date_boundaries(sql::Connection& connection) {
    std::vector<OldBoundary> old;
    {
        auto rows = connection.prepare("select tenant, area, body, seq from boundary").query({});
        while (rows->next()) {
            old.push_back({rows->integer(0),
                           {{rows->integer(1)}, Date::min(), std::string(rows->text(2))},
                           rows->integer(3)});
        }
    }
    connection.prepare("drop table boundary").execute({});
    const auto& tables = office_tables();
    const auto table = std::find_if(tables.begin(), tables.end(),
                                    [](const auto& each) { return each.name == "boundary"; });
    connection.create_table(*table);
    for (const auto& each : old) write_boundary(connection, each.tenant, each.kept, each.seq);
}

}  // namespace

void upgrade(sql::Database& database, const Office& office) {
    const auto connection = database.connect();
    connection->begin_write();
    if (office.format < 2) date_boundaries(*connection);
    connection->prepare("update office set format = $1 where tenant = $2")
        .execute(sql::parameters(kFormat, office.tenant));
    connection->commit();
}

}  // namespace qingshui::store
