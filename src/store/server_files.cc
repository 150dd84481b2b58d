#include <filesystem>

#include <fmt/format.h>

#include "base/damage.h"
#include "store/file.h"
#include "store/files.h"

namespace qingshui::store {

namespace {

// A file is kept in rows of so many bytes at most, so that none is too great for one.
constexpr std::size_t kPartBytes = 1U << 20U;

// Ends a transaction however the work in it ends.
class Transaction {
public:
    explicit Transaction(sql::Connection& connection) : connection_(connection) {}
    ~Transaction() {
        if (is_done_) return;
        try {
            connection_.rollback();
        } catch (const Failure&) {
            // The server rolls back what it no longer hears of.
        }
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction(Transaction&&) = delete;
    Transaction& operator=(Transaction&&) = delete;

    void commit() {
        connection_.commit();
        is_done_ = true;
    }

private:
    sql::Connection& connection_;
    bool is_done_ = false;
};

}  // namespace

sql::Table ServerFiles::table() {
    return {"file",
            {{"tenant", sql::ColumnType::Integer, true},
             {"name", sql::ColumnType::Text, true},
             {"part", sql::ColumnType::Integer, true},
             {"bytes", sql::ColumnType::Bytes, true}},
            {"tenant", "name", "part"},
            {}};
}

ServerFiles::ServerFiles(sql::Database& database, std::int64_t tenant)
    : connection_(database.connect()), tenant_(tenant) {}

void ServerFiles::put(const std::string& name, std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    connection_->begin_write();
    Transaction transaction(*connection_);
    connection_->prepare("delete from file where tenant = $1 and name = $2")
        .execute(sql::parameters(tenant_, name));
    auto& insert = connection_->prepare(
        "insert into file (tenant, name, part, bytes) values ($1, $2, $3, $4)");
    std::int64_t part = 0;
    do {
        const auto piece = bytes.substr(0, kPartBytes);
        bytes.remove_prefix(piece.size());
        insert.execute(sql::parameters(tenant_, name, part++, sql::Blob{std::string(piece)}));
    } while (!bytes.empty());
    transaction.commit();
}

std::optional<std::string> ServerFiles::get(const std::string& name) {
    const std::lock_guard lock(mutex_);
    connection_->begin_read();
    const Transaction transaction(*connection_);
    auto rows = connection_
                    ->prepare(
                        "select part, bytes from file where tenant = $1 and name = $2 "
                        "order by part")
                    .query(sql::parameters(tenant_, name));
    std::optional<std::string> bytes;
    for (std::int64_t part = 0; rows->next(); ++part) {
        const auto value = rows->value(1);
        const auto* piece = std::get_if<sql::Blob>(&value);
        if (piece == nullptr || rows->integer(0) != part) {
            throw DamageFailure(fmt::format("file {}: a part is gone", name));
        }
        if (!bytes) bytes.emplace();
        *bytes += piece->bytes;
    }
    return bytes;
}

bool ServerFiles::has(const std::string& name) {
    const std::lock_guard lock(mutex_);
    connection_->begin_read();
    const Transaction transaction(*connection_);
    return connection_->prepare("select 1 from file where tenant = $1 and name = $2 limit 1")
        .query(sql::parameters(tenant_, name))
        ->next();
}

std::vector<std::string> ServerFiles::names(std::string_view part) {
    const std::lock_guard lock(mutex_);
    connection_->begin_read();
    const Transaction transaction(*connection_);
    auto rows = connection_
                    ->prepare(
                        "select name from file where tenant = $1 and part = 0 and "
                        "qs_starts(name, $2) = 1 order by name")
                    .query(sql::parameters(tenant_, std::string(part)));
    std::vector<std::string> found;
    while (rows->next()) found.emplace_back(rows->text(0));
    return found;
}

std::string ServerFiles::on_disk(const std::string& name, const std::string& staging) {
    const auto path = std::filesystem::path(staging) / name;
    std::filesystem::create_directories(path.parent_path());
    const auto bytes = get(name);
    if (!bytes) throw DamageFailure(fmt::format("file {} is gone", name));
    File::create(path.string()).write(*bytes);
    return path.string();
}

}  // namespace qingshui::store
