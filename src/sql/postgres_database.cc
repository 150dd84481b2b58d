#include <filesystem>

#include <fmt/format.h>

#include "base/told_failure.h"
#include "sql/copy.h"
#include "sql/postgres_connection.h"
#include "sql/postgres_functions.h"

namespace qingshui::sql {
namespace {

// Of what kPostgresFunctions makes and of the driver's own tables.
constexpr std::int64_t kVersion = 1;
constexpr int kServerMin = 150'000;

ToldFailure foreign() {
    return {
        {"这个 PostgreSQL 数据库不是清水的数据库", "This PostgreSQL database is not Qingshui's"},
        {"请核对地址；新的办公室先用 qingshui init 建立",
         "Check the address; make a new office with qingshui init first"}};
}

ToldFailure unordered(const std::string& encoding, const std::string& locale) {
    return {
        {fmt::format("数据库的编码是 {}、排序规则是 {}，不能按字节排列文字", encoding, locale),
         fmt::format("The database has encoding {} and locale {}, which do not order text by bytes",
                     encoding, locale)},
        {"请用 createdb --encoding UTF8 --locale C.UTF-8 --template template0 新建数据库",
         "Make a database with createdb --encoding UTF8 --locale C.UTF-8 --template template0"}};
}

ToldFailure too_old(int version) {
    const std::string had = std::to_string(version / 10'000);
    return {{fmt::format("PostgreSQL {} 太旧，需要15或更新的版本", had),
             fmt::format("PostgreSQL {} is too old; 15 or later is needed", had)},
            {"请升级数据库服务器", "Upgrade the server"}};
}

std::string text_of(Connection& connection, const char* sql) {
    const auto rows = connection.prepare(sql).query({});
    return rows->next() ? std::string(rows->text(0)) : "";
}

void expect_order(Connection& connection) {
    const auto encoding = text_of(connection, "select current_setting('server_encoding')");
    const auto locale = text_of(connection,
                                "select cast(datcollate as text) from pg_catalog.pg_database "
                                "where datname = current_database()");
    const bool is_ordered =
        locale == "C" || locale == "POSIX" || locale == "C.UTF-8" || locale == "C.utf8";
    if (encoding != "UTF8" || !is_ordered) throw unordered(encoding, locale);
}

// The version of the driver's things in the database; 0 if there are none.
std::int64_t version_of(Connection& connection) {
    const auto rows =
        connection.prepare("select 1 where to_regclass('qs_driver') is not null").query({});
    if (!rows->next()) return 0;
    const auto found = connection.prepare("select version from qs_driver").query({});
    return found->next() ? found->integer(0) : 0;
}

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(std::string url, Open mode) : url_(std::move(url)) {
        PostgresConnection connection(url_);
        const int version = connection.line().server_version();
        if (version < kServerMin) throw too_old(version);
        expect_order(connection);
        if (version_of(connection) == kVersion) return;
        if (mode == Open::Existing && version_of(connection) == 0) throw foreign();
        install(connection);
    }

    std::unique_ptr<Connection> connect() override {
        return std::make_unique<PostgresConnection>(url_);
    }

    void back_up(const std::string& path, std::span<const std::string> without) override {
        if (std::filesystem::exists(path)) throw Failure(path + ": exists already");
        const auto from = connect();
        const auto database = open_sqlite(path, Open::Create);
        const auto to = database->connect();
        from->begin_read();
        to->begin_write();
        copy_all(*from, *to, without);
        to->commit();
    }

    std::vector<std::string> check() override {
        PostgresConnection connection(url_);
        std::vector<std::string> faults;
        const auto rows =
            connection
                .prepare(
                    "select cast(c.relname as text) from pg_catalog.pg_index i "
                    "join pg_catalog.pg_class c on c.oid = i.indexrelid "
                    "join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
                    "where n.nspname = current_schema() and not i.indisvalid order by c.relname")
                .query({});
        while (rows->next()) faults.push_back(fmt::format("index {} is invalid", rows->text(0)));
        const auto triggers =
            connection
                .prepare(
                    "select cast(t.tgname as text) from pg_catalog.pg_trigger t "
                    "join pg_catalog.pg_class c on c.oid = t.tgrelid "
                    "join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
                    "where n.nspname = current_schema() and not t.tgisinternal order by t.tgname")
                .query({});
        while (triggers->next()) {
            faults.push_back(fmt::format("trigger {} is none of ours", triggers->text(0)));
        }
        for (const char* setting : {"fsync", "full_page_writes"}) {
            const auto sql = fmt::format("select current_setting('{}')", setting);
            if (text_of(connection, sql.c_str()) != "on") {
                faults.push_back(fmt::format("the server runs with {} = off", setting));
            }
        }
        return faults;
    }

private:
    // Two processes that open the database at once take turns.
    static void install(PostgresConnection& connection) {
        connection.begin_write();
        connection.line().ask("select pg_advisory_xact_lock(7165799)");
        connection.line().script(kPostgresFunctions);
        connection.line().script("create table if not exists qs_driver (version bigint not null)");
        connection.line().script("delete from qs_driver");
        connection.prepare("insert into qs_driver (version) values ($1)")
            .execute(parameters(kVersion));
        connection.commit();
    }

    std::string url_;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& url, Open mode) {
    return std::make_unique<PostgresDatabase>(url, mode);
}

}  // namespace qingshui::sql
