// What somebody else did to the tables is found.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sql/database.h"
#include "store/layout.h"
#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::TestOffice;
using testing::Contains;
using testing::ElementsAre;

// Runs a statement behind the program's back.
void meddle(const TestOffice& office, const std::string& statement) {
    const auto url = office.place.address();
    const auto database = url.is_server()
                              ? sql::open_postgres(url.place, sql::Open::Existing)
                              : sql::open_sqlite(office.path() + "/office.db", sql::Open::Existing);
    database->connect()->prepare(statement).execute({});
}

TEST(Verify, MissesAnIndex) {
    TestOffice office;
    const auto name = key_index("shop_firm", {"tenant", "code"}).name;
    meddle(office, "drop index " + name);

    EXPECT_THAT(
        office.verify(),
        ElementsAre(Text{fmt::format("表“shop_firm”缺少索引“{}”", name),
                         fmt::format("The table \"shop_firm\" lacks the index \"{}\"", name)}));
}

TEST(Verify, MissesATable) {
    TestOffice office;
    meddle(office, "drop table boundary");

    EXPECT_THAT(office.verify(),
                Contains(Text{"表“boundary”不见了", "The table \"boundary\" is gone"}));
}

TEST(Verify, FindsRecordsThatShareAKey) {
    TestOffice office;
    const auto first = office.file("shop.firm", office.firm("A")).value().record.number;
    const auto second = office.file("shop.firm", office.firm("B")).value().record.number;
    meddle(office, "update shop_firm set code = 'A'");

    EXPECT_THAT(
        office.verify(),
        Contains(Text{fmt::format("台账“企业”的记录{}与记录{}的唯一键相同", first, second),
                      fmt::format("Record {} of \"Firm\" shares a unique key with record {}", first,
                                  second)}));
}

TEST(Verify, FindsATriggerThatIsNotOurs) {
    if (test::on_server()) GTEST_SKIP() << "triggers are made in another way there";
    TestOffice office;
    meddle(office,
           "create trigger extra after insert on tally begin update tally set amount = 0; end");

    EXPECT_THAT(office.verify(),
                ElementsAre(Text{"数据库文件有损坏（细节：trigger extra is none of ours）",
                                 "The database file is damaged (detail: trigger extra is none of "
                                 "ours)"}));
}

}  // namespace

}  // namespace qingshui::store
