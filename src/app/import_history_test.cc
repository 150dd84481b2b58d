// What an import leaves in the history, and what a dry run says that it would change.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "app/recording.h"

namespace qingshui::app {
namespace {

using probe::Office;
using testing::ElementsAre;

constexpr const char* kTowers =
    "灯塔登记表,,,\n"
    "灯塔编号,所在区域,点亮日期,高度（米）\n"
    "A1,茶棚社区,2021-03-01,12.50\n"
    "B2,341502005002,2021-03-02,8\n";
constexpr const char* kTowersMended =
    "灯塔编号,所在区域,点亮日期,高度（米）\n"
    "B2,341502005002,2021-03-02,9\n";

std::vector<std::string> reasons(Office& office, std::string_view record) {
    const auto reader = office.store->read();
    std::vector<std::string> told;
    const auto history = show_history(office.actor, *reader, "灯塔", record);
    for (const ShownEntry& entry : history.value()) told.push_back(entry.reason);
    return told;
}

TEST(ImportHistory, NamesTheFileAndRowThatARecordCameFrom) {
    Office office;
    office.import_or_throw("灯塔.csv", kTowers);
    office.import_or_throw("更新.csv", kTowersMended);

    EXPECT_THAT(reasons(office, "A1"), ElementsAre("导入“灯塔.csv”第3行"));
    EXPECT_THAT(reasons(office, "B2"), ElementsAre("导入“灯塔.csv”第4行", "导入“更新.csv”第2行"));
}

TEST(ImportHistory, KeepsTheReasonThatWasGivenBeforeThePlace) {
    Office office;
    ImportOptions options;
    options.reason = "年底核对";
    office.imported("灯塔.csv", kTowers, options);

    EXPECT_THAT(reasons(office, "A1"), ElementsAre("年底核对（导入“灯塔.csv”第3行）"));
}

TEST(ImportHistory, NamesTheSheetWithinAWorkbook) {
    Office office;
    const std::string bytes = probe::workbook(
        office.folder,
        {{"一季度", {{"灯塔编号", "所在区域", "点亮日期"}, {"A1", "茶棚社区", "2021-03-01"}}},
         {"二季度", {{"灯塔编号", "所在区域", "点亮日期"}, {"B2", "茶棚社区", "2021-05-01"}}}});
    office.imported("灯塔.xlsx", bytes);

    EXPECT_THAT(reasons(office, "B2"), ElementsAre("导入“灯塔.xlsx · 二季度”第2行"));
}

TEST(ImportHistory, NamesTheRowsAndFeaturesOfAreas) {
    Office office;
    const std::int64_t before = office.store->read()->last_seq();
    office.import_or_throw("区域.csv",
                           "区域代码,区域名称,层级\n341502005,清水河街道办事处,\n"
                           "341502005003001,二网格,\n341502005003,新河社区,\n");
    office.import_or_throw("边界.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"341502005003"},"geometry":{"type":"Polygon",
         "coordinates":[[[116,31],[117,31],[117,32],[116,31]]]}}]})");

    std::vector<std::string> told;
    for (const store::Entry& entry : office.store->read()->entries(before, 10)) {
        told.push_back(entry.reason);
    }
    EXPECT_THAT(told, ElementsAre("导入“区域.csv”第2行", "导入“区域.csv”第4行",
                                  "导入“区域.csv”第3行", "导入“边界.geojson”第1个要素"));
}

ImportOptions dry_run() {
    ImportOptions options;
    options.is_dry_run = true;
    return options;
}

// "3 A1: height 12.5 → 13".
std::vector<std::string> told(const std::vector<ImportedSheet>& sheets) {
    std::vector<std::string> lines;
    for (const ImportedSheet& sheet : sheets) {
        for (const ImportedCorrection& one : sheet.corrections) {
            std::string line = fmt::format("{} {}:", one.row, one.label);
            for (const ShownChange& change : one.changes) {
                line += fmt::format(" {} {} → {}", change.id, change.before, change.after);
            }
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

TEST(DryRun, TellsWhatEachCorrectionWouldChange) {
    Office office;
    office.import_or_throw("灯塔.csv", kTowers);
    const auto done = office.import({{"更新.csv",
                                      "灯塔编号,所在区域,点亮日期,高度（米）\n"
                                      "A1,茶棚社区,2021-03-01,\n"
                                      "B2,茶棚社区,2021-03-02,9\n"
                                      "C3,茶棚社区,2021-03-02,9\n"}},
                                    dry_run());

    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_THAT(told(*done),
                ElementsAre("2 A1: height 12.5 → ",
                            "3 B2: place 341502005002 皋城社区（一期） → 341502005001 茶棚社区 "
                            "height 8 → 9"));
    EXPECT_EQ(done->front().corrections.front().id, office.records("beacon.tower").front().id);
}

TEST(DryRun, KeepsMasks) {
    Office office;
    const std::string header = "所在区域,巡查日期,守塔人,联系电话\n";
    office.import_or_throw("巡查.csv", header + "茶棚社区,2021-05-13,欧阳克,13800138000\n");
    const auto number = std::to_string(office.records("beacon.visit").front().id.number);
    const auto done = office.import(
        {{"巡查.csv", "记录编号," + header + number + ",茶棚社区,2021-05-13,欧阳锋,13900138000\n"}},
        dry_run());

    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    const auto& changes = done->front().corrections.front().changes;
    ASSERT_THAT(changes, testing::SizeIs(2));
    EXPECT_EQ(changes[0].after.find("锋"), std::string::npos);
    EXPECT_EQ(changes[1].before.find("0013"), std::string::npos);
}

TEST(DryRun, TellsTheOfficesNewName) {
    Office office;
    const auto done = office.import(
        {{"区域.csv", "区域代码,区域名称,层级\n341502005,清水河街道办事处,\n"}}, dry_run());

    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_THAT(told(*done), ElementsAre("2 341502005: name 清水河街道 → 清水河街道办事处"));
}

TEST(DryRun, IsTheOnlyTimeThatCorrectionsAreListed) {
    Office office;
    office.import_or_throw("灯塔.csv", kTowers);

    EXPECT_THAT(told(office.import({{"更新.csv", kTowersMended}}).value()), testing::IsEmpty());
}

}  // namespace
}  // namespace qingshui::app
