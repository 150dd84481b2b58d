// The workbook that an import with faults gives back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/import.h"
#include "app/probe_office.h"
#include "paper/archive.h"

namespace qingshui::app {
namespace {

using paper::Cell;
using probe::Office;
using testing::SizeIs;

TEST(FaultReport, MarksTheFaultyCells) {
    Office office;
    const std::vector<ImportFile> files = {
        {"巡查.csv",
         "巡查登记表,,,\n所在区域,巡查,,备注\n,日期,费用（万元）,\n"
         "茶棚社区,2021-05-13,1,\n月亮社区,5月13,贵,\n"}};
    const auto done = office.import(files);
    ASSERT_FALSE(done);
    const std::string path = office.folder / "faults.xlsx";
    write_fault_report(files, done.error(), path, Language::Chinese);

    const auto sheets = paper::read_sheets(probe::bytes_of(path), "faults.xlsx");
    ASSERT_TRUE(sheets);
    ASSERT_THAT(*sheets, SizeIs(2));
    EXPECT_THAT((*sheets)[0].rows, SizeIs(4));
    EXPECT_EQ((*sheets)[0].name, "错误清单");
    EXPECT_EQ((*sheets)[0].rows[1][0], Cell("巡查.csv"));
    EXPECT_EQ((*sheets)[0].rows[1][1], Cell(Decimal::whole(5)));
    EXPECT_EQ((*sheets)[0].rows[1][2], Cell("所在区域"));
    EXPECT_EQ((*sheets)[0].rows[1][3], Cell("月亮社区"));
    EXPECT_EQ((*sheets)[1].rows[4][2], Cell("贵"));

    // Mended, the workbook itself is taken in; its list of faults is passed over.
    const auto again = office.import({{"faults.xlsx", probe::bytes_of(path)}});
    ASSERT_FALSE(again);
    EXPECT_THAT(again.error().faults, SizeIs(done.error().faults.size()));
}

TEST(FaultReport, MarksEveryCellThatABrokenCheckCompares) {
    Office office({{"yard", {{"pack.toml", R"toml(
[pack]
id = "yard"
title = { zh = "院落", en = "Yards" }
version = "1"
[register.work]
title = { zh = "施工", en = "Works" }
area = "place"
day = "begins_on"
label = "{begins_on}"
retention = { years = 10, basis = "试验" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "begins_on", type = "date", zh = "开工日期", en = "From", required = true },
  { id = "note", type = "text", zh = "备注", en = "Note" },
  { id = "ends_on", type = "date", zh = "完工日期", en = "To" },
]
[[register.work.check]]
rule = "ends_on == null || ends_on >= begins_on"
says = { zh = "完工不应早于开工", en = "Works do not end before they begin" }
)toml"}}}});
    const std::vector<ImportFile> files = {
        {"施工.csv", "区域,开工日期,备注,完工日期\n茶棚社区,2021-05-01,好,2021-01-01\n"}};
    const auto done = office.import(files);
    ASSERT_FALSE(done);
    ASSERT_THAT(done.error().faults, SizeIs(1));
    EXPECT_EQ(done.error().faults[0].where.column, "开工日期、完工日期");
    EXPECT_EQ(done.error().faults[0].where.value, "2021-05-01、2021-01-01");

    const std::string path = office.folder / "faults.xlsx";
    write_fault_report(files, done.error(), path, Language::Chinese);
    const auto bytes = probe::bytes_of(path);
    const auto notes = paper::unzipped(bytes, "xl/comments1.xml", 1U << 20U).value_or("none");
    EXPECT_NE(notes.find(R"(ref="B2")"), std::string::npos);
    EXPECT_NE(notes.find(R"(ref="D2")"), std::string::npos);
    EXPECT_EQ(notes.find(R"(ref="A2")"), std::string::npos);
}

}  // namespace
}  // namespace qingshui::app
