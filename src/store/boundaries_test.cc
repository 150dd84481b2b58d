// Boundaries by the days they hold, and offices whose boundaries had none.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "sql/database.h"
#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::day;
using test::TestOffice;

area::Boundary square(double west) {
    return {{{{west, 0}, {west + 1, 0}, {west + 1, 1}, {west, 1}, {west, 0}}, {}}};
}

Result<Written> bound(TestOffice& office, Id<area::Area> area, double west, Date since) {
    return office.write(
        [&](Writer& writer) { return writer.set_boundary(area, square(west), since, {"tester"}); });
}

TEST(Boundaries, HoldFromTheirDayUntilTheNext) {
    TestOffice office;
    ASSERT_TRUE(bound(office, office.east, 0, Date::min()));
    ASSERT_TRUE(bound(office, office.east, 10, day("2021-03-01")));
    ASSERT_TRUE(bound(office, office.east, 20, day("2022-01-01")));
    office.reopen();

    const auto reader = office.store->read();
    const auto west_of = [&](std::string_view on) {
        return reader->boundary(office.east, day(on))->at(0).outer.at(0).longitude;
    };
    EXPECT_EQ(west_of("2020-05-01"), 0);
    EXPECT_EQ(west_of("2021-02-28"), 0);
    EXPECT_EQ(west_of("2021-03-01"), 10);
    EXPECT_EQ(west_of("2021-12-31"), 10);
    EXPECT_EQ(west_of("2022-01-01"), 20);
    EXPECT_EQ(reader->locate({10.5, 0.5}, day("2021-06-01")), office.east);
    EXPECT_FALSE(reader->locate({0.5, 0.5}, day("2021-06-01")));
    EXPECT_EQ(reader->locate({0.5, 0.5}, day("2021-02-28")), office.east);
    EXPECT_THAT(office.verify(), testing::IsEmpty());
}

TEST(Boundaries, AreReplacedByOneOfTheSameDay) {
    TestOffice office;
    ASSERT_TRUE(bound(office, office.east, 0, day("2021-03-01")));
    ASSERT_TRUE(bound(office, office.east, 5, day("2021-03-01")));
    const auto reader = office.store->read();
    EXPECT_FALSE(reader->boundary(office.east, day("2021-02-28")));
    EXPECT_EQ(reader->boundary(office.east, day("2021-03-01"))->at(0).outer.at(0).longitude, 5);
    EXPECT_THAT(office.verify(), testing::IsEmpty());
}

TEST(Boundaries, AreRefusedOnDaysWithoutTheirArea) {
    TestOffice office;
    const auto early = bound(office, office.east, 0, day("2019-12-31"));
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().rule, "boundary.day");
    EXPECT_EQ(early.error().says.zh, "边界从2019年12月31日起，但“东社区”到2020年1月1日才有");
    EXPECT_EQ(early.error().says.en,
              "The boundary begins on 2019-12-31, but “东社区” is there from 2020-01-01");
    ASSERT_TRUE(office.write([&](Writer& writer) {
        return writer.change_areas(area::Dissolve{day("2021-07-01"), office.east}, {"tester"});
    }));
    const auto late = bound(office, office.east, 0, day("2021-07-01"));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().says.zh, "边界从2021年7月1日起，但“东社区”2021年6月30日以后就没有了");
    EXPECT_EQ(late.error().says.en,
              "The boundary begins on 2021-07-01, but “东社区” ended on 2021-06-30");
    EXPECT_EQ(late.error().remedy.zh, "请核对日期；一直如此的，不写日期");
    EXPECT_TRUE(bound(office, office.east, 0, Date::min()));
}

// Makes the office's tables those of format 1.
void turn_back(const std::string& path) {
    const auto database = sql::open_sqlite(path + "/office.db", sql::Open::Existing);
    const auto connection = database->connect();
    connection->begin_write();
    for (const auto* text :
         {"create table kept as select tenant, area, body, seq from boundary",
          "drop table boundary",
          "create table boundary (tenant integer not null, area integer not null, body text not "
          "null, seq integer not null, primary key (tenant, area)) strict",
          "insert into boundary select tenant, area, body, seq from kept", "drop table kept",
          "update office set format = 1"}) {
        connection->prepare(text).execute({});
    }
    connection->commit();
}

TEST(Upgrade, DatesTheBoundariesOfAnOlderOffice) {
    TestOffice office;
    ASSERT_TRUE(bound(office, office.east, 0, Date::min()));
    office.store.reset();
    turn_back(office.path());

    office.reopen();

    EXPECT_EQ(office.store->read()->locate({0.5, 0.5}, day("2021-06-01")), office.east);
    EXPECT_TRUE(bound(office, office.east, 10, day("2021-03-01")));
    EXPECT_THAT(office.verify(), testing::IsEmpty());
}

TEST(Upgrade, RestoresABackupOfAnOlderOffice) {
    TestOffice office;
    ASSERT_TRUE(bound(office, office.east, 0, Date::min()));
    office.store.reset();
    turn_back(office.path());
    const auto backup = office.folder / "backup.zip";
    ASSERT_TRUE(back_up(office.path(), backup));

    const auto restored = restore(backup, office.folder / "again");

    ASSERT_TRUE(restored) << words(restored.error(), Language::English);
    const auto again = open(office.folder / "again", office.clock).value();
    EXPECT_EQ(again->read()->locate({0.5, 0.5}, day("2021-06-01")), office.east);
}

}  // namespace

}  // namespace qingshui::store
