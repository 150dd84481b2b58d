// How a command ends: its exit code, and what it says when it fails.

#include <streambuf>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "cmd/probe_run.h"

namespace qingshui::cmd {
namespace {

using app::probe::Folder;
using probe::run;
using testing::HasSubstr;

TEST(Run, TellsProgramsOfFailuresToo) {
    const Folder folder;
    const std::string nowhere = folder / "no/such/folder/b.zip";
    ASSERT_EQ(run({"init", folder / "office", "--tenant", "341502005"}).code, Done);

    const auto failed = run({"--json", "backup", folder / "office", nowhere});

    EXPECT_EQ(failed.code, Failed);
    EXPECT_EQ(failed.err, "");
    const auto told = failed.json().at("failed");
    const auto words = run({"backup", folder / "office", nowhere});
    EXPECT_EQ(words.code, Failed);
    EXPECT_EQ(words.out, "");
    EXPECT_EQ(words.err, fmt::format("{}\n  {}\n", told.at("says").at("zh").get_string(),
                                     told.at("remedy").at("zh").get_string()));
    EXPECT_THAT(told.at("says").at("en").get_string(), HasSubstr("There is no"));
}

TEST(Run, GivesTheCodeOfAnOfficeAsText) {
    const Folder folder;

    const auto made = run({"init", folder / "office", "--tenant", "341502005", "--json"});

    EXPECT_EQ(made.json().at("tenant"), "341502005");
}

TEST(Run, WantsTheNameOfWhoActsReadable) {
    for (const char* name : {"", "　", "张\x07三", "张三\uFFFE"}) {
        const auto refused = run({"--as", name, "verify", "/nowhere"});
        EXPECT_EQ(refused.code, Usage) << name;
        EXPECT_EQ(refused.err,
                  "经办人不是可读的姓名。\n"
                  "  请用 --as 写明，不超过60个字，不含控制字符。\n");
        const auto told = run({"--as", name, "verify", "/nowhere", "--json"}).json().at("refused");
        EXPECT_EQ(told.at("rule"), "usage.actor");
        EXPECT_EQ(told.at("says").at("en"), "Who acts is not a readable name.");
        EXPECT_EQ(told.at("remedy").at("en"),
                  "Name them with --as: at most 60 characters, none of them control.");
    }
}

// A disk without any space left.
class Full : public std::streambuf {
    int_type overflow(int_type /*character*/) override { return traits_type::eof(); }
    std::streamsize xsputn(const char* /*text*/, std::streamsize /*size*/) override { return 0; }
};

// Runs `words` with the answer going to a full disk.
probe::Outcome run_onto_full_disk(const std::vector<const char*>& words, Language language) {
    FixedClock clock(Instant::at({Date::parse("2021-06-01").value(), 8 * 3600}));
    Full disk;
    std::ostream out(&disk);
    std::ostringstream err;
    Context context{.out = out, .err = err, .clock = clock, .language = language, .actor = "张三"};
    const int code = cmd::run(static_cast<int>(words.size()), words.data(), context);
    return {code, "", err.str()};
}

TEST(Run, FailsIfTheAnswerCannotBeWritten) {
    const Folder folder;
    const std::string office = folder / "office";
    const auto failed = run_onto_full_disk(
        {"qingshui", "init", office.c_str(), "--tenant", "341502005"}, Language::English);
    EXPECT_EQ(failed.code, Failed);
    EXPECT_EQ(failed.err,
              "The answer is incomplete: standard output cannot be written.\n"
              "  Free some space on the disk; what was to be changed is changed, so only ask for "
              "the answer again.\n");
    EXPECT_EQ(run({"verify", office}).code, Done);
}

TEST(Run, FailsIfARefusalCannotBeWritten) {
    const auto failed =
        run_onto_full_disk({"qingshui", "verify", "/nowhere", "--json"}, Language::Chinese);
    EXPECT_EQ(failed.code, Failed);
    EXPECT_EQ(failed.err, "结果没有写全：标准输出写不进去。\n  请腾出磁盘空间后重试。\n");
}

TEST(Run, FailsIfTheHelpCannotBeWritten) {
    EXPECT_EQ(run_onto_full_disk({"qingshui", "--help"}, Language::Chinese).code, Failed);
}

}  // namespace
}  // namespace qingshui::cmd
