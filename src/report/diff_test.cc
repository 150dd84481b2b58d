#include "report/diff.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "report/probe_report.h"

namespace qingshui::report {
namespace {

// One office when its report was signed, and the same office later.
class DiffTest : public testing::Test {
protected:
    DiffTest() {
        then_.three_beds();
        now_.three_beds();
    }
    Snapshot signed_report() {
        return snapshot(draft(then_.sources(), probe::Office::request()).value());
    }
    std::vector<FigureChange> changes() {
        auto found = diff(signed_report(), then_.sources(), now_.sources());
        EXPECT_TRUE(found);
        return std::move(found).value();
    }
    static const FigureChange& of(const std::vector<FigureChange>& changes, std::string_view id) {
        for (const auto& change : changes) {
            if (change.id == id) return change;
        }
        throw std::runtime_error("no change of " + std::string(id));
    }
    probe::Office then_, now_;
};

TEST(Snapshot, ReadsBackWhatItWrote) {
    probe::Office office;
    office.three_beds();
    const auto made = snapshot(draft(office.sources(), probe::Office::request()).value());
    const auto text = to_json(made);
    const auto read = read_snapshot(text);
    ASSERT_TRUE(read) << words(read.error(), Language::English);
    EXPECT_EQ(*read, made);
    EXPECT_EQ(to_json(*read), text);
    EXPECT_EQ(made.as_of, 42);
    EXPECT_EQ(made.area, "990102003");
}

TEST(Snapshot, RefusesWhatIsNotOneInExactWords) {
    const auto read = read_snapshot(R"({"format":1,"report":"annual"})");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().rule, "snapshot.malformed");
    EXPECT_EQ(read.error().says.zh, "签发的快照读不出来：“office”缺失或不合规定");
    EXPECT_EQ(read.error().says.en,
              "The signed snapshot cannot be read: “office” is missing or malformed");
    EXPECT_EQ(read.error().remedy.zh, "请改用签发时保存的原文件");
    EXPECT_EQ(read_snapshot("{").error().says.zh, "签发的快照读不出来：“JSON”缺失或不合规定");
}

TEST_F(DiffTest, FindsNothingIfNothingChanged) {
    EXPECT_TRUE(changes().empty());
    EXPECT_FALSE(reworded(signed_report(), now_.sources()).value());
    EXPECT_EQ(words(changes(), false, then_.sources(), now_.sources(), Language::Chinese),
              "与签发时相比，没有数字变动。\n");
}

TEST_F(DiffTest, SaysThatOnlyTheWordsChanged) {
    now_.passages.typed["garden.overview"] = "花坛另有安排。";
    EXPECT_TRUE(changes().empty());
    EXPECT_TRUE(reworded(signed_report(), now_.sources()).value());
    EXPECT_EQ(words(changes(), true, then_.sources(), now_.sources(), Language::Chinese),
              "正文文字有改动，数字没有变动。\n");
    EXPECT_EQ(words(changes(), true, then_.sources(), now_.sources(), Language::English),
              "The words have changed, but no figure has.\n");
}

TEST_F(DiffTest, TakesALaterDayForNoChangeOfTheWords) {
    auto request = probe::Office::request();
    request.today = tally::probe::day("2021-06-30");
    const auto early = snapshot(draft(then_.sources(), request).value());
    EXPECT_FALSE(reworded(early, now_.sources()).value());
}

TEST_F(DiffTest, DoesNotCallChangedFiguresUnchanged) {
    now_.bed(4, "2021-06-01", "blue", "1.00", "1");
    const auto text = words(changes(), true, then_.sources(), now_.sources(), Language::Chinese);
    EXPECT_EQ(text.find("数字没有变动"), std::string::npos);
}

TEST_F(DiffTest, TellsWhichRecordsChangedAFigure) {
    now_.bed(4, "2021-06-01", "blue", "1.00", "1");
    now_.bed(5, "2021-06-01", "blue", "1.00", "1");
    now_.books.withdraw("garden.bed", 1);
    const auto found = changes();
    const auto& beds = of(found, "garden.beds");
    EXPECT_EQ(beds.says.zh, "3处变为4处，原因是以下3条记录。");
    EXPECT_EQ(beds.says.en, "3处 became 4处 because of the following 3 records.");
    ASSERT_EQ(beds.records.size(), 3U);
    EXPECT_EQ(beds.records[0].kind, RecordChange::Kind::Removed);
    EXPECT_EQ(beds.records[0].record, 1);
    EXPECT_EQ(beds.records[1].kind, RecordChange::Kind::Added);
    const auto text = words(found, true, then_.sources(), now_.sources(), Language::Chinese);
    EXPECT_NE(text.find("花坛数：3处变为4处，原因是以下3条记录。\n"), std::string::npos);
    EXPECT_NE(text.find("  新增 “花坛”b4 2021-06-01（记录4）: 0 → 1\n"), std::string::npos);
    EXPECT_NE(text.find("  减少 “花坛”b1 2021-03-01（记录1）: 1 → 0\n"), std::string::npos);
}

TEST_F(DiffTest, TellsAnotherAmountFromAMereCorrection) {
    now_.bed(1, "2021-03-01", "red", "13.50", "15000");
    const auto found = changes();
    const auto& size = of(found, "garden.size");
    EXPECT_EQ(size.says.zh, "21.75平方米变为22.75平方米，原因是以下1条记录。");
    EXPECT_EQ(size.says.en, "21.75 m² became 22.75 m² because of the following 1 record.");
    ASSERT_EQ(size.records.size(), 1U);
    EXPECT_EQ(size.records[0].kind, RecordChange::Kind::Changed);
    EXPECT_EQ(size.records[0].before.text(), "12.50");
    EXPECT_EQ(size.records[0].after.text(), "13.50");
    const auto& beds = of(found, "garden.beds");
    EXPECT_EQ(beds.says.zh, "3处没有变，但以下1条记录有变动。");
    EXPECT_EQ(beds.records[0].kind, RecordChange::Kind::Corrected);
}

TEST_F(DiffTest, NamesTheComponentOfARatioThatARecordCountsIn) {
    now_.bed(4, "2021-06-01", "blue", "1.00", "1");
    const auto found = changes();
    const auto& mean = of(found, "garden.mean");
    EXPECT_EQ(mean.says.zh, "7.3平方米变为5.7平方米，原因是以下1条记录。");
    ASSERT_EQ(mean.records.size(), 2U);
    const auto text = words(found, true, then_.sources(), now_.sources(), Language::Chinese);
    EXPECT_NE(text.find("  新增 “花坛”b4 2021-06-01（记录4，计入“花坛面积”）: 0 → 1\n"
                        "  新增 “花坛”b4 2021-06-01（记录4，计入“花坛数”）: 0 → 1\n"),
              std::string::npos);
    EXPECT_NE(to_json(found).find("\"component\""), std::string::npos);
}

TEST_F(DiffTest, TellsCausesFromWhatElseChanged) {
    now_.books.withdraw("garden.bed", 1);
    now_.bed(2, "2021-04-01", "red", "9.00", "4321.5");
    auto found = changes();
    EXPECT_EQ(of(found, "garden.beds").says.zh, "3处变为2处，原因是以下1条记录。");
    EXPECT_EQ(of(found, "garden.beds").says.en,
              "3处 became 2处 because of the following 1 record.");
    for (auto& change : found) {
        if (change.id != "garden.beds") continue;
        ASSERT_EQ(change.records.size(), 2U);
        change.records[0].acts = {
            {44, "2021-12-01 10:20:00", "王五", {"撤回", "withdrawn"}, "重复登记"}};
        change.records[1].acts = {{43, "2021-12-01 10:10:00", "王五", {"更正", "corrected"}, ""}};
    }
    EXPECT_NE(words(found, true, then_.sources(), now_.sources(), Language::Chinese)
                  .find("花坛数：3处变为2处，原因是以下1条记录。\n"
                        "  减少 “花坛”b1 2021-03-01（记录1）: 1 → 0\n"
                        "    第44号变更，2021-12-01 10:20:00，王五撤回：重复登记\n"
                        "  另有1处变动，不影响这个数：\n"
                        "  更正 “花坛”b2 2021-04-01（记录2）: 1 → 1\n"
                        "    第43号变更，2021-12-01 10:10:00，王五更正\n"),
              std::string::npos);
    EXPECT_NE(words(found, true, then_.sources(), now_.sources(), Language::English)
                  .find("    Entry 44, 2021-12-01 10:20:00, withdrawn by 王五: 重复登记\n"),
              std::string::npos);
    EXPECT_NE(to_json(found).find("\"cause\": false"), std::string::npos);
}

TEST_F(DiffTest, SaysThatARateIsAnother) {
    const auto fee = [](const char* amount) {
        return fmt::format(R"toml(
[rates.fee]
title = {{ zh = "认养标准", en = "Fees" }}
fields = [ {{ id = "amount", type = "money", zh = "每处", en = "Each", unit = "元" }} ]
[[rates.fee.row]]
from = 2021-01-01
amount = "{}"
basis = "试验"
[indicator.fee]
title = {{ zh = "认养费", en = "Fee" }}
kind = "rate"
rate = "fee.amount"
unit = "元"
[indicator.fees]
title = {{ zh = "认养收入", en = "Fees" }}
kind = "derived"
rule = "beds * fee"
unit = "元"
)toml",
                           amount);
    };
    probe::Office then("{{fee}}，{{fees}}", probe::kFrame, fee("15.00"));
    probe::Office now("{{fee}}，{{fees}}", probe::kFrame, fee("20.00"));
    then.three_beds();
    now.three_beds();
    const auto kept = snapshot(draft(then.sources(), probe::Office::request()).value());
    const auto found = diff(kept, then.sources(), now.sources()).value();
    EXPECT_EQ(of(found, "garden.fee").says.zh,
              "15元变为20元，原因是所依据的标准改了，记录没有变。");
    EXPECT_EQ(of(found, "garden.fees").says.zh,
              "45元变为60元，原因是所依据的标准改了，记录没有变。");
    EXPECT_TRUE(diff(kept, then.sources(), then.sources()).value().empty());
}

TEST_F(DiffTest, ComparesNoMonthsThatWereYetToCome) {
    probe::Office then("{{beds | 月 10}}");
    probe::Office now("{{beds | 月 10}}");
    now.bed(1, "2021-10-05", "red", "1", "1");
    auto request = probe::Office::request();
    request.period.to = tally::probe::day("2021-06-30");
    const auto kept = snapshot(draft(then.sources(), request).value());
    EXPECT_TRUE(diff(kept, then.sources(), now.sources()).value().empty());
}

TEST_F(DiffTest, TellsAChangeOfAreasFromOneOfRecords) {
    const auto kept = signed_report();
    // What bed 1 lies in goes to another community with all below it, from before it was planted.
    const auto bed = Id<area::Area>{8};
    const auto day = tally::probe::day("2021-02-01");
    const auto path = now_.tree.path(bed, day);
    const auto moved = now_.tree.apply(area::Move{day, bed, {3}, {}});
    ASSERT_TRUE(moved) << words(moved.error(), Language::English);
    auto request = probe::Office::request();
    request.area = path[1];
    const auto part = snapshot(draft(then_.sources(), request).value());
    const auto found = diff(part, then_.sources(), now_.sources()).value();
    const auto& beds = of(found, "garden.beds");
    EXPECT_NE(beds.says.zh.find("记录没有变，变的是区划"), std::string::npos) << beds.says.zh;
    ASSERT_FALSE(beds.records.empty());
    EXPECT_EQ(beds.records[0].kind, RecordChange::Kind::Moved);
    EXPECT_TRUE(has_moved(found));
    EXPECT_TRUE(diff(kept, then_.sources(), now_.sources()).value().empty());
}

TEST_F(DiffTest, SaysIfTheBooksOfThenAreNotWhatWasSigned) {
    const auto kept = signed_report();
    then_.bed(2, "2021-04-01", "red", "9.00", "1");
    now_.bed(2, "2021-04-01", "red", "9.00", "1");
    const auto found = diff(kept, then_.sources(), now_.sources()).value();
    EXPECT_NE(of(found, "garden.size").says.zh.find("依据的记录与签发时不一致"), std::string::npos);
}

TEST_F(DiffTest, RefusesASnapshotOfAnotherOffice) {
    auto other = signed_report();
    other.area = "990102007";
    const auto found = diff(other, then_.sources(), now_.sources());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().rule, "snapshot.area");
    EXPECT_EQ(found.error().says.zh, "快照里的区域“990102007”在本机构的区划里找不到");
    EXPECT_EQ(found.error().says.en,
              "The snapshot's area “990102007” is not among this office's areas");
}

}  // namespace
}  // namespace qingshui::report
