#include "cmd/usage.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cmd/probe_run.h"

namespace qingshui::cmd {
namespace {

using probe::run;

// A command line typed wrongly, and what is said in both languages.
struct Typed {
    std::vector<std::string> words;
    std::string zh;
    std::string en;
};

const char* const kSeeHelp = "\n  用 --help 查看用法。\n";
const char* const kSeeHelpEn = "\n  See --help.\n";

const std::vector<Typed>& typed_wrongly() {
    static const std::vector<Typed> kAll = {
        {{}, "请写明要做什么。", "Say what to do."},
        {{"pack"}, "请写明要做什么。", "Say what to do."},
        {{"nosuch"}, "没有命令“nosuch”。", "There is no command “nosuch”."},
        {{"area", "nosuch"}, "没有命令“nosuch”。", "There is no command “nosuch”."},
        {{"count"},
         "缺少 OFFICE、INDICATOR、--period。",
         "OFFICE, INDICATOR, --period are missing."},
        {{"count", "o", "a.b"}, "缺少 --period。", "--period is missing."},
        {{"report"}, "缺少 OFFICE、REPORT、--period。", "OFFICE, REPORT, --period are missing."},
        {{"report", "o", "--period", "2021"}, "缺少 REPORT。", "REPORT is missing."},
        {{"report", "sign", "o", "annual"}, "缺少 --period。", "--period is missing."},
        {{"verify", "o", "more"}, "多余的内容“more”。", "“more” is too much."},
        {{"verify", "o", "--wrong"}, "没有选项“--wrong”。", "There is no option “--wrong”."},
        {{"count", "o", "a.b", "--period"},
         "--period 后面没有写内容。",
         "Nothing follows --period."},
        {{"count", "o", "a.b", "--period", "1", "--period", "2"},
         "--period 只能写一次。",
         "--period may be given only once."},
        {{"init", "o", "--tenant", "abc"},
         "--tenant：“abc”应当是数。",
         "--tenant: “abc” should be a number."},
        {{"area", "locate", "o", "east", "31.7"},
         "LONGITUDE：“east”应当是数。",
         "LONGITUDE: “east” should be a number."},
        {{"import", "o", "/tmp", "--dry-run=often"},
         "--dry-run 后面不写内容。",
         "--dry-run takes nothing after it."},
        {{"report", "o", "annual", "--period", "2021", "--format", "pdf"},
         "--format：“pdf”不能用，可用的有 table、json、md、html、docx。",
         "--format: “pdf” is not one of table, json, md, html, docx."},
        {{"record", "find", "o", "r", "w", "--most", "0"},
         "--most：“0”不是1至10000之间的整数。",
         "--most: “0” is not a whole number from 1 to 10000."},
    };
    return kAll;
}

TEST(Usage, IsToldInTheReadersLanguageAlone) {
    for (const Typed& typed : typed_wrongly()) {
        const auto zh = run(typed.words);
        EXPECT_EQ(zh.code, Usage) << typed.zh;
        EXPECT_EQ(zh.err, typed.zh + kSeeHelp);
        EXPECT_EQ(run(typed.words, Language::English).err, typed.en + kSeeHelpEn);
    }
}

TEST(Usage, IsToldToProgramsInBothLanguages) {
    for (Typed typed : typed_wrongly()) {
        typed.words.insert(typed.words.begin(), "--json");
        const auto refused = run(typed.words).json().at("refused");
        EXPECT_EQ(refused.at("rule"), "usage");
        EXPECT_EQ(refused.at("says").at("zh").get_string(), typed.zh);
        EXPECT_EQ(refused.at("says").at("en").get_string(), typed.en);
    }
}

TEST(Usage, SuggestsTheCommandOrOptionThatWasMeant) {
    EXPECT_EQ(run({"cuont", "o"}).err,
              "没有命令“cuont”。\n  是不是“count”？用 --help 查看用法。\n");
    EXPECT_EQ(run({"count", "o", "a.b", "--perod=2021"}, Language::English).err,
              "There is no option “--perod”.\n  Did you mean “--period”? See --help.\n");
}

TEST(Usage, WantsToKnowWhyARecordIsCorrectedOrWithdrawn) {
    for (const char* reason : {"", "　"}) {
        const auto correction =
            run({"record", "correct", "o", "r", "1", "a=b", "--reason", reason});
        EXPECT_EQ(correction.code, Usage);
        EXPECT_EQ(correction.err,
                  "更正要写明依据或原因。\n  请加上 --reason，如 --reason 补测。\n");
    }
    EXPECT_EQ(run({"record", "correct", "o", "r", "1", "a=b"}, Language::English).err,
              "To correct a record, say why.\n  Add --reason, such as --reason 补测.\n");
    EXPECT_EQ(run({"record", "withdraw", "o", "r", "1"}).err,
              "撤回要写明依据或原因。\n  请加上 --reason，如 --reason 重复。\n");
    EXPECT_EQ(run({"record", "withdraw", "o", "r", "1"}, Language::English).err,
              "To withdraw a record, say why.\n  Add --reason, such as --reason 重复.\n");
}

TEST(Usage, WantsToKnowWhyAreasChange) {
    struct Act {
        const char* name;
        const char* zh;
        const char* en;
    };
    for (const Act& act :
         {Act{"found", "设立区域", "found an area"}, Act{"rename", "更名", "rename an area"},
          Act{"move", "划转", "move an area"}, Act{"merge", "合并", "merge areas"},
          Act{"split", "拆分", "split an area"}, Act{"dissolve", "撤销", "dissolve an area"}}) {
        const auto refused = run({"area", act.name, "o", "甲", "乙"});
        EXPECT_EQ(refused.code, Usage);
        EXPECT_EQ(
            refused.err,
            fmt::format("{}要写明依据或原因。\n  请加上 --reason，如 --reason 批文。\n", act.zh));
        EXPECT_EQ(run({"area", act.name, "o", "甲", "--reason", " "}, Language::English).err,
                  fmt::format("To {}, say why.\n  Add --reason, such as --reason 批文.\n", act.en));
    }
}

TEST(Usage, WantsAReportsFileToEndAsItsFormat) {
    const std::vector<std::vector<std::string>> unclear = {
        {"-o", "r.xlsx"},
        {"-o", "r"},
        {"-o", "r.docx", "--format", "html"},
        {"-o", "r.xlsx", "--format", "docx"},
        {"-o", "r.md", "--format", "table"},
        {"-o", "r.docx", "--json"},
    };
    for (const auto& options : unclear) {
        std::vector<std::string> words = {"report", "o", "annual", "--period", "2021"};
        words.insert(words.end(), options.begin(), options.end());
        const auto refused = run(words);
        EXPECT_EQ(refused.code, Usage);
        if (options.back() == "--json") continue;
        EXPECT_EQ(refused.err,
                  "“" + options[1] +
                      "”的格式说不清。\n  文件名请以 .docx、.html、.md 或 .json 结尾，与 --format "
                      "一致；表格只显示在屏幕上。\n");
        EXPECT_EQ(run(words, Language::English).err,
                  "It is not clear in what format to write “" + options[1] +
                      "”.\n  Let the name end in .docx, .html, .md or .json, as --format says; "
                      "tables are only printed.\n");
    }
}

TEST(Usage, RefusesAFormatBesideJson) {
    const std::vector<std::string> words = {"report", "o",        "annual", "--period",
                                            "2021",   "--format", "docx",   "--json"};

    const auto refused = run(words);

    EXPECT_EQ(refused.code, Usage);
    EXPECT_EQ(refused.json().at("refused").at("says").at("zh"),
              "--json 和 --format docx 不能同时用。");
    EXPECT_EQ(refused.json().at("refused").at("says").at("en"),
              "--json and --format docx exclude each other.");
}

}  // namespace
}  // namespace qingshui::cmd
