// Rows that need what comes later: references forth and in circles, and keys that change hands.

#include "app/held_rows.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "app/recording.h"

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
[register.house]
title = { zh = "房屋", en = "House" }
area = "place"
day = "since"
label = "{code}"
unique = [["code"]]
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "code", type = "text", zh = "房屋编号", en = "Code", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "since", type = "date", zh = "日期", en = "Since", required = true },
  { id = "main", type = "ref:trade.house", zh = "主房", en = "Main house", required = true },
]
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

// "row rule value" of each fault.
std::vector<std::string> faults(const Result<std::vector<ImportedSheet>>& done) {
    std::vector<std::string> found;
    if (done) return {"taken in"};
    for (const Refusal& fault : done.error().faults) {
        found.push_back(fmt::format("{} {} {}", fault.where.row, fault.rule, fault.where.value));
    }
    return found;
}

struct Trade : Office {
    Trade() : Office(packs()) {}

    // Rows of code, parent, owner, note, partners.
    static std::string sheet(const std::vector<std::string>& rows) {
        std::string bytes = "企业编号,上级企业,业主,备注,伙伴,区域,日期\n";
        for (const std::string& row : rows) bytes += row + ",茶棚社区,2021-01-01\n";
        return bytes;
    }
    std::string firms(const std::string& name, const std::vector<std::string>& rows) {
        return imported(name, sheet(rows));
    }
    void correct(const std::string& firm, const std::string& field, const std::string& value) {
        const auto done = correct_record(actor, *store, {"企业", {{field, value}}, "改错"}, firm);
        if (!done) throw Failure(words(done.error(), Language::English));
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

// Nothing may be left out without a word.
TEST(RowsThatReferToEachOther, AreRefusedIfNoneOfThemCanBeFirst) {
    Trade office;
    const auto done = office.import({{"房屋.csv",
                                      "房屋编号,主房,区域,日期\n1,2,茶棚社区,2021-01-01\n"
                                      "2,1,茶棚社区,2021-01-01\n3,1,茶棚社区,2021-01-01\n"}});
    EXPECT_THAT(faults(done), ElementsAre("2 cell.reference 2"));
    EXPECT_EQ(office.records("trade.house").size(), 0U);
}

TEST(RowsThatReferToEachOther, MayRenameThemselves) {
    Trade office;
    office.firms("a.csv", {"A,,,one,", "B,,,two,"});
    const std::string bytes = fmt::format("记录编号,企业编号,上级企业\n{},X,Y\n{},Y,X\n",
                                          office.number(0), office.number(1));
    EXPECT_EQ(office.imported("b.csv", bytes), "filed 0, corrected 2, unchanged 0");
    EXPECT_THAT(office.firms(), ElementsAre("X;Y;;one;;", "Y;X;;two;;"));
    EXPECT_EQ(office.imported("b.csv", bytes), "filed 0, corrected 0, unchanged 2");
}

// Who swaps keys and refers by them: nobody can tell which record is meant in the end.
TEST(RowsThatReferToEachOther, AreRefusedIfTheySwapTheirKeys) {
    Trade office;
    office.firms("a.csv", {"A,,,one,", "B,,,two,"});
    const auto done =
        office.import({{"b.csv", fmt::format("记录编号,企业编号,上级企业\n{},B,B\n{},A,A\n",
                                             office.number(0), office.number(1))}});
    ASSERT_FALSE(done);
    EXPECT_THAT(faults(done), ElementsAre("2 import.reference_changes B", "2 record.duplicate B",
                                          "3 record.duplicate A"));
    EXPECT_EQ(
        words(done.error().faults.front(), Language::Chinese),
        "b.csv 第2行 “上级企业”列 “B”：“B”指的“企业”记录在这次导入里也要改，而它又要等这一行。\n"
        "  请分两次导入：先导入改编号的行，再导入引用它的行。\n");
    EXPECT_EQ(
        words(done.error().faults.front(), Language::English),
        "b.csv row 2 column \"上级企业\" \"B\": The record of “Firm” that “B” means is changed by "
        "this import as well, and waits for this row in turn.\n"
        "  Import twice: first the rows that change keys, then those that refer to them.\n");
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
    EXPECT_THAT(faults(done), ElementsAre("3 cell.reference Z", "5 cell.area 没有的社区"));
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

TEST(KeysThatChangeHands, AreTakenInHoweverTheyAreShuffled) {
    Trade office;
    constexpr std::size_t kRows = 300;
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < kRows; ++i) rows.push_back(fmt::format("{},,,{},", i, i));
    office.firms("a.csv", rows);
    const auto records = office.records("trade.firm");
    std::string bytes = "记录编号,企业编号\n";
    for (std::size_t i = 0; i < kRows; ++i) {
        const std::size_t shuffled = i * 77 % kRows;
        bytes += fmt::format("{},{}\n", records[shuffled].id.number, shuffled + 1);
    }
    EXPECT_EQ(office.imported("b.csv", bytes), "filed 0, corrected 300, unchanged 0");
}

// What a row refers to is what is called so when all is taken in.
TEST(KeysThatChangeHands, AreReadByReferencesAsTheyEndUp) {
    Trade office;
    office.firms("a.csv", {"A,,,one,", "B,,,two,"});
    const std::string one = fmt::format("{},B,,茶棚社区,2021-01-01\n", office.number(0));
    const std::string two = fmt::format("{},C,,茶棚社区,2021-01-01\n", office.number(1));
    const std::string fresh = ",N,B,茶棚社区,2021-01-01\n";
    EXPECT_EQ(
        office.imported("b.csv", "记录编号,企业编号,上级企业,区域,日期\n" + fresh + one + two),
        "filed 1, corrected 2, unchanged 0");
    EXPECT_THAT(office.firms(), ElementsAre("B;;;one;;", "C;;;two;;", "N;B;;;;"));
    const auto records = office.records("trade.firm");
    EXPECT_EQ(std::get<registry::Key>(records[2].record.values[3]).number, records[0].id.number);
}

TEST(RowsWithTheKeyOfOneBefore, AreToldOnce) {
    Trade office;
    const auto done = office.import({{"a.csv",
                                      "企业编号,备注,区域,日期\nA,one,茶棚社区,2021-01-01\n"
                                      "A,two,茶棚社区,2021-01-01\n"}});
    EXPECT_THAT(faults(done), ElementsAre("3 import.row_twice A"));
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
    EXPECT_EQ(done.error().faults[0].says.zh, "与第3行重复：“企业编号”相同，其他内容不同");
    EXPECT_EQ(done.error().faults[1].rule, "record.required");
}

// A row taken in before is no order to undo what was corrected since.
TEST(RowsTakenInBefore, LeaveWhatWasCorrectedSince) {
    Trade office;
    const std::vector<std::string> file = {"A,,,one,", "B,,,two,"};
    office.firms("a.csv", file);
    office.correct("A", "备注", "别人改的");
    const auto done = office.import({{"a.csv", Trade::sheet(file)}});
    ASSERT_TRUE(done);
    EXPECT_THAT(done->front().kept, ElementsAre(2));
    EXPECT_THAT(office.firms(), ElementsAre("A;;;别人改的;;", "B;;;two;;"));

    ImportOptions again;
    again.files_again = true;
    EXPECT_EQ(office.imported("a.csv", Trade::sheet(file), again),
              "filed 0, corrected 1, unchanged 1");
    EXPECT_THAT(office.firms(), ElementsAre("A;;;one;;", "B;;;two;;"));
}

// The first of a circle as well, which is filed and then corrected.
TEST(RowsTakenInBefore, AreNotFiledAgainIfTheyWereWithdrawn) {
    Trade office;
    office.firms("a.csv", {"A,B,,,", "B,A,,,"});
    office.correct("B", "上级企业", "");
    const auto done = withdraw_record(office.actor, *office.store, {"企业", {}, "重复"}, "A");
    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    const auto again = office.import({{"a.csv", Trade::sheet({"A,B,,,", "B,A,,,"})}});
    EXPECT_THAT(faults(again), testing::Contains(HasSubstr("import.withdrawn")));
}

TEST(RowsTakenTwice, CountOnceWithTheirNumberOrWithout) {
    Trade office;
    office.firms("a.csv", {"A,,,one,"});
    const std::string row = "A,two,茶棚社区,2021-01-01\n";
    const std::string header = "记录编号,企业编号,备注,区域,日期\n";
    const std::string numbered = std::to_string(office.number(0)) + "," + row;
    for (const std::string& rows : {numbered + "," + row, "," + row + numbered}) {
        const auto done = office.import({{"b.csv", header + rows}});
        ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
        EXPECT_EQ(done->front().repeated.size(), 1U);
        EXPECT_THAT(office.firms(), ElementsAre("A;;;two;;"));
        office.correct("A", "备注", "three");
    }
}

TEST(KeysInFullWidth, AreTheSameKeys) {
    Trade office;
    EXPECT_EQ(office.firms("a.csv", {"Ｍ５,,,one,", "N,Ｍ5,,,"}),
              "filed 2, corrected 0, unchanged 0");
    EXPECT_THAT(office.firms(), ElementsAre("M5;;;one;;", "N;M5;;;;"));
    EXPECT_EQ(office.firms("b.csv", {"M5,,,two,"}), "filed 0, corrected 1, unchanged 0");
    const auto twice = office.import({{"c.csv", Trade::sheet({"Q8,,,one,", "Ｑ８,,,two,"})}});
    EXPECT_THAT(faults(twice), ElementsAre("3 import.row_twice Ｑ８"));
}

// What is sent anew by those who keep the list is taken in, whatever it was before.
TEST(RowsTakenInBefore, AreTakenAgainIfTheListItselfWentToAndFro) {
    Trade office;
    EXPECT_EQ(office.firms("1.csv", {"A,,,open,"}), "filed 1, corrected 0, unchanged 0");
    EXPECT_EQ(office.firms("2.csv", {"A,,,closed,"}), "filed 0, corrected 1, unchanged 0");
    EXPECT_EQ(office.firms("3.csv", {"A,,,open,"}), "filed 0, corrected 1, unchanged 0");
    office.correct("A", "备注", "by hand");
    EXPECT_EQ(office.firms("4.csv", {"A,,,open,"}), "filed 0, corrected 0, unchanged 1");
    EXPECT_EQ(office.firms("5.csv", {"A,,,closed,"}), "filed 0, corrected 1, unchanged 0");
    EXPECT_THAT(office.firms(), ElementsAre("A;;;closed;;"));
}

TEST(HeldRows, GoOnOnceWhatTheyWaitForIsThere) {
    HeldRows held;
    held.hold({0, 5}, "x", {"five"});
    held.hold({0, 2}, "x", {"two"});
    held.hold({1, 1}, "y", {"one"});
    EXPECT_FALSE(held.next());
    held.announce({"z", "x"});
    EXPECT_EQ(held.next(), RowPlace(0, 2));
    EXPECT_EQ(held.next(), RowPlace(0, 5));
    EXPECT_FALSE(held.next());
    EXPECT_THAT(held.all(), ElementsAre(RowPlace(1, 1)));
    EXPECT_THAT(held.names(), ElementsAre("one"));
    EXPECT_TRUE(held.release({1, 1}));
    EXPECT_FALSE(held.release({1, 1}));
    held.announce({"y"});
    EXPECT_FALSE(held.next());
}

}  // namespace
}  // namespace qingshui::app
