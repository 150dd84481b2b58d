// An export taken into its own office: what its cells say stays what it was.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/areas.h"
#include "app/packing.h"
#include "app/probe_office.h"
#include "base/sentence.h"

namespace qingshui::app {
namespace {

using probe::day;
using probe::Office;
using testing::ElementsAre;
using testing::HasSubstr;
using Kind = AreaOrder::Kind;

constexpr const char* kUnchanged = "filed 0, corrected 0, unchanged 1";

struct Exports : Office {
    Exports() { import_or_throw("巡查.csv", "所在区域,巡查日期\n茶棚社区,2021-05-13\n"); }

    void act(const AreaOrder& order) {
        const auto done = change_areas(actor, *store, order, "区划调整");
        if (!done) throw Failure(words(done.error(), Language::Chinese));
    }
    // The community of the visit ends before the visit, and another takes its code over.
    void reuse_code() {
        act({Kind::Merge,
             day("2021-05-01"),
             {"茶棚社区", "皋城社区（一期）"},
             {{"341502005003", "茶皋社区"}}});
        act({Kind::Found, day("2021-05-02"), {"清水河街道"}, {{"341502005001", "新河社区"}}});
    }
    std::string fault(const std::string& bytes) {
        const auto done = import({{"巡查.csv", bytes}});
        if (done) return "taken in";
        const Refusal& first = done.error().faults.front();
        return first.rule + " " + sentence(first.says).zh + sentence(first.remedy).zh;
    }
};

TEST(OwnExports, LeaveARecordInItsAreaThoughItsCodeIsAnotherNow) {
    Exports office;
    const std::string before = office.exported("beacon.visit", "a.csv");
    office.reuse_code();

    EXPECT_EQ(office.imported("a.csv", before), kUnchanged);
    EXPECT_EQ(office.imported("b.csv", office.exported("beacon.visit", "b.csv")), kUnchanged);
}

TEST(OwnExports, AreUnchangedThoughTheDeclarationsWereTightened) {
    Exports office;
    auto packs = probe::packs();
    std::string& pack = packs["beacon"]["pack.toml"];
    const std::string wanted = R"(en = "Keeper", mask = "name")";
    pack.replace(pack.find(wanted), wanted.size(), wanted + ", required = true");
    const std::string exported = office.exported("beacon.visit", "a.csv");
    const auto used = use_packs(office.actor, *office.store, packs, false);
    ASSERT_TRUE(used) << words(used.error(), Language::Chinese);

    EXPECT_EQ(office.imported("a.csv", exported), kUnchanged);
}

TEST(Exporting, RefusesWhatACellOfAWorkbookHasNoRoomFor) {
    Office office;
    std::string hands;
    for (int i = 0; i < 400; ++i) hands += fmt::format("{:0>100}|1\n", i);
    office.import_or_throw("巡查.csv",
                           "所在区域,巡查日期,出动人员\n茶棚社区,2021-05-13,\"" + hands + "\"\n");
    const auto reader = office.store->read();
    const auto path = office.folder / "out.xlsx";
    const auto writer = paper::write_xlsx(path);

    const auto done = export_register(office.actor, *reader, {"beacon.visit"}, *writer);

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().rule, "export.cell_too_long");
    const auto id = reader->records("beacon.visit", {}, 1).front().id;
    EXPECT_EQ(
        done.error().says.zh,
        fmt::format("台账“巡查”里编号{}的记录，“出动人员”太长，工作簿的一格放不下", id.number));
    EXPECT_EQ(
        done.error().says.en,
        fmt::format("“Hands” of the record {} of “Visit” is too long for a cell of a workbook",
                    id.number));
    EXPECT_EQ(done.error().remedy.zh, "请导出为 CSV：文件名以 .csv 结尾");
    EXPECT_EQ(done.error().remedy.en, "Export it as CSV: let the name end in .csv");
    EXPECT_EQ(office.imported("b.csv", office.exported("beacon.visit", "b.csv")), kUnchanged);
}

TEST(Exporting, RefusesMoreRecordsThanASheetHasRowsFor) {
    struct Narrow final : paper::SheetWriter {
        std::int64_t rows_max() const override { return 2; }
        void begin_sheet(std::string_view, const std::vector<double>&,
                         const std::vector<Holds>&) override {}
        void cell(const paper::Cell&, Mark, std::string_view) override {}
        void end_row() override {}
        void finish() override {}
    };
    Office office;
    office.import_or_throw(
        "灯塔.csv", "灯塔编号,所在区域,点亮日期\nA,茶棚社区,2021-01-01\nB,茶棚社区,2021-01-01\n");
    Narrow writer;

    const auto done =
        export_register(office.actor, *office.store->read(), {"beacon.tower"}, writer);

    EXPECT_EQ(done.error().rule, "export.too_many");
    EXPECT_EQ(done.error().says.zh, "台账“灯塔”有2条记录，工作簿的一张表最多2行");
    EXPECT_EQ(done.error().says.en,
              "“Lighthouse” has 2 records; a sheet of a workbook has at most 2 rows");
}

TEST(OwnExports, TakeAreasByTheDayOfTheRecordWhereTheyHaveNone) {
    Exports office;
    office.act({Kind::Rename, day("2021-05-20"), {"皋城社区（一期）"}, {{"", "皋城一社区"}}});
    const auto number = office.records("beacon.visit").front().id.number;

    EXPECT_EQ(office.imported("巡查.csv",
                              fmt::format("记录编号,所在区域\n{},皋城社区（一期）\n", number)),
              "filed 0, corrected 1, unchanged 0");
}

TEST(CodesBesideNames, AreRefusedIfTheAreaNeverHadTheName) {
    Exports office;
    EXPECT_EQ(office.fault("所在区域,巡查日期\n341502005001 皋城社区（一期）,2021-05-14\n"),
              "cell.area_name 代码341502005001是“茶棚社区”，不是“皋城社区(一期)”。"
              "“皋城社区(一期)”的代码是 341502005002：请核对，只留对的那一个。");
    office.reuse_code();
    EXPECT_THAT(office.fault("所在区域,巡查日期\n341502005001 茶棚社区,2021-05-14\n"),
                HasSubstr("cell.area_name 代码341502005001是“新河社区”，不是“茶棚社区”。"
                          "请核对代码和名称，只留对的那一个。"));
}

TEST(CodesBesideNames, MayStandBesideAnOlderNameOrAPath) {
    Exports office;
    office.act({Kind::Rename, day("2021-05-20"), {"茶棚社区"}, {{"", "茶棚一社区"}}});

    EXPECT_EQ(office.imported("a.csv",
                              "所在区域,巡查日期\n341502005001 茶棚社区,2021-05-25\n"
                              "341502005001　茶棚一社区,2021-05-26\n"
                              "341502005001001 茶棚社区/第一网格,2021-05-14\n"),
              "filed 3, corrected 0, unchanged 0");
}

}  // namespace
}  // namespace qingshui::app
