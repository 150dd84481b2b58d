#include "app/row_matching.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/fault_list.h"
#include "app/probe_office.h"
#include "app/recording.h"
#include "app/row_import.h"

namespace qingshui::app {
namespace {

using probe::Office;
using testing::HasSubstr;
using testing::SizeIs;

// A register with two keys, and one with none.
probe::Packs packs() {
    return {{"trade", {{"pack.toml", R"toml(
[pack]
id = "trade"
title = { zh = "经营", en = "Trade" }
version = "1"
[register.firm]
title = { zh = "企业", en = "Firm" }
area = "place"
day = "since"
label = "{name}"
unique = [["name"], ["credit"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "name", type = "text", zh = "名称", en = "Name" },
  { id = "credit", type = "text", zh = "信用代码", en = "Credit code" },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "since", type = "date", zh = "日期", en = "Since", required = true },
]
[register.visit]
title = { zh = "走访", en = "Visit" }
area = "place"
day = "paid_on"
label = "{paid_on}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "paid_on", type = "date", zh = "走访日期", en = "Paid on", required = true },
  { id = "note", type = "text", zh = "情况", en = "Note" },
]
)toml"}}}};
}

constexpr const char* kFirms =
    "名称,信用代码,区域,日期\n甲店,111,茶棚社区,2021-01-01\n乙店,222,茶棚社区,2021-01-01\n";
constexpr const char* kVisits = "区域,走访日期,情况\n茶棚社区,2021-05-13,好\n";

std::string firm(const char* row) { return "名称,信用代码,区域,日期\n" + std::string(row) + "\n"; }

struct Trade : Office {
    Trade() : Office(packs()) {
        import_or_throw("企业.csv", kFirms);
        import_or_throw("走访.csv", kVisits);
    }
    Refusal refused(const std::string& bytes) {
        const auto done = import({{"a.csv", bytes}});
        if (done) return {Reason::Invalid, "taken in"};
        EXPECT_THAT(done.error().faults, SizeIs(1));
        return done.error().faults.front();
    }
    Id<registry::Record> visit() { return records("trade.visit").front().id; }
    void withdraw_visit() {
        const auto done =
            withdraw_record(actor, *store, {"走访", {}, "重复"}, std::to_string(visit().number));
        if (!done) throw Failure(words(done.error(), Language::English));
    }
};

TEST(MatchingByKeys, NeverTakesARecordOfAnotherName) {
    Trade office;
    const Refusal fault = office.refused(firm("丙店,111,茶棚社区,2021-01-01"));

    EXPECT_EQ(fault.rule, "import.key_taken");
    EXPECT_THAT(fault.says.zh, HasSubstr("“信用代码”是已有记录“甲店”（编号"));
    EXPECT_THAT(fault.remedy.zh, HasSubstr("带有记录编号的那一行"));
    EXPECT_EQ(fault.where.column, "信用代码");
    EXPECT_EQ(fault.where.value, "111");
    EXPECT_THAT(office.rows("trade.firm").front(), HasSubstr("甲店;111;"));
}

TEST(MatchingByKeys, RefusesARowWhoseKeysAreThoseOfTwoRecords) {
    Trade office;
    const Refusal fault = office.refused(firm("甲店,222,茶棚社区,2021-01-01"));

    EXPECT_EQ(fault.rule, "import.keys_differ");
    EXPECT_EQ(fault.says.zh, "“名称”是记录“甲店”的，“信用代码”却是记录“乙店”的");
}

TEST(MatchingByKeys, CorrectsWhatTheFirstKeyNames) {
    Trade office;
    EXPECT_EQ(office.imported("a.csv", firm("甲店,333,茶棚社区,2021-01-01")),
              "filed 0, corrected 1, unchanged 0");
    EXPECT_EQ(office.imported("a.csv", firm(",222,茶棚社区,2021-01-02")),
              "filed 0, corrected 1, unchanged 0");
}

TEST(MatchingByNumber, ChangesTheKeysThemselves) {
    Trade office;
    const auto number = office.records("trade.firm").front().id.number;
    EXPECT_EQ(office.imported("a.csv", fmt::format("记录编号,名称\n{},丙店\n", number)),
              "filed 0, corrected 1, unchanged 0");
    EXPECT_THAT(office.rows("trade.firm").front(), HasSubstr("丙店;111;"));
}

TEST(MatchingByNumber, RefusesOneThatWasNeverGiven) {
    Trade office;
    const std::int64_t rounded = office.visit().number / 1'000 * 1'000 + 5'000;

    const Refusal fault =
        office.refused(fmt::format("记录编号,区域,走访日期\n{},茶棚社区,2021-05-13\n", rounded));

    EXPECT_EQ(fault.rule, "import.record_unknown");
    EXPECT_EQ(fault.where.column, "记录编号");
    EXPECT_EQ(fault.says.zh, fmt::format("“走访”没有编号为{}的记录，从来也没有过", rounded));
    EXPECT_THAT(fault.remedy.zh, HasSubstr("请把这一列设为“文本”格式"));
    EXPECT_THAT(office.records("trade.visit"), SizeIs(1));
}

// Not even into a register without records, where any other number would be taken over.
TEST(MatchingByNumber, RefusesOneThatASpreadsheetKeptAsANumber) {
    Trade office;
    office.withdraw_visit();
    FaultList faults({"走访.xlsx"}, 10);
    const auto before = office.store->read();
    const auto written = office.store->write([&](store::Writer& writer) -> Result<void> {
        paper::Sheet sheet{"走访",
                           {{"记录编号", "区域", "走访日期"},
                            {Decimal::whole(187'000'000'000'001'000), "茶棚社区", "2021-05-13"}}};
        auto plan = TRY(plan_sheet(writer.catalogue(), sheet, "走访.xlsx", ""));
        const IncomingSheet incoming{"走访.xlsx", std::move(sheet), std::move(plan)};
        ImportLane lane{writer, *before, office.actor, {"张三"}, false, {"trade.visit"}};
        RowImport(incoming, lane, 0).take_rows({}, faults);
        return {};
    });

    ASSERT_TRUE(written);
    const auto told = faults.first();
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told.front().rule, "cell.digits_lost");
    EXPECT_EQ(told.front().where.column, "记录编号");
    EXPECT_THAT(office.records("trade.visit"), SizeIs(0));
}

TEST(MatchingByNumber, TakesNumbersOverIntoARegisterWithoutRecords) {
    Trade office;
    office.withdraw_visit();
    EXPECT_EQ(office.imported("a.csv",
                              "记录编号,区域,走访日期\n170000000000000001,茶棚社区,2021-05-13\n"),
              "filed 1, corrected 0, unchanged 0");
    EXPECT_EQ(office.visit().number, 170'000'000'000'000'001);
}

TEST(MatchingByNumber, SaysThatARecordWasWithdrawn) {
    Trade office;
    const std::string exported = office.exported("trade.visit", "走访.csv");
    office.withdraw_visit();

    const Refusal fault = office.refused(exported);

    EXPECT_EQ(fault.rule, "import.withdrawn");
    EXPECT_THAT(fault.says.zh, HasSubstr("这一行的记录（编号"));
    EXPECT_THAT(fault.says.zh, HasSubstr("）已由张三于2021年6月1日撤回，原因：重复"));
    EXPECT_EQ(fault.where.column, "记录编号");
}

TEST(RowsTakenInBefore, AreRefusedOnceTheirRecordWasWithdrawn) {
    Trade office;
    office.withdraw_visit();

    const Refusal fault = office.refused(kVisits);

    EXPECT_EQ(fault.rule, "import.withdrawn");
    EXPECT_THAT(fault.says.zh, HasSubstr("）已由张三于2021年6月1日撤回，原因：重复"));
    EXPECT_THAT(fault.remedy.zh, HasSubstr("--again"));
    EXPECT_THAT(office.records("trade.visit"), SizeIs(0));
}

TEST(RowsTakenInBefore, AreFiledAgainWhereThatIsAskedFor) {
    Trade office;
    ImportOptions again;
    again.files_again = true;
    office.withdraw_visit();
    EXPECT_EQ(office.imported("a.csv", kVisits, again), "filed 1, corrected 0, unchanged 0");
    EXPECT_EQ(office.imported("a.csv", kVisits, again), "filed 0, corrected 0, unchanged 1");
    EXPECT_EQ(office.imported("a.csv", kVisits), "filed 0, corrected 0, unchanged 1");
    office.withdraw_visit();
    EXPECT_EQ(office.refused(kVisits).rule, "import.withdrawn");
    EXPECT_EQ(office.imported("a.csv", kVisits, again), "filed 1, corrected 0, unchanged 0");
}

}  // namespace
}  // namespace qingshui::app
