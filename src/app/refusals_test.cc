// Every rule that taking files in, writing records down and asking for counts refuse by, with the
// words that a person reads.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/areas.h"
#include "app/counting.h"
#include "app/probe_office.h"
#include "app/recording.h"
#include "base/plural.h"
#include "base/sentence.h"

namespace qingshui::app {
namespace {

using probe::Office;

constexpr const char* kTowers =
    "灯塔编号,所在区域,点亮日期\nA1,茶棚社区,2021-03-01\nA2,茶棚社区,2021-03-01\n";

// Both languages of one fault: what is wrong and what to do.
struct Words {
    std::string rule;
    std::string zh;
    std::string zh_remedy;
    std::string en;
    std::string en_remedy;

    friend bool operator==(const Words&, const Words&) = default;
    friend void PrintTo(const Words& words, std::ostream* out) {
        *out << "\n  " << words.rule << "\n  " << words.zh << "\n  " << words.zh_remedy << "\n  "
             << words.en << "\n  " << words.en_remedy << "\n";
    }
};

Words words_of(const Refusal& refusal) {
    const Text says = sentence(refusal.says);
    const Text remedy = sentence(refusal.remedy);
    return {refusal.rule, says.zh, remedy.zh, says.en, remedy.en};
}

// One cell of a visit that is wrong, and what is said about it.
struct WrongCell {
    const char* column;
    const char* text;
    Words words;
};

const std::vector<WrongCell>& wrong_cells() {
    static const std::vector<WrongCell> kAll = {
        {"人数",
         "三四",
         {"cell.number", "“三四”不是数字。", "请填写数字，如 1234.5。", "“三四” is not a number.",
          "Write a number, such as 1234.5."}},
        {"人数",
         "2.5",
         {"cell.scale", "“2.5”不是整数。", "请填写整数。", "“2.5” is not a whole number.",
          "Write a whole number."}},
        {"费用",
         "2.555",
         {"cell.scale", "“2.555”的小数超过2位。", "请保留2位小数。",
          "“2.555” has more than 2 decimals.", "Keep 2 decimals."}},
        {"费用（亿元）",
         "999999999999",
         {"cell.too_large", "“999999999999”超出了能记的数。", "请核对数值和单位。",
          "“999999999999” is larger than can be kept.", "Check the number and its unit."}},
        {"计划日期",
         "2021年2月30日",
         {"cell.date", "“2021年2月30日”不是日期。", "请写成 2021-05-13 或 2021年5月13日。",
          "“2021年2月30日” is not a day.", "Write 2021-05-13 or 2021年5月13日."}},
        {"计划日期",
         "44329",
         {"cell.date", "“44329”不是日期。",
          "它像是表格软件里的日期序号（2021-05-13）：请把这一列设为日期格式，或直接写 2021-05-13。",
          "“44329” is not a day.",
          "It may be a spreadsheet's count of days (2021-05-13): format the column as dates, or "
          "write 2021-05-13."}},
        {"计划日期",
         "5月13日",
         {"cell.date", "“5月13日”不是日期。", "请写明年份，如 2021-05-13。",
          "“5月13日” is not a day.", "Say the year too, as 2021-05-13."}},
        {"计划日期",
         "2021.5",
         {"cell.date", "“2021.5”不是日期。", "请写明是哪一天，如 2021-05-13。",
          "“2021.5” is not a day.", "Say the day too, as 2021-05-13."}},
        {"计划日期",
         "21/5/13",
         {"cell.date", "“21/5/13”不是日期。", "年份请写四位，如 2021-05-13。",
          "“21/5/13” is not a day.", "Write the year in full, as 2021-05-13."}},
        {"备注",
         "#N/A",
         {"cell.error", "“#N/A”是表格软件报的错，不是内容。",
          "请在表格里改正公式或加宽列，或者直接填写内容。",
          "“#N/A” is an error of the spreadsheet, not a value.",
          "Mend the formula, widen the column, or write the value itself."}},
        {"联系电话",
         "1.38E+10",
         {"cell.scientific", "“1.38E+10”是科学计数法，后面的位数可能已经丢了。",
          "请把这一列设为“文本”（号码）或“数值”（数字）格式，填好完整的数再保存。",
          "“1.38E+10” is short for a number whose digits may be lost.",
          "Format the column as text or as numbers, and write the whole number."}},
        {"上报时间",
         "昨天",
         {"cell.datetime", "“昨天”不是日期和时间。", "请写成 2021-05-13 08:30。",
          "“昨天” is not a day and time.", "Write 2021-05-13 08:30."}},
        {"已修复",
         "也许",
         {"cell.yesno", "“也许”不是“是”或“否”。", "请填写“是”或“否”。",
          "“也许” is neither yes nor no.", "Write 是 (yes) or 否 (no)."}},
        {"状态",
         "昏黄",
         {"cell.choice", "“状态”没有“昏黄”这一选项。", "是不是“昏暗”？",
          "“State” has no choice “昏黄”.", "Did you mean “昏暗”?"}},
        {"状态",
         "蓝",
         {"cell.choice", "“状态”没有“蓝”这一选项。", "可选：正常、昏暗、熄灭。",
          "“State” has no choice “蓝”.", "Choose from: Bright, Dim, Dark."}},
        {"损坏部件",
         "门、灯泡、窗",
         {"cell.choice", "“损坏部件”没有“灯泡”这一选项。", "是不是“灯泡、灯座”？",
          "“Broken parts” has no choice “灯泡”.", "Did you mean “灯泡、灯座”?"}},
        {"位置",
         "116.5",
         {"cell.place", "“116.5”不是经纬度。", "请写成“经度,纬度”，如 116.5074,31.7645。",
          "“116.5” is not a place.", "Write longitude,latitude, such as 116.5074,31.7645."}},
        {"照片",
         "a.jpg",
         {"cell.attachment", "“a.jpg”不是附件编号。", "附件编号为64位小写十六进制数。",
          "“a.jpg” is not the number of an attachment.",
          "An attachment's number has 64 lower-case hexadecimal digits."}},
        {"灯塔",
         "A9",
         {"cell.reference", "“灯塔”中没有“A9”。", "请先登记到“灯塔”，或改正编号。",
          "There is no “A9” among “Lighthouse”.",
          "File it under “Lighthouse” first, or mend its number."}},
        {"出动人员",
         "张伟 | 两个半",
         {"cell.number", "第1条：“两个半”不是数字。", "请填写数字，如 1234.5。",
          "Line 1: “两个半” is not a number.", "Write a number, such as 1234.5."}},
        {"出动人员",
         "张伟 | 2 | 队长",
         {"cell.lines", "第1条：“出动人员”每条最多2项，这里有3项。",
          "请每条写一行，各项之间用 | 分隔。",
          "Line 1: A line of “Hands” has at most 2 parts; here are 3.",
          "Write a line each, its parts separated by |."}},
        {"费用",
         "600万",
         {"record.check", "费用不应超过五百万元。", "请改正有关各项后重新提交。",
          "The cost must not pass five million yuan.",
          "Correct the fields concerned and submit again."}},
    };
    return kAll;
}

TEST(RefusedCells, AreToldInTheseWords) {
    Office office;
    office.import_or_throw("灯塔.csv", kTowers);
    for (const WrongCell& one : wrong_cells()) {
        const auto done = office.import(
            {{"巡查.csv", fmt::format("所在区域,巡查日期,{}\n茶棚社区,2021-05-13,\"{}\"\n",
                                      one.column, one.text)}});
        ASSERT_FALSE(done) << one.column << " " << one.text;
        ASSERT_EQ(done.error().faults.size(), 1U) << one.column << " " << one.text;
        const Refusal& fault = done.error().faults.front();
        EXPECT_EQ(words_of(fault), one.words);
        EXPECT_EQ(fault.where.file, "巡查.csv");
        EXPECT_EQ(fault.where.row, 2);
        EXPECT_EQ(fault.where.column, one.column);
    }
}

TEST(RefusedCells, SayWhichAreasThereAre) {
    Office office;
    const auto refused = [&](const char* area, const char* day) {
        const auto done =
            office.import({{"演练.csv", fmt::format("所在区域,日期\n{},{}\n", area, day)}});
        return done ? Words() : words_of(done.error().faults.front());
    };
    EXPECT_EQ(refused("茶朋社区", "2021-05-13"),
              (Words{"cell.area", "2021年5月13日没有区域“茶朋社区”。", "是不是“茶棚社区”？",
                     "There was no area “茶朋社区” on 2021-05-13.", "Did you mean “茶棚社区”?"}));
    EXPECT_EQ(refused("茶棚社区", "2019-05-13"),
              (Words{"cell.area", "2019年5月13日还没有区域“茶棚社区”：它从2020年1月1日起才有。",
                     "请核对日期。",
                     "There was no area “茶棚社区” yet on 2019-05-13: it is there from 2020-01-01.",
                     "Check the day."}));
    EXPECT_EQ(refused("第一网格", "2021-05-13"),
              (Words{"cell.area_ambiguous",
                     "有2个区域都叫“第一网格”：清水河街道 / 茶棚社区 / 第一网格"
                     "（341502005001001）；清水河街道 / 皋城社区（一期） / 第一网格"
                     "（341502005002001）。",
                     "请改填区域代码。",
                     "2 areas are named “第一网格”: 清水河街道 / 茶棚社区 / 第一网格 "
                     "(341502005001001); 清水河街道 / 皋城社区（一期） / 第一网格 "
                     "(341502005002001).",
                     "Give the area's code instead."}));
}

// A whole file that is wrong.
struct WrongFile {
    const char* name;
    const char* text;
    Where where;
    Words words;
};

const std::vector<WrongFile>& wrong_files() {
    static const std::vector<WrongFile> kAll = {
        {"演练.csv",
         "所在区域,主题\n茶棚社区,断电\n",
         {"演练.csv", 1, "日期", ""},
         {"import.column_missing", "缺少“日期”这一列。", "请在表头加上“日期”并逐行填写。",
          "The column “Day” is missing.", "Add “Day” to the header and fill it in."}},
        {"演练.csv",
         "所在区域,日期,主题,主 题\n茶棚社区,2021-05-13,断电,停水\n",
         {"演练.csv", 1, "主 题", "主 题"},
         {"import.column_twice", "“主 题”与前面的一列是同一项。", "请只保留一列，或改正列名。",
          "“主 题” is the same field as a column before it.",
          "Keep one of them, or mend its title."}},
        {"巡查.csv",
         "所在区域,巡查日期,费用（美元）\n茶棚社区,2021-05-13,3\n",
         {"巡查.csv", 1, "费用（美元）", "费用（美元）"},
         {"import.unit_unknown", "“费用”不能用“美元”作单位。",
          "请换算成“元”或“万元”，并在表头的括号里写明。", "“Cost” cannot be given in “美元”.",
          "Convert it to “元” or “万元” and say so in the title."}},
        {"巡查.csv",
         "单位：元,单位：万元\n所在区域,巡查日期,费用\n茶棚社区,2021-05-13,3\n",
         {"巡查.csv", 2, "费用", "费用"},
         {"import.unit_unclear", "表里写了几种单位“元”“万元”，不知道“费用”按哪一种。",
          "请在列名后面用括号写明单位，如“费用（万元）”。",
          "The sheet speaks of “元”, “万元”: which of them is “Cost” in?",
          "Say its unit in brackets behind its title, such as “费用（万元）”."}},
        {"灯塔.csv",
         "记录编号,灯塔编号,所在区域,点亮日期\n甲,A1,茶棚社区,2021-03-01\n",
         {"灯塔.csv", 2, "记录编号", "甲"},
         {"import.record_id", "“甲”不是记录编号。", "新记录请留空；改正旧记录请保留导出时的编号。",
          "“甲” is not a record's number.",
          "Leave it empty for a new record; keep the exported number to correct one."}},
        {"灯塔.csv",
         "灯塔编号,所在区域,点亮日期\nA1,茶棚社区,2021-03-01\n\nA1,茶棚社区,2021-03-02\n",
         {"灯塔.csv", 4, "灯塔编号", "A1"},
         {"import.row_twice", "与第2行重复：“灯塔编号”相同，其他内容不同。",
          "请删去多余的一行，或改正其中一行。",
          "Row 2 has the same “Number”, but differs otherwise.",
          "Remove one of the rows, or mend it."}},
        {"灯塔.csv",
         "记录编号,灯塔编号,所在区域,点亮日期\n7,A1,茶棚社区,2021-03-01\n"
         "7,A2,茶棚社区,2021-03-02\n",
         {"灯塔.csv", 3, "记录编号", "7"},
         {"import.row_twice", "与第2行重复：“记录编号”相同，其他内容不同。",
          "请删去多余的一行，或改正其中一行。",
          "Row 2 has the same “Record”, but differs otherwise.",
          "Remove one of the rows, or mend it."}},
        {"演练.csv",
         "所在区域,日期,主题\n茶棚社区,2021-05-13,断\x07电\n",
         {"演练.csv", 2, "主题", "断\x07电"},
         {"record.character", "“主题”第2个字是看不见的字符 U+0007，不能保存。",
          "它多半是从别处粘贴带来的：请删去这个字符，或重新输入这一项。",
          "\"Topic\" has an invisible character, U+0007, in place 2, which cannot be kept.",
          "It was probably pasted in from elsewhere: delete it, or type the text again."}},
        {"灯塔.csv",
         "灯塔编号,所在区域,点亮日期\n",
         {"灯塔.csv", 0, "", ""},
         {"import.no_rows", "只有“灯塔”的表头，下面一条记录也没有。",
          "请核对是不是选错了文件，或漏存了数据。",
          "There is a header of “Lighthouse”, but no record below it.",
          "Check whether it is the file you meant, and whether its rows were saved."}},
        {"灯塔.csv",
         "灯塔编号,所在区域,点亮日期\nA1,茶棚社区,2021-03-01,高\nA2,茶棚社区,2021-03-01,低\n",
         {"灯塔.csv", 2, "D", "高"},
         {"import.untitled_column", "“D”列没有列名，下面却有2行填了内容。",
          "请在表头补上列名；不需要这一列，就删去它的内容。",
          "Column D has no title, yet rows below it have values: 2.",
          "Give it a title in the header, or delete what stands in it."}},
        {"空.csv",
         "\n , \n",
         {"空.csv", 0, "", ""},
         {"import.empty", "“空.csv”里没有内容。", "请核对是不是选错了文件。",
          "There is nothing in “空.csv”.", "Check whether it is the file you meant."}},
        {"b.geojson",
         R"({"type":"FeatureCollection","features":[{"type":"Feature",
             "properties":{"code":"341502005009"},"geometry":{"type":"Polygon",
             "coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}]})",
         {"b.geojson", 0, "", ""},
         {"import.boundary_area", "没有代码为341502005009的区域，边界无处可放。",
          "请先导入区域，或核对代码。",
          "There is no area 341502005009 that the boundary could be of.",
          "Import the areas first, or check the code."}},
    };
    return kAll;
}

TEST(RefusedFiles, AreToldInTheseWords) {
    for (const WrongFile& one : wrong_files()) {
        Office office;
        const auto done = office.import({{one.name, one.text}});
        ASSERT_FALSE(done) << one.text;
        ASSERT_EQ(done.error().faults.size(), 1U) << words(done.error(), Language::Chinese);
        EXPECT_EQ(words_of(done.error().faults.front()), one.words);
        EXPECT_EQ(done.error().faults.front().where, one.where) << one.text;
        EXPECT_EQ(words_of(done.error()),
                  (Words{"import.faulty", "有1处错误，全部没有导入。",
                         "请按下列说明逐处改正后重新导入。", "Faults: 1. Nothing was taken in.",
                         "Mend them as said below and import again."}));
    }
}

TEST(RefusedFiles, MarkEveryFaultAndSayHowManyAreNotListed) {
    Office office;
    std::string text = "所在区域,日期\n";
    for (int row = 0; row < 1'200; ++row) text += "茶棚社区,x\n";
    const std::vector<ImportFile> files = {{"演练.csv", text}};
    ImportOptions options;
    options.faults_max = 1'100;

    const auto all = office.import(files);
    const auto some = office.import(files, options);

    ASSERT_FALSE(all || some);
    EXPECT_EQ(all.error().faults.size(), 1'200U);
    ASSERT_EQ(some.error().faults.size(), 1'101U);
    EXPECT_EQ(some.error().says.zh, "有1200处错误，全部没有导入");
    EXPECT_EQ(
        words_of(some.error().faults.back()),
        (Words{"import.more_faults", "另有100处错误没有列出。", "请先改正列出的，再导入一次。",
               "Faults not listed: 100.", "Mend those that are listed, then import again."}));
    const std::string path = office.folder / "faults.xlsx";
    write_fault_report(files, some.error(), path, Language::Chinese);
    const auto list = paper::read_sheets(probe::bytes_of(path), "faults.xlsx").value().front();
    ASSERT_EQ(list.rows.size(), 1'102U);
    EXPECT_EQ(list.rows.back()[4], paper::Cell("另有100处错误没有列出。"));
}

TEST(RefusedFiles, AreToldWhatEveryRowMeantThoughTheyAreMany) {
    Office office;
    std::string text = "所在区域,日期\n";
    for (int row = 0; row < 300; ++row) {
        text += fmt::format("茶蓬社区,2021-{:02}-{:02}\n", row % 12 + 1, row % 28 + 1);
    }
    const auto done = office.import({{"演练.csv", text}});
    ASSERT_FALSE(done);
    ASSERT_EQ(done.error().faults.size(), 300U);
    for (const Refusal& fault : done.error().faults) {
        EXPECT_EQ(fault.remedy.zh, "是不是“茶棚社区”？") << fault.where.row;
    }
    EXPECT_EQ(done.error().faults[1].says.zh, "2021年2月2日没有区域“茶蓬社区”");
}

struct WrongRecord {
    std::vector<std::pair<std::string, std::string>> fields;
    Words words;
};

TEST(RefusedRecords, AreToldInTheseWords) {
    const std::vector<WrongRecord> all = {
        {{{"风里", "3"}},
         {"record.field_unknown", "“演练”没有“风里”这一项。",
          "用 qingshui pack show --office 办公室 查看“演练”有哪些项。",
          "“Drill” has no field “风里”.",
          "See the fields of “Drill” with qingshui pack show --office OFFICE."}},
        {{{"区域", "茶棚社区"}},
         {"record.field_unknown", "“演练”没有“区域”这一项。", "是不是“所在区域”？",
          "“Drill” has no field “区域”.", "Did you mean “所在区域”?"}},
        {{{"主题", "a"}, {"topic", "b"}},
         {"record.field_twice", "“topic”写了两次。", "请只写一次。", "“topic” is given twice.",
          "Give it once."}},
        {{{"日期", "明天"}},
         {"cell.date", "“明天”不是日期。", "请写成 2021-05-13 或 2021年5月13日。",
          "“明天” is not a day.", "Write 2021-05-13 or 2021年5月13日."}},
    };
    Office office;
    for (const WrongRecord& one : all) {
        const auto done = file_record(office.actor, *office.store, {"演练", one.fields});
        ASSERT_FALSE(done);
        const auto count = done.error().faults.size();
        EXPECT_EQ(words_of(done.error()),
                  (Words{"record.faulty", fmt::format("“演练”记录有{}处错误，没有登记。", count),
                         "请按下列提示逐项改正后重新提交。",
                         fmt::format("The record of “Drill” has {} and was not kept.",
                                     plural(count, "fault")),
                         "Mend each of these and submit again."}));
        EXPECT_EQ(words_of(done.error().faults.front()), one.words);
    }
    office.import_or_throw("演练.csv", "所在区域,日期,主题\n茶棚社区,2021-05-13,断电\n");
    const auto number = std::to_string(office.records("beacon.drill").front().id.number);
    const auto corrected =
        correct_record(office.actor, *office.store, {"演练", {{"日期", "明天"}}}, number);
    ASSERT_FALSE(corrected);
    EXPECT_EQ(corrected.error().says.zh, "“演练”记录有1处错误，没有更正");
    EXPECT_EQ(corrected.error().says.en, "The record of “Drill” has 1 fault and was not corrected");
    const auto computed = file_record(office.actor, *office.store, {"巡查", {{"出动人数", "3"}}});
    ASSERT_FALSE(computed);
    EXPECT_EQ(
        words_of(computed.error().faults.front()),
        (Words{"record.field_computed", "“出动人数”由其他各项算出，不能填写。", "请去掉这一项。",
               "“出动人数” is computed from other fields and cannot be given.", "Leave it out."}));
    const auto none = withdraw_record(office.actor, *office.store, {"演练"}, "77");
    ASSERT_FALSE(none);
    EXPECT_EQ(
        words_of(none.error()),
        (Words{"record.missing", "“演练”中没有“77”这条记录。",
               "它可能已被撤回：请用 qingshui record history 查看来龙去脉，或用 qingshui record "
               "find 查找。",
               "“Drill” has no record “77”.",
               "It may have been withdrawn: see its qingshui record history, or look for it with "
               "qingshui record find."}));
    const auto never = show_history(office.actor, *office.store->read(), "演练", "77");
    ASSERT_FALSE(never);
    EXPECT_EQ(words_of(never.error()),
              (Words{"record.missing", "“演练”中从来没有“77”这条记录。",
                     "请核对，或用 qingshui record find 查找。", "“Drill” never had a record “77”.",
                     "Check it, or look for it with qingshui record find."}));
}

TEST(RefusedQuestions, AreToldInTheseWords) {
    const auto period = parse_period("去年");
    ASSERT_FALSE(period);
    EXPECT_EQ(
        words_of(period.error()),
        (Words{"period.malformed", "“去年”不是时间段。",
               "请写成 2021、2021年上半年、2021年第三季度、2021年5月、2021年1-10月、2021-05-13 或 "
               "2021-01..2021-10。",
               "“去年” is not a period.",
               "Write 2021, 2021H1, 2021Q3, 2021-05, 2021-05-13 or 2021-01..2021-10."}));
    EXPECT_EQ(parse_period(std::string(99, 'x')).error().says.zh,
              "“" + std::string(64, 'x') + "…”不是时间段");
    Office office;
    const auto reader = office.store->read();
    const auto moment = parse_moment(*reader, "昨天");
    ASSERT_FALSE(moment);
    EXPECT_EQ(words_of(moment.error()),
              (Words{"moment.malformed", "“昨天”不是日期或时刻。",
                     "请写成 2021-10-31、2021-10-31 17:30，或变更号，如 第109818号。",
                     "“昨天” is not a day or moment.",
                     "Write 2021-10-31, 2021-10-31 17:30, or a number of an entry such as "
                     "第109818号 or '#109818'."}));
    const auto ahead = parse_moment(*reader, "第109818号");
    ASSERT_FALSE(ahead);
    EXPECT_EQ(words_of(ahead.error()),
              (Words{"moment.no_entry",
                     fmt::format("账册还没有第109818号变更，只记到第{}号。", reader->last_seq()),
                     fmt::format("请写1至{}之间的变更号。", reader->last_seq()),
                     fmt::format("The books have no entry 109818 yet; the last is {}.",
                                 reader->last_seq()),
                     fmt::format("Name an entry from 1 to {}.", reader->last_seq())}));
    const auto before = parse_moment(*reader, "1999-12-31");
    ASSERT_FALSE(before);
    EXPECT_EQ(words_of(before.error()),
              (Words{"moment.before_books", "1999-12-31 23:59:59时还没有账册。",
                     "请写办公室建立以后的日期：这里问的是当时账上登记了什么；要问过去某段时间"
                     "发生了什么，用 --period。",
                     "There were no books yet at 1999-12-31 23:59:59.",
                     "Name a day since the office was made: this asks what the books held then. To "
                     "ask what happened in a time past, use --period."}));
    const auto nowhere = list_areas(office.actor, *reader, "茶棚", probe::day("2021-06-01"));
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(words_of(nowhere.error()),
              (Words{"area.unknown", "2021年6月1日没有区域“茶棚”。", "是不是“茶棚社区”？",
                     "There was no area “茶棚” on 2021-06-01.", "Did you mean “茶棚社区”?"}));
}

TEST(RefusedOrders, SayWhatTheyLack) {
    using Kind = AreaOrder::Kind;
    const std::vector<std::tuple<Kind, const char*, const char*>> all = {
        {Kind::Found, "设立要写明一个上级区域和一个新区域（代码和名称）。",
         "To found one, give its parent and one new area (code and name)."},
        {Kind::Rename, "更名要写明一个区域和它的新名称。",
         "To rename one, give it and its new name."},
        {Kind::Move, "划转要写明一个区域和它的新上级，最多一个新代码。",
         "To move one, give it, its new parent and at most one new code."},
        {Kind::Merge, "合并要写明至少两个区域和一个新区域（代码和名称）。",
         "To merge, give at least two areas and one new area (code and name)."},
        {Kind::Split, "拆分要写明一个区域和至少两个新区域（代码和名称）。",
         "To split one, give it and at least two new areas (code and name)."},
        {Kind::Dissolve, "撤销要写明一个区域。", "To dissolve one, give one area."},
    };
    Office office;
    for (const auto& [kind, zh, en] : all) {
        const AreaOrder order{kind, probe::day("2021-06-01"), {}};
        const auto done = change_areas(office.actor, *office.store, order, "");
        ASSERT_FALSE(done);
        EXPECT_EQ(words_of(done.error()), (Words{"area.order", zh, "请补全后重新提交。", en,
                                                 "Complete it and submit again."}));
    }
}

}  // namespace
}  // namespace qingshui::app
