#include "store/home.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/damage.h"
#include "sql/frozen.h"
#include "store/tables.h"
#include "store/upgrade.h"

namespace qingshui::store {

namespace {

// The database of a folder whose lock is held: for reading alone if it cannot be otherwise.
std::unique_ptr<sql::Database> open_locked(const Folder& folder) {
    try {
        auto database = sql::open_sqlite(folder.database(), sql::Open::Existing);
        read_offices(*database->connect());
        return database;
    } catch (const ToldFailure&) {
        if (sql::has_unread_log(folder.database())) throw;
    }
    return sql::open_sqlite_frozen(folder.database());
}

// The offices there, as a person would choose among them: 341502005 清水河街道.
std::string listed(const std::vector<Office>& offices) {
    constexpr std::size_t kShown = 20;
    std::string list;
    for (std::size_t i = 0; i < std::min(offices.size(), kShown); ++i) {
        list += fmt::format("{}{} {}", i == 0 ? "" : "、", offices[i].tenant, offices[i].title);
    }
    return offices.size() > kShown ? list + " …" : list;
}

Refusal unknown(const Address& address, const std::vector<Office>& offices) {
    return {Reason::Missing,
            "office.unknown",
            std::to_string(address.tenant),
            {fmt::format("“{}”里没有代码为{}的办公室", address.shown(), address.tenant),
             fmt::format("There is no office {} in \"{}\"", address.tenant, address.shown())},
            {fmt::format("请核对 --tenant；这里有：{}", listed(offices)),
             fmt::format("Check --tenant; there are: {}", listed(offices))}};
}

Refusal which(const Address& address, const std::vector<Office>& offices) {
    return {Reason::Invalid,
            "office.which",
            address.shown(),
            {fmt::format("“{}”里有{}个办公室，没有说是哪一个", address.shown(), offices.size()),
             fmt::format("There are {} offices in \"{}\"; none is named", offices.size(),
                         address.shown())},
            {fmt::format("请用 --tenant 写明代码，如 --tenant {}；这里有：{}",
                         offices.front().tenant, listed(offices)),
             fmt::format("Name one, such as --tenant {}; there are: {}", offices.front().tenant,
                         listed(offices))}};
}

Result<std::unique_ptr<Home>> open_folder(const Folder& folder) {
    if (!folder.has_office()) return refused::office_missing(folder.path);
    auto lock = TRY(FolderLock::take(folder));
    auto database = open_locked(folder);
    return std::unique_ptr<Home>(
        std::make_unique<FolderHome>(folder, std::move(lock), std::move(database)));
}

}  // namespace

Result<void> bring_up_to_date(Home& home, const Address& address) {
    const auto offices = read_offices(*home.database().connect());
    const bool is_arriving =
        offices.empty() && home.database().connect()->describe(arriving_table().name);
    if (is_arriving) return refused::office_unfinished(address.shown());
    if (offices.empty() && address.is_server()) return refused::office_missing(address.shown());
    if (offices.empty()) throw DamageFailure("the office's own row is gone");
    for (const auto& office : offices) {
        if (office.format > kFormat) return refused::office_newer(address.shown());
    }
    const bool is_older = std::any_of(offices.begin(), offices.end(),
                                      [](const Office& office) { return office.format < kFormat; });
    if (is_older) upgrade(home.database(), address.place, offices);
    return {};
}

Result<std::unique_ptr<Home>> open_home(const Address& address) {
    std::unique_ptr<Home> home;
    if (address.is_server()) {
        home = std::make_unique<ServerHome>(sql::open_postgres(address.place, sql::Open::Existing));
    } else {
        home = TRY(open_folder({address.place}));
    }
    TRY(bring_up_to_date(*home, address));
    return home;
}

Result<Office> choose_office(Home& home, const Address& address) {
    auto offices = read_offices(*home.database().connect());
    if (address.tenant == 0) {
        if (offices.size() != 1) return which(address, offices);
        return std::move(offices.front());
    }
    const auto found = std::find_if(offices.begin(), offices.end(), [&](const Office& office) {
        return office.tenant == address.tenant;
    });
    if (found == offices.end()) return unknown(address, offices);
    return std::move(*found);
}

}  // namespace qingshui::store
