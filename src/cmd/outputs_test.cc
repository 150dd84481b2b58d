// What commands may write to: never over what they read, nor into an office.

#include "cmd/outputs.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "cmd/probe_run.h"

namespace qingshui::cmd {
namespace {

using probe::run;

class Outputs : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(run({"init", folder_ / "office", "--tenant", "341502005"}).code, Done);
    }

    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
        return folder_ / name;
    }
    // A file with a fault in it.
    std::string faulty(const std::string& name) const {
        return write(name, "区域代码,区域名称,层级,启用日期\n341502005999,新社区,社区,明天\n");
    }
    probe::Outcome import(const std::string& file, const std::string& faults,
                          Language language = Language::Chinese) const {
        return run({"import", folder_ / "office", file, "--faults", faults}, language);
    }
    // Refused in these words, with what is there left as it is.
    void expect_refused(const std::string& rule, const std::string& file, const std::string& faults,
                        const std::string& zh, const std::string& en) const {
        const bool was_there = std::filesystem::exists(faults);
        const std::string before = was_there ? app::probe::bytes_of(faults) : "";
        const auto refused = import(file, faults);
        EXPECT_EQ(refused.code, Refused);
        EXPECT_EQ(check_fault_file(faults, {file}).error().rule, rule);
        EXPECT_EQ(refused.err, zh);
        EXPECT_EQ(import(file, faults, Language::English).err, en);
        EXPECT_EQ(std::filesystem::exists(faults), was_there);
        EXPECT_EQ(was_there ? app::probe::bytes_of(faults) : "", before);
    }

    app::probe::Folder folder_;
};

TEST_F(Outputs, MarkFaultsInAWorkbookAlone) {
    const std::string path = folder_ / "n.csv";
    expect_refused("faults.ending", faulty("a.csv"), path,
                   "错误不能标在“" + path +
                       "”里：它不是工作簿。\n  --faults 的文件名请以 .xlsx 结尾，如 错误.xlsx。\n",
                   "Faults cannot be marked in “" + path +
                       "”: it is no workbook.\n  Let the name after --faults end in .xlsx, such "
                       "as faults.xlsx.\n");
}

TEST_F(Outputs, MarkNoFaultsInWhatIsTakenIn) {
    const std::string file = faulty("a.xlsx");
    const std::string link = folder_ / "b.xlsx";
    std::filesystem::create_hard_link(file, link);
    for (const std::string& path : {file, link}) {
        expect_refused("faults.input", file, path,
                       "“" + path +
                           "”就是要导入的文件，把错误标在里面会盖掉它。\n"
                           "  --faults 请换一个文件名，如 错误.xlsx。\n",
                       "“" + path +
                           "” is itself to be taken in; marking the faults would overwrite it.\n"
                           "  Give --faults another name, such as faults.xlsx.\n");
    }
}

TEST_F(Outputs, MarkNoFaultsOverAnotherFile) {
    const std::string path = write("other.xlsx", "whatever");
    expect_refused(
        "faults.taken", faulty("a.csv"), path,
        "“" + path +
            "”已经存在，又不是以前标出错误的工作簿，不会覆盖。\n"
            "  --faults 请换一个文件名；不再需要它时请自行删除。\n",
        "“" + path +
            "” is there already and marks no faults; it is not overwritten.\n"
            "  Give --faults another name, or remove the file yourself if it is not needed.\n");
}

TEST_F(Outputs, ReplaceAnEarlierReportOfFaults) {
    const std::string path = folder_ / "faults.xlsx";
    for (const Language language : {Language::Chinese, Language::English, Language::Chinese}) {
        EXPECT_THAT(import(faulty("a.csv"), path, language).err, testing::HasSubstr(path));
        EXPECT_TRUE(is_old_fault_file(path));
    }
}

TEST_F(Outputs, PassOverAnEarlierReportOfFaultsInAFolder) {
    std::filesystem::create_directory(folder_ / "in");
    faulty("in/a.csv");
    const auto first = import(folder_ / "in", folder_ / "in/faults.xlsx");
    const auto second = import(folder_ / "in", folder_ / "in/faults.xlsx");

    EXPECT_EQ(first.code, Refused);
    EXPECT_EQ(second.err, first.err);
}

TEST_F(Outputs, AreOfTheFormatThatTheirNameSays) {
    const auto written = [this](const std::string& name) {
        const auto done =
            run({"report", folder_ / "office", "annual", "--period", "2021", "-o", folder_ / name});
        EXPECT_EQ(done.code, Done) << done.err;
        EXPECT_EQ(done.err, "已写到 " + (folder_ / name) + "。\n");
        return app::probe::bytes_of(folder_ / name);
    };
    EXPECT_TRUE(json::parse(written("r.json")));
    EXPECT_THAT(written("r.md"), testing::StartsWith("# "));
    EXPECT_THAT(written("r.htm"), testing::StartsWith("<!"));
    EXPECT_THAT(written("r.docx"), testing::StartsWith("PK"));
}

TEST_F(Outputs, LieOutsideOfOffices) {
    const std::string office = folder_ / "office";
    std::filesystem::create_directory_symlink(office, folder_ / "link");
    std::ofstream(folder_ / "office/mine.docx") << "mine";
    for (const std::string& path : {office + "/office.db", office + "/keys/b.zip",
                                    office + "/mine.docx", folder_ / "link/x.xlsx"}) {
        const auto refused = check_output(path);
        ASSERT_FALSE(refused) << path;
        EXPECT_EQ(refused.error().rule, "output.office");
        EXPECT_EQ(words(refused.error(), Language::Chinese),
                  "“" + path + "”在办公室文件夹“" + office +
                      "”里面，结果不能写到那里。\n  请写到办公室文件夹以外。\n");
        EXPECT_EQ(words(refused.error(), Language::English),
                  "“" + path + "” is within the office's folder “" + office +
                      "”; nothing is written there.\n  Name a file outside of it.\n");
    }
    EXPECT_TRUE(check_output(folder_ / "x.xlsx"));
    EXPECT_TRUE(check_output("-"));
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"report", office, "annual", "--period", "2021", "-o", office + "/office.db"},
             {"export", office, "environment.inspection", "-o", office + "/office.db"},
             {"attachment", office, "x", "-o", office + "/office.db"},
             {"backup", office, office + "/b.zip"},
             {"pack", "write", office + "/packs"},
             {"example", office + "/files"},
             {"import", office, faulty("a.csv"), "--faults", office + "/b.xlsx"}}) {
        std::vector<std::string> typed = words;
        if (words.front() == "report") typed.insert(typed.end(), {"--format", "json"});
        EXPECT_EQ(run({typed}).code, Refused) << words.front();
        EXPECT_THAT(run({typed}).err, testing::HasSubstr("结果不能写到那里")) << words.front();
    }
}

}  // namespace
}  // namespace qingshui::cmd
