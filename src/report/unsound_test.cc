// Templates of packs whose declarations have faults: what is wrong with the one hides nothing that
// is wrong with the other, and no fault is told twice by what follows from it.

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/sentence.h"
#include "registry/reading.h"
#include "report/report.h"

namespace qingshui::report {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Folders = std::map<std::string, registry::Catalogue::Files>;

constexpr const char* kPack = R"toml([pack]
id = "shop"
title = { zh = "店铺", en = "Shops" }
version = "1"

[register.firm]
title = { zh = "企业", en = "Firms" }
area = "place"
day = "opened_on"
label = "{name}"
retention = { permanent = true, basis = "x" }
fields = [
  { id = "name", type = "text", zh = "名称", en = "Name", required = true },
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "opened_on", type = "date", zh = "日期", en = "Day", required = true },
  { id = "kind", type = "choice", zh = "类别", en = "Kind", choices = [
    { code = "shop", zh = "店", en = "Shop" }] },
]
[register.visit]
title = { zh = "检查", en = "Visits" }
area = "place"
day = "held_on"
label = "{held_on}"
retention = { permanent = true, basis = "x" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "held_on", type = "date", zh = "日期", en = "Day", required = true },
]
[indicator.firms]
title = { zh = "企业数", en = "Firms" }
unit = "家"
of = "firm"
split = "kind"
[indicator.visits]
title = { zh = "检查次数", en = "Visits" }
unit = "次"
of = "visit"
)toml";

std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    ensure(at != std::string::npos, from.c_str());
    return text.replace(at, from.size(), to);
}

// What is said of the templates of packs, in Chinese.
std::vector<std::string> told(const Folders& folders) {
    std::vector<std::string> said;
    for (const auto& fault : faults(registry::read_as_far(folders), folders)) {
        said.push_back(sentence(fault.says).zh);
    }
    return said;
}

std::vector<std::string> told(const std::string& pack, const std::string& chapter) {
    return told({{"shop", {{"pack.toml", pack}, {"report.md", chapter}}}});
}

// A fault that nothing in the template has to do with.
const std::string kFaulty = with(kPack, "version = \"1\"", "version = 1");

TEST(UnsoundPacks, HideNothingThatTheirTemplatesName) {
    EXPECT_THAT(told(kFaulty, "{{frims}}"), ElementsAre("没有名为“shop.frims”的指标。"));
    EXPECT_THAT(told(kFaulty, "{{firms.stall}}"),
                ElementsAre("指标“shop.firms”没有名为“stall”的分项。"));
    EXPECT_THAT(told(kFaulty, "{{firms | 单位 亩}}"), ElementsAre("单位“家”不能换算成“亩”。"));
    EXPECT_THAT(told(kFaulty, "{{#each frim}}{{/each}}"), ElementsAre("没有名为“frim”的台账。"));
    EXPECT_THAT(told(kFaulty, "{{#each firm}}{{nam}}{{/each}}"),
                ElementsAre("台账“企业”没有名为“nam”的栏目。"));
    EXPECT_EQ(told(kFaulty, "{{#each firm where \"nam == 'x'\"}}{{name}}{{/each}}").size(), 1U);
    EXPECT_THAT(told(kFaulty, "{{firms}}{{visits | 汉字}}{{#each firm}}{{name}}{{/each}}"),
                IsEmpty());
}

TEST(UnsoundPacks, AreNotToldOfAgainByWhatNamesThem) {
    const auto no_split = with(kPack, "split = \"kind\"", "split = \"kin\"");
    const auto no_unit = with(kPack, "unit = \"次\"", "unit = 1");
    const auto no_field =
        with(kPack, "{ id = \"name\", type = \"text\"", "{ id = \"name\", type = \"txt\"");

    EXPECT_THAT(told(no_split, "{{firms.shop}}{{firms.stall}}{{visits}}"), IsEmpty());
    EXPECT_THAT(told(no_unit, "{{visits | 单位 万次}}"), IsEmpty());
    EXPECT_THAT(told(no_field, "{{#each firm where \"name > 1\"}}{{nam}}{{/each}}"), IsEmpty());
    EXPECT_THAT(told(no_field, "{{vists}}"), ElementsAre("没有名为“shop.vists”的指标。"));
}

TEST(UnsoundPacks, ThatCannotBeReadLeaveTheFormOfTemplatesToTell) {
    EXPECT_THAT(told("[pack", "{{firms}}{{text}}{{#each firm}}"),
                ElementsAre("手写段落没有名称。", "列表“{{#each firm}}”没有结束。"));
    EXPECT_THAT(told(std::string(kPack) + "[indicators.more]\n", "{{more}}{{text}}"),
                ElementsAre("手写段落没有名称。"));
}

TEST(UnsoundPacks, ThatCannotBeReadAreNotMissed) {
    const auto asks = with(kPack, "version = \"1\"", "version = \"1\"\nrequires = [\"lost\"]") +
                      R"toml([indicator.lost]
title = { zh = "甲", en = "A" }
unit = "次"
of = "lost.visit"
[indicator.sum]
title = { zh = "乙", en = "B" }
unit = "次"
kind = "derived"
rule = "visits + lost.visits"
)toml";
    const Folders folders = {{"lost", {{"pack.toml", "[pack"}}},
                             {"shop", {{"pack.toml", asks}, {"report.md", "{{lost.visits}}"}}}};

    const auto reading = registry::read_as_far(folders);

    ASSERT_EQ(reading.faults.size(), 1U) << words(reading.faults[1], Language::English);
    EXPECT_EQ(reading.faults[0].rule, "pack.syntax");
    EXPECT_THAT(told(folders), IsEmpty());
}

// Each word in quotes of the sample made a number, one after another: no template that was well
// with the sound pack is told to be faulty, or reads what is not there.
TEST(UnsoundPacks, LeaveSoundTemplatesAlone) {
    std::ifstream file(SOURCE_DIR "/fuzz/seeds/pack/sample", std::ios::binary);
    const std::string sample{std::istreambuf_iterator<char>(file), {}};
    const std::string chapter =
        "{{visits}}{{visits.home}}{{held | 单位 元}}{{share}}{{twice}}{{buildings}}{{years}}"
        "{{#each visit 未结 ended_on where \"cost > 1.5\" order code}}{{code}}{{place}}{{/each}}";
    const auto folders = [&](const std::string& pack) {
        return Folders{
            {"sample",
             {{"pack.toml", pack}, {"report.md", chapter}, {"annual.md", "{{chapters}}"}}}};
    };
    ASSERT_TRUE(registry::read_as_far(folders(sample)).faults.empty());
    ASSERT_THAT(told(folders(sample)), IsEmpty());
    std::size_t count = 0;
    for (auto open = sample.find('"'); open != std::string::npos;) {
        const auto close = sample.find('"', open + 1);
        auto pack = sample;
        pack.replace(open, close + 1 - open, "7");
        const auto reading = registry::read_as_far(folders(pack));
        if (!reading.faults.empty()) {
            EXPECT_THAT(told(folders(pack)), IsEmpty())
                << sample.substr(open, close + 1 - open) << "\n"
                << words(reading.faults[0], Language::Chinese);
        }
        ++count;
        open = sample.find('"', close + 1);
    }
    EXPECT_GT(count, 100U);
}

TEST(UnsoundPacks, SayWhatAnIndicatorOfAnUnknownKindNames) {
    const auto pack = with(kPack, "unit = \"次\"\nof = \"visit\"",
                           "unit = \"次\"\nkind = \"flwo\"\nof = \"visti\"");

    const auto reading = registry::read_as_far({{"shop", {{"pack.toml", pack}}}});

    ASSERT_EQ(reading.faults.size(), 2U);
    EXPECT_EQ(reading.faults[0].says.zh, "没有“flwo”这种指标");
    EXPECT_EQ(reading.faults[1].says.zh, "没有“visti”这个台账");
}

}  // namespace
}  // namespace qingshui::report
