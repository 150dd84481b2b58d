#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/packing.h"
#include "app/probe_office.h"
#include "cmd/probe_run.h"

namespace qingshui::cmd {
namespace {

using probe::run;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(PackShow, PrintsOnePackThatIsBuiltInByItsName) {
    const auto all = run({"pack", "show"});
    const auto one = run({"pack", "show", "environment"});

    EXPECT_EQ(one.code, Done);
    EXPECT_THAT(one.out, HasSubstr("(environment)"));
    EXPECT_THAT(one.out, Not(HasSubstr("(safety)")));
    EXPECT_THAT(all.out, HasSubstr(one.out));
    EXPECT_THAT(all.out, HasSubstr("(safety)"));
}

TEST(PackShow, PrintsThePacksThatAnOfficeUses) {
    app::probe::Office office;
    office.store.reset();  // The command opens it.

    const auto shown = run({"pack", "show", "--office", office.folder / "office", "--json"});

    const auto registers = shown.json().at("registers").get_array();
    ASSERT_FALSE(registers.empty());
    EXPECT_THAT(std::string(registers.front().get_string()), StartsWith("beacon."));
}

TEST(PackCheck, CountsOnePackByItsName) {
    const auto one = run({"pack", "check", "environment", "--json"}).json();
    const auto all = run({"pack", "check", "--json"}).json();

    EXPECT_EQ(one.at("packs"), 1);
    EXPECT_GT(one.at("indicators").to_number<int>(), 0);
    EXPECT_GT(all.at("indicators").to_number<int>(), one.at("indicators").to_number<int>());
}

TEST(PackCheck, SuggestsThePackThatWasMeant) {
    const auto refused = run({"pack", "check", "enviroment"});

    EXPECT_EQ(refused.code, Refused);
    EXPECT_EQ(refused.err,
              "“enviroment”既不是文件夹，也不是业务包的名称。\n  是不是“environment”？\n");
    EXPECT_EQ(run({"pack", "check", "enviroment"}, Language::English).err,
              "“enviroment” is neither a folder nor the name of a pack.\n"
              "  Did you mean “environment”?\n");
    EXPECT_EQ(run({"pack", "check", "enviroment", "--json"}).json().at("refused").at("rule"),
              "pack.unknown");
}

TEST(PackCheck, SaysWhichPacksThereAre) {
    app::probe::Office office;
    office.store.reset();
    const std::vector<std::string> words = {"pack", "check", "nothing-like-it", "--office",
                                            office.folder / "office"};

    EXPECT_EQ(run(words).err,
              "“nothing-like-it”既不是文件夹，也不是业务包的名称。\n  可用的业务包：beacon。\n");
    EXPECT_EQ(run(words, Language::English).err,
              "“nothing-like-it” is neither a folder nor the name of a pack.\n"
              "  The packs are: beacon.\n");
}

// The packs of the probe office, written out with a text of theirs put in place of another.
std::string packs_with(const app::probe::Office& office, const std::string& from,
                       const std::string& to) {
    auto packs = app::probe::packs();
    auto& text = packs["beacon"]["pack.toml"];
    text.replace(text.find(from), from.size(), to);
    const auto folder = office.folder / "wanted";
    EXPECT_TRUE(app::write_packs(packs, folder));
    return folder;
}

TEST(PackUse, ListsWhatChangesInADryRun) {
    app::probe::Office office;
    office.store.reset();
    const auto folder = packs_with(office, "zh = \"主题\"", "zh = \"演练主题\"");
    const std::vector<std::string> words = {"pack", "use", office.folder / "office", folder,
                                            "--dry-run"};

    EXPECT_EQ(run(words).out,
              "  · 台账“演练”·字段“演练主题”：“名称”由“主题”改为“演练主题”\n"
              "以上为试运行，没有改动。\n");
    EXPECT_EQ(run(words, Language::English).out,
              "  · Register \"Drill\" · field \"Topic\": the title (Chinese) changes from \"主题\" "
              "to \"演练主题\"\n"
              "This was a dry run; nothing was changed.\n");
}

TEST(PackUse, SaysThatNothingChanges) {
    app::probe::Office office;
    office.store.reset();
    const auto in_use = office.folder / "in_use";
    ASSERT_TRUE(app::write_packs(app::probe::packs(), in_use));
    const auto remarked = packs_with(office, "[pack]", "# 注释\n[pack]");

    const auto same = run({"pack", "use", office.folder / "office", in_use, "--dry-run"});
    const auto rewritten = run({"pack", "use", office.folder / "office", remarked});

    EXPECT_EQ(same.out, "没有变化：办公室用的就是这些业务包，没有改动。\n");
    EXPECT_EQ(rewritten.out, "声明没有变化，只有写法（注释、排版）不同。\n新的业务包已启用。\n");
}

}  // namespace
}  // namespace qingshui::cmd
