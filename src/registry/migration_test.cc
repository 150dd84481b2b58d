#include "registry/migration.h"

#include <gtest/gtest.h>

#include "registry/sample_pack.h"

namespace qingshui::registry {
namespace {

Result<Plan> plan_to(const std::string& wanted) {
    const auto before = read_sample(sample_pack());
    const auto after = read_sample(wanted);
    ensure(before.has_value(), "the sample is sound");
    if (!after) ADD_FAILURE() << words(after.error(), Language::English);
    return plan_migration(*before, *after);
}

Result<Plan> plan_with(const std::string& from, const std::string& to) {
    return plan_to(with(sample_pack(), from, to));
}

TEST(Migration, HasNothingToDoForTheSameDeclarations) {
    const auto plan = plan_to(sample_pack());

    ASSERT_TRUE(plan);
    EXPECT_TRUE(plan->steps.empty());
    EXPECT_TRUE(plan->notes.empty());
}

TEST(Migration, AddsAFieldInPlace) {
    const auto plan = plan_with("  { id = \"after\"",
                                "  { id = \"grade\", type = \"integer\", zh = \"等级\", en = "
                                "\"Grade\", required = true },\n"
                                "  { id = \"after\"");

    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->steps.size(), 1U);
    EXPECT_EQ(plan->steps[0].kind, Step::Kind::AddField);
    EXPECT_EQ(plan->steps[0].register_id, "sample.visit");
    EXPECT_EQ(plan->steps[0].field, "grade");
    EXPECT_EQ(plan->steps[0].says.zh, "“走访”增加字段“等级”");
    EXPECT_TRUE(plan->changes.empty());  // The step tells it.
}

TEST(Migration, TakesMoreDecimalsAndCountsAgain) {
    const auto plan = plan_with("type = \"money\"", "type = \"decimal(4)\"");

    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->steps.size(), 5U);  // Rescale, and the four that count the register.
    EXPECT_EQ(plan->steps[0].kind, Step::Kind::Rescale);
    EXPECT_EQ(plan->steps[0].digits, 2);
    EXPECT_EQ(plan->steps[1].kind, Step::Kind::Recount);
}

TEST(Migration, ChangesUniqueKeysAndSearch) {
    auto wanted = with(sample_pack(), R"([["code"]])", R"([["place", "visited_on"]])");
    wanted = with(wanted, "en = \"Number\"", "en = \"Number\", search = true");

    const auto plan = plan_to(wanted);

    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->steps.size(), 3U);
    EXPECT_EQ(plan->steps[0].kind, Step::Kind::DropUnique);
    EXPECT_EQ(plan->steps[1].kind, Step::Kind::AddUnique);
    EXPECT_EQ(plan->steps[1].says.zh, "要求“走访”的“区域 + 日期”不重复，已有重复的记录时不能启用");
    EXPECT_EQ(plan->steps[2].kind, Step::Kind::RebuildSearch);
}

TEST(Migration, CountsANewVersionAndKeepsTheOld) {
    auto wanted = with(sample_pack(), "[indicator.held]", R"toml([[indicator.visits.earlier]]
title = { zh = "走访", en = "Visits" }
unit = "次"
of = "visit"
where = "kind == 'home'"
split = "kind"
version = 2
from = 2021-01-01

[indicator.held])toml");
    wanted = with(wanted, "split = \"kind\"\nversion = 2\nfrom = 2021",
                  "split = \"kind\"\nmeasure = \"people\"\nversion = 3\nfrom = 2022");

    const auto plan = plan_to(wanted);

    ASSERT_TRUE(plan) << words(plan.error(), Language::English);
    ASSERT_EQ(plan->steps.size(), 1U);
    EXPECT_EQ(plan->steps[0].kind, Step::Kind::Recount);
    EXPECT_EQ(plan->steps[0].indicator, "sample.visits");
    EXPECT_EQ(plan->steps[0].version, 3);
}

struct Lossy {
    std::string from, to, rule, subject, zh, en;
};

class WouldLose : public testing::TestWithParam<Lossy> {};

TEST_P(WouldLose, IsRefusedInTheseWords) {
    const auto plan = plan_with(GetParam().from, GetParam().to);

    ASSERT_FALSE(plan);
    const Refusal& fault = plan.error().faults.at(0);
    EXPECT_EQ(plan.error().rule, GetParam().rule);
    EXPECT_EQ(fault.subject, GetParam().subject);
    EXPECT_EQ(fault.says.zh + "；" + fault.remedy.zh, GetParam().zh);
    EXPECT_EQ(fault.says.en + ". " + fault.remedy.en, GetParam().en);
}

INSTANTIATE_TEST_SUITE_P(
    Migration, WouldLose,
    testing::Values(
        Lossy{
            "  { id = \"after\", type = \"ref:sample.visit\", zh = \"前次\", en = \"After\" },\n",
            "", "packs.would_lose", "sample.visit.after",
            "“走访”的字段“前次”不见了，已填的内容会丢失；请放回去；不再填写的，去掉 required 即可",
            "The field \"After\" of \"Visit\" is gone, and what it holds would be lost. Put it "
            "back; if it is no longer filled in, drop its required"},
        Lossy{"type = \"ref:sample.visit\"", "type = \"text\"", "packs.would_lose",
              "sample.visit.after",
              "“走访”的字段“前次”由 ref:sample.visit 改为 "
              "text，已填的内容会丢失；请保留原字段，另加一个新标识的字段",
              "The field \"After\" of \"Visit\" changes from ref:sample.visit to text; what it "
              "holds would be lost. Keep the old field and add one with a new id"},
        Lossy{
            "type = \"money\", zh = \"费用\", en = \"Cost\", min = 0, max = 99.5",
            "type = \"integer\", zh = \"费用\", en = \"Cost\"", "packs.would_lose",
            "sample.visit.cost",
            "“走访”的字段“费用”由2位小数改为0位，会丢掉小数；请保留 "
            "money；报表上少写几位，用指标的 "
            "unit.decimals",
            "The field \"Cost\" of \"Visit\" would lose decimals: 2 become 0. Keep money; to show "
            "fewer, use the indicator's unit.decimals"},
        Lossy{", { code = \"call\", zh = \"电话\", en = \"By phone\" }", "", "packs.would_lose",
              "sample.visit.kind.call",
              "“走访”的字段“方式”少了选项“电话”（call），选了它的记录会失去意义；请放回去；名称可以"
              "改，"
              "代码不能改",
              "The field \"Kind\" of \"Visit\" lacks the choice \"By phone\" (call), which records "
              "may hold. Put it back; its titles may change, its code may not"},
        Lossy{"kind = \"stock\"\nof = \"visit\"\nmeasure = \"cost\"",
              "kind = \"stock\"\nof = \"visit\"\nmeasure = \"cost * 2\"", "packs.indicator_version",
              "sample.held",
              "指标“存量”的定义变了，版本却仍是1，以前的数字会悄悄改变；请把旧定义移到 "
              "[[indicator.held.earlier]]，新定义写上 version = 2 和 from = 起用日期",
              "The indicator \"Held\" is defined otherwise under the same version 1: its past "
              "figures would change unseen. Move the old definition to "
              "[[indicator.held.earlier]] and give the new one version = 2 and from = its first "
              "day"},
        Lossy{
            "where = \"kind == 'home'\"\nsplit = \"kind\"\nversion = 2\nfrom = 2021-01-01",
            "where = \"kind == 'home'\"\nsplit = \"kind\"\nversion = 2\nfrom = 2022-01-01",
            "packs.indicator_version", "sample.visits",
            "指标“走访”第1版原来自2020-01-01起至2020-12-31止，现在改成自2020-01-01起至2021-12-"
            "31止，"
            "以前的数字会悄悄改用别的定义；请把 from、until 改回去；没有写 until 的，可由下一版的 "
            "from 结束",
            "Version 1 of the indicator \"Visits\" was in force from 2020-01-01 until 2020-12-31 "
            "and would be from 2020-01-01 until 2021-12-31: past figures would follow another "
            "definition unseen. Put from and until back; an end left open may be closed by the "
            "next version's from"},
        Lossy{"years = 50", "years = 60", "packs.rates_row", "sample.medal",
              "标准“标准”自2021-01-01起的一行变了或不见了，以前的数字会悄悄改变；请改回去；新的数值"
              "另写一行，写上 from，给原来的一行写上 until",
              "A row of the rates \"Rates\" (from 2021-01-01) was changed or is gone: past figures "
              "would change unseen. Put it back; write new values in a row of their own with a "
              "from, and give the old row an until"}));

// The sample with an indicator that reads the computed field `people`.
std::string counting_people() {
    return with(sample_pack(), "[indicator.share]",
                "[indicator.people]\ntitle = { zh = \"人次\", en = \"People\" }\nunit = \"人次\"\n"
                "of = \"visit\"\nmeasure = \"people\"\n\n[indicator.share]");
}

Result<Plan> plan_between(const std::string& before, const std::string& after) {
    const auto in_use = read_sample(before);
    const auto wanted = read_sample(after);
    ensure(in_use && wanted, "the samples are sound");
    return plan_migration(*in_use, *wanted);
}

// Every fault of taking the sample into use where `before` is, in both languages.
Text lost_from(const std::string& before) {
    const auto plan = plan_between(before, sample_pack());
    Text told;
    if (plan) return told;
    for (const Refusal& fault : plan.error().faults) {
        told.zh += words(fault, Language::Chinese);
        told.en += words(fault, Language::English);
    }
    return told;
}

TEST(Migration, RefusesToLoseARegister) {
    const auto before = with(sample_pack(), "[rates.medal]", R"toml([register.note]
title = { zh = "便条", en = "Note" }
area = "place"
day = "noted_on"
label = "{noted_on}"
retention = { permanent = true, basis = "x" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "noted_on", type = "date", zh = "日期", en = "Date", required = true },
]

[rates.medal])toml");
    const Text told = lost_from(before);
    EXPECT_EQ(told.zh,
              "台账“便条”不见了，其中的记录会丢失。\n"
              "  请把它的声明放回去；不再填写的，可清空 write。\n");
    EXPECT_EQ(told.en,
              "The register \"Note\" is gone, and its records would be lost.\n"
              "  Put its declaration back; if it is no longer filled in, empty its write.\n");
}

TEST(Migration, RefusesToLoseASubTable) {
    const auto before =
        with(sample_pack(), "[[register.visit.check]]",
             "lines.gifts = { title = { zh = \"慰问品\", en = \"Gifts\" }, fields = [{ id = "
             "\"what\", type = \"text\", zh = \"品名\", en = \"What\" }] }\n"
             "[[register.visit.check]]");
    const Text told = lost_from(before);
    EXPECT_EQ(told.zh,
              "台账“走访”的子表“慰问品”不见了，其中的行会丢失。\n"
              "  请放回去；不再填写的，写 least = 0。\n");
    EXPECT_EQ(told.en,
              "The sub-table \"Gifts\" of \"Visit\" is gone, and its lines would be lost.\n"
              "  Put it back; if it is no longer filled in, let least be 0.\n");
}

TEST(Migration, RefusesToLoseAnIndicator) {
    const auto before = with(sample_pack(), "[indicator.share]", R"toml([indicator.calls]
title = { zh = "电话数", en = "Calls" }
unit = "次"
of = "visit"
where = "kind == 'call'"

[indicator.share])toml");
    const Text told = lost_from(before);
    EXPECT_EQ(
        told.zh,
        "指标“电话数”第1版不见了，以前的报告无法再核对。\n  请放回去；旧的定义写在 earlier 里。\n");
    EXPECT_EQ(told.en,
              "Version 1 of the indicator \"Calls\" is gone: earlier reports could not be checked "
              "any more.\n  Put it back; earlier definitions stand in earlier.\n");
}

TEST(Migration, RefusesToComputeOtherwiseWhatAFigureReads) {
    const auto before = counting_people();
    const auto plan =
        plan_between(before, with(before, "\"members.count()\"", "\"members.count() + 1\""));
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().rule, "packs.indicator_version");
    ASSERT_EQ(plan.error().faults.size(), 1U);
    EXPECT_EQ(plan.error().faults[0].subject, "sample.people");
    EXPECT_EQ(plan.error().faults[0].says.zh,
              "指标“人次”第1版要用字段“人数”，它的算法变了，以前的数字会悄悄改变");
    EXPECT_EQ(plan.error().faults[0].remedy.zh,
              "请把这个字段改回去，另加一个新标识的计算字段，由第2版使用");
    EXPECT_EQ(plan.error().faults[0].says.en,
              "Version 1 of the indicator \"People\" reads the field \"People\", which is computed "
              "otherwise now: past figures would change unseen");
}

TEST(Migration, FollowsComputedFieldsThroughOthers) {
    const auto before =
        with(counting_people(), "computed = \"members.count()\" },",
             "computed = \"members.count()\" },\n  { id = \"pairs\", type = "
             "\"integer\", zh = \"对数\", en = \"Pairs\", computed = \"people * 2\" "
             "},");
    const auto reading = with(before, "measure = \"people\"", "measure = \"pairs\"");
    const auto plan =
        plan_between(reading, with(reading, "\"members.count()\"", "\"members.count() + 1\""));
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().faults.at(0).subject, "sample.people");
}

TEST(Migration, ComputesAnewWhatNoFigureReads) {
    const auto plan = plan_with("\"members.count()\"", "\"members.count() + 1\"");
    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->notes.size(), 1U);
    EXPECT_EQ(plan->notes[0].zh, "“走访”的字段“人数”改了算法，旧记录随即重算，逐条记入历史");
}

TEST(Migration, LetsAnOpenRateEndAndSaysSo) {
    const auto plan = plan_with("from = 2021-01-01\nyears = 50",
                                "from = 2021-01-01\nuntil = 2025-12-31\n"
                                "years = 50\nbasis = \"x\"\n"
                                "[[rates.medal.row]]\nfrom = 2026-01-01\n"
                                "years = 60");
    ASSERT_TRUE(plan) << words(plan.error(), Language::English);
    ASSERT_EQ(plan->notes.size(), 1U);
    EXPECT_EQ(plan->notes[0].zh, "标准“标准”的一行自2025-12-31后不再有效，此后各期的数字随之改变");
}

TEST(Migration, HoldsANumbersUnitAgainstWhatIsKept) {
    const auto plan = plan_with("en = \"Cost\"", "en = \"Cost\", unit = \"万元\"");

    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->units.size(), 1U);
    EXPECT_EQ(plan->units[0].field, "cost");
    EXPECT_EQ(plan->units[0].before, "元");  // What money is in that declares none.
}

TEST(Migration, TakesAUnitThatSaysWhatANumberCountedAllAlong) {
    const auto plan = plan_with("en = \"Cost\"", "en = \"Cost\", unit = \"元\"");

    ASSERT_TRUE(plan);
    EXPECT_TRUE(plan->units.empty());
}

}  // namespace
}  // namespace qingshui::registry
