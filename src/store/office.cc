#include <filesystem>

#include "base/damage.h"
#include "sql/frozen.h"
#include "store/backup.h"

#include "store/area_acts.h"
#include "store/layout.h"
#include "store/sql_store.h"
#include "store/staging.h"
#include "store/upgrade.h"
#include "store/verify.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

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

// What opens an office just made; it goes again if that fails.
std::unique_ptr<Store> open_made(const Folder& folder, FolderLock lock, std::int64_t tenant,
                                 Clock& clock) {
    try {
        auto database = sql::open_sqlite(folder.database(), sql::Open::Existing);
        return std::make_unique<SqlStore>(folder, std::move(lock), std::move(database), tenant,
                                          clock);
    } catch (const Failure&) {
        remove_office(folder);
        throw;
    }
}

// The database of a folder whose lock is held: for reading alone if it cannot be otherwise.
std::unique_ptr<sql::Database> open_locked(const Folder& folder) {
    try {
        auto database = sql::open_sqlite(folder.database(), sql::Open::Existing);
        read_office(*database->connect());
        return database;
    } catch (const ToldFailure&) {
        if (sql::has_unread_log(folder.database())) throw;
    }
    return sql::open_sqlite_frozen(folder.database());
}

// The database of an office whose lock is held, in the format of this program.
struct Opened {
    FolderLock lock;
    std::unique_ptr<sql::Database> database;
    Office office;
};

Result<Opened> open_books(const Folder& folder) {
    if (!folder.has_office()) return refused::office_missing(folder.path);
    auto lock = TRY(FolderLock::take(folder));
    auto database = open_locked(folder);
    auto office = read_office(*database->connect());
    if (!office) throw DamageFailure("the office's own row is gone");
    if (office->format > kFormat) return refused::office_newer(folder.path);
    if (office->format < kFormat) upgrade(*database, *office);
    return Opened{std::move(lock), std::move(database), std::move(*office)};
}

}  // namespace

Result<std::unique_ptr<Store>> create(const std::string& path, std::int64_t tenant,
                                      std::string_view name, const Folders& packs, Clock& clock) {
    try {
        const Folder folder{path};
        auto staging = TRY(stage_office(path));
        {
            const auto& draft = staging.folder();
            const auto database = sql::open_sqlite(draft.database(), sql::Open::Create);
            TRY(found_in(*database, draft, {tenant, kFormat, std::string(name), {}}, packs, clock));
        }
        return open_made(folder, settle_office(staging, folder), tenant, clock);
    } catch (const fs::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
}

Result<std::unique_ptr<Store>> open(const std::string& path, Clock& clock) {
    const Folder folder{path};
    auto books = TRY(open_books(folder));
    return std::unique_ptr<Store>(std::make_unique<SqlStore>(
        folder, std::move(books.lock), std::move(books.database), books.office.tenant, clock));
}

Result<std::vector<Text>> verify(const std::string& path,
                                 const std::function<void(std::int64_t, std::int64_t)>& progress) {
    const Folder folder{path};
    const auto books = TRY(open_books(folder));
    Attachments(folder).clear_unfinished();
    return verify_office(*books.database, folder, books.office.tenant, progress);
}

Result<void> back_up(const std::string& path, const std::string& file) {
    const Folder folder{path};
    if (!folder.has_office()) return refused::office_missing(path);
    std::unique_ptr<sql::Database> database;
    try {
        database = sql::open_sqlite(folder.database(), sql::Open::Existing);
    } catch (const ToldFailure&) {
        const auto lock = TRY(FolderLock::take(folder));
        return write_backup(*open_locked(folder), folder, file);
    }
    return write_backup(*database, folder, file);
}

}  // namespace qingshui::store
