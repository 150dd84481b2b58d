// Rows that need what comes later: references forth and in circles, and keys that change hands.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"

namespace qingshui::app {
namespace {

using probe::Office;
using testing::ElementsAre;
using testing::HasSubstr;

// Firms have a parent and partners, and an owner, who may be employed by a firm in turn.
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
label = "{code}"
unique = [["code"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "code", type = "text", zh = "企业编号", en = "Code", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "since", type = "date", zh = "日期", en = "Since", required = true },
  { id = "parent", type = "ref:trade.firm", zh = "上级企业", en = "Parent" },
  { id = "owner", type = "ref:trade.owner", zh = "业主", en = "Owner" },
  { id = "note", type = "text", zh = "备注", en = "Note" },
]
lines.partner = { title = { zh = "伙伴", en = "Partners" }, fields = [
  { id = "firm", type = "ref:trade.firm", zh = "伙伴企业", en = "Partner" },
] }
[register.owner]
title = { zh = "业主", en = "Owner" }
area = "place"
day = "since"
label = "{code}"
unique = [["code"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "code", type = "text", zh = "业主编号", en = "Code", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "since", type = "date", zh = "日期", en = "Since", required = true },
  { id = "employer", type = "ref:trade.firm", zh = "任职企业", en = "Employer" },
]
)toml"}}}};
}

struct Trade : Office {
    Trade() : Office(packs()) {}

    // Rows of code, parent, owner, note, partners.
    std::string firms(const std::string& name, const std::vector<std::string>& rows) {
        std::string bytes = "企业编号,上级企业,业主,备注,伙伴,区域,日期\n";
        for (const std::string& row : rows) bytes += row + ",茶棚社区,2021-01-01\n";
        return imported(name, bytes);
    }
    // "code;parent;owner;note;partners" of each.
    std::vector<std::string> firms() { return without_place(rows("trade.firm")); }
    std::vector<std::string> owners() { return without_place(rows("trade.owner")); }
    static std::vector<std::string> without_place(std::vector<std::string> rows) {
        const std::string_view place = ";341502005001 茶棚社区;2021-01-01;";
        for (std::string& row : rows) row.replace(row.find(place), place.size(), ";");
        return rows;
    }
    std::int64_t number(std::size_t at) { return records("trade.firm")[at].id.number; }
};

TEST(RowsThatReferToLaterOnes, AreTakenOnceThoseAre) {
    Trade office;
    EXPECT_EQ(office.firms("a.csv", {"A,B,,,", "B,C,,,", "C,,,,", "D,,,,A"}),
              "filed 4, corrected 0, unchanged 0");
    EXPECT_THAT(office.firms(),
                testing::UnorderedElementsAre("C;;;;;", "B;C;;;;", "A;B;;;;", "D;;;;A;"));
}

TEST(RowsThatReferToLaterOnes, MayDoSoInSubTablesAndAcrossFiles) {
    Trade office;
    const std::string header = "企业编号,上级企业,伙伴,区域,日期\n";
    const auto done = office.import({{"一.csv", header + "A,,B；C,茶棚社区,2021-01-01\n"},
                                     {"二.csv", header + "B,C,,茶棚社区,2021-01-01\n"},
                                     {"三.csv", header + "C,,,茶棚社区,2021-01-01\n"}});
    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_EQ(office.records("trade.firm").size(), 3U);
}

TEST(RowsThatReferToEachOther, AreFiledAndThenCorrected) {
    Trade office;
    const std::vector<std::string> rows = {"A,B,,first,", "B,A,,second,A", "C,C,,itself,",
                                           "D,A,,behind,"};
    EXPECT_EQ(office.firms("a.csv", rows), "filed 4, corrected 0, unchanged 0");
    EXPECT_THAT(office.firms(), testing::UnorderedElementsAre("A;B;;first;;", "B;A;;second;A;",
                                                              "C;C;;itself;;", "D;A;;behind;;"));
    EXPECT_EQ(office.firms("a.csv", rows), "filed 0, corrected 0, unchanged 4");
}

TEST(RowsThatReferToEachOther, MayBeOfTwoRegisters) {
    Trade office;
    const auto done =
        office.import({{"企业.csv", "企业编号,业主,区域,日期\nA,甲,茶棚社区,2021-01-01\n"},
                       {"业主.csv", "业主编号,任职企业,区域,日期\n甲,A,茶棚社区,2021-01-01\n"}});
    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_THAT(office.firms(), ElementsAre("A;;甲;;;"));
    EXPECT_THAT(office.owners(), ElementsAre("甲;A;"));
}

// An office moves house: what refers in circles there does so here.
TEST(RowsThatReferToEachOther, SurviveExportAndImport) {
    Trade here;
    here.firms("a.csv", {"A,B,,,B", "B,A,,,"});
    const std::string exported = here.exported("trade.firm", "企业.csv");
    Trade there;
    EXPECT_EQ(there.imported("企业.csv", exported), "filed 2, corrected 0, unchanged 0");
    EXPECT_EQ(there.exported("trade.firm", "企业.csv"), exported);
    EXPECT_EQ(here.imported("企业.csv", exported), "filed 0, corrected 0, unchanged 2");
}

TEST(RowsThatReferToWhatIsNowhere, AreRefusedOnceEach) {
    Trade office;
    const std::string header = "企业编号,上级企业,区域,日期\n";
    const auto done =
        office.import({{"a.csv", header + "A,X,茶棚社区,2021-01-01\nB,A,茶棚社区,2021-01-01\n"
                                          "C,Y,茶棚社区,2021-01-01\nD,,没有的社区,2021-01-01\n"}});
    ASSERT_FALSE(done);
    std::vector<std::string> faults;
    for (const Refusal& fault : done.error().faults) {
        faults.push_back(fmt::format("{} {} {}", fault.where.row, fault.rule, fault.where.value));
    }
    EXPECT_THAT(faults,
                ElementsAre("2 cell.reference X", "4 cell.reference Y", "5 cell.area 没有的社区"));
}

TEST(RowsThatReferToFaultyOnes, AreNotFaultyThemselves) {
    Trade office;
    const auto done = office.import(
        {{"a.csv",
          "企业编号,上级企业,伙伴,区域,日期\n"
          "A,D,,茶棚社区,2021-01-01\nB,,D；Z,茶棚社区,2021-01-01\nC,B,,茶棚社区,2021-01-01\n"
          "D,,,没有的社区,2021-01-01\n"}});
    ASSERT_FALSE(done);
    std::vector<std::string> faults;
    for (const Refusal& fault : done.error().faults) {
        faults.push_back(fmt::format("{} {} {}", fault.where.row, fault.rule, fault.where.value));
    }
    EXPECT_THAT(faults, ElementsAre("3 cell.reference Z", "5 cell.area 没有的社区"));
}

TEST(KeysThatChangeHands, AreTakenInWhateverOrder) {
    Trade office;
    office.firms("a.csv", {"1,,,one,", "2,,,two,", "3,,,three,"});
    const auto renumbered = [&](std::vector<std::pair<std::size_t, const char*>> codes) {
        std::string bytes = "记录编号,企业编号\n";
        for (const auto& [at, code] : codes)
            bytes += fmt::format("{},{}\n", office.number(at), code);
        return office.imported("b.csv", bytes);
    };
    EXPECT_EQ(renumbered({{0, "2"}, {1, "3"}, {2, "4"}}), "filed 0, corrected 3, unchanged 0");
    EXPECT_THAT(office.firms(), ElementsAre("2;;;one;;", "3;;;two;;", "4;;;three;;"));
    EXPECT_EQ(renumbered({{2, "3"}, {1, "2"}, {0, "1"}}), "filed 0, corrected 3, unchanged 0");
    EXPECT_THAT(office.firms(), ElementsAre("1;;;one;;", "2;;;two;;", "3;;;three;;"));
    EXPECT_THAT(renumbered({{0, "2"}, {1, "1"}}), HasSubstr("与已有记录"));
}

// Whoever puts a new row between others and renumbers them means a new record.
TEST(KeysThatChangeHands, MayGoToANewRecord) {
    Trade office;
    office.firms("a.csv", {"1,,,one,", "2,,,two,"});
    const std::string header = "记录编号,企业编号,备注,区域,日期\n";
    const std::string place = "茶棚社区,2021-01-01\n";
    EXPECT_EQ(
        office.imported("b.csv", header + fmt::format("{},1,one,{}", office.number(0), place) +
                                     ",2,new," + place +
                                     fmt::format("{},3,two,{}", office.number(1), place)),
        "filed 1, corrected 1, unchanged 1");
    EXPECT_THAT(office.firms(), ElementsAre("1;;;one;;", "3;;;two;;", "2;;;new;;"));
}

TEST(KeysThatChangeHands, AreNotTakenFromARecordWhoseRowKeepsThem) {
    Trade office;
    office.firms("a.csv", {"1,,,one,", "2,,,two,"});
    const auto done = office.import(
        {{"b.csv", fmt::format("记录编号,企业编号,备注,区域,日期\n"
                               ",2,new,茶棚社区,2021-01-01\n{},,two,茶棚社区,2021-01-01\n",
                               office.number(1))}});
    ASSERT_FALSE(done);
    ASSERT_EQ(done.error().faults.size(), 2U);
    EXPECT_EQ(done.error().faults[0].rule, "import.row_twice");
    EXPECT_EQ(done.error().faults[0].says.zh, "与第 3 行重复：“企业编号”相同，其他内容不同。");
    EXPECT_EQ(done.error().faults[1].rule, "record.required");
}

}  // namespace
}  // namespace qingshui::app
