#include "store/store.h"

#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::day;
using test::TestOffice;
using test::total;

const Period k2021 = Period::year(2021);

TEST(Store, MakesAnOfficeWithItsOwnArea) {
    const TestOffice office;

    const auto reader = office.store->read();

    EXPECT_EQ(reader->tenant(), 341502005);
    EXPECT_EQ(reader->title(), "清水河街道");
    EXPECT_EQ(reader->tree().at(reader->root(), day("1900-01-01"))->code.text(), "341502005");
    EXPECT_EQ(reader->tree().children(reader->root(), day("2021-01-01")).size(), 2U);
    EXPECT_NE(reader->catalogue().schema("shop.visit"), nullptr);
}

TEST(Store, KeepsARecordAcrossReopening) {
    TestOffice office;
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    auto values = office.visit(firm.record, "2021-03-04");
    values["spot"] = area::Point{116.1234567, 31.7654321};
    values["topics"] = std::vector<std::string>{"food", "fire"};
    values["passed"] = true;
    const auto written = office.write([&](Writer& writer) {
        auto record = test::make_record(*writer.catalogue().schema("shop.visit"), values);
        record.lines[0] = {{std::string("甲"), Decimal(15, 1)},
                           {std::string("乙"), Decimal(20, 1)}};
        return writer.file("shop.visit", record, {"tester", "初次"});
    });
    ASSERT_TRUE(written) << words(written.error(), Language::English);

    office.reopen();

    const auto reader = office.store->read();
    const auto kept = reader->record("shop.visit", written->record);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->seq, written->seq);
    const auto& schema = *reader->catalogue().schema("shop.visit");
    for (const auto& [id, value] : values) {
        EXPECT_EQ(kept->record.values[*schema.position(id)], value) << id;
    }
    EXPECT_EQ(kept->record.values[*schema.position("people")], registry::Value{Decimal::whole(2)});
    EXPECT_EQ(kept->record.lines[0].size(), 2U);
    EXPECT_EQ(reader->label("shop.visit", written->record), "企业A 2021-03-04");
}

TEST(Store, CountsWhatIsFiledCorrectedAndWithdrawn) {
    TestOffice office;
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    const auto first = office.file("shop.visit", office.visit(firm.record, "2021-03-04")).value();
    ASSERT_TRUE(office.file("shop.visit", office.visit(firm.record, "2021-03-05")));
    EXPECT_EQ(total(*office.store->read(), "shop.visits", k2021), 2);

    auto moved = office.visit(firm.record, "2022-03-04");
    ASSERT_TRUE(office.write([&](Writer& writer) {
        return writer.correct("shop.visit", first.record,
                              test::make_record(*writer.catalogue().schema("shop.visit"), moved),
                              {"tester"});
    }));
    EXPECT_EQ(total(*office.store->read(), "shop.visits", k2021), 1);
    EXPECT_EQ(total(*office.store->read(), "shop.visits", Period::year(2022)), 1);

    ASSERT_TRUE(office.write([&](Writer& writer) {
        return writer.withdraw("shop.visit", first.record, {"tester", "误登"});
    }));
    EXPECT_EQ(total(*office.store->read(), "shop.visits", Period::year(2022)), 0);
    EXPECT_FALSE(office.store->read()->record("shop.visit", first.record));
    EXPECT_EQ(office.store->read()->history("shop.visit", first.record).size(), 3U);
}

}  // namespace

}  // namespace qingshui::store
