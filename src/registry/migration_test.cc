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

TEST(Migration, AddsAFieldInPlaceAndSaysThatOldRecordsLackIt) {
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
    ASSERT_EQ(plan->notes.size(), 1U);
    EXPECT_EQ(plan->notes[0].zh, "“走访”的旧记录中“等级”可能为空，下次更正时须补填");
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
    auto wanted = with(sample_pack(), "[[\"code\"]]", "[[\"place\", \"visited_on\"]]");
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
              "day"}));

}  // namespace
}  // namespace qingshui::registry
