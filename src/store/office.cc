#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/told_failure.h"
#include "store/backup.h"
#include "store/layout.h"
#include "store/sql_store.h"
#include "store/staging.h"
#include "store/tables.h"
#include "store/verify.h"

namespace qingshui::store {

namespace {

namespace fs = std::filesystem;

// Writes the first entries: the office, its declarations, its own area since ever.
Result<void> write_first(Session& session, Desk& desk, const Office& office, const area::Code& code,
                         const Folders& packs) {
    insert_office(session.connection(), office);
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

// What every office has, of which the first in a database makes it for all.
void make_tables(sql::Connection& connection, bool is_server) {
    for (const auto& table : office_tables()) ensure_table(connection, table);
    if (is_server) ensure_table(connection, ServerFiles::table());
    connection.create_search();
}

// The wish for an office that is not there yet.
struct Wish {
    const Address& address;
    std::int64_t tenant = 0;
    std::string_view name;
    const Folders& packs;
    Clock& clock;
};

Result<void> found_in(Home& home, const Wish& wish) {
    const auto code = TRY(area::Code::parse(std::to_string(wish.tenant)));
    auto connection = home.database().connect();
    connection->begin_write();
    make_tables(*connection, wish.address.is_server());
    if (read_office(*connection, wish.tenant)) {
        return refused::office_exists(wish.address.shown(), wish.tenant);
    }
    const auto files = home.files(wish.tenant);
    Session session(std::move(connection), *files, wish.tenant);
    Desk desk(session, wish.clock);
    Office office{wish.tenant, kFormat, std::string(wish.name), {desk.new_id()}};
    TRY(write_first(session, desk, office, code, wish.packs));
    session.connection().commit();
    return {};
}

Result<std::unique_ptr<Store>> open_in(std::unique_ptr<Home> home, std::int64_t tenant,
                                       Clock& clock) {
    return std::unique_ptr<Store>(std::make_unique<SqlStore>(std::move(home), tenant, clock));
}

bool is_up_to_date(Home& home) {
    const auto offices = read_offices(*home.database().connect());
    return std::all_of(offices.begin(), offices.end(),
                       [](const Office& office) { return office.format == kFormat; });
}

// A folder of its own; it goes again if it cannot be opened.
Result<std::unique_ptr<Store>> create_folder(const Wish& wish) {
    const Folder folder{wish.address.place};
    const auto staging = TRY(stage_office(folder.path));
    {
        const auto& draft = staging.folder();
        FolderHome home(draft, {}, sql::open_sqlite(draft.database(), sql::Open::Create));
        TRY(found_in(home, wish));
    }
    auto lock = TRY(settle_office(staging, folder));
    try {
        auto database = sql::open_sqlite(folder.database(), sql::Open::Existing);
        return open_in(std::make_unique<FolderHome>(folder, std::move(lock), std::move(database)),
                       wish.tenant, wish.clock);
    } catch (const Failure&) {
        remove_office(folder);
        throw;
    }
}

Result<std::unique_ptr<Store>> join(std::unique_ptr<Home> home, const Wish& wish) {
    TRY(found_in(*home, wish));
    return open_in(std::move(home), wish.tenant, wish.clock);
}

}  // namespace

Result<std::unique_ptr<Store>> create(const Address& place, std::int64_t tenant,
                                      std::string_view name, const Folders& packs, Clock& clock) {
    const Wish wish{place, tenant, name, packs, clock};
    if (place.is_server()) {
        return join(
            std::make_unique<ServerHome>(sql::open_postgres(place.place, sql::Open::Create)), wish);
    }
    if (Folder{place.place}.has_office()) return join(TRY(open_home(place)), wish);
    try {
        return create_folder(wish);
    } catch (const fs::filesystem_error& error) {
        throw file_failure(error.path1().string(), error.code().value());
    }
}

Result<std::unique_ptr<Store>> open(const Address& address, Clock& clock) {
    auto home = TRY(open_home(address));
    const auto office = TRY(choose_office(*home, address));
    return open_in(std::move(home), office.tenant, clock);
}

namespace {

std::vector<Text> verify_one(Home& home, std::int64_t tenant,
                             const std::function<void(std::int64_t, std::int64_t)>& progress) {
    home.files(tenant)->clear_unfinished();
    return verify_office(home, tenant, progress);
}

}  // namespace

Result<std::vector<Text>> verify(const Address& address,
                                 const std::function<void(std::int64_t, std::int64_t)>& progress) {
    const auto home = TRY(open_home(address));
    if (address.tenant != 0) {
        return verify_one(*home, TRY(choose_office(*home, address)).tenant, progress);
    }
    const auto offices = read_offices(*home->database().connect());
    if (offices.size() == 1) return verify_one(*home, offices.front().tenant, progress);
    std::vector<Text> differences;
    for (const auto& office : offices) {
        for (auto& each : verify_one(*home, office.tenant, progress)) {
            differences.push_back(
                {office.title + "：" + each.zh, fmt::format("{}: {}", office.tenant, each.en)});
        }
    }
    return differences;
}

Result<void> back_up(const Address& address, const std::string& file) {
    if (address.is_server()) return write_backup(*TRY(open_home(address)), file);
    const Folder folder{address.place};
    if (!folder.has_office()) return refused::office_missing(folder.path);
    // Another process may have it open, unless nothing can be written beside it.
    std::unique_ptr<sql::Database> database;
    try {
        database = sql::open_sqlite(folder.database(), sql::Open::Existing);
    } catch (const ToldFailure&) {
        return write_backup(*TRY(open_home(address)), file);
    }
    FolderHome home(folder, {}, std::move(database));
    if (is_up_to_date(home)) return write_backup(home, file);
    return write_backup(*TRY(open_home(address)), file);
}

}  // namespace qingshui::store
