#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "store/address.h"
#include "store/files.h"
#include "store/session.h"

namespace qingshui::store {

// Where the offices of one database live: the database and what they keep besides it.
class Home {
public:
    virtual ~Home() = default;
    virtual sql::Database& database() = 0;
    virtual std::unique_ptr<Files> files(std::int64_t tenant) = 0;
    // As people know it.
    virtual std::string place() const = 0;
};

// An office's folder. No other process may open it meanwhile.
class FolderHome final : public Home {
public:
    // Without `lock`, somebody else holds it for as long.
    FolderHome(Folder folder, std::optional<FolderLock> lock,
               std::unique_ptr<sql::Database> database)
        : folder_(std::move(folder)), lock_(std::move(lock)), database_(std::move(database)) {}

    sql::Database& database() override { return *database_; }
    std::unique_ptr<Files> files(std::int64_t tenant) override {
        return std::make_unique<FolderFiles>(folder_, tenant);
    }
    std::string place() const override { return folder_.path; }

private:
    Folder folder_;
    std::optional<FolderLock> lock_;
    std::unique_ptr<sql::Database> database_;
};

// A database of a server, which several processes may use.
class ServerHome final : public Home {
public:
    explicit ServerHome(std::unique_ptr<sql::Database> database) : database_(std::move(database)) {}

    sql::Database& database() override { return *database_; }
    std::unique_ptr<Files> files(std::int64_t tenant) override {
        return std::make_unique<ServerFiles>(*database_, tenant);
    }
    std::string place() const override { return "PostgreSQL"; }

private:
    std::unique_ptr<sql::Database> database_;
};

// Brings what is in a home to the format of this program. Refuses "office.newer" if a later one
// made it, "office.unfinished" if only a copy that was cut short is there, and "office.missing" of
// a server without offices. Throws DamageFailure if a folder's database has none.
Result<void> bring_up_to_date(Home& home, const Address& address);

// Opens a home in the format of this program. Refuses "office.missing", of a folder "office.busy",
// and what bring_up_to_date() does.
Result<std::unique_ptr<Home>> open_home(const Address& address);

// The office that an address means, of those of its home. Refuses "office.unknown", and
// "office.which" if there are several and it names none.
Result<Office> choose_office(Home& home, const Address& address);

}  // namespace qingshui::store
