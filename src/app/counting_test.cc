#include "app/counting.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "base/sentence.h"

namespace qingshui::app {
namespace {

using probe::Office;
using testing::ElementsAre;

probe::Packs packs() {
    return {{"trade", {{"pack.toml", R"toml(
[pack]
id = "trade"
title = { zh = "经营", en = "Trade" }
version = "1"
[register.sale]
title = { zh = "成交", en = "Sale" }
area = "place"
day = "sold_on"
label = "{sold_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "sold_on", type = "date", zh = "日期", en = "Sold on", required = true },
  { id = "sum", type = "money", zh = "金额", en = "Sum", unit = "元" },
  { id = "goods", type = "choice", zh = "品种", en = "Goods", choices = [
    { code = "tea", zh = "茶叶", en = "Tea" },
    { code = "rice", zh = "大米", en = "Rice" },
    { code = "fish", zh = "鲜鱼", en = "Fish" } ] },
  { id = "paid", type = "yesno", zh = "已付", en = "Paid" },
  { id = "way", type = "choice", zh = "方式", en = "Way", choices = [
    { code = "cash", zh = "现金", en = "Cash" } ] },
]
[indicator.sales]
title = { zh = "成交额", en = "Sales" }
of = "sale"
measure = "sum"
split = "paid"
unit = { text = "万元", per = 10000, decimals = 2 }
[indicator.count]
title = { zh = "成交笔数", en = "Deals" }
of = "sale"
unit = "笔"
[indicator.average]
title = { zh = "平均成交额", en = "Average deal" }
kind = "ratio"
over = "sales"
under = "count"
unit = { text = "元", per = 1, decimals = 1 }
[indicator.large]
title = { zh = "大额成交", en = "Large deals" }
version = 2
from = 2021-03-01
of = "sale"
where = "sum > 1000.00"
unit = "笔"
[[indicator.large.earlier]]
version = 1
from = 2000-01-01
of = "sale"
where = "sum > 15000.00"
title = { zh = "大额成交", en = "Large deals" }
unit = "笔"
[indicator.large_share]
title = { zh = "大额占比", en = "Share of large deals" }
kind = "derived"
rule = "large * 100 / count"
unit = { text = "%", per = 1, decimals = 0 }
[rates.fee]
title = { zh = "摊位费标准", en = "Fees" }
fields = [ { id = "deal", type = "money", zh = "每笔", en = "Each deal", unit = "元" } ]
[[rates.fee.row]]
from = 2021-01-01
deal = "2.00"
basis = "市场办法"
[indicator.fee]
title = { zh = "摊位费", en = "Fee" }
kind = "rate"
rate = "fee.deal"
unit = "元"
[register.fair]
title = { zh = "集市", en = "Fair" }
area = "place"
day = "held_on"
label = "{held_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "held_on", type = "date", zh = "举办日期", en = "Held on", required = true },
]
[indicator.fair_communities]
title = { zh = "集市所及社区", en = "Communities of fairs" }
kind = "scope"
unit = "个"
of = "fair"
counts = "community"
[indicator.sorts]
title = { zh = "品种数", en = "Sorts" }
of = "sale"
kind = "distinct"
distinct = "goods"
unit = "种"
)toml"}}}};
}

struct Trade : Office {
    Trade() : Office(packs()) {
        import_or_throw("成交.csv",
                        "区域,日期,金额（元）,品种,已付,方式\n"
                        "茶棚社区,2021-01-03,10000.50,茶叶,是,现金\n"
                        "茶棚社区,2021-02-03,20000,茶叶,否,\n"
                        "皋城社区（一期）,2021-03-03,300.25,鲜鱼,是,\n"
                        "茶棚社区,2021-04-03,5000,,,\n"
                        "茶棚社区,2020-04-03,7000,大米,是,\n");
    }
    // "code title value" of each row, or the rule of the refusal.
    std::vector<std::string> rows(std::string_view by, const CountRequest& request) {
        const auto counted = count_by(actor, *store->read(), request, by);
        if (!counted) return {counted.error().rule, sentence(counted.error().remedy).zh};
        std::vector<std::string> said;
        for (const CountedRow& row : *counted) {
            said.push_back(fmt::format("{} {} {}", row.key, row.title.zh,
                                       row.answer.value.value().shortest()));
        }
        return said;
    }
};

TEST(CountingByAChoice, AddsUpToTheWhole) {
    Trade office;
    const CountRequest year{"trade.sales", "", "2021", ""};
    EXPECT_THAT(office.rows("goods", year), ElementsAre("tea 茶叶 30000.5", "rice 大米 0",
                                                        "fish 鲜鱼 300.25", " （未填） 5000"));
    EXPECT_EQ(count(office.actor, *office.store->read(), year)->answer.value,
              *Decimal::parse("35300.75"));
    EXPECT_THAT(office.rows("品种", {"trade.sales", "茶棚社区", "2021-01..2021-03", ""}),
                ElementsAre("tea 茶叶 30000.5", "rice 大米 0", "fish 鲜鱼 0"));
}

TEST(CountingByItsSplit, NamesWhatIsNotFilledIn) {
    Trade office;
    EXPECT_THAT(office.rows("paid", {"trade.sales", "", "2021", ""}),
                ElementsAre("yes 是 10300.75", "no 否 20000", " （未填） 5000"));
}

TEST(CountingByAChoice, IsRoundedInTheUnitOfTheIndicator) {
    Trade office;
    const auto rows =
        count_by(office.actor, *office.store->read(), {"trade.sales", "", "2021", ""}, "goods");
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->front().answer.shown, *Decimal::parse("3.00"));
}

TEST(CountingByAChoice, MayBeOfOneCellOfTheSplit) {
    Trade office;
    EXPECT_THAT(office.rows("goods", {"trade.sales.yes", "", "2021", ""}),
                ElementsAre("tea 茶叶 10000.5", "rice 大米 0", "fish 鲜鱼 300.25"));
}

TEST(CountingByAChoice, IsRefusedWithWhatThereIs) {
    Trade office;
    EXPECT_THAT(
        office.rows("sum", {"trade.sales", "", "2021", ""}),
        ElementsAre(
            "count.by",
            "可用 area（下级区域）、month（月份）、paid（已付）、goods（品种）、way（方式）。"));
    EXPECT_THAT(office.rows("goods", {"trade.sorts", "", "2021", ""}),
                ElementsAre("count.by", "可用 area（下级区域）、month（月份）。"));
}

TEST(CountingOverAChangeOfDefinition, TakesThatOfTheLastDayThroughout) {
    Trade office;
    const auto reader = office.store->read();
    const auto year = count(office.actor, *reader, {"trade.large", "", "2021", ""});
    ASSERT_TRUE(year) << words(year.error(), Language::Chinese);
    EXPECT_EQ(year->answer.value, Decimal::whole(3));
    EXPECT_EQ(year->note.zh, "2021年3月1日起用第2版口径，全期按第2版计");
    EXPECT_EQ(year->note.en,
              "Version 2 of the definition is used from 2021-03-01; the whole period is counted by "
              "it");
    // The months of one table can be compared; a month asked for alone has its own definition.
    EXPECT_THAT(office.rows("month", {"trade.large", "", "2021-01..2021-04", ""}),
                ElementsAre("2021-01 2021年1月 1", "2021-02 2021年2月 1", "2021-03 2021年3月 0",
                            "2021-04 2021年4月 1"));
    const auto january = count(office.actor, *reader, {"trade.large", "", "2021-01", ""});
    EXPECT_EQ(january->answer.value, Decimal::whole(0));
    EXPECT_EQ(january->note.zh, "");
    EXPECT_EQ(count(office.actor, *reader, {"trade.large", "", "2021-03..2021-04", ""})->note.zh,
              "");
}

TEST(CountingOverAChangeOfDefinition, HoldsForWhatAFigureReads) {
    Trade office;
    const auto reader = office.store->read();
    EXPECT_THAT(
        office.rows("month", {"trade.large_share", "", "2021-01..2021-03", ""}),
        ElementsAre("2021-01 2021年1月 100", "2021-02 2021年2月 100", "2021-03 2021年3月 0"));
    EXPECT_EQ(count(office.actor, *reader, {"trade.large_share", "", "2021", ""})->note.zh,
              "“大额成交”2021年3月1日起用第2版口径，全期按第2版计");
}

TEST(Moments, MayBeTheNumberOfAnEntry) {
    Trade office;
    const auto reader = office.store->read();
    const auto entry_of = [&](std::string_view text) -> std::int64_t {
        const auto moment = parse_moment(*reader, text);
        return moment ? moment->as_of.seq : 0;
    };
    EXPECT_EQ(entry_of("第3号"), 3);
    EXPECT_EQ(entry_of("第3条"), 3);
    EXPECT_EQ(entry_of("#3"), 3);
    EXPECT_EQ(entry_of("3"), 3);
    EXPECT_EQ(entry_of("20210601"), reader->last_seq());  // A day.
    EXPECT_EQ(parse_moment(*reader, "第3号")->day, probe::day("2021-06-01"));
    // What could be a year, a month or a day is no entry.
    for (const char* text : {"2021", "202105", "20219999", "0", "#", "第号", "-3"}) {
        EXPECT_EQ(parse_moment(*reader, text).error().rule, "moment.malformed") << text;
    }
    EXPECT_EQ(parse_moment(*reader, "999999").error().rule, "moment.no_entry");
    EXPECT_EQ(parse_moment(*reader, "#2021").error().rule, "moment.no_entry");
}

TEST(Counting, NamesTheCellOfAFigure) {
    Trade office;
    EXPECT_EQ(
        count(office.actor, *office.store->read(), {"trade.sales.yes", "", "2021", ""})->title.zh,
        "成交额·是");
}

TEST(Tracing, SaysHowARatioIsMade) {
    Trade office;
    const auto reader = office.store->read();
    const auto average = trace(office.actor, *reader, {"trade.average", "", "2021", ""});
    ASSERT_TRUE(average) << words(average.error(), Language::Chinese);
    EXPECT_EQ(average->working.zh, "“成交额”3.530075万元 ÷ “成交笔数”4笔 = 8825.2元");
    EXPECT_EQ(trace(office.actor, *reader, {"trade.sales", "", "2021", ""})->working.zh, "");
}

TEST(Tracing, SaysInWhichOfItsComponentsARecordCounts) {
    Trade office;
    const auto reader = office.store->read();
    const auto average = trace(office.actor, *reader, {"trade.average", "", "2021", ""});
    ASSERT_EQ(average->parts.size(), 8U);
    EXPECT_EQ(average->records, 4U);
    EXPECT_EQ(average->parts.front().component.zh, "成交额");
    EXPECT_EQ(average->parts.front().unit, "元");
    EXPECT_EQ(average->parts.back().component.zh, "成交笔数");
    EXPECT_EQ(average->parts.back().unit, "笔");
    const auto sales = trace(office.actor, *reader, {"trade.sales", "", "2021", ""});
    EXPECT_EQ(sales->records, 4U);
    EXPECT_EQ(sales->parts.front().component.zh, "");
    EXPECT_EQ(sales->parts.front().unit, "元");
}

TEST(Tracing, ShowsTheRowOfARate) {
    Trade office;
    const auto reader = office.store->read();
    const auto fee = trace(office.actor, *reader, {"trade.fee", "", "2021", ""});
    ASSERT_EQ(fee->rates.size(), 1U);
    EXPECT_EQ(fee->rates[0].number.text(), "2.00");
    EXPECT_EQ(fee->rates[0].row->basis, "市场办法");
    EXPECT_NE(fee->digest, tally::digest({}));
    EXPECT_EQ(fee->reason.zh, "");
    const auto before = trace(office.actor, *reader, {"trade.fee", "", "2020", ""});
    EXPECT_TRUE(before->rates.empty());
    EXPECT_EQ(before->reason.zh, "2020年12月31日没有施行中的标准“摊位费标准”");
    EXPECT_EQ(before->reason.en, "No row of the rate “Fees” is in force on 2020-12-31");
}

TEST(Tracing, NamesTheAreasThatAScopeCounts) {
    Trade office;
    office.import_or_throw("集市.csv", "区域,举办日期\n清水河街道,2021-03-01\n");
    const auto reader = office.store->read();
    const auto traced =
        trace(office.actor, *reader, {"trade.fair_communities", "", "2021", ""}).value();
    ASSERT_EQ(traced.parts.size(), 3U);
    EXPECT_EQ(traced.parts[0].part.schema, "");
    EXPECT_EQ(traced.parts[0].area_code, "341502005001");
    EXPECT_EQ(traced.parts[0].unit, "个");
    EXPECT_EQ(traced.parts[2].part.schema, "trade.fair");
    EXPECT_EQ(traced.parts[2].area_code, "");
}

}  // namespace
}  // namespace qingshui::app
