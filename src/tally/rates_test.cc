#include "tally/rates.h"

#include <gtest/gtest.h>

#include "tally/probe_pack.h"

namespace qingshui::tally {
namespace {

class RatesTest : public testing::Test {
protected:
    Question asked(const char* figure, const char* last) const {
        const auto to = probe::day(last);
        return {find_figure(catalogue_, figure, to).value(), {1}, {probe::day("2020-01-01"), to}};
    }
    std::string digest_of(const char* figure, const char* last) const {
        return digest({}, rates_of(catalogue_, asked(figure, last))).hex();
    }
    registry::Catalogue catalogue_ = probe::catalogue();
};

TEST_F(RatesTest, AreTheRowOfThePeriodsLastDay) {
    const auto rates = rates_of(catalogue_, asked("probe.fee", "2021-06-01"));
    ASSERT_EQ(rates.size(), 1U);
    EXPECT_EQ(rates[0].table->id, "probe.fee");
    EXPECT_EQ(rates[0].column->id, "amount");
    EXPECT_EQ(rates[0].row->valid.from, probe::day("2021-06-01"));
    EXPECT_EQ(rates[0].number.text(), "15.00");
    EXPECT_EQ(rates_of(catalogue_, asked("probe.fee", "2021-05-31"))[0].number.text(), "12.50");
    EXPECT_TRUE(rates_of(catalogue_, asked("probe.fee", "2019-12-31")).empty());
}

TEST_F(RatesTest, AreReadByWhatIsComputedFromThem) {
    const auto rates = rates_of(catalogue_, asked("probe.fees", "2021-06-01"));
    ASSERT_EQ(rates.size(), 1U);
    EXPECT_EQ(rates[0].number.text(), "15.00");
    EXPECT_TRUE(rates_of(catalogue_, asked("probe.events", "2021-06-01")).empty());
}

TEST_F(RatesTest, HaveTheDigestOfTheirRow) {
    EXPECT_NE(digest_of("probe.fee", "2021-06-01"), digest({}).hex());
    EXPECT_NE(digest_of("probe.fee", "2021-06-01"), digest_of("probe.fee", "2021-05-31"));
    EXPECT_EQ(digest_of("probe.fee", "2021-06-01"), digest_of("probe.fee", "2022-06-01"));
    EXPECT_EQ(digest_of("probe.events", "2021-06-01"), digest({}).hex());
}

}  // namespace
}  // namespace qingshui::tally
