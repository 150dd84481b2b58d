// What commands refuse, in the exact words that a person reads in either language.

#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "cmd/probe_run.h"
#include "sql/database.h"

namespace qingshui::cmd {
namespace {

using probe::run;

struct Told {
    std::string rule;
    std::vector<std::string> words;
    std::string zh;
    std::string en;
};

void expect_told(const Told& told) {
    std::vector<std::string> as_json = told.words;
    as_json.emplace_back("--json");
    EXPECT_EQ(run(as_json).json().at("refused").at("rule").get_string(), told.rule);
    const auto zh = run(told.words);
    EXPECT_EQ(zh.code, Refused) << told.zh;
    EXPECT_EQ(zh.err, told.zh);
    EXPECT_EQ(run(told.words, Language::English).err, told.en);
}

class RefusedCommands : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(run({"init", office(), "--tenant", "341502005"}).code, Done);
        std::filesystem::create_directory(folder_ / "empty");
    }

    std::string office() const { return folder_ / "office"; }

    app::probe::Folder folder_;
};

TEST_F(RefusedCommands, SayWhatTheyTakeIn) {
    expect_told({"import.nothing",
                 {"import", office(), folder_ / "empty"},
                 "没有可导入的内容：文件夹里没有表格，或表格都是空的。\n"
                 "  请给出 XLSX、ODS、CSV 表格，或区域和边界文件。\n",
                 "There is nothing to take in: no files, or only empty ones.\n"
                 "  Name XLSX, ODS or CSV files, or files of areas and boundaries.\n"});
}

TEST_F(RefusedCommands, SayWhatTheyGiveOut) {
    expect_told({"export.ending",
                 {"export", office(), "environment.inspection", "-o", "台账.txt"},
                 "不能导出为“台账.txt”。\n  文件名请以 .xlsx 或 .csv 结尾。\n",
                 "“台账.txt” cannot be written.\n  Let the name end in .xlsx or .csv.\n"});
}

TEST_F(RefusedCommands, SayWhatACountIsListedBy) {
    expect_told({"count.by",
                 {"count", office(), "environment.disputes", "--period", "2021", "--by", "weekday"},
                 "“environment.disputes”不能按“weekday”分列。\n  可用 "
                 "area（下级区域）、month（月份）、medium（污染类别）、"
                 "channel（受理渠道）。\n",
                 "“environment.disputes” cannot be listed by “weekday”.\n  Use area, month, "
                 "medium (Medium), channel (Channel).\n"});
}

TEST_F(RefusedCommands, KeepTheOfficesOwnArea) {
    expect_told(
        {"area.root",
         {"area", "dissolve", office(), "341502005", "--day", "2021-05-01", "--reason", "批文"},
         "办公室自己的区域不能合并、拆分、划转或撤销。\n  只能更名；下级区域可以调整。\n",
         "The office's own area cannot be merged, split, moved or dissolved.\n"
         "  It can be renamed; the areas below it can be changed.\n"});
}

TEST_F(RefusedCommands, SayWhatIsNoPeriod) {
    for (const char* period : {"0000", "0000..2021"}) {
        const std::string typed = period;
        expect_told(
            {"period.malformed",
             {"count", office(), "environment.disputes", "--period", typed},
             "“" + typed +
                 "”不是时间段。\n  请写成 2021、2021年上半年、2021年第三季度、2021年5月、"
                 "2021年1-10月、2021-05-13 或 2021-01..2021-10。\n",
             run({"count", office(), "environment.disputes", "--period", typed}, Language::English)
                 .err});
    }
}

TEST_F(RefusedCommands, SayWhoseCodeAnOfficeHas) {
    for (const char* tenant : {"3415", "341502005001"}) {
        const std::string code = tenant;
        expect_told({"office.tenant",
                     {"init", folder_ / "other", "--tenant", code},
                     "“" + code + "”不是街道、镇、乡的代码。\n  请填写9位数字，如 341502005。\n",
                     "“" + code +
                         "” is not the code of a street, town or township.\n"
                         "  Give its 9 digits, such as 341502005.\n"});
    }
}

TEST_F(RefusedCommands, WriteNoEntryForANameThatAnAreaHas) {
    const std::vector<std::string> words = {"area",       "rename", office(), "341502005", "--day",
                                            "2021-07-01", "--name", "新街道", "--reason",  "批文"};
    const auto renamed = run(words);
    const auto again = run(words);

    EXPECT_EQ(renamed.out, "已记为第4号变更，自 2021-07-01 起生效。\n");
    EXPECT_EQ(again.code, Done);
    EXPECT_EQ(again.out, "没有变化：已经是这样了。\n");
    EXPECT_EQ(run(words, Language::English).out, "Nothing changed: it is so already.\n");
    EXPECT_EQ(run({"area", "rename", office(), "341502005", "--name", "老街道", "--day",
                   "2021-08-01", "--reason", "批文"})
                  .out,
              "已记为第5号变更，自 2021-08-01 起生效。\n");
}

TEST_F(RefusedCommands, SayWhichFilesThereAreNot) {
    expect_told({"file.missing",
                 {"import", office(), "/nowhere", "/tmp", "甲.csv"},
                 "没有“/nowhere”“甲.csv”这个文件或文件夹。\n  请核对名称和它所在的文件夹。\n",
                 "There is no file or folder “/nowhere”, “甲.csv”.\n"
                 "  Check the name and the folder it is in.\n"});
    const std::vector<std::string> passage = {"report", "passage",  office(), "annual",
                                              "p.k",    "--period", "2021",   "--file"};
    auto folder = passage;
    folder.emplace_back("/tmp");
    expect_told({"file.folder", folder, "“/tmp”是文件夹，不是文件。\n  请写明其中的文件。\n",
                 "“/tmp” is a folder, not a file.\n  Name the file in it.\n"});
    auto missing = passage;
    missing.emplace_back("/nowhere");
    EXPECT_EQ(run(missing).code, Refused);
}

TEST_F(RefusedCommands, SayWhichExamplesThereAre) {
    expect_told({"example.unknown",
                 {"example", folder_ / "files", "--name", "nosuch"},
                 "没有样例“nosuch”。\n  可用：qingshuihe-2021、shiqiao-2025。\n",
                 "There is no example “nosuch”.\n  Use one of: qingshuihe-2021, shiqiao-2025.\n"});
}

TEST_F(RefusedCommands, SayHowDaysAndLevelsAreWritten) {
    expect_told({"day.malformed",
                 {"area", "list", office(), "--day", "明天"},
                 "“明天”不是日期。\n  请写成 2021-05-13。\n",
                 "“明天” is not a day.\n  Write it as 2021-05-13.\n"});
    expect_told(
        {"level.unknown",
         {"area", "list", office(), "--level", "片区"},
         "“片区”不是区域级别。\n  可用：街道、社区、小区、网格、楼栋、单元、户。\n",
         "“片区” is not a level of areas.\n  Use street, community, compound, grid, building, "
         "unit or household.\n"});
}

TEST_F(RefusedCommands, WriteNoExampleOverOtherFiles) {
    expect_told(
        {"example.exists",
         {"example", office()},
         "文件夹 " + office() + " 已有内容。\n  请换一个文件夹，或先清空它。\n",
         "The folder " + office() + " is not empty.\n  Name another folder, or empty it first.\n"});
}

TEST_F(RefusedCommands, LeaveAnOfficeOfALaterProgramAlone) {
    sql::open_sqlite(office() + "/office.db", sql::Open::Existing)
        ->connect()
        ->prepare("UPDATE office SET format = 99")
        .execute({});
    expect_told(
        {"office.newer",
         {"verify", office()},
         "“" + office() + "”是由更新版本的程序建立的，本程序不能打开。\n  请升级程序后再打开。\n",
         "\"" + office() +
             "\" was made by a later version of this program.\n"
             "  Upgrade the program, then open it.\n"});
}

}  // namespace
}  // namespace qingshui::cmd
