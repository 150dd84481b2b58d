#include <filesystem>
#include "store/backup.h"

#include "store/area_acts.h"
#include "store/layout.h"
#include "store/sql_store.h"

namespace qingshui::store {

namespace {

// Writes the first entries: the office, its declarations, its own area since ever.
Result<void> found_office(Session& session, Desk& desk, const Office& office,
                          const area::Code& code, const Folders& packs) {
    auto& connection = session.connection();
    for (const auto& table : office_tables()) connection.create_table(table);
    connection.create_search();
    insert_office(connection, office);
    session.load();
    desk.load();
    desk.begin();
    const Stamp stamp{"qingshui", "建立办公室"};
    desk.open_history(stamp);
    if (auto set = desk.set_packs(packs, stamp); !set) return set.error();
    const area::Found root{Date::min(), office.root, {}, code, office.title};
    if (auto founded = desk.change_areas(root, stamp); !founded) return founded.error();
    return desk.settle();
}

void remove_office(const Folder& folder) {
    std::error_code ignored;
    for (const auto* ending : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::remove(folder.database() + ending, ignored);
    }
    // These go if they are empty, and no others.
    for (const auto& path : {folder.lock(), folder.attachments(), folder.keys(), folder.path}) {
        std::filesystem::remove(path, ignored);
    }
}

Result<void> found_in(sql::Database& database, const Folder& folder, Office office,
                      const Folders& packs, Clock& clock) {
    const auto code = TRY(area::Code::parse(std::to_string(office.tenant)));
    Session session(database.connect(), folder, office.tenant);
    Desk desk(session, clock);
    office.root = {desk.new_id()};
    session.connection().begin_write();
    auto founded = found_office(session, desk, office, code, packs);
    if (founded) {
        session.connection().commit();
    } else {
        session.connection().rollback();
    }
    return founded;
}

}  // namespace

Result<std::unique_ptr<Store>> create(const std::string& path, std::int64_t tenant,
                                      std::string_view name, const Folders& packs, Clock& clock) {
    const Folder folder{path};
    if (folder.has_office()) return refused::office_exists(path);
    folder.make();
    auto lock = TRY(FolderLock::take(folder));
    if (folder.has_office()) return refused::office_exists(path);
    auto database = sql::open_sqlite(folder.database(), sql::Open::Create);
    const Office office{tenant, kFormat, std::string(name), {}};
    if (auto founded = found_in(*database, folder, office, packs, clock); !founded) {
        database.reset();
        remove_office(folder);
        return founded.error();
    }
    return std::unique_ptr<Store>(
        std::make_unique<SqlStore>(folder, std::move(lock), std::move(database), tenant, clock));
}

Result<std::unique_ptr<Store>> open(const std::string& path, Clock& clock) {
    const Folder folder{path};
    if (!folder.has_office()) return refused::office_missing(path);
    auto lock = TRY(FolderLock::take(folder));
    auto database = sql::open_sqlite(folder.database(), sql::Open::Existing);
    const auto office = read_office(*database->connect());
    if (!office) return refused::office_missing(path);
    if (office->format > kFormat) return refused::office_newer(path);
    return std::unique_ptr<Store>(std::make_unique<SqlStore>(
        folder, std::move(lock), std::move(database), office->tenant, clock));
}

Result<void> back_up(const std::string& path, const std::string& file) {
    const Folder folder{path};
    if (!folder.has_office()) return refused::office_missing(path);
    const auto database = sql::open_sqlite(folder.database(), sql::Open::Existing);
    write_backup(*database, folder, file);
    return {};
}

}  // namespace qingshui::store
