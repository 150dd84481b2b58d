// What every driver promises (sql/database.h). A driver joins by one line at the end.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/chinese.h"
#include "base/decimal.h"
#include "sql/database.h"
#include "sql/test_server.h"

namespace qingshui::sql {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A database for one test: what it lies in goes with it.
class Place {
public:
    virtual ~Place() = default;
    virtual std::unique_ptr<Database> open() = 0;
};

class SqlitePlace final : public Place {
public:
    SqlitePlace()
        : folder_(fs::temp_directory_path() / ("qingshui-sql-" + std::to_string(getpid()))) {
        fs::create_directories(folder_);
    }
    ~SqlitePlace() override { fs::remove_all(folder_); }
    SqlitePlace(const SqlitePlace&) = delete;
    SqlitePlace& operator=(const SqlitePlace&) = delete;
    std::unique_ptr<Database> open() override {
        return open_sqlite(folder_ / "office.db", Open::Create);
    }

private:
    fs::path folder_;
};

class PostgresPlace final : public Place {
public:
    std::unique_ptr<Database> open() override { return open_postgres(schema_.url(), Open::Create); }

private:
    test::ServerSchema schema_;
};

struct Driver {
    const char* name;
    std::unique_ptr<Place> (*make)();
};

std::vector<Driver> drivers() {
    std::vector<Driver> all = {
        {"sqlite", []() -> std::unique_ptr<Place> { return std::make_unique<SqlitePlace>(); }}};
    if (test::has_server()) {
        all.push_back({"postgres", []() -> std::unique_ptr<Place> {
                           return std::make_unique<PostgresPlace>();
                       }});
    }
    return all;
}

class DatabaseContract : public testing::TestWithParam<Driver> {
protected:
    DatabaseContract()
        : folder_(fs::temp_directory_path() / ("qingshui-copy-" + std::to_string(getpid()))),
          place_(GetParam().make()),
          database_(place_->open()),
          connection_(database_->connect()) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~DatabaseContract() override { fs::remove_all(folder_); }

    // A table of notes with every type of column.
    static Table notes() {
        return {.name = "note",
                .columns = {{"tenant", ColumnType::Integer, true},
                            {"id", ColumnType::Integer, true},
                            {"title", ColumnType::Text, true},
                            {"bytes", ColumnType::Bytes, false},
                            {"data", ColumnType::Json, false}},
                .primary_key = {"tenant", "id"},
                .indices = {{"note_title", {"tenant", "title"}, true}}};
    }

    std::int64_t add_note(std::int64_t id, const std::string& title) {
        return connection_->prepare("INSERT INTO note (tenant, id, title) VALUES ($1, $2, $3)")
            .execute(parameters(std::int64_t{1}, id, title));
    }

    std::int64_t count_notes(Connection& connection) {
        const auto rows = connection.prepare("SELECT count(*) FROM note").query({});
        return rows->next() ? rows->integer(0) : -1;
    }

    // The single value that `expression` has.
    Value value_of(const std::string& expression, std::vector<Value> arguments = {}) {
        const auto rows = connection_->prepare("SELECT " + expression).query(arguments);
        EXPECT_TRUE(rows->next());
        Value value = rows->value(0);
        EXPECT_FALSE(rows->next());
        return value;
    }

    fs::path folder_;  // For files that a test makes.
    std::unique_ptr<Place> place_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<Connection> connection_;
};

const Value kNull;

Value integer(std::int64_t number) { return number; }
Value text(const char* words) { return std::string(words); }

TEST_P(DatabaseContract, GivesBackWhatItWasGiven) {
    connection_->create_table(notes());
    const std::string bytes("\0\xff清", 5);
    const std::vector<Value> row = {integer(1), integer(INT64_MIN), text("清水"), Blob{bytes},
                                    text(R"({"a":1})")};
    EXPECT_EQ(connection_->prepare("INSERT INTO note VALUES ($1, $2, $3, $4, $5)").execute(row), 1);
    const auto rows =
        connection_->prepare("SELECT tenant, id, title, bytes, data FROM note").query({});
    ASSERT_TRUE(rows->next());
    for (int column = 0; column < 5; ++column) {
        EXPECT_EQ(rows->value(column), row[static_cast<std::size_t>(column)]);
    }
    EXPECT_EQ(rows->integer(1), INT64_MIN);
    EXPECT_EQ(rows->text(2), "清水");
    EXPECT_FALSE(rows->next());
    EXPECT_FALSE(rows->next());
}

TEST_P(DatabaseContract, KnowsNullFromEmpty) {
    connection_->create_table(notes());
    add_note(1, "");
    const auto rows = connection_->prepare("SELECT title, bytes FROM note").query({});
    ASSERT_TRUE(rows->next());
    EXPECT_FALSE(rows->is_null(0));
    EXPECT_EQ(rows->value(0), text(""));
    EXPECT_TRUE(rows->is_null(1));
    EXPECT_EQ(rows->value(1), kNull);
    EXPECT_EQ(rows->text(1), "");
    EXPECT_EQ(value_of("$1", {Blob{}}), Value(Blob{}));
}

TEST_P(DatabaseContract, BindsParametersByNumber) {
    EXPECT_EQ(value_of("$2 - $1 - $2 + $3", {integer(1), integer(20), integer(300)}), integer(299));
}

TEST_P(DatabaseContract, GivesTheSameStatementForTheSameText) {
    EXPECT_EQ(&connection_->prepare("SELECT 1"), &connection_->prepare("SELECT 1"));
    EXPECT_NE(&connection_->prepare("SELECT 1"), &connection_->prepare("SELECT 2"));
}

TEST_P(DatabaseContract, CountsChangedRows) {
    connection_->create_table(notes());
    for (std::int64_t id = 1; id <= 3; ++id) EXPECT_EQ(add_note(id, std::to_string(id)), 1);
    EXPECT_EQ(connection_->prepare("UPDATE note SET bytes = NULL WHERE id > 1").execute({}), 2);
    EXPECT_EQ(connection_->prepare("SELECT 1").execute({}), 0);
    EXPECT_EQ(connection_->prepare("DELETE FROM note WHERE id = 9").execute({}), 0);
    EXPECT_EQ(connection_->prepare("DELETE FROM note").execute({}), 3);
}

TEST_P(DatabaseContract, SaysWhichConstraintBroke) {
    connection_->create_table(notes());
    add_note(1, "甲");
    EXPECT_THROW(add_note(1, "乙"), ConstraintFailure);
    EXPECT_THROW(add_note(2, "甲"), ConstraintFailure);
    EXPECT_THROW(connection_->prepare("UPDATE note SET title = NULL").execute({}),
                 ConstraintFailure);
    EXPECT_THROW(connection_->prepare("UPDATE note SET data = '{'").execute({}), ConstraintFailure);
    EXPECT_THROW(connection_->prepare("UPDATE note SET id = 'x'").execute({}), ConstraintFailure);
    try {
        add_note(2, "甲");
    } catch (const ConstraintFailure& failure) {
        EXPECT_THAT(failure.what(), HasSubstr("title"));
        EXPECT_THAT(failure.what(), testing::Not(HasSubstr("甲")));
    }
    add_note(2, "乙");
    EXPECT_EQ(count_notes(*connection_), 2);
}

TEST_P(DatabaseContract, FailsOnWhatItCannotCompile) {
    EXPECT_THROW(connection_->prepare("SELECT nothing FROM nowhere").execute({}), Failure);
    EXPECT_EQ(value_of("1"), integer(1));
}

TEST_P(DatabaseContract, OrdersTextByBytes) {
    const auto rows = connection_
                          ->prepare(
                              "SELECT x FROM (SELECT 'b' AS x UNION ALL SELECT 'B' UNION ALL "
                              "SELECT '清' UNION ALL SELECT 'a') AS t ORDER BY x")
                          .query({});
    std::vector<std::string> order;
    while (rows->next()) order.emplace_back(rows->text(0));
    EXPECT_THAT(order, ElementsAre("B", "a", "b", "清"));
}

TEST_P(DatabaseContract, KeepsWhatIsCommittedAndNothingElse) {
    connection_->create_table(notes());
    connection_->begin_write();
    add_note(1, "甲");
    connection_->commit();
    connection_->begin_write();
    add_note(2, "乙");
    connection_->rollback();
    connection_->rollback();
    connection_->begin_write();
    add_note(3, "丙");
    connection_.reset();  // Goes away in a transaction.
    connection_ = database_->connect();
    EXPECT_EQ(count_notes(*connection_), 1);
}

TEST_P(DatabaseContract, UndoesToTheSavepoint) {
    connection_->create_table(notes());
    connection_->begin_write();
    add_note(1, "甲");
    connection_->savepoint();
    add_note(2, "乙");
    connection_->rollback_to_savepoint();
    connection_->savepoint();
    add_note(3, "丙");
    connection_->release_savepoint();
    connection_->commit();
    EXPECT_EQ(value_of("sum(id) FROM note"), integer(4));
}

TEST_P(DatabaseContract, ReadsOneSnapshot) {
    connection_->create_table(notes());
    const auto reader = database_->connect();
    reader->begin_read();
    connection_->begin_write();
    add_note(1, "甲");
    connection_->commit();
    EXPECT_EQ(count_notes(*reader), 0);
    reader->commit();
    EXPECT_EQ(count_notes(*reader), 1);
}

TEST_P(DatabaseContract, DescribesItsTables) {
    EXPECT_FALSE(connection_->describe("note"));
    connection_->create_table(notes());
    connection_->create_table({.name = "登记",
                               .columns = {{"tenant", ColumnType::Integer, true}},
                               .primary_key = {"tenant"},
                               .indices = {}});
    connection_->create_search();
    EXPECT_THAT(connection_->table_names(), ElementsAre("note", "登记"));
    connection_->add_column("note", {"more \"x\"", ColumnType::Json, false});
    std::vector<Column> wanted = notes().columns;
    wanted.push_back({"more \"x\"", ColumnType::Json, false});
    const auto found = connection_->describe("note");
    ASSERT_TRUE(found);
    ASSERT_EQ(found->columns.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        EXPECT_EQ(found->columns[i].name, wanted[i].name);
        EXPECT_EQ(found->columns[i].type, wanted[i].type) << wanted[i].name;
        EXPECT_EQ(found->columns[i].required, wanted[i].required) << wanted[i].name;
    }
    EXPECT_THAT(found->primary_key, ElementsAre("tenant", "id"));
    ASSERT_EQ(found->indices.size(), 1U);
    EXPECT_EQ(found->indices[0].name, "note_title");
    EXPECT_THAT(found->indices[0].columns, ElementsAre("tenant", "title"));
    EXPECT_TRUE(found->indices[0].unique);
}

TEST_P(DatabaseContract, MakesAndDropsIndices) {
    connection_->create_table(notes());
    connection_->drop_index("note_title");
    add_note(1, "甲");
    add_note(2, "甲");
    const Index unique{"note_title", {"tenant", "title"}, true};
    EXPECT_THROW(connection_->create_index("note", unique), ConstraintFailure);
    connection_->create_index("note", {"note_title", {"tenant", "title"}, false});
}

TEST_P(DatabaseContract, FindsPhrases) {
    connection_->create_search();
    const auto put = [this](std::int64_t tenant, std::int64_t record, const char* words) {
        connection_->search_put(tenant, "harmony.dispute", record, chinese::search_tokens(words));
    };
    const auto find = [this](const char* words, std::int64_t after = 0, int most = 10) {
        return connection_->search_find(1, "harmony.dispute", chinese::search_tokens(words), after,
                                        most);
    };
    put(1, 30, "路灯不亮");
    put(1, 10, "灯路 AB12 路灯");
    put(2, 20, "路灯");
    connection_->search_put(1, "land.house", 40, chinese::search_tokens("路灯"));
    put(1, 50, "䶮𰻞面");  // Characters newer than most tables of them.
    EXPECT_THAT(find("路灯"), ElementsAre(10, 30));
    EXPECT_THAT(find("灯路"), ElementsAre(10));
    EXPECT_THAT(find("ab12"), ElementsAre(10));
    EXPECT_THAT(find("ab1"), IsEmpty());
    EXPECT_THAT(find("𰻞面"), ElementsAre(50));
    EXPECT_THAT(find("路灯", 10), ElementsAre(30));
    EXPECT_THAT(find("路灯", 0, 1), ElementsAre(10));
    EXPECT_THAT(find(""), IsEmpty());
    EXPECT_THAT(connection_->search_find(1, "harmony.dispute", "\" OR \"", 0, 10), IsEmpty());
}

TEST_P(DatabaseContract, ForgetsWhatIsRemovedFromSearch) {
    connection_->create_search();
    connection_->search_put(1, "k", 1, "路 灯");
    connection_->search_put(1, "k", 1, "路 面");
    EXPECT_THAT(connection_->search_find(1, "k", "路 灯", 0, 10), IsEmpty());
    EXPECT_EQ(connection_->search_tokens(1, "k", 1), "路 面");
    EXPECT_EQ(connection_->search_tokens(2, "k", 1), "");
    EXPECT_EQ(connection_->search_count(1), 1);
    EXPECT_THAT(connection_->search_find(1, "k", "路 面", 0, 10), ElementsAre(1));
    connection_->search_remove(1, "k", 1);
    connection_->search_remove(1, "k", 1);
    EXPECT_THAT(connection_->search_find(1, "k", "路", 0, 10), IsEmpty());
    connection_->search_put(1, "k", 1, "路");
    connection_->search_put(1, "k", 1, "");
    EXPECT_THAT(connection_->search_find(1, "k", "路", 0, 10), IsEmpty());
    EXPECT_THAT(database_->check(), IsEmpty());
}

TEST_P(DatabaseContract, CopiesOneMoment) {
    connection_->create_table(notes());
    connection_->create_search();
    connection_->search_put(1, "k", 1, "路 灯");
    const std::string bytes("\0\xff", 2);
    connection_->prepare("INSERT INTO note VALUES ($1, $2, $3, $4, $5)")
        .execute(std::vector<Value>{integer(1), integer(-1), text("清"), Blob{bytes}, text("{}")});
    connection_->begin_write();
    add_note(2, "乙");
    const std::string copy = folder_ / "copy.db";
    database_->back_up(copy, {});
    connection_->commit();
    EXPECT_THROW(database_->back_up(copy, {}), Failure);
    const auto restored = open_sqlite(copy, Open::Existing);
    const auto copied = restored->connect();
    const auto rows = copied->prepare("SELECT id, title, bytes, data FROM note").query({});
    ASSERT_TRUE(rows->next());
    EXPECT_EQ(rows->integer(0), -1);
    EXPECT_EQ(rows->text(1), "清");
    EXPECT_EQ(rows->value(2), Value(Blob{bytes}));
    EXPECT_EQ(rows->text(3), "{}");
    EXPECT_FALSE(rows->next());
    EXPECT_EQ(copied->describe("note")->indices.size(), 1U);
    EXPECT_THAT(copied->search_find(1, "k", "路 灯", 0, 10), ElementsAre(1));
    EXPECT_THAT(restored->check(), IsEmpty());
}

struct FunctionCase {
    const char* expression;
    Value value;
};

TEST_P(DatabaseContract, ComputesByItsFunctions) {
    const FunctionCase cases[] = {
        {"qs_add(2, 3)", integer(5)},
        {"qs_add(2, 3, -7)", integer(-2)},
        {"qs_add(999999999999999999, 1, -1)", kNull},
        {"qs_sub(2, 3)", integer(-1)},
        {"qs_mul(-2, 3)", integer(-6)},
        {"qs_add(999999999999999999, 1)", kNull},
        {"qs_add(9223372036854775807, 0)", kNull},
        {"qs_mul(9999999999, 9999999999)", kNull},
        {"qs_add(NULL, 1)", kNull},
        {"qs_scale(1250, 2, 1)", integer(125)},
        {"qs_scale(125, 1, 0)", integer(13)},
        {"qs_scale(-125, 1, 0)", integer(-13)},
        {"qs_scale(5, 0, 3)", integer(5000)},
        {"qs_scale(5, 0, 13)", kNull},
        {"qs_scale(NULL, 0, 1)", kNull},
        {"qs_div(1, 0, 3, 0, 4)", integer(3333)},
        {"qs_div(250, 2, 5, 1, 1)", integer(50)},
        {"qs_div(1, 0, 0, 0, 4)", kNull},
        {"qs_compare(15, 1, 150, 2)", integer(0)},
        {"qs_compare(999999999999999999, 0, 5, 1)", integer(1)},
        {"qs_compare(-1, 0, 5, 1)", integer(-1)},
        {"qs_compare(NULL, 0, 5, 1)", kNull},
        {"qs_least(3, 2, 5)", integer(2)},
        {"qs_greatest(3, 2, 5)", integer(5)},
        {"qs_least('2021-05-13', '2021-01-01')", text("2021-01-01")},
        {"qs_greatest(3, NULL)", kNull},
        {"(select qs_sum(1) from (select 1) as t where 1 = 0)", integer(0)},
        {"(select qs_sum(x) from (select 1 as x union all select 2) as t)", integer(3)},
        {"(select qs_sum(x) from (select 1 as x union all select null) as t)", kNull},
        {"(select qs_sum(x) from (select 999999999999999999 as x union all select 1) as t)", kNull},
        {"(select qs_sum(x) from (select 999999999999999999 as x union all select 1 "
         "union all select -1) as t)",
         integer(999'999'999'999'999'999)},
        {"qs_days('1970-01-02')", integer(1)},
        {"qs_days('2021-05-13 08:30:00')", integer(18760)},
        {"qs_days('2021-02-30')", kNull},
        {"qs_days(NULL)", kNull},
        {"qs_date(18760)", text("2021-05-13")},
        {"qs_date(99999999)", kNull},
        {"qs_position('清水河', '水河')", integer(2)},
        {"qs_position('清水河', '山')", integer(0)},
        {"qs_position('清水河', '')", integer(1)},
        {"qs_position(NULL, '')", kNull},
        {"qs_starts('清水河', '清水')", integer(1)},
        {"qs_starts('清水河', '水')", integer(0)},
        {"qs_ends('清水河', '水河')", integer(1)},
        {"qs_ends('清水河', NULL)", kNull},
    };
    for (const auto& c : cases) EXPECT_EQ(value_of(c.expression), c.value) << c.expression;
}

TEST_P(DatabaseContract, RefusesArgumentsOfAnotherType) {
    EXPECT_THROW(value_of("qs_add('x', 1)"), Failure);
    EXPECT_THROW(value_of("qs_starts(1, 'x')"), Failure);
    EXPECT_THROW(value_of("qs_days(5)"), Failure);
    EXPECT_THROW(value_of("qs_least(5, 'x')"), Failure);
    EXPECT_THROW(value_of("qs_least('x', 5)"), Failure);
    EXPECT_THROW(value_of("qs_least()"), Failure);
    EXPECT_THROW(value_of("(select qs_sum('x'))"), Failure);
}

TEST_P(DatabaseContract, DividesAsDecimalsDo) {
    rc::check([this] {
        const auto any = [] {
            return Decimal(*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'001),
                           *rc::gen::inRange(0, Decimal::kScaleMax + 1));
        };
        const Decimal a = any();
        const Decimal b = any();
        const std::int64_t scale = *rc::gen::inRange(0, Decimal::kScaleMax + 1);
        const auto wanted = divided(a, b, static_cast<int>(scale));
        const Value found = value_of("qs_div($1, $2, $3, $4, $5)",
                                     parameters(a.mantissa(), std::int64_t{a.scale()}, b.mantissa(),
                                                std::int64_t{b.scale()}, scale));
        RC_ASSERT(found == (wanted ? integer(wanted->mantissa()) : kNull));
    });
}

INSTANTIATE_TEST_SUITE_P(Drivers, DatabaseContract, testing::ValuesIn(drivers()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace qingshui::sql
