#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/told_failure.h"
#include "sql/frozen.h"

namespace qingshui::sql {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing::Not;

class Sqlite : public testing::Test {
protected:
    Sqlite()
        : folder_(fs::temp_directory_path() / ("qingshui-sqlite-" + std::to_string(getpid()))) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~Sqlite() override { fs::remove_all(folder_); }

    std::string path(const char* name) const { return folder_ / name; }

    fs::path folder_;
};

std::string setting(Connection& connection, const std::string& name) {
    const auto rows = connection.prepare("PRAGMA " + name).query({});
    if (!rows->next()) return "";
    const Value value = rows->value(0);
    const auto* text = std::get_if<std::string>(&value);
    return text ? *text : std::to_string(std::get<std::int64_t>(value));
}

TEST_F(Sqlite, IsSetUpToLoseNothing) {
    const auto database = open_sqlite(path("a.db"), Open::Create);
    const auto connection = database->connect();
    EXPECT_EQ(setting(*connection, "journal_mode"), "wal");
    EXPECT_EQ(setting(*connection, "synchronous"), "2");
    EXPECT_EQ(setting(*connection, "foreign_keys"), "1");
    EXPECT_EQ(setting(*connection, "trusted_schema"), "0");
    EXPECT_EQ(setting(*connection, "cell_size_check"), "1");
}

TEST_F(Sqlite, IsReadableByItsOwnerAlone) {
    const auto database = open_sqlite(path("a.db"), Open::Create);
    const auto connection = database->connect();
    for (const char* name : {"a.db", "a.db-wal"}) {
        EXPECT_EQ(fs::status(path(name)).permissions(),
                  fs::perms::owner_read | fs::perms::owner_write)
            << name;
    }
}

TEST_F(Sqlite, OpensOnlyItsOwnFiles) {
    EXPECT_THROW(open_sqlite(path("none.db"), Open::Existing), Failure);
    EXPECT_FALSE(fs::exists(path("none.db")));
    std::ofstream(path("text.db")) << std::string(5000, 'x');
    EXPECT_THROW(open_sqlite(path("text.db"), Open::Existing), Failure);
    std::ofstream(path("empty.db")).flush();
    EXPECT_THROW(open_sqlite(path("empty.db"), Open::Existing), Failure);
    open_sqlite(path("a.db"), Open::Create);
    open_sqlite(path("a.db"), Open::Create);
    open_sqlite(path("a.db"), Open::Existing);
}

TEST_F(Sqlite, ChecksFindDamage) {
    const std::string file = path("a.db");
    {
        const auto database = open_sqlite(file, Open::Create);
        const auto connection = database->connect();
        connection->create_table(
            {.name = "t",
             .columns = {{"tenant", ColumnType::Integer, true}, {"words", ColumnType::Text, true}},
             .primary_key = {"tenant", "words"},
             .indices = {}});
        connection->begin_write();
        for (int i = 0; i < 2000; ++i) {
            connection->prepare("INSERT INTO t VALUES (1, $1)")
                .execute(parameters(std::to_string(i) + std::string(40, 'x')));
        }
        connection->commit();
        EXPECT_THAT(database->check(), IsEmpty());
    }
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(4096 * 5);
    stream << std::string(64, '\xFF');
    stream.close();
    EXPECT_THAT(open_sqlite(file, Open::Existing)->check(), Not(IsEmpty()));
}

TEST_F(Sqlite, WaitsForTheOtherWriter) {
    const auto database = open_sqlite(path("a.db"), Open::Create);
    const auto first = database->connect();
    const auto second = database->connect();
    second->prepare("PRAGMA busy_timeout = 0").execute({});
    first->begin_write();
    EXPECT_THROW(second->begin_write(), Failure);
    first->commit();
    second->begin_write();
    second->rollback();
}

// A table of one row, closed.
void make_sample(const std::string& file) {
    const auto database = open_sqlite(file, Open::Create);
    const auto connection = database->connect();
    connection->create_table({.name = "t",
                              .columns = {{"tenant", ColumnType::Integer, true}},
                              .primary_key = {"tenant"},
                              .indices = {}});
    connection->prepare("INSERT INTO t VALUES (1)").execute({});
}

TEST_F(Sqlite, FrozenIsOnlyReadAndMakesNoFiles) {
    const auto file = path("a 1%?#.db");
    make_sample(file);
    EXPECT_FALSE(has_unread_log(file));

    const auto database = open_sqlite_frozen(file);
    const auto connection = database->connect();
    const auto rows = connection->prepare("SELECT count(*) FROM t").query({});
    ASSERT_TRUE(rows->next());
    EXPECT_EQ(rows->integer(0), 1);
    EXPECT_THAT(database->check(), IsEmpty());
    EXPECT_FALSE(fs::exists(file + "-wal"));
    EXPECT_FALSE(fs::exists(file + "-shm"));
    try {
        connection->prepare("INSERT INTO t VALUES (2)").execute({});
        FAIL() << "what is frozen was written";
    } catch (const ToldFailure& failure) {
        EXPECT_EQ(failure.says().zh,
                  "数据库“" + file + "”现在只能读，不能写：磁盘已满或只读，或没有权限");
        EXPECT_EQ(failure.remedy().en,
                  "Nothing was kept; free some space or change the permissions, and try again");
    }
}

TEST_F(Sqlite, KnowsWhatItsLastWriterLeftInTheLog) {
    const auto file = path("a.db");
    make_sample(file);
    const auto database = open_sqlite(file, Open::Existing);
    const auto connection = database->connect();
    connection->prepare("INSERT INTO t VALUES (2)").execute({});
    EXPECT_TRUE(has_unread_log(file));
}

TEST_F(Sqlite, SaysThatAFileIsDamagedAndWhatToDo) {
    std::ofstream(path("text.db")) << std::string(5000, 'x');
    try {
        open_sqlite(path("text.db"), Open::Existing);
        FAIL() << "it was opened";
    } catch (const ToldFailure& failure) {
        EXPECT_EQ(failure.says().zh, "数据库文件“" + path("text.db") +
                                         "”已损坏，或不是办公室的数据库（file is not a database）");
        EXPECT_EQ(failure.remedy().zh, "请保留该文件，用 qingshui restore 把备份恢复到新的文件夹");
    }
}

}  // namespace
}  // namespace qingshui::sql
