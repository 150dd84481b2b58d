#include <fmt/format.h>
#include <gtest/gtest.h>

#include "report/figure_text.h"
#include "report/golden.h"
#include "report/probe_report.h"

namespace qingshui::report {
namespace {

class DraftTest : public testing::Test {
protected:
    Draft draft() {
        auto made = report::draft(office_.sources(), request_);
        EXPECT_TRUE(made) << words(made.error(), Language::English);
        return std::move(made).value();
    }
    probe::Office office_;
    Request request_ = probe::Office::request();
};

TEST_F(DraftTest, WritesTheTextWithItsFigures) {
    office_.three_beds();
    expect_golden("garden.md", to_markdown(draft()));
}

TEST_F(DraftTest, WritesTheFiguresForPrograms) {
    office_.three_beds();
    expect_golden("garden.json", to_json(draft()));
}

TEST_F(DraftTest, ChangesAFigureWithOneRecord) {
    office_.three_beds();
    EXPECT_EQ(draft().figure("garden.beds")->text, "3处");
    office_.bed(4, "2021-12-31", "blue", "1", "1");
    EXPECT_EQ(draft().figure("garden.beds")->text, "4处");
}

TEST_F(DraftTest, KeepsWhatWasWrittenByHand) {
    office_.passages.typed["garden.overview"] = "手写的话。\n第二段。";
    const auto made = draft();
    EXPECT_EQ(made.blocks[2].runs.front().text, "手写的话。");
    EXPECT_EQ(made.blocks[3].runs.front().text, "第二段。共建成花坛");
    EXPECT_EQ(made.passages.at("garden.overview"), "手写的话。\n第二段。");
    EXPECT_EQ(made.passages.at("office.annual.plan"), "再接再厉。");
}

TEST_F(DraftTest, ShowsAFailedCheckBesideItsSentence) {
    office_.bed(1, "2021-03-01", "red", "1", "1");
    office_.bed(2, "2021-03-01", "", "1", "1");
    const auto made = draft();
    ASSERT_EQ(made.checks.size(), 2U);
    EXPECT_EQ(made.checks[0].holds, false);
    EXPECT_EQ(made.checks[0].left->text(), "2");
    EXPECT_EQ(made.checks[0].right->text(), "1");
    EXPECT_EQ(made.checks[1].holds, true);
    EXPECT_NE(to_markdown(made).find(
                  "花坛2处【核对不符：红、蓝之和应等于总数（“花坛数”为2处，“花坛数·红”与"
                  "“花坛数·蓝”之和为1处）】，其中"),
              std::string::npos);
}

TEST_F(DraftTest, GivesAnEmptyOfficeItsReport) {
    const auto made = draft();
    EXPECT_EQ(made.figure("garden.beds")->text, "0处");
    EXPECT_EQ(made.figure("garden.mean")->text, "—");
    EXPECT_EQ(made.figure("garden.mean")->value, std::nullopt);
    EXPECT_NE(to_json(made).find(R"("id": "garden.mean", "value": null)"), std::string::npos);
}

// A rate that came into force in the middle of 2021, and what is computed from it.
constexpr const char* kFee = R"toml(
[rates.fee]
title = { zh = "认养标准", en = "Fees" }
fields = [ { id = "amount", type = "money", zh = "每处", en = "Each", unit = "元" } ]
[[rates.fee.row]]
from = 2021-06-01
amount = "15.00"
basis = "试验办法第四条"
[indicator.fee]
title = { zh = "认养费", en = "Fee" }
kind = "rate"
rate = "fee.amount"
unit = "元"
[indicator.fees]
title = { zh = "认养收入", en = "Fees" }
kind = "derived"
rule = "beds * fee"
unit = "元"
[indicator.dear]
title = { zh = "每元花坛", en = "Beds for a fee" }
kind = "derived"
rule = "fee / beds"
unit = "元"
)toml";

TEST_F(DraftTest, RestsARateOnTheRowThatStatesIt) {
    probe::Office office("每处{{fee}}，共{{fees}}。", probe::kFrame, kFee);
    office.three_beds();
    const auto made = report::draft(office.sources(), probe::Office::request()).value();
    const auto& fee = *made.figure("garden.fee");
    ASSERT_EQ(fee.rates.size(), 1U);
    EXPECT_EQ(fee.digest, tally::digest({}, fee.rates));
    EXPECT_EQ(rate_words(fee.rates[0]).zh,
              "“认养标准”中的“每处”15元，自2021年6月1日起施行，依据：试验办法第四条");
    EXPECT_EQ(rate_words(fee.rates[0]).en,
              "“Fees”, “Each” 15元, in force from 2021-06-01; basis: 试验办法第四条");
    EXPECT_EQ(made.figure("garden.fees")->rates.size(), 1U);
    EXPECT_NE(
        to_json(made).find(R"("rates": [{"rate": "garden.fee", "column": "amount", "value": 15, )"
                           R"("from": "2021-06-01", "until": null, "basis": "试验办法第四条"}])"),
        std::string::npos);
    const auto page = to_html(made, office.sources());
    EXPECT_NE(page.find("<dt>标准</dt><dd>“认养标准”中的“每处”15元"), std::string::npos);
    EXPECT_NE(page.find(fee.digest.hex()), std::string::npos);
}

TEST_F(DraftTest, SaysBesideAFigureWhyItHasNoNumber) {
    probe::Office office("均{{mean}}，每处{{fee}}，共{{fees}}，{{dear}}。{{#if fee}}有{{/if}}",
                         probe::kFrame, kFee);
    auto request = probe::Office::request();
    request.period = {tally::probe::day("2021-01-01"), tally::probe::day("2021-05-31")};
    const auto text = [&] { return to_markdown(report::draft(office.sources(), request).value()); };
    EXPECT_NE(text().find("均—【无法统计：“花坛数”为零，不能作除数】，"
                          "每处—【无法统计：2021年5月31日没有施行中的标准“认养标准”】，"
                          "共—【无法统计：它由“认养费”算得，而那个数还没有】，"
                          "—【无法统计：它由“认养费”算得，而那个数还没有】。\n"),
              std::string::npos)
        << text();
    const auto made = report::draft(office.sources(), request).value();
    EXPECT_EQ(made.figure("garden.mean")->fault->rule, "figure.divided_by_zero");
    EXPECT_EQ(made.figure("garden.fee")->fault->rule, "figure.no_rate");
    EXPECT_EQ(made.figure("garden.fees")->fault->rule, "figure.no_operand");
    EXPECT_EQ(made.figure("garden.mean")->fault->says.en, "Nothing is divided by zero: “Beds” is.");
    EXPECT_EQ(made.figure("garden.fees")->fault->says.en,
              "It is computed from “Fee”, which has no number.");
    request.period = Period::year(2021);
    EXPECT_NE(text().find("每处15元，共0元，—【无法统计：算式里的除数为零，不能作除数】。有"),
              std::string::npos)
        << text();
}

TEST_F(DraftTest, DoesNotReadMarkdownInRecords) {
    office_.three_beds();
    office_.books.put("garden.bed", 4,
                      {{"code", "x"},
                       {"name", "**甲**\n# 乙"},
                       {"place", registry::Key{8}},
                       {"planted_on", tally::probe::day("2021-06-01")}});
    EXPECT_NE(to_markdown(draft()).find("- \\*\\*甲\\*\\* \\# 乙（2021-06-01，）"),
              std::string::npos);
}

TEST_F(DraftTest, CutsOffAtTodayWithinThePeriod) {
    request_.today = tally::probe::day("2021-11-23");
    EXPECT_NE(to_markdown(draft()).find("截至2021年11月23日"), std::string::npos);
    request_.today = tally::probe::day("2023-01-01");
    EXPECT_NE(to_markdown(draft()).find("截至2021年12月31日"), std::string::npos);
}

TEST_F(DraftTest, CountsUpToTheCutOffWhatItsIndicatorSays) {
    probe::Office office("现有{{standing}}，当年{{beds}}", probe::kFrame, R"toml(
[indicator.standing]
title = { zh = "现有花坛", en = "Beds standing" }
kind = "stock"
unit = "处"
of = "bed"
until = "cleared_on"
cutoff = true
)toml");
    office.three_beds();
    auto request = probe::Office::request();
    request.today = tally::probe::day("2021-04-15");
    const auto made = report::draft(office.sources(), request).value();
    EXPECT_EQ(made.figure("garden.standing")->text, "2处");
    EXPECT_EQ(made.figure("garden.standing")->question.period.to, tally::probe::day("2021-04-15"));
    EXPECT_EQ(made.figure("garden.beds")->text, "3处");
}

TEST_F(DraftTest, EndsMonthsWithThePeriodOfTheReport) {
    probe::Office office("{{period | 月 1-10}}{{beds | months 1-10}}，{{period｜月 10}}");
    office.bed(1, "2021-02-01", "red", "1", "1");
    office.bed(2, "2021-10-31", "red", "1", "1");
    office.bed(3, "2021-11-01", "red", "1", "1");
    const auto text_in = [&](Period period) {
        auto request = probe::Office::request();
        request.period = period;
        return to_markdown(report::draft(office.sources(), request).value());
    };
    const auto until = [](const char* day) {
        return Period{tally::probe::day("2021-01-01"), tally::probe::day(day)};
    };
    EXPECT_NE(text_in(until("2021-12-31")).find("1至10月2处，10月"), std::string::npos);
    EXPECT_NE(text_in(until("2021-05-31")).find("1至5月1处，10月"), std::string::npos);
    EXPECT_NE(text_in(until("2021-10-31")).find("1至10月2处，10月"), std::string::npos);
}

TEST_F(DraftTest, GivesNoFigureOfMonthsThatAreYetToCome) {
    probe::Office office(
        "{{#if beds | 月 10}}{{period | 月 10}}{{beds | 月 10 | 作 x}}，{{/if}}"
        "上年{{beds | 月 10 | 年 -1 | 作 z}}，秋季{{beds | 月 10 | 作 y}}");
    office.bed(1, "2021-10-05", "red", "1", "1");
    office.bed(2, "2020-10-05", "red", "1", "1");
    auto request = probe::Office::request();
    const auto made = [&] { return report::draft(office.sources(), request).value(); };
    EXPECT_NE(to_markdown(made()).find("10月1处，上年1处，秋季1处"), std::string::npos);
    const auto unknown = [&](const char* cutoff) {
        return fmt::format("\n上年1处，秋季—【无法统计：2021年10月还没有到，统计只到{}】", cutoff);
    };

    request.period = {tally::probe::day("2021-01-01"), tally::probe::day("2021-06-30")};
    EXPECT_NE(to_markdown(made()).find(unknown("2021年6月30日")), std::string::npos)
        << to_markdown(made());
    EXPECT_NE(to_json(made()).find(R"("id": "y", "value": null)"), std::string::npos);
    EXPECT_EQ(made().figure("y")->records(), 0U);
    EXPECT_EQ(made().figure("y")->fault->rule, "figure.yet_to_come");
    EXPECT_EQ(made().figure("y")->fault->says.en,
              "2021-10 is yet to come: it is counted up to 2021-06-30.");
    request.period = Period::year(2021);
    request.today = tally::probe::day("2021-09-30");
    EXPECT_NE(to_markdown(made()).find(unknown("2021年9月30日")), std::string::npos);
    request.today = tally::probe::day("2021-10-01");
    EXPECT_NE(to_markdown(made()).find("秋季1处"), std::string::npos);
}

TEST_F(DraftTest, ChecksNothingOverMonthsThatAreYetToCome) {
    probe::Office office("{{beds | 月 10}}、{{beds.red | 月 10}}、{{beds.blue | 月 10}}");
    office.bed(1, "2021-10-05", "", "1", "1");
    auto request = probe::Office::request();
    request.period.to = tally::probe::day("2021-06-30");
    const auto made = report::draft(office.sources(), request).value();
    EXPECT_EQ(made.checks.front().holds, std::nullopt);
}

TEST_F(DraftTest, ListsWhatIsOpenOnTheCutOffHoweverOldItIs) {
    probe::Office office(
        "{{#each bed open cleared_on}}\n- {{name}}\n{{/each}}\n\n"
        "{{#each bed 截至}}\n- 共有{{name}}\n{{/each}}\n");
    office.bed(1, "2019-03-01", "red", "1", "1");
    office.bed(2, "2021-03-01", "red", "1", "1");
    office.bed(3, "2021-03-01", "red", "1", "1");
    office.bed(4, "2022-01-01", "red", "1", "1");
    office.clear(2, "2021-12-31");
    office.clear(3, "2022-01-01");
    const auto made = report::draft(office.sources(), probe::Office::request());
    EXPECT_NE(to_markdown(*made).find("\n- 花坛1\n- 花坛3\n- 共有花坛1\n- 共有花坛2\n"
                                      "- 共有花坛3\n\n"),
              std::string::npos);
}

TEST_F(DraftTest, ListsWhatWasInHandAtSomeTimeOfThePeriod) {
    probe::Office office("{{#each bed 在办 cleared_on}}\n- {{name}}\n{{/each}}\n");
    for (std::int64_t id = 1; id <= 3; ++id) office.bed(id, "2019-03-01", "red", "1", "1");
    office.clear(1, "2020-12-31");
    office.clear(2, "2021-01-01");
    const auto made = report::draft(office.sources(), probe::Office::request());
    EXPECT_NE(to_markdown(*made).find("\n\n- 花坛2\n- 花坛3\n\n"), std::string::npos);
}

TEST_F(DraftTest, GivesEachRecordOfAListItsFigure) {
    const std::string split = R"toml(
[register.visit]
title = { zh = "巡查", en = "Visit" }
area = "place"
day = "seen_on"
label = "{seen_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "seen_on", type = "date", zh = "日期", en = "Seen on", required = true },
  { id = "bed", type = "ref:garden.bed", zh = "花坛", en = "Bed", required = true },
]
[indicator.visits]
title = { zh = "巡查次数", en = "Visits" }
unit = "次"
of = "visit"
split = "bed"
)toml";
    probe::Office office(
        "{{#each bed}}\n- {{name}}{{#if visits.*}}：巡查{{visits.* | as "
        "seen.*}}{{else}}（{{code}}）"
        "没有巡查{{/if}}。\n{{/each}}\n",
        probe::kFrame, split);
    office.bed(1, "2021-03-01", "red", "1", "1");
    office.bed(2, "2021-03-02", "red", "1", "1");
    office.bed(3, "2021-03-03", "red", "1", "1");
    for (std::int64_t visit = 1; visit <= 3; ++visit) {
        office.books.put("garden.visit", visit,
                         {{"place", registry::Key{8}},
                          {"seen_on", tally::probe::day("2021-04-01")},
                          {"bed", registry::Key{visit == 1 ? 1 : 2}}});
    }
    const auto made = report::draft(office.sources(), probe::Office::request());
    ASSERT_TRUE(made) << words(made.error(), Language::English);
    EXPECT_NE(to_markdown(*made).find(
                  "- 花坛1：巡查1次。\n- 花坛2：巡查2次。\n- 花坛3（b3）没有巡查。\n"),
              std::string::npos);
    EXPECT_EQ(made->figure("seen.b2")->name, "garden.visits.b2");
}

TEST_F(DraftTest, WritesWhatAFigureBringsOnlyIfItIsNotZero) {
    probe::Office office(
        "花坛{{beds}}{{#if beds.blue}}，其中蓝{{beds.blue}}{{/if}}。{{#if mean}}均{{mean}}{{/if}}");
    EXPECT_NE(
        to_markdown(*report::draft(office.sources(), probe::Office::request())).find("花坛0处。\n"),
        std::string::npos);
    office.bed(1, "2021-03-01", "blue", "1", "1");
    const auto made = report::draft(office.sources(), probe::Office::request());
    EXPECT_NE(to_markdown(*made).find("花坛1处，其中蓝1处。均1平方米\n"), std::string::npos);
    EXPECT_NE(made->figure("garden.beds.blue"), nullptr);
}

TEST_F(DraftTest, WritesOtherWordsIfAFigureIsZero) {
    probe::Office office(
        "{{#if beds}}有{{#if beds.red}}红{{否则}}蓝{{text \"blue\" : ，甚好}}{{/if}}"
        "{{else}}没有{{text \"none\" : 花坛}}{{/if}}。");
    const auto made = [&] {
        return report::draft(office.sources(), probe::Office::request()).value();
    };
    EXPECT_NE(to_markdown(made()).find("\n没有花坛。\n"), std::string::npos);
    EXPECT_TRUE(made().passages.contains("garden.blue"));
    office.bed(1, "2021-03-01", "blue", "1", "1");
    EXPECT_NE(to_markdown(made()).find("\n有蓝，甚好。\n"), std::string::npos);
    EXPECT_TRUE(made().passages.contains("garden.none"));
    office.bed(2, "2021-03-01", "red", "1", "1");
    EXPECT_NE(to_markdown(made()).find("\n有红。\n"), std::string::npos);
}

TEST_F(DraftTest, WritesWordsOnlyIfAListWouldHaveARecord) {
    probe::Office office(
        "{{#if 有 bed 未结 cleared_on where \"colour == 'red'\"}}尚有{{else}}已清{{/if}}。"
        "{{#if any bed}}本期有{{/if}}");
    const auto text = [&] {
        return to_markdown(report::draft(office.sources(), probe::Office::request()).value());
    };
    EXPECT_NE(text().find("\n已清。\n"), std::string::npos);
    office.bed(1, "2020-03-01", "red", "1", "1");
    EXPECT_NE(text().find("\n尚有。\n"), std::string::npos);
    office.clear(1, "2021-05-01");
    office.bed(2, "2021-03-01", "blue", "1", "1");
    EXPECT_NE(text().find("\n已清。本期有\n"), std::string::npos);
}

TEST_F(DraftTest, SpeaksOfTheWholeOfficeInItsOwnReportOnly) {
    probe::Office office("{{#if 全辖区}}街道上下{{else}}{{area}}上下{{/if}}。");
    auto request = probe::Office::request();
    const auto text = [&] { return to_markdown(report::draft(office.sources(), request).value()); };
    EXPECT_NE(text().find("\n街道上下。\n"), std::string::npos);
    request.area = {2};
    EXPECT_NE(text().find("\n甲2上下。\n"), std::string::npos);
}

TEST_F(DraftTest, ListsTheCellsThatAreNotZero) {
    probe::Office office("花坛{{beds}}{{#if beds}}，其中{{beds | 分项}}{{/if}}。");
    const auto made = [&] {
        return report::draft(office.sources(), probe::Office::request()).value();
    };
    EXPECT_NE(to_markdown(made()).find("\n花坛0处。\n"), std::string::npos);
    office.bed(1, "2021-03-01", "blue", "1", "1");
    EXPECT_NE(to_markdown(made()).find("\n花坛1处，其中蓝1处。\n"), std::string::npos);
    EXPECT_EQ(made().figure("garden.beds.red"), nullptr);
    office.three_beds();
    EXPECT_NE(to_markdown(made()).find("\n花坛3处，其中红2处、蓝1处。\n"), std::string::npos);
    EXPECT_EQ(made().figure("garden.beds.red")->name, "garden.beds.red");
}

TEST_F(DraftTest, AsksForTheMonthsThatAConditionNames) {
    probe::Office office("{{#if beds | 月 1-3}}\n- 一季度已有\n{{/if}}");
    office.bed(1, "2021-04-01", "blue", "1", "1");
    const auto text = [&] {
        return to_markdown(*report::draft(office.sources(), probe::Office::request()));
    };
    EXPECT_EQ(text().find("一季度"), std::string::npos);
    office.bed(2, "2021-03-31", "blue", "1", "1");
    EXPECT_NE(text().find("\n- 一季度已有\n"), std::string::npos);
}

TEST_F(DraftTest, KeepsPassagesOfWordsThatAreNotShown) {
    probe::Office office("{{#if beds}}{{text \"pride\" : 可观。}}{{/if}}");
    const auto made = report::draft(office.sources(), probe::Office::request());
    EXPECT_TRUE(made->passages.contains("garden.pride"));
    EXPECT_EQ(to_markdown(*made).find("可观"), std::string::npos);
}

TEST_F(DraftTest, MarksACheckWhoseFiguresTheTextDoesNotShow) {
    for (const auto* chapter : {"造价{{cost}}", "园艺"}) {
        probe::Office office(chapter, "{{chapters}}");
        office.bed(1, "2021-03-01", "", "1", "1");
        const auto made = report::draft(office.sources(), probe::Office::request());
        EXPECT_NE(to_markdown(*made).find("【核对不符：红、蓝之和应等于总数"), std::string::npos)
            << chapter;
    }
}

TEST_F(DraftTest, ListsEveryRecordUnlessToldAMost) {
    probe::Office office("{{#each bed}}\n- {{name}}；\n{{/each}}\n\n完。");
    for (std::int64_t id = 1; id <= 120; ++id) office.bed(id, "2021-03-01", "red", "1", "1");
    const auto made = report::draft(office.sources(), probe::Office::request());
    EXPECT_NE(to_markdown(*made).find("- 花坛119；\n- 花坛120。\n\n完。"), std::string::npos);
    EXPECT_EQ(made->lists.front().shown, 120U);
}

TEST_F(DraftTest, SaysHowManyMoreThereAreThanItLists) {
    office_.three_beds();
    EXPECT_NE(to_markdown(draft()).find("）\n- 另有1条\n"), std::string::npos);
    EXPECT_NE(to_json(draft()).find(R"({"register": "garden.bed", "shown": 2, "left_out": 1})"),
              std::string::npos);
    probe::Office inlined("有{{#each bed limit 1}}{{name}}，{{/each}}");
    inlined.three_beds();
    const auto made = report::draft(inlined.sources(), probe::Office::request());
    EXPECT_NE(to_markdown(*made).find("有花坛1，另有2条"), std::string::npos);
}

TEST_F(DraftTest, NamesTheLengthOfItsPeriod) {
    const auto named = [](const char* from, const char* to) {
        return span_words({tally::probe::day(from), tally::probe::day(to)});
    };
    EXPECT_EQ(named("2021-01-01", "2021-12-31"), "一年来");
    EXPECT_EQ(named("2021-07-01", "2021-12-31"), "半年来");
    EXPECT_EQ(named("2021-01-01", "2021-10-31"), "十个月来");
    EXPECT_EQ(named("2021-02-01", "2021-02-28"), "一个月来");
    EXPECT_EQ(named("2020-01-01", "2021-12-31"), "两年来");
    EXPECT_EQ(named("2021-01-01", "2021-12-30"), "这段时间以来");
}

TEST_F(DraftTest, SetsWhomItIsForApart) {
    probe::Office office(probe::kGardenText, "> 区人民政府：\n现报告如下。\n\n{{chapters}}\n");
    const auto made = report::draft(office.sources(), probe::Office::request());
    EXPECT_EQ(made->blocks[0].kind, Block::Kind::Addressee);
    EXPECT_EQ(made->blocks[0].runs.front().text, "区人民政府：");
    EXPECT_EQ(made->blocks[1].kind, Block::Kind::Paragraph);
}

TEST_F(DraftTest, RefusesAReportThatThereIsNot) {
    request_.report = "anual";
    const auto made = report::draft(office_.sources(), request_);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().rule, "report.unknown");
    EXPECT_EQ(made.error().says.zh, "没有名为“anual”的报告。");
    EXPECT_EQ(made.error().says.en, "There is no report named “anual”.");
    EXPECT_EQ(made.error().remedy.zh, "您要写的可能是“annual”。");
    EXPECT_EQ(made.error().remedy.en, "Perhaps you meant “annual”.");
}

TEST_F(DraftTest, SaysWhatAFigureCounts) {
    const auto made = draft();
    EXPECT_EQ(made.figure("garden.beds.red")->title.zh, "花坛数·红");
    EXPECT_EQ(made.figure("garden.beds.red")->definition.zh,
              "台账“花坛”中的记录，“栽种日期”在本期内，逐条计数，其中“颜色”为“红”");
    EXPECT_EQ(made.figure("garden.size")->definition.en,
              "records of register “Bed”, by “Planted on”; the sum of “Size”");
}

}  // namespace
}  // namespace qingshui::report
