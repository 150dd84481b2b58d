#include "app/sheet_body.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"

namespace qingshui::app {
namespace {

using paper::Cell;
using paper::Sheet;
using probe::Office;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using Rows = std::vector<std::vector<std::string>>;

Sheet sheet(const Rows& rows, std::vector<Sheet::Merge> merges = {}) {
    Sheet made{"巡查", {}, std::move(merges)};
    for (const auto& row : rows) {
        auto& cells = made.rows.emplace_back();
        for (const auto& text : row) cells.push_back(text.empty() ? Cell() : Cell(text));
    }
    return made;
}

using Told = std::vector<std::string>;

// A sheet of visits with these rows below its title and header.
class Visits {
public:
    explicit Visits(Rows rows, std::vector<Sheet::Merge> merges = {})
        : sheet_(titled(std::move(rows), std::move(merges))),
          plan_(plan_for(*catalogue_.schema("beacon.visit"), sheet_).value()),
          body_(sheet_, plan_) {}

    // "R" record, "-" blank, "T" total, "H" heading, "N" note: the rows from above.
    std::string kinds() const {
        std::string kinds;
        for (std::size_t row = plan_.body; row < sheet_.rows.size(); ++row) {
            kinds += "R-THN"[static_cast<std::size_t>(body_.kind(row))];
        }
        return kinds;
    }
    // What is wrong, each as "rule row column".
    std::vector<std::string> faults() const {
        std::vector<std::string> all;
        for (const Refusal& fault : all_faults()) {
            all.push_back(fmt::format("{} {} {}", fault.rule, fault.where.row, fault.where.column));
        }
        return all;
    }
    // The words of the one fault, in either language.
    Told told() const {
        const auto all = all_faults();
        if (all.size() != 1) return {fmt::format("{} faults", all.size())};
        return {words(all.front(), Language::Chinese), words(all.front(), Language::English)};
    }
    const SheetBody& body() const { return body_; }
    // A formula without its result: row and column from 0.
    void leave_uncalculated(std::size_t row, std::size_t column) {
        sheet_.not_calculated.emplace_back(row, column);
    }

private:
    std::vector<Refusal> all_faults() const {
        std::vector<Refusal> all;
        body_.each_fault([&](Refusal fault) { all.push_back(std::move(fault)); });
        return all;
    }

    static Sheet titled(Rows rows, std::vector<Sheet::Merge> merges) {
        rows.insert(rows.begin(), {{"巡查台账"}, {"守塔人", "所在区域", "巡查日期", "费用"}});
        return sheet(rows, std::move(merges));
    }

    registry::Catalogue catalogue_ = probe::catalogue();
    Sheet sheet_;
    SheetPlan plan_;
    SheetBody body_;
};

TEST(SheetRows, AreTotalsOnlyIfTheyCannotBeRecords) {
    EXPECT_EQ(Visits({{"合计", "茶棚社区", "2021-05-13", "5"},
                      {"合 计：", "", "", "5"},
                      {"", "茶棚社区小计", "", "5"},
                      {"总计（元）", "", "", "5"},
                      {"合计", "", "2021-05-13", "5"},
                      {"合计人", "", "", "5"}})
                  .kinds(),
              "RTTTRR");
    EXPECT_EQ(Visits({{"合计", "", "2"},
                      {"总  数", "", "3", "5"},
                      {"共计２家", "", "", "5"},
                      {"共12条", "3"},
                      {"共2号楼", "", "", "5"},
                      {"合计", "341502005001", "2"},
                      {"合计", "", "2021年5月", "5"}})
                  .kinds(),
              "TTTTRRR");
}

TEST(SheetRows, MayRepeatTheHeader) {
    EXPECT_EQ(Visits({{"张三", "茶棚社区", "2021-05-13", "5"},
                      {},
                      {"第 2 页"},
                      {"巡查台账"},
                      {"守塔人", "所在区域", " 巡查日期", "费用", ""},
                      {"守塔人", "茶棚社区", "2021-05-13", "5"}})
                  .kinds(),
              "R-NHHR");
}

TEST(SheetRows, AreNotesOnlyIfTheyCannotBeRecords) {
    EXPECT_EQ(Visits({{"说明：断电", "茶棚社区", "2021-05-13", "5"},
                      {"填表人：张三", "", "审核人：李四"},
                      {"备注", "以上为初步数"},
                      {"制表：李四  审核：王五"},
                      {"单位负责人：王五", "", "制 表 人：李四", "2021-05-31"},
                      {"审核", "茶棚社区", "2021-05-13", "5"},
                      {"审核", "", "2021-05-13", "5"}})
                  .kinds(),
              "RNNNNRR");
}

TEST(MergedCells, GiveEveryRowTheValueOfTheFirst) {
    const Visits visits({{"张三", "茶棚社区", "2021-05-13", "1"},
                         {"李四", "", "", "2"},
                         {"小计", "", "", "3"},
                         {},
                         {"王五", "", "2021-05-14", "4"}},
                        {{2, 1, 6, 1}, {2, 2, 4, 2}});
    EXPECT_EQ(visits.kinds(), "RRT-R");
    EXPECT_EQ(visits.body().at(3, 1), Cell("茶棚社区"));
    EXPECT_EQ(visits.body().at(6, 1), Cell("茶棚社区"));
    EXPECT_EQ(visits.body().at(3, 2), Cell("2021-05-13"));
    EXPECT_EQ(visits.body().at(6, 2), Cell("2021-05-14"));
    EXPECT_EQ(visits.body().at(3, 0), Cell("李四"));
    EXPECT_THAT(visits.faults(), IsEmpty());
}

TEST(MergedCells, AreRefusedWhereTheyAreUnclear) {
    EXPECT_THAT(Visits({{"张三", "茶棚社区", "2021-05-13", "1"},
                        {"李四", "茶棚社区", "2021-05-13", ""},
                        {"王五", "茶棚社区", "2021-05-13", ""}},
                       {{2, 3, 4, 3}})
                    .faults(),
                ElementsAre("import.merged_number 4 费用"));
    EXPECT_THAT(Visits({{"张三", "茶棚社区", "", "1"}}, {{2, 1, 2, 2}}).faults(),
                ElementsAre("import.merged_across 3 巡查日期"));
    EXPECT_THAT(Visits({{"合计", "", "", "1"}}, {{2, 0, 2, 2}}).faults(), IsEmpty());
}

TEST(MergedCells, AreToldInTheseWords) {
    const Visits number(
        {{"张三", "茶棚社区", "2021-05-13", "1"}, {"李四", "茶棚社区", "2021-05-13", ""}},
        {{2, 3, 3, 3}});
    EXPECT_EQ(
        number.told(),
        (Told{"第4行 “费用”列 “1”：第3至4行合并成一个数，不知道每行各是多少。\n"
              "  请取消合并，每行填写各自的数。\n",
              "row 4 column \"费用\" \"1\": Rows 3 to 4 are merged into one number: how much is "
              "each?\n  Unmerge the cells and write each row's own number.\n"}));
    EXPECT_EQ(Visits({{"张三", "茶棚社区", "", "1"}}, {{2, 1, 2, 2}}).told(),
              (Told{"第3行 “巡查日期”列 “茶棚社区”：“B”至“C”列合并成一格，不知道内容属于哪一列。\n"
                    "  请取消合并，分别填写各列。\n",
                    "row 3 column \"巡查日期\" \"茶棚社区\": Columns B to C are merged: which of "
                    "them is it "
                    "about?\n  Unmerge the cells and fill in each column.\n"}));
}

TEST(Formulas, WithoutAResultAreToldInTheseWords) {
    Visits visits({{"张三", "茶棚社区", "2021-05-13", ""}, {"合计", "", "", ""}});
    visits.leave_uncalculated(2, 3);
    visits.leave_uncalculated(3, 3);  // Of a totals row nobody asks.
    EXPECT_EQ(visits.told(),
              (Told{"第3行 “费用”列：这一格是公式，文件里没有存它的结果。\n"
                    "  请用 Excel 或 WPS 打开原来的文件，保存后再导入；也可以直接填写结果。\n",
                    "row 3 column \"费用\": This cell is a formula whose result the file does not "
                    "hold.\n  Open the file as it was in a spreadsheet program, save it and "
                    "import it again, or write the result itself.\n"}));
}

TEST(BodyColumns, WithoutATitleAreRefusedIfTheyHoldData) {
    EXPECT_THAT(Visits({{"张三", "茶棚社区", "2021-05-13", "1", "", "急"},
                        {"李四", "茶棚社区", "2021-05-13", "1", " ", "缓"},
                        {"合计", "", "", "2", "元"}})
                    .faults(),
                ElementsAre("import.untitled_column 3 F"));
}

TEST(BodyColumns, HaveLetters) {
    EXPECT_EQ(column_letters(0), "A");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(701), "ZZ");
    EXPECT_EQ(column_letters(702), "AAA");
    for (const std::size_t column : {0U, 25U, 26U, 701U, 702U}) {
        EXPECT_EQ(column_at(column_letters(column)), column);
    }
    EXPECT_FALSE(column_at(""));
    EXPECT_FALSE(column_at("费用"));
}

constexpr const char* kHeader = "灯塔编号,所在区域,点亮日期,高度\n";

ImportFile towers(const std::string& name, const std::string& rows) {
    return {name, kHeader + rows};
}

TEST(RepeatedRows, CountOnceIfTheyAreAlike) {
    Office office;
    const auto done = office.import({towers("1.csv",
                                            "A,茶棚社区,2021-03-01,5\n"
                                            "A,茶棚社区,2021年3月1日,5.0\n"),
                                     towers("2.csv", "A,茶棚社区,2021-03-01,5\n")});
    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_EQ((*done)[0].filed, 1);
    EXPECT_THAT((*done)[0].repeated, ElementsAre(3));
    EXPECT_EQ((*done)[1].filed, 0);
    EXPECT_THAT((*done)[1].repeated, ElementsAre(2));
    EXPECT_THAT(office.records("beacon.tower"), SizeIs(1));
}

TEST(RepeatedRows, AreRefusedIfTheyDifferAcrossFiles) {
    Office office;
    EXPECT_EQ(
        words(office
                  .import({towers("1.csv", "A,茶棚社区,2021-03-01,5\n"),
                           towers("2.csv", "B,茶棚社区,2021-03-01,5\nA,茶棚社区,2021-03-01,6\n")})
                  .error(),
              Language::Chinese),
        "有1处错误，全部没有导入。\n"
        "  请按下列说明逐处改正后重新导入。\n"
        "  2.csv 第3行 “灯塔编号”列 “A”：与“1.csv”第2行重复：“灯塔编号”相同，其他内容不同。\n"
        "    请删去多余的一行，或改正其中一行。\n");
    EXPECT_THAT(office.records("beacon.tower"), IsEmpty());
}

}  // namespace
}  // namespace qingshui::app
