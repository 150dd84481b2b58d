#include "store/upgrade.h"

#include <algorithm>
#include <filesystem>

#include "base/told_failure.h"
#include "store/area_acts.h"
#include "store/file.h"
#include "store/layout.h"
#include "store/tables.h"

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

// Format 3: unique keys are kept by the door, since offices that share tables may declare other
// ones (docs/decisions/0018); what finds records by key is an index like others.
void loosen_keys(sql::Connection& connection) {
    for (const auto& name : connection.table_names()) {
        const auto table = connection.describe(name);
        if (!table || !is_of_register(name)) continue;
        for (const auto& index : table->indices) {
            if (!index.unique) continue;
            connection.drop_index(index.name);
            ensure_index(connection, *table, key_index(name, index.columns));
        }
    }
}

// Format 3: each office has its files in folders of its own. What was moved before is passed over.
void move_files(const std::string& place, std::int64_t tenant) {
    namespace fs = std::filesystem;
    for (const auto* top : {"attachments", "keys"}) {
        const auto folder = fs::path(place) / top;
        if (!fs::exists(folder)) continue;
        const auto own = folder / std::to_string(tenant);
        fs::create_directory(own);
        std::vector<fs::path> there;
        for (const auto& entry : fs::directory_iterator(folder)) there.push_back(entry.path());
        for (const auto& each : there) {
            if (each != own) fs::rename(each, own / each.filename());
        }
        sync_folder(own);
        sync_folder(folder);
    }
}

}  // namespace

void upgrade(sql::Database& database, const std::string& place,
             const std::vector<Office>& offices) {
    const auto format = offices.front().format;
    try {
        if (format < 3) move_files(place, offices.front().tenant);
    } catch (const std::filesystem::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
    const auto connection = database.connect();
    connection->begin_write();
    if (format < 2) date_boundaries(*connection);
    if (format < 3) loosen_keys(*connection);
    connection->prepare("update office set format = $1").execute(sql::parameters(kFormat));
    connection->commit();
}

}  // namespace qingshui::store
