// What reports, signing and hand-written passages are refused by, in the words that a person reads.

#include <gtest/gtest.h>

#include "app/office_key.h"
#include "app/probe_office.h"
#include "app/reporting.h"
#include "app/signing.h"
#include "base/sentence.h"

namespace qingshui::app {
namespace {

constexpr const char* kHarbour = R"toml(
[pack]
id = "harbour"
title = { zh = "港口", en = "Harbour" }
version = "1"
requires = ["beacon"]

[indicator.drills]
title = { zh = "演练次数", en = "Drills" }
unit = "次"
of = "beacon.drill"

[report.annual]
title = { zh = "年报", en = "Annual report" }
heading = "{{office}}{{year}}年报告"
chapters = ["harbour"]
text = "annual.md"
passages = "passage"

[report.half]
title = { zh = "半年报", en = "Half-year report" }
heading = "{{office}}{{year}}年半年报告"
chapters = ["harbour"]
text = "annual.md"
)toml";

probe::Packs packs() {
    auto all = probe::packs();
    all["harbour"] = {{"pack.toml", std::string(kHarbour) + probe::kPassages},
                      {"annual.md", "{{chapters}}\n"},
                      {"report.md", "# 港口\n\n演练{{drills}}。{{text \"plan\" : 计划略}}\n"}};
    return all;
}

// Rule, words and remedy of a refusal, in the order that the tables below have them.
std::vector<std::string> words_of(const Refusal& refusal) {
    const Text says = sentence(refusal.says);
    const Text remedy = sentence(refusal.remedy);
    return {refusal.rule, says.zh, remedy.zh, says.en, remedy.en};
}
using Words = std::vector<std::string>;

struct RefusedReport : testing::Test {
    probe::Office office{packs()};
    std::string folder = office.folder / "office";

    Words drafted(const ReportRequest& request) {
        Reporting reporting(office.actor, office.store->read(), office.clock);
        const auto draft = reporting.draft(request);
        return draft ? Words() : words_of(draft.error());
    }
    Words written(const PassageRequest& request) {
        const auto done = write_passage(office.actor, *office.store, office.clock, request);
        return done ? Words() : words_of(done.error());
    }
    Words compared(const std::string& name) {
        const auto done = compare_signed(office.actor, *office.store, office.clock,
                                         {{"annual", "2021", {}, {}}, name});
        return done ? Words() : words_of(done.error());
    }
};

TEST_F(RefusedReport, SaysWhichReportsThereAre) {
    EXPECT_EQ(drafted({"monthly", "2021", {}, {}}),
              (Words{"report.unknown", "没有名为“monthly”的报告。", "可用的有“annual”、“half”。",
                     "There is no report named “monthly”.", "Use one of “annual”, “half”."}));
}

TEST_F(RefusedReport, SaysHowPeriodsAndMomentsAreWritten) {
    EXPECT_EQ(
        drafted({"annual", "明年", {}, {}}),
        (Words{"period.malformed", "“明年”不是时间段。",
               "请写成 2021、2021年上半年、2021年第三季度、2021年5月、2021年1-10月、2021-05-13 或 "
               "2021-01..2021-10。",
               "“明年” is not a period.",
               "Write 2021, 2021H1, 2021Q3, 2021-05, 2021-05-13 or 2021-01..2021-10."}));
    EXPECT_EQ(drafted({"annual", "2021", {}, "上周"}),
              (Words{"moment.malformed", "“上周”不是日期或时刻。",
                     "请写成 2021-10-31、2021-10-31 17:30，或变更号，如 第109818号。",
                     "“上周” is not a day or moment.",
                     "Write 2021-10-31, 2021-10-31 17:30, or a number of an entry such as "
                     "第109818号 or '#109818'."}));
}

TEST_F(RefusedReport, SaysHowTheDayThatItBearsIsWritten) {
    EXPECT_EQ(
        drafted({"annual", "2021", {}, {}, "年底"}),
        (Words{"report.dated", "“年底”不是成文日期。", "请写成 2021-12-31 或 2021年12月31日。",
               "“年底” is not a day.", "Write 2021-12-31."}));
}

TEST_F(RefusedReport, SuggestsTheAreaThatWasMeant) {
    EXPECT_EQ(drafted({"annual", "2021", "茶朋社区", {}}),
              (Words{"area.unknown", "2021年12月31日没有区域“茶朋社区”。", "是不是“茶棚社区”？",
                     "There was no area “茶朋社区” on 2021-12-31.", "Did you mean “茶棚社区”?"}));
    EXPECT_EQ(drafted({"annual", "2021", "第一网格", {}}),
              (Words{"area.ambiguous",
                     "有2个区域都叫“第一网格”：清水河街道 / 茶棚社区 / 第一网格"
                     "（341502005001001）；清水河街道 / 皋城社区（一期） / 第一网格"
                     "（341502005002001）。",
                     "请改填区域代码。",
                     "2 areas are named “第一网格”: 清水河街道 / 茶棚社区 / 第一网格 "
                     "(341502005001001); 清水河街道 / 皋城社区（一期） / 第一网格 "
                     "(341502005002001).",
                     "Give the area's code instead."}));
}

TEST_F(RefusedReport, SaysWhichPassagesThereAre) {
    EXPECT_EQ(written({"annual", "2021", "harbour.hopes", "愿望"}),
              (Words{"report.passage_unknown", "这份报告没有段落“harbour.hopes”。",
                     "有这些段落：harbour.plan。", "The report has no passage “harbour.hopes”.",
                     "There are: harbour.plan."}));
    EXPECT_EQ(written({"half", "2021", "harbour.plan", "计划"}),
              (Words{"report.no_passages", "业务包没有声明存放手写段落的台账。",
                     "请在 [report] 里写 passages = \"台账\"。",
                     "The pack declares no register for passages.",
                     "Write passages = \"REGISTER\" under [report]."}));
    EXPECT_EQ(written({"annual", "2021", "harbour.plan", "计划"}), Words());
}

TEST_F(RefusedReport, SaysThatARegisterKeepsEachPassageOnce) {
    EXPECT_EQ(written({"annual", "2021", "harbour.plan", "计划"}), Words());
    EXPECT_EQ(
        written({"annual", "2021", "harbour.plan", "另一个计划", "茶棚社区"}),
        (Words{"report.passage_taken",
               "段落“harbour.plan”已为另一个区域写过，台账“手写段落”每段只存一份。",
               "请在业务包里把区域列入这个台账的唯一键，再用 qingshui pack use 启用。",
               "Passage “harbour.plan” is written for another area, and register “Passages” keeps "
               "one of each.",
               "Add the area to the register's unique key in its pack, and take it into use with "
               "`qingshui pack use`."}));
}

TEST_F(RefusedReport, MustBeSignedBeforeItIsCompared) {
    EXPECT_EQ(compared(""), (Words{"report.not_signed", "清水河街道2021年的“年报”没有签存过。",
                                   "请先用 qingshui report sign 签存。",
                                   "The “Annual report” of 清水河街道 for 2021 was never signed.",
                                   "Sign it first with qingshui report sign."}));
}

TEST_F(RefusedReport, MustBearTheOfficesSignature) {
    if (store::test::on_server()) GTEST_SKIP() << "takes the key out of a folder";
    const auto kept =
        sign_report(office.actor, *office.store, office.clock, {"annual", "2021", {}, {}});
    ASSERT_TRUE(kept);
    ASSERT_EQ(compared(kept->name), Words());

    std::filesystem::remove_all(std::filesystem::path(folder) / "keys");
    EXPECT_EQ(compared(kept->name),
              (Words{"report.key_missing",
                     "本办公室的签名密钥不在了，无法核对签存件“" + kept->name + "”。",
                     "请从备份取回 keys/report.key。",
                     "This office's signing key is gone, so that the signed report “" + kept->name +
                         "” cannot be checked.",
                     "Take keys/report.key back from a backup."}));

    // Another office's key makes signatures that this one does not know.
    OfficeKey::open(office.store->files());
    EXPECT_EQ(
        compared(kept->name),
        (Words{"report.signature", "签存件“" + kept->name + "”与本办公室的签名不符，可能被改动过。",
               "请用 qingshui verify 核对，并与备份比较。",
               "The signed report “" + kept->name +
                   "” does not bear this office's signature; it may have been tampered with.",
               "Run qingshui verify and compare it with a backup."}));
}

TEST(RefusedReports, AreFaultyIfATemplateIs) {
    auto faulty = packs();
    faulty["harbour"]["report.md"] = "# 港口\n\n演练{{drill}}。\n{{drills | 月 1-}}\n";
    probe::Office office(faulty);
    Reporting reporting(office.actor, office.store->read(), office.clock);
    const auto draft = reporting.draft({"annual", "2021", {}, {}});
    ASSERT_FALSE(draft);
    EXPECT_EQ(words_of(draft.error()),
              (Words{"report.faulty", "报告模板有2处错误。", "请逐处更正。",
                     "The templates of the report have 2 faults.", "Mend each of them."}));
    ASSERT_EQ(draft.error().faults.size(), 2U);
    EXPECT_EQ(words_of(draft.error().faults[0]),
              (Words{"report.figure", "没有名为“harbour.drill”的指标。",
                     "是不是“harbour.drills”（演练次数）？",
                     "There is no indicator named “harbour.drill”.",
                     "Did you mean “harbour.drills” (Drills)?"}));
    EXPECT_EQ(words_of(draft.error().faults[1]),
              (Words{"report.option", "“月 1-”不是月份的范围。",
                     "请写成“月 1-10”，月份为1至12，先小后大；只有一个月时写“月 10”。",
                     "“月 1-” is not a range of months.",
                     "Write “months 1-10”, from 1 to 12, the smaller first; for one month "
                     "“months 10”."}));
    EXPECT_EQ(draft.error().faults[0].where, (Where{"harbour/report.md", 3, "", "{{drill}}"}));
}

}  // namespace
}  // namespace qingshui::app
