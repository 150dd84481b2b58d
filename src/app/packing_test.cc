#include "app/packing.h"

#include <gtest/gtest.h>

#include "app/probe_office.h"

namespace qingshui::app {
namespace {

// The probe pack with one line of text put in place of another.
Folders edited(const std::string& from, const std::string& to) {
    auto all = probe::packs();
    std::string& text = all["beacon"]["pack.toml"];
    const auto at = text.find(from);
    ensure(at != std::string::npos, "the probe pack has the line to edit");
    text.replace(at, from.size(), to);
    return all;
}

const std::string kTopic = R"(  { id = "topic", type = "text", zh = "主题", en = "Topic" },)";
const std::string kLeader = R"(  { id = "leader", type = "text", zh = "带队人", en = "Leader" },)";

std::vector<std::string> steps_of(const PacksUsed& used) {
    std::vector<std::string> words;
    for (const auto& step : used.plan.steps) words.push_back(step.says.zh);
    return words;
}

TEST(UsingPacks, AddsAFieldInPlace) {
    probe::Office office;
    office.import_or_throw("演练.csv", "所在区域,日期,主题\n茶棚社区,2021-05-13,断电\n");

    const auto used =
        use_packs(office.actor, *office.store, edited(kTopic, kTopic + "\n" + kLeader), false);

    ASSERT_TRUE(used) << words(used.error(), Language::Chinese);
    EXPECT_FALSE(used->is_unchanged);
    EXPECT_EQ(steps_of(*used), std::vector<std::string>{"“演练”增加字段“带队人”"});
    EXPECT_EQ(
        office.imported("演练.csv", "所在区域,日期,主题,带队人\n茶棚社区,2021-05-14,断电,王伟\n"),
        "filed 1, corrected 0, unchanged 0");
    EXPECT_EQ(office.records("beacon.drill").size(), 2U);
    EXPECT_TRUE(office.store->verify([](auto, auto) {}).empty());
}

TEST(UsingPacks, TakesEverythingBackInADryRun) {
    probe::Office office;
    const auto before = office.store->read()->last_seq();
    const auto wanted = edited(kTopic, kTopic + "\n" + kLeader);

    const auto used = use_packs(office.actor, *office.store, wanted, true);

    ASSERT_TRUE(used);
    EXPECT_EQ(used->plan.steps.size(), 1U);
    const auto reader = office.store->read();
    EXPECT_EQ(reader->last_seq(), before);
    EXPECT_FALSE(reader->catalogue().schema("beacon.drill")->position("leader"));
    EXPECT_EQ(packs_in_use(reader->catalogue()), probe::packs());
}

TEST(UsingPacks, SaysIfNothingChanges) {
    probe::Office office;
    const auto used = use_packs(office.actor, *office.store, probe::packs(), false);
    ASSERT_TRUE(used);
    EXPECT_TRUE(used->is_unchanged);
    EXPECT_TRUE(used->plan.steps.empty());
}

TEST(UsingPacks, NamesTheRecordsThatNewLimitsWouldRefuse) {
    probe::Office office;
    office.import_or_throw("演练.csv",
                           "所在区域,日期,主题\n茶棚社区,2021-05-13,断电\n"
                           "茶棚社区,2021-05-14,地下室积水\n茶棚社区,2021-05-15,电梯困人事故\n"
                           "茶棚社区,2021-05-16,\n");
    const auto wanted = edited(R"(zh = "主题", en = "Topic")",
                               R"(zh = "主题", en = "Topic", length = 4, required = true)");

    const auto used = use_packs(office.actor, *office.store, wanted, true);

    ASSERT_TRUE(used) << words(used.error(), Language::Chinese);
    std::vector<std::string> changes;
    for (const auto& change : used->plan.changes) changes.push_back(change.says.zh);
    EXPECT_EQ(changes,
              (std::vector<std::string>{"台账“演练”·字段“主题”：“必填”由“否”改为“是”",
                                        "台账“演练”·字段“主题”：“字数”原来没有写，现为“4”"}));
    std::vector<std::string> notes;
    for (const auto& note : used->plan.notes) notes.push_back(note.zh);
    EXPECT_EQ(notes, (std::vector<std::string>{
                         "台账“演练”有1条已有记录的“主题”没有填写（“2021-05-16”）；它们保持原样，"
                         "下次更正时须改正",
                         "台账“演练”有2条已有记录的“主题”太长（“2021-05-14”、“2021-05-15”）；"
                         "它们保持原样，下次更正时须改正"}));
    EXPECT_EQ(
        used->plan.notes[1].en,
        R"("Drill" has 2 records that would be refused now: "Topic" is too long )"
        R"(("2021-05-14", "2021-05-15"); nothing is done about it until the next correction)");
}

TEST(UsingPacks, NamesTheFirstFewRecordsThatANewCheckWouldRefuse) {
    probe::Office office;
    std::string rows = "所在区域,日期,主题\n";
    for (int day = 10; day < 15; ++day) rows += fmt::format("茶棚社区,2021-05-{},断电\n", day);
    office.import_or_throw("演练.csv", rows);
    auto wanted = probe::packs();
    wanted["beacon"]["pack.toml"] += R"(
[[register.drill.check]]
rule = "topic != '断电'"
says = { zh = "断电不算演练", en = "A blackout is no drill" }
)";

    const auto used = use_packs(office.actor, *office.store, wanted, false);

    ASSERT_TRUE(used) << words(used.error(), Language::Chinese);
    ASSERT_EQ(used->plan.changes.size(), 1U);
    EXPECT_EQ(used->plan.changes[0].says.zh, "台账“演练”：增加校验“断电不算演练”");
    ASSERT_EQ(used->plan.notes.size(), 1U);
    EXPECT_EQ(
        used->plan.notes[0].zh,
        "台账“演练”有5条已有记录不符合校验“断电不算演练”（“2021-05-10”、“2021-05-11”、“2021-05-"
        "12”等）；它们保持原样，下次更正时须改正");
}

TEST(UsingPacks, NamesTheRecordsWhoseAreasAreOfAnotherLevel) {
    probe::Office office;
    office.import_or_throw("演练.csv", "所在区域,日期,主题\n茶棚社区,2021-05-13,断电\n");
    const std::string area = R"(type = "area", zh = "所在区域", en = "Area", required = true)";
    auto narrow = probe::packs();
    std::string& text = narrow["beacon"]["pack.toml"];
    text.replace(text.find(area, text.find("[register.drill]")), area.size(),
                 area + R"(, levels = ["grid"])");

    const auto used = use_packs(office.actor, *office.store, narrow, true);

    ASSERT_TRUE(used) << words(used.error(), Language::Chinese);
    ASSERT_EQ(used->plan.notes.size(), 1U);
    EXPECT_EQ(used->plan.notes[0].zh,
              "台账“演练”有1条已有记录的“所在区域”不是所要求的区域层级（“2021-05-13”）；"
              "它们保持原样，下次更正时须改正");
}

TEST(UsingPacks, RefusesWhatWouldLoseData) {
    probe::Office office;
    const auto refused = use_packs(office.actor, *office.store, edited(kTopic, ""), false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "packs.would_lose");
    ASSERT_EQ(refused.error().faults.size(), 1U);
    EXPECT_EQ(refused.error().faults[0].says.zh, "“演练”的字段“主题”不见了，已填的内容会丢失");
    EXPECT_TRUE(office.store->read()->catalogue().schema("beacon.drill")->position("topic"));
}

TEST(UsingPacks, RefusesAFaultyTemplate) {
    probe::Office office;
    auto packs = probe::packs();
    packs["beacon"]["report.md"] = "共{{nothing}}。\n";
    const auto refused = use_packs(office.actor, *office.store, packs, false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "pack.faulty");
}

// A mistake in the declarations hides none in the templates.
TEST(UsingPacks, TellsFaultsOfTemplatesBesideThoseOfDeclarations) {
    probe::Office office;
    auto wanted = edited(kTopic, R"(  { id = "topic", type = "txt", zh = "主题", en = "Topic" },)");
    wanted["beacon"]["report.md"] = "灯塔{{towers}}座，{{text}}。\n{{#each tower}}\n- {{code}}\n";

    const auto used = use_packs(office.actor, *office.store, wanted, false);

    ASSERT_FALSE(used);
    EXPECT_EQ(used.error().rule, "pack.faulty");
    EXPECT_EQ(used.error().says.zh, "业务包有4处错误");
    std::vector<std::string> rules;
    for (const Refusal& fault : used.error().faults) rules.push_back(fault.rule);
    EXPECT_EQ(rules, (std::vector<std::string>{"pack.type", "report.figure", "report.passage",
                                               "report.unclosed"}));
    EXPECT_EQ(used.error().faults[1].where.file, "beacon/report.md");
}

TEST(WritingPacks, GivesThePacksInUseToBeTakenInAgain) {
    probe::Office office;
    const std::string folder = office.folder / "packs";
    const auto in_use = packs_in_use(office.store->read()->catalogue());

    ASSERT_TRUE(write_packs(in_use, folder));

    const auto read = registry::read_folders(folder);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, probe::packs());
}

TEST(WritingPacks, LeavesAFolderWithFilesAlone) {
    const probe::Folder folder;
    std::ofstream(folder / "readme.txt") << "x";
    const auto refused = write_packs(probe::packs(), folder / "");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "packs.folder");
    EXPECT_EQ(refused.error().remedy.zh, "请换一个文件夹，或先清空它");
}

}  // namespace
}  // namespace qingshui::app
