#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace qingshui::cmd
