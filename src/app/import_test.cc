#include "app/import.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/areas.h"
#include "app/locating.h"
#include "app/probe_office.h"

namespace qingshui::app {
namespace {

using paper::Cell;
using probe::Office;
using registry::Value;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kTowers =
    "灯塔编号,所在区域,点亮日期,高度（米）\n"
    "A（一）,茶棚社区,2021年3月1日,12.50\n"
    "B2,皋城社区(一期),2021/3/2,8\n";
const std::vector<std::string> kTowerRows = {"A（一）;341502005001 茶棚社区;2021-03-01;12.5;",
                                             "B2;341502005002 皋城社区（一期）;2021-03-02;8;"};

std::string with_tabs(std::string text) {
    std::replace(text.begin(), text.end(), ',', '\t');
    return text;
}

std::string visits(const std::string& header, const std::string& row) {
    return "所在区域,巡查日期," + header + "\n茶棚社区,2021-05-13," + row + "\n";
}

TEST(Importing, ReadsEveryEncodingAndSeparator) {
    const std::string text = kTowers;
    for (const std::string& bytes :
         {text, "\xEF\xBB\xBF" + text,
          probe::bytes_of(SOURCE_DIR "/src/app/testdata/towers-gb18030.csv"), with_tabs(text)}) {
        Office office;
        EXPECT_EQ(office.imported("灯塔.csv", bytes), "filed 2, corrected 0, unchanged 0");
        EXPECT_EQ(office.rows("beacon.tower"), kTowerRows);
    }
}

TEST(Importing, ReadsWorkbooksWithTheirTypes) {
    Office office;
    const std::string bytes =
        probe::workbook(office.folder, "灯塔",
                        {{"灯塔登记表"},
                         {"灯塔编号", "所在区域", "点亮日期", "高度（米）"},
                         {"A（一）", "茶棚社区", probe::day("2021-03-01"), Decimal(1250, 2)},
                         {"B2", "341502005002", DateTime{probe::day("2021-03-02"), 60}, "８"}});

    EXPECT_EQ(office.imported("三月.xlsx", bytes), "filed 2, corrected 0, unchanged 0");
    EXPECT_EQ(office.rows("beacon.tower"), kTowerRows);
}

TEST(Importing, ReadsOpenDocuments) {
    Office office;
    const std::string bytes = probe::bytes_of(SOURCE_DIR "/src/app/testdata/towers.ods");
    ASSERT_FALSE(bytes.empty());

    EXPECT_EQ(office.imported("灯塔.ods", bytes), "filed 2, corrected 0, unchanged 0");
    EXPECT_EQ(office.rows("beacon.tower"), kTowerRows);
}

TEST(Importing, ReadsWhatPeopleType) {
    Office office;
    office.import_or_throw("灯塔.csv", kTowers);
    EXPECT_EQ(
        office.imported(
            "巡查.csv",
            "灯塔巡查台账,,,,,,,,,\n"
            "所在区域,巡查日期,灯塔,费用（万元）,人数,状态,损坏部件,已修复,上报时间,位置,联系电话,"
            "出动人员,工具,备注\n"
            "茶棚社区/第一网格,２０２１年５月１３号,A（一）,1.5,３人,熄灭,灯泡、灯座、门,√,"
            "2021年5月13日8时30分,\"116.5，31.7\",１３８００１３８０００,\"张伟|2.5\n李娜\","
            "绳、灯,  甲乙  \n"
            "清水河街道,2021.5.14,B2,\"12,000元\",十三,dim,—,/,,,,,,\n"),
        "filed 2, corrected 0, unchanged 0");
    EXPECT_THAT(office.rows("beacon.visit"),
                ElementsAre("341502005001001 第一网格;2021-05-13;A（一）;15000;3;熄灭;"
                            "灯泡、灯座、门;是;2021-05-13 08:30:00;;116.5,31.7;;;;13800138000;"
                            "甲乙;2;张伟 | 2.5\n李娜 | ;绳\n灯;",
                            "341502005 清水河街道;2021-05-14;B2;12000;13;昏暗;;;;;;;;;;;0;;;"));
}

TEST(Importing, PassesOverTotalsNotesAndBlankRows) {
    Office office;
    const auto done =
        office.import({{"灯塔.csv", std::string(kTowers) + ",,,\n"
                                                           "合 计：,,,20.5\n"
                                                           "小计（米）,,,20.5\n"
                                                           "注：高度从地面算起,,,\n"
                                                           "填表人：张三,,审核人：李四,\n"}});
    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_EQ(done->front().filed, 2);
    EXPECT_THAT(done->front().totals, ElementsAre(5, 6));
}

TEST(Importing, RefusesNumbersOfPeopleThatLostTheirDigits) {
    registry::Field field;
    const auto rule = [&](registry::FieldType type, const Cell& cell) {
        field.type = type;
        const auto sound = check_spoilt(field, cell, text_of(cell));
        return sound ? "sound" : sound.error().rule;
    };
    const Decimal cut = Decimal::whole(341502199001011000);
    EXPECT_EQ(rule(registry::FieldType::Identity, cut), "cell.digits_lost");
    EXPECT_EQ(rule(registry::FieldType::Text, cut), "cell.digits_lost");
    EXPECT_EQ(rule(registry::FieldType::Text, "341502199001011000"), "sound");
    EXPECT_EQ(rule(registry::FieldType::Text, Decimal::whole(341502005001001)), "sound");
    EXPECT_EQ(rule(registry::FieldType::Integer, cut), "cell.digits_lost");
    EXPECT_EQ(rule(registry::FieldType::Integer, Decimal::whole(341502005001001)), "sound");

    field.type = registry::FieldType::Identity;
    const Refusal lost = check_spoilt(field, cut, text_of(cut)).error();
    EXPECT_EQ(words(lost, Language::Chinese),
              "“341502199001011000”：“341502199001011000”存成了数字，第15位以后的数字已经丢了。\n"
              "  请把这一列设为“文本”格式，重新填写完整的号码或数。\n");
    EXPECT_EQ(words(lost, Language::English),
              "\"341502199001011000\": “341502199001011000” was kept as a number: digits after the "
              "15th are lost.\n  Format the column as text and write the whole number again.\n");
}

TEST(Importing, QuotesOnlyTheBeginningOfLongValues) {
    Office office;
    const std::string said = office.imported("巡查.csv", visits("人数", std::string(5'000, 'x')));
    EXPECT_LT(said.size(), 1'000U);
    EXPECT_NE(said.find("“" + std::string(64, 'x') + "…”不是数字。"), std::string::npos) << said;
}

TEST(Importing, TakesASheetThatBeginsWithABraceForASheet) {
    Office office;
    const std::string bytes = "{灯塔}\n" + std::string(kTowers);
    ImportOptions options;
    options.register_id = "beacon.tower";
    EXPECT_EQ(office.imported("a.csv", bytes), "filed 2, corrected 0, unchanged 0");
    EXPECT_EQ(office.imported("a.csv", bytes, options), "filed 0, corrected 0, unchanged 2");
    const auto refused = office.import({{"a.geojson", "{}"}}, options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults.front().rule, "import.boundaries");
    EXPECT_THAT(refused.error().faults.front().says.zh,
                testing::HasSubstr("这是边界文件（GeoJSON），不是“beacon.tower”的表"));
}

TEST(Importing, TakesTheXOfIdentityNumbersHoweverItIsTyped) {
    for (const char* number :
         {"11010519491231002x", "11010519491231002Ｘ", "11010519491231002ｘ"}) {
        Office office;
        EXPECT_EQ(office.imported("a.csv", visits("身份证号", number)),
                  "filed 1, corrected 0, unchanged 0");
        const auto record = office.records("beacon.visit").front().record;
        EXPECT_EQ(registry::Value("11010519491231002X"), record.values[13]);
    }
}

TEST(Importing, PassesOverSheetsOfProseBesideOthers) {
    const std::vector<std::vector<Cell>> towers = {{"灯塔编号", "所在区域", "点亮日期"},
                                                   {"A", "茶棚社区", probe::day("2021-03-01")}};
    const std::vector<std::vector<Cell>> prose = {
        {"填表要求"}, {"一、", "高度从地面算起，没有量过的不要填写。"}, {"２．", "每塔一行。"}};
    const std::vector<std::vector<Cell>> table = {{"项目", "怎样填写"},
                                                  {"高度", "从地面算起，没有量过的不要填写。"}};
    Office office;
    const auto done = [&](const probe::Sheets& sheets) {
        const auto read = office.import({{"a.xlsx", probe::workbook(office.folder, sheets)}});
        if (!read) return read.error().faults.front().rule;
        return read->back().is_prose ? "passed over " + read->back().name : "taken in";
    };
    EXPECT_EQ(done({{"灯塔", towers}, {"要求", prose}}), "passed over a.xlsx · 要求");
    EXPECT_EQ(done({{"灯塔", towers}, {"填表说明", table}}), "passed over a.xlsx · 填表说明");
    EXPECT_EQ(done({{"灯塔", towers}, {"其他", table}}), "import.register_unclear");
    EXPECT_EQ(done({{"要求", prose}, {"填表说明", table}}), "import.register_unclear");
}

TEST(Importing, SaysWhichColumnsItDidNotTake) {
    Office office;
    const auto done = office.import(
        {{"a.csv", "灯塔编号,所在区域,点亮日期,守塔狗\nA,茶棚社区,2021-03-01,大黄\n"}});
    ASSERT_TRUE(done);
    EXPECT_THAT(done->front().ignored, ElementsAre("守塔狗"));
}

TEST(Importing, WritesNothingInADryRun) {
    Office office;
    const auto before = office.store->read()->last_seq();
    ImportOptions options;
    options.is_dry_run = true;

    EXPECT_EQ(office.imported("灯塔.csv", kTowers, options), "filed 2, corrected 0, unchanged 0");

    EXPECT_THAT(office.records("beacon.tower"), IsEmpty());
    EXPECT_EQ(office.store->read()->last_seq(), before);
}

TEST(Importing, IsAllOrNothing) {
    Office office;
    const auto done =
        office.import({{"灯塔.csv", kTowers}, {"巡查.csv", visits("灯塔,人数", "A（一）,三四")}});

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().rule, "import.faulty");
    EXPECT_THAT(done.error().faults, SizeIs(1));
    EXPECT_THAT(office.records("beacon.tower"), IsEmpty());
}

TEST(Importing, ChangesNothingTheSecondTime) {
    Office office;
    const std::string drills =
        "所在区域,日期,主题\n茶棚社区,2021-05-13,断电\n茶棚社区,2021-05-13,断电\n";
    EXPECT_EQ(office.imported("演练.csv", drills), "filed 2, corrected 0, unchanged 0");
    EXPECT_EQ(office.imported("灯塔.csv", kTowers), "filed 2, corrected 0, unchanged 0");
    const auto seq = office.store->read()->last_seq();

    EXPECT_EQ(office.imported("演练.csv", drills), "filed 0, corrected 0, unchanged 2");
    EXPECT_EQ(office.imported("灯塔.csv", kTowers), "filed 0, corrected 0, unchanged 2");
    EXPECT_EQ(office.store->read()->last_seq(), seq);
    EXPECT_EQ(office.imported("演练.csv", drills + "茶棚社区,2021-05-13,断电\n"),
              "filed 1, corrected 0, unchanged 2");
}

TEST(Importing, CorrectsByUniqueKey) {
    Office office;
    office.import_or_throw("灯塔.csv", kTowers);

    EXPECT_EQ(office.imported("灯塔.csv",
                              "灯塔编号,所在区域,点亮日期\nB2,茶棚社区,2021-03-02\n"
                              "A（一）,茶棚社区,2021-03-01\n"),
              "filed 0, corrected 1, unchanged 1");
    // What the file has no column for stays.
    EXPECT_THAT(office.rows("beacon.tower"),
                ElementsAre(kTowerRows[0], "B2;341502005001 茶棚社区;2021-03-02;8;"));
}

TEST(Importing, CorrectsByRecordNumber) {
    Office office;
    office.import_or_throw("灯塔.csv", kTowers);
    const auto number = office.records("beacon.tower").front().id.number;

    EXPECT_EQ(office.imported("灯塔.csv", fmt::format("记录编号,高度\n{},13\n", number)),
              "filed 0, corrected 1, unchanged 0");
    EXPECT_EQ(office.rows("beacon.tower").front(), "A（一）;341502005001 茶棚社区;2021-03-01;13;");
}

TEST(Importing, TakesWhatOthersReferToFirst) {
    Office office;
    const auto done = office.import({{"1.csv", visits("灯塔", "A（一）")}, {"2.csv", kTowers}});
    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_EQ(done->front().register_id, "beacon.tower");
}

TEST(Importing, DoesNotRepeatFaultsInWhatRefersToThem) {
    Office office;
    const auto done = office.import({{"1.csv", visits("灯塔", "A（一）")},
                                     {"2.csv", "灯塔编号,所在区域,点亮日期\nA（一）,月亮,x\n"}});
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().faults, SizeIs(2));
    EXPECT_EQ(done.error().faults[0].where.file, "2.csv");
    EXPECT_EQ(done.error().faults[1].where.file, "2.csv");
}

TEST(Importing, RefusesNumbersOfWhichASpreadsheetKeptLess) {
    Office office;
    const auto rule = [&](const char* title, const paper::Cell& cell) -> std::string {
        const std::string book = probe::workbook(
            office.folder,
            {{"巡查", {{"所在区域", "巡查日期", title}, {"茶棚社区", "2021-05-13", cell}}}});
        ImportOptions trial;
        trial.is_dry_run = true;
        const auto done = office.import({{"巡查.xlsx", book}}, trial);
        return done ? "taken" : done.error().faults.front().rule;
    };
    EXPECT_EQ(rule("费用", *Decimal::parse("12345678901234.5")), "cell.digits_lost");
    EXPECT_EQ(rule("人数", *Decimal::parse("123456789012345")), "taken");
    EXPECT_EQ(rule("费用", *Decimal::parse("4999999.99")), "taken");
    EXPECT_EQ(rule("守塔人", "6.22202123456789e+18"), "cell.scientific");
}

TEST(ImportingAreas, FoundsThemAndNamesTheOffice) {
    Office office;
    EXPECT_EQ(office.imported("areas.csv",
                              "区域代码,区域名称,层级,上级代码\n"
                              "341502005,清水河街道办事处,街道,\n"
                              "341502005003,新河社区,社区,341502005\n"
                              "341502005001,茶棚社区,社区,\n"),
              "filed 1, corrected 1, unchanged 1");
    const auto reader = office.store->read();
    const auto& tree = reader->tree();
    EXPECT_EQ(tree.at(reader->root(), probe::day("2021-06-01"))->name, "清水河街道办事处");
    EXPECT_THAT(tree.find_name("新河社区", probe::day("2021-06-01")), SizeIs(1));
    EXPECT_EQ(office.imported("areas.csv", "区域代码,区域名称,层级\n341502005003,新河社区,社区\n"),
              "filed 0, corrected 0, unchanged 1");
}

// Which area a place lay in is asked of the day, also where a community has ended since.
// The list that founded them, once more: whatever became of them since.
TEST(ImportingAreas, ChangesNothingTheSecondTimeThoughTheyChangedSince) {
    Office office;
    const std::string list =
        "区域代码,区域名称,层级,上级代码,启用日期\n"
        "341502005001,茶棚社区,社区,341502005,2020-01-01\n"
        "341502005002,皋城社区（一期）,社区,341502005,2020-01-01\n"
        "341502005001001,第一网格,网格,341502005001,2020-01-01\n"
        "341502005002001,第一网格,网格,皋城社区（一期）,2020-01-01\n";
    EXPECT_EQ(office.imported("areas.csv", list), "filed 0, corrected 0, unchanged 4");
    const auto done = change_areas(office.actor, *office.store,
                                   {AreaOrder::Kind::Merge,
                                    probe::day("2021-03-01"),
                                    {"茶棚社区", "皋城社区（一期）"},
                                    {{"341502005003", "茶皋社区"}}},
                                   "合并");
    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_EQ(office.imported("areas.csv", list), "filed 0, corrected 0, unchanged 4");
}

TEST(Importing, SuggestsAreasOfTheLevelsThatTheFieldTakes) {
    auto packs = probe::packs();
    std::string& pack = packs["beacon"]["pack.toml"];
    const std::string place = R"({ id = "place", type = "area",)";
    pack.replace(pack.find(place), place.size(), place + R"( levels = ["community"],)");
    Office office(packs);
    office.import_or_throw("areas.csv",
                           "区域代码,区域名称,层级\n341502005004,花园社区,社区\n"
                           "341502005001002,花园网格,网格\n341502005001003,花园社区,网格\n");
    const auto refused =
        office.import({{"a.csv", "灯塔编号,所在区域,点亮日期\nA,花园,2021-05-01\n"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults.front().remedy.zh, "是不是“花园社区”？");
    EXPECT_EQ(office.imported("a.csv", "灯塔编号,所在区域,点亮日期\nA,花园社区,2021-05-01\n"),
              "filed 1, corrected 0, unchanged 0");
}

TEST(ImportingAreas, SetsBoundariesOfTheirDays) {
    Office office;
    const auto square = [](double west, const std::string& properties) {
        return fmt::format(
            R"({{"type":"Feature","properties":{{{0}}},"geometry":{{"type":"Polygon",
            "coordinates":[[[{1},31],[{2},31],[{2},32],[{1},32],[{1},31]]]}}}})",
            properties, west, west + 1);
    };
    const auto collection = [](const std::string& features) {
        return R"({"type":"FeatureCollection","features":[)" + features + "]}";
    };
    office.import_or_throw(
        "b.geojson", collection(square(110, R"("code":"341502005001")") + "," +
                                square(112, R"("code":"341502005001","from":"2021-03-01")") + "," +
                                square(114, R"("code":"341502005002")")));
    const AreaOrder order{AreaOrder::Kind::Merge,
                          probe::day("2021-05-01"),
                          {"茶棚社区", "皋城社区（一期）"},
                          {{"341502005003", "茶皋社区"}}};
    ASSERT_TRUE(change_areas(office.actor, *office.store, order, "区划调整"));
    EXPECT_EQ(
        office.imported("b.geojson", collection(square(114, R"("code":"341502005002")") + "," +
                                                square(112, R"("code":"341502005003")"))),
        "filed 1, corrected 0, unchanged 1");

    const auto at = [&](double longitude, const std::string& on) {
        const auto reader = office.store->read();
        const auto found = locate(office.actor, *reader, {longitude, 31.5}, probe::day(on));
        return found ? found->name : found.error().rule;
    };
    EXPECT_EQ(at(110.5, "2021-02-28"), "茶棚社区");
    EXPECT_EQ(at(112.5, "2021-02-28"), "place.outside");
    EXPECT_EQ(at(110.5, "2021-03-01"), "place.outside");
    EXPECT_EQ(at(112.5, "2021-03-01"), "茶棚社区");
    EXPECT_EQ(at(112.5, "2021-05-01"), "茶皋社区");
    EXPECT_EQ(at(114.5, "2021-04-30"), "皋城社区（一期）");
    EXPECT_EQ(office.imported("b.geojson", collection(square(
                                               1, R"("code":"341502005001","from":"2021-05-01")"))),
              "有1处错误，全部没有导入。\n  请按下列说明逐处改正后重新导入。\n"
              "  b.geojson：2021年5月1日没有代码为341502005001的区域，边界无处可放。\n"
              "    请先导入区域，或核对代码。\n");
}

TEST(ImportingAreas, SetsBoundaries) {
    Office office;
    const std::string boundary = R"({"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"code":"341502005001","name":"茶棚社区"},"geometry":{"type":"Polygon",
        "coordinates":[[[116.5,31.7],[116.6,31.7],[116.6,31.8],[116.5,31.7]]]}}]})";
    EXPECT_EQ(office.imported("b.geojson", boundary), "filed 1, corrected 0, unchanged 0");
    EXPECT_EQ(office.imported("b.geojson", boundary), "filed 0, corrected 0, unchanged 1");
    std::string open = boundary;
    open.replace(open.find(",[116.5,31.7]]]"), 13, "");
    EXPECT_EQ(office.imported("b.geojson", open),
              "有1处错误，全部没有导入。\n"
              "  请按下列说明逐处改正后重新导入。\n"
              "  b.geojson “341502005001”：第1个要素：边界只有3个点，围不成一块地。\n"
              "    一圈边界至少4个点，首尾相同。\n");
    const auto reader = office.store->read();
    const auto area = reader->locate({116.58, 31.72}, probe::day("2021-06-01"));
    ASSERT_TRUE(area);
    EXPECT_EQ(reader->tree().at(*area, probe::day("2021-06-01"))->name, "茶棚社区");
}

TEST(ImportingAreas, LeavesRegistersWithSuchColumnsAlone) {
    Office office(probe::Packs{{"dogs", {{"pack.toml", R"toml(
[pack]
id = "dogs"
title = { zh = "犬只", en = "Dogs" }
version = "1"
[register.dog]
title = { zh = "犬只", en = "Dog" }
area = "place"
day = "since"
label = "{code}"
retention = { permanent = true, basis = "试验" }
fields = [
  { id = "code", type = "text", zh = "代码", en = "Code" },
  { id = "name", type = "text", zh = "名称", en = "Name" },
  { id = "level", type = "text", zh = "级别", en = "Level" },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "since", type = "date", zh = "登记日期", en = "Since", required = true },
]
)toml"}}}});
    const auto done =
        office.import({{"a.csv", "代码,名称,级别,区域,登记日期\n1,大黄,甲,茶棚社区,2021-01-01\n"}});
    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);
    EXPECT_EQ(done->front().register_id, "dogs.dog");
}

TEST(Importing, TakesMoneyWithoutADeclaredUnitAsYuan) {
    auto packs = probe::packs();
    std::string& pack = packs["beacon"]["pack.toml"];
    const std::string unit = ", unit = \"元\"";
    pack.erase(pack.find(unit), unit.size());
    Office office(packs);

    EXPECT_EQ(office.imported("巡查.csv", visits("费用", "12000元")),
              "filed 1, corrected 0, unchanged 0");
    EXPECT_EQ(office.imported("巡查.csv", visits("费用", "1.3万元")),
              "filed 1, corrected 0, unchanged 0");
    EXPECT_EQ(office.imported("巡查.csv", visits("费用", "50%")),
              "有1处错误，全部没有导入。\n"
              "  请按下列说明逐处改正后重新导入。\n"
              "  巡查.csv 第2行 “费用”列 “50%”：“50%”不是数字。\n"
              "    请填写数字，如 1234.5。\n");
    EXPECT_EQ(office.records("beacon.visit").front().record.values[3], Value(Decimal(1200000, 2)));
}

TEST(Exporting, LeavesOutWhatTheActorMayNotSee) {
    Office office;
    office.import_or_throw("灯塔.csv", kTowers);
    const auto reader = office.store->read();
    office.actor.scope =
        *reader->tree().find(*area::Code::parse("341502005001"), probe::day("2021-06-01"));

    const auto sheets = paper::read_sheets(office.exported("beacon.tower", "a.csv"), "a.csv");

    ASSERT_TRUE(sheets);
    ASSERT_THAT(sheets->front().rows, SizeIs(2));
    EXPECT_EQ(sheets->front().rows[1][1], Cell("A（一）"));
    EXPECT_EQ(office.imported("灯塔.csv", kTowers),
              "有1处错误，全部没有导入。\n"
              "  请按下列说明逐处改正后重新导入。\n"
              "  灯塔.csv 第3行 “所在区域”列 “皋城社区(一期)”："
              "“皋城社区（一期）”不在您的管辖范围内。\n"
              "    请由管辖该区域的人员办理。\n");
}

}  // namespace
}  // namespace qingshui::app
