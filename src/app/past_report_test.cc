// A report and a trace as of a moment: nothing in them comes from later.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/counting.h"
#include "app/packing.h"
#include "app/probe_office.h"
#include "app/recording.h"
#include "app/reporting.h"

namespace qingshui::app {
namespace {

using probe::day;
using testing::HasSubstr;

constexpr const char* kPast = R"toml(
[pack]
id = "past"
title = { zh = "旧事", en = "The past" }
version = "1"
requires = ["beacon"]

[indicator.visits]
title = { zh = "巡查次数", en = "Visits" }
unit = "次"
of = "beacon.visit"
split = "tower"

[report.annual]
title = { zh = "年度报告", en = "Annual report" }
heading = "{{area}}{{year}}年工作报告"
chapters = ["past"]
text = "annual.md"
passages = "passage"
)toml";

constexpr const char* kText =
    "巡查{{visits}}。{{text \"plan\" : 计划略}}\n\n"
    "{{#each beacon.visit}}\n- {{visited_on}}到{{tower}}，{{note}}\n{{/each}}\n";

probe::Packs packs(const std::string& text) {
    auto packs = probe::packs();
    packs["past"] = {{"pack.toml", std::string(kPast) + probe::kPassages},
                     {"annual.md", "{{chapters}}\n"},
                     {"report.md", text}};
    return packs;
}

// Two towers, a visit of each and a passage; a day later, everything is another.
struct ChangedOffice : probe::Office {
    ChangedOffice() : Office(packs(kText)) {
        import_or_throw("灯塔.csv",
                        "灯塔编号,所在区域,点亮日期\n东塔,茶棚社区,2020-05-01\n"
                        "西塔,茶棚社区,2020-05-01\n");
        import_or_throw("巡查.csv",
                        "所在区域,巡查日期,灯塔,备注\n茶棚社区,2021-05-13,东塔,擦灯\n"
                        "茶棚社区,2021-05-14,西塔,换灯\n");
        write("明年大修。");
        before = reported("");
        clock.set(Instant::at({day("2021-06-02"), 8 * 3600}));
        change_everything();
    }

    void write(const std::string& words_of_plan) {
        const auto done =
            write_passage(actor, *store, clock, {"annual", "2021", "past.plan", words_of_plan});
        if (!done) throw Failure(words(done.error(), Language::English));
    }
    void correct(const RecordOrder& order, Id<registry::Record> id) {
        const auto done = correct_record(actor, *store, order, std::to_string(id.number));
        if (!done) throw Failure(words(done.error(), Language::English));
    }
    void change_everything() {
        write("明年不修。");
        correct({"beacon.tower", {{"灯塔编号", "旧东塔"}}, "更名"}, records("beacon.tower")[0].id);
        correct({"beacon.visit", {{"备注", "没有擦灯"}}, "误记"}, records("beacon.visit")[0].id);
        const auto second = std::to_string(records("beacon.visit")[1].id.number);
        const auto gone = withdraw_record(actor, *store, {"beacon.visit", {}, "重复"}, second);
        if (!gone) throw Failure(words(gone.error(), Language::English));
        import_or_throw("巡查.csv",
                        "所在区域,巡查日期,灯塔,备注\n皋城社区（一期）,2021-05-20,旧东塔,看灯\n");
        const auto used = store->write([&](store::Writer& writer) -> Result<void> {
            TRY(writer.set_packs(packs("一年来" + std::string(kText)), {"张三"}));
            return {};
        });
        if (!used) throw Failure(words(used.error(), Language::English));
    }

    std::string reported(const std::string& as_of) {
        Reporting reporting(actor, store->read(), clock);
        const auto draft = reporting.draft({"annual", "2021", "", as_of});
        if (!draft) return words(draft.error(), Language::Chinese);
        return report::to_markdown(*draft);
    }

    std::string before;
};

TEST(PastReport, ReadsLikeTheReportOfThatDay) {
    ChangedOffice office;
    EXPECT_THAT(office.before, HasSubstr("巡查2次。明年大修。"));
    EXPECT_THAT(office.before, HasSubstr("- 2021年5月13日到东塔，擦灯"));
    EXPECT_THAT(office.before, HasSubstr("- 2021年5月14日到西塔，换灯"));
    EXPECT_EQ(office.reported("2021-06-01"), office.before);
    const auto now = office.reported("");
    EXPECT_THAT(now, HasSubstr("一年来巡查2次。明年不修。"));
    EXPECT_THAT(now, HasSubstr("- 2021年5月13日到旧东塔，没有擦灯"));
}

TEST(PastReport, NamesTheRecordsBehindItsFiguresAsTheyWereCalled) {
    ChangedOffice office;
    Reporting reporting(office.actor, office.store->read(), office.clock);
    const auto draft = reporting.draft({"annual", "2021", "", "2021-06-01"});
    ASSERT_TRUE(draft);
    std::vector<std::int64_t> behind;
    for (const tally::Part& part : draft->figures.at(0).parts) behind.push_back(part.record);
    EXPECT_THAT(reporting.sources().records.labels("beacon.visit", behind),
                testing::ElementsAre("东塔 2021-05-13", "西塔 2021-05-14"));
}

TEST(PastTrace, NamesRecordsAsTheyWereCalled) {
    ChangedOffice office;
    const auto traced =
        trace(office.actor, *office.store->read(), {"past.visits", "", "2021", "2021-06-01"});
    ASSERT_TRUE(traced);
    std::vector<std::string> labels;
    for (const TracedPart& part : traced->parts) labels.push_back(part.label);
    EXPECT_THAT(labels, testing::ElementsAre("东塔 2021-05-13", "西塔 2021-05-14"));
}

TEST(PastCount, KeepsTheDeclarationsThatItsIndicatorStandsIn) {
    ChangedOffice office;
    const auto reader = office.store->read();
    const auto counted = count(office.actor, *reader, {"past.visits", "", "2021", "2021-06-01"});
    ASSERT_TRUE(counted);
    EXPECT_EQ(counted->question.figure.indicator->title.zh, "巡查次数");
    EXPECT_EQ(counted->answer.shown, Decimal::whole(2));
}

TEST(PastCount, NamesTheCellsOfASplitAsTheyWereCalled) {
    ChangedOffice office;
    const auto rows = count_by(office.actor, *office.store->read(),
                               {"past.visits", "", "2021", "2021-06-01"}, "tower");
    ASSERT_TRUE(rows);
    std::vector<std::string> titles;
    for (const CountedRow& row : *rows) titles.push_back(row.key + " " + row.title.zh);
    EXPECT_THAT(titles, testing::ElementsAre("东塔 东塔", "西塔 西塔"));
}

// What a figure "so far" counts ends with the moment asked about, and not today.
TEST(PastReport, IsCutOffOnThatDay) {
    ChangedOffice office;
    Reporting reporting(office.actor, office.store->read(), office.clock);
    EXPECT_EQ(reporting.draft({"annual", "2021", "", "2021-06-01"})->cutoff, day("2021-06-01"));
    EXPECT_EQ(reporting.draft({"annual", "2021", "", ""})->cutoff, day("2021-06-02"));
}

}  // namespace
}  // namespace qingshui::app
