// Goal: a number that cannot be kept is never counted as nothing.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::day;
using test::TestOffice;
using test::Values;

std::string indicator(const std::string& id, const std::string& measure) {
    return fmt::format(
        "\n[indicator.{0}]\ntitle = {{ zh = \"{0}\", en = \"{0}\" }}\nunit = \"元\"\n"
        "of = \"visit\"\nmeasure = \"{1}\"\n",
        id, measure);
}

// The shop, where a fine may be anything, and counts also as `measure`.
std::string pack_with(const std::string& measure) {
    auto pack = test::kShopPack;
    const std::string limits = ", min = 0, max = 1000000 }";
    pack.replace(pack.find(limits), limits.size(), " }");
    const std::string check = "fine == null || kind == 'sudden'";
    pack.replace(pack.find(check), check.size(), "true");
    return pack + indicator("more", measure);
}

struct Range : testing::Test {
    TestOffice office{pack_with("fine")};
    Written firm = office.file("shop.firm", office.firm("A")).value();

    Values visit(std::string_view on, std::int64_t fen) const {
        auto values = office.visit(firm.record, on);
        values["fine"] = Decimal(fen, 2);
        return values;
    }
    // Files visits of two firms on one day in one act.
    Result<Written> file_both(std::int64_t fen) {
        const auto other = office.file("shop.firm", office.firm("B")).value();
        auto second = visit("2021-03-04", fen);
        second["firm"] = registry::Key{other.record.number};
        return office.write([&](Writer& writer) -> Result<Written> {
            const auto& schema = *writer.catalogue().schema("shop.visit");
            TRY(writer.file("shop.visit", test::make_record(schema, visit("2021-03-04", fen)),
                            {"t"}));
            return writer.file("shop.visit", test::make_record(schema, second), {"t"});
        });
    }
    Result<tally::Answer> count(const Period& period) {
        const auto reader = office.store->read();
        tally::Counting counting(reader->catalogue(), reader->tree(), reader->books());
        const auto figure = tally::find_figure(reader->catalogue(), "shop.more", period.to);
        return counting.count({figure.value(), reader->root(), period});
    }
};

constexpr auto kMost = Decimal::kMantissaMax;

TEST_F(Range, OfAMeasureIsAFaultOfTheRecord) {
    TestOffice squared(pack_with("fine * fine"));
    const auto other = squared.file("shop.firm", squared.firm("A")).value();
    auto values = squared.visit(other.record, "2021-03-04");
    values["fine"] = Decimal(kMost, 2);

    const auto refused = squared.file("shop.visit", values);

    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.error().faults.size(), 1U);
    EXPECT_EQ(refused.error().faults[0].rule, "record.out_of_range");
    EXPECT_EQ(refused.error().faults[0].subject, "shop.more");
}

TEST_F(Range, OfADaysSumIsRefusedAndNothingIsKept) {
    const auto refused = file_both(kMost);

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "count.too_large");
    EXPECT_EQ(refused.error().says.zh,
              "指标“shop.more”在2021-03-04的合计将超过18位数字，无法精确计数");
    EXPECT_EQ(refused.error().says.en,
              "The sum of indicator \"shop.more\" on 2021-03-04 would have more than 18 digits "
              "and could not be kept exactly");
    EXPECT_EQ(refused.error().remedy.zh, "没有登记；请核对本次提交的数额后重新提交");
    EXPECT_EQ(office.store->read()->record_count("shop.visit"), 0);
    EXPECT_THAT(office.verify(), testing::IsEmpty());
    ASSERT_TRUE(office.file("shop.visit", visit("2021-03-04", kMost)));
    EXPECT_FALSE(office.file("shop.visit", visit("2021-03-04", 1)));
}

TEST_F(Range, OfASumOverManyDaysIsRefusedWhenItIsAsked) {
    for (int i = 1; i <= 20; ++i) {
        ASSERT_TRUE(office.file("shop.visit", visit(fmt::format("2021-03-{:02}", i), kMost)));
    }

    EXPECT_EQ(count(Period{day("2021-03-01"), day("2021-03-01")}).value().value, Decimal(kMost, 2));
    const auto refused = count(Period::year(2021));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "count.too_large");
    EXPECT_THAT(office.verify(), testing::IsEmpty());
}

TEST_F(Range, OfOldRecordsKeepsNewPacksOut) {
    ASSERT_TRUE(office.file("shop.visit", visit("2021-03-04", kMost)));

    const auto wanted = pack_with("fine") + indicator("squared", "fine * fine");
    const auto refused = office.write([&](Writer& writer) {
        return writer.set_packs({{"shop", {{"pack.toml", wanted}}}}, {"t"});
    });

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "packs.out_of_range");
    ASSERT_EQ(refused.error().faults.size(), 1U);
    EXPECT_EQ(refused.error().faults[0].subject, "shop.squared");
    EXPECT_EQ(office.store->read()->catalogue().indicator("shop.squared"), nullptr);
    EXPECT_THAT(office.verify(), testing::IsEmpty());
}

}  // namespace

}  // namespace qingshui::store
