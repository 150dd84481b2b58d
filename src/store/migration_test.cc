// New declarations in a living office: extended in place, or refused with what would be lost.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::day;
using test::replaced;
using test::TestOffice;
using testing::IsEmpty;

struct Packs : testing::Test {
    TestOffice office;

    Result<Written> set(const std::string& pack) {
        return office.write([&](Writer& writer) {
            return writer.set_packs({{"shop", {{"pack.toml", pack}}}}, {"tester"});
        });
    }
};

TEST_F(Packs, AddFieldsRegistersAndLinesInPlace) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    auto pack =
        replaced(test::kShopPack, "  { id = \"phone\", type = \"phone\"",
                 "  { id = \"size\", type = \"decimal(1)\", zh = \"面积\", en = \"Size\" },\n"
                 "  { id = \"spot\", type = \"place\", zh = \"位置\", en = \"Spot\" },\n"
                 "  { id = \"owner\", type = \"ref:shop.firm\", zh = \"母公司\", en = "
                 "\"Owner\" },\n"
                 "  { id = \"phone\", type = \"phone\"");
    pack = replaced(pack, "[register.visit]", R"(
[register.fair]
title = { zh = "集市", en = "Fair" }
area = "place"
day = "on_day"
label = "{on_day}"
retention = { permanent = true, basis = "档案法" }
fields = [
  { id = "place", type = "area", zh = "区域", en = "Area", required = true },
  { id = "on_day", type = "date", zh = "日期", en = "Day", required = true },
]
lines.stalls = { title = { zh = "摊位", en = "Stalls" }, fields = [
  { id = "name", type = "text", zh = "名称", en = "Name" } ] }

[register.visit])");

    ASSERT_TRUE(set(pack)) << words(set(pack).error(), Language::English);

    auto values = office.firm("B");
    values["size"] = Decimal(125, 1);
    values["spot"] = area::Point{116.5, 31.7};
    values["owner"] = registry::Key{firm.record.number};
    const auto written = office.file("shop.firm", values).value();
    ASSERT_TRUE(office.file("shop.fair", {{"place", registry::Key{office.west.number}},
                                          {"on_day", day("2021-04-01")}}));
    const auto reader = office.store->read();
    const auto& schema = *reader->catalogue().schema("shop.firm");
    const auto kept = reader->record("shop.firm", written.record);
    EXPECT_EQ(kept->record.values[*schema.position("size")], registry::Value{Decimal(125, 1)});
    EXPECT_TRUE(registry::is_empty(
        reader->record("shop.firm", firm.record)->record.values[*schema.position("size")]));
    EXPECT_THAT(office.verify(), IsEmpty());
}

TEST_F(Packs, CountANewIndicatorFromTheRecordsThereAre) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    ASSERT_TRUE(office.file("shop.visit", office.visit(firm.record, "2021-03-04")));
    ASSERT_TRUE(office.file("shop.visit", office.visit(firm.record, "2021-03-05")));

    ASSERT_TRUE(set(test::kShopPack + R"(
[indicator.double]
title = { zh = "双倍", en = "Double" }
unit = "次"
of = "visit"
measure = "people + 2"
)"));

    EXPECT_EQ(test::total(*office.store->read(), "shop.double", Period::year(2021)), 4);
    EXPECT_THAT(office.verify(), IsEmpty());
}

TEST_F(Packs, GiveNumbersMoreDecimalsAndCountThemAgain) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    const auto visit = office.write([&](Writer& writer) {
        auto record = test::make_record(*writer.catalogue().schema("shop.visit"),
                                        office.visit(firm.record, "2021-03-04"));
        record.lines[0] = {{std::string("甲"), Decimal(15, 1)}};
        return writer.file("shop.visit", record, {"tester"});
    });

    const auto done = set(replaced(test::kShopPack, "decimal(1)", "decimal(3)"));

    ASSERT_TRUE(done) << words(done.error(), Language::English);
    const auto reader = office.store->read();
    const auto kept = reader->record("shop.visit", visit->record);
    const auto* hours = std::get_if<Decimal>(&kept->record.lines[0][0][1]);
    ASSERT_NE(hours, nullptr);
    EXPECT_EQ(hours->text(), "1.500");
    const auto then = reader->as_of({visit->seq})->record("shop.visit", visit->record);
    EXPECT_EQ(then->record, kept->record);
    EXPECT_EQ(test::total(*reader, "shop.hours", Period::year(2021)), 1'500);
    EXPECT_THAT(office.verify(), IsEmpty());
}

TEST_F(Packs, ComputeAnewWhatIsComputedInAnotherWay) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    const auto visit = office.file("shop.visit", office.visit(firm.record, "2021-03-04")).value();

    const auto done = set(replaced(test::kShopPack, "computed = \"officers.count()\"",
                                   "computed = \"officers.count() + 1\""));
    ASSERT_TRUE(done) << words(done.error(), Language::English);

    const auto reader = office.store->read();
    const auto& schema = *reader->catalogue().schema("shop.visit");
    EXPECT_EQ(reader->record("shop.visit", visit.record)->record.values[*schema.position("people")],
              registry::Value{Decimal::whole(1)});
    EXPECT_EQ(reader->history("shop.visit", visit.record).size(), 2U);
    EXPECT_THAT(office.verify(), IsEmpty());
}

TEST_F(Packs, RefuseAKeyThatTwoRecordsShare) {
    auto first = office.firm("A");
    auto second = office.firm("B");
    second["name"] = first["name"];
    const auto one = office.file("shop.firm", first).value().record.number;
    const auto other = office.file("shop.firm", second).value().record.number;

    const auto refused = set(replaced(test::kShopPack, "[[\"code\"]]", "[[\"code\"], [\"name\"]]"));

    EXPECT_EQ(refused.error().rule, "packs.would_lose");
    EXPECT_EQ(refused.error().says.zh, "已有记录不符合新的声明，业务包没有启用");
    EXPECT_EQ(refused.error().says.en,
              "Records there are do not allow the new declarations; they were not taken into use");
    const auto& fault = refused.error().faults.front();
    EXPECT_EQ(
        fault.says.zh,
        fmt::format("台账“企业”的记录“企业A”（编号{}）与“企业A”（编号{}）“名称”相同", one, other));
    EXPECT_EQ(fault.says.en, fmt::format("In \"Firm\" the records \"企业A\" ({}) and \"企业A\" "
                                         "({}) share \"Name\"",
                                         one, other));
    EXPECT_EQ(fault.remedy.zh, "请更正其中一条，或撤回重复的一条");
    EXPECT_EQ(fault.remedy.en, "Correct one of them, or withdraw the double");
}

TEST_F(Packs, SayHowManyRecordsShareAKey) {
    constexpr int kGroups = 25;
    for (int i = 0; i < 3 * kGroups; ++i) {
        auto firm = office.firm(fmt::format("{:02}", i));
        firm["name"] = fmt::format("企业{}", i % kGroups);
        ASSERT_TRUE(office.file("shop.firm", firm));
    }

    const auto refused = set(replaced(test::kShopPack, "[[\"code\"]]", "[[\"code\"], [\"name\"]]"));

    ASSERT_EQ(refused.error().faults.size(), 21U);
    const auto& first = refused.error().faults.front();
    EXPECT_THAT(first.says.zh,
                testing::StartsWith("台账“企业”有3条记录“名称”相同，第一条是“企业0”（编号"));
    EXPECT_THAT(first.says.en,
                testing::StartsWith("In \"Firm\" 3 records share \"Name\", from \"企业0\" ("));
    EXPECT_EQ(first.remedy.zh, "请更正它们，或撤回重复的；如果本来就会相同，请不要声明为唯一");
    const auto& rest = refused.error().faults.back();
    EXPECT_EQ(rest.says.zh, "台账“企业”还有5组记录“名称”相同，没有列出");
    EXPECT_EQ(rest.says.en,
              "In \"Firm\" 5 groups more of records share \"Name\"; they are not listed");
    EXPECT_EQ(rest.remedy.zh, "改好列出的以后再试，就会列出其余的");
}

TEST_F(Packs, HoldANewKeyFromThenOn) {
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    ASSERT_TRUE(set(replaced(test::kShopPack, "[[\"code\"]]", "[[\"code\"], [\"name\"]]")));

    auto second = office.firm("B");
    second["name"] = std::string("企业A");
    const auto refused = office.file("shop.firm", second);

    EXPECT_EQ(refused.error().faults.front().rule, "record.duplicate");
    ASSERT_TRUE(set(test::kShopPack));
    EXPECT_TRUE(office.file("shop.firm", second));
}

TEST_F(Packs, RefuseToLoseAField) {
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    const auto before = office.store->read()->last_seq();

    const auto refused =
        set(replaced(test::kShopPack,
                     "  { id = \"phone\", type = \"phone\", zh = \"电话\", en = \"Phone\", mask = "
                     "\"phone\" },\n",
                     ""));

    EXPECT_EQ(refused.error().rule, "packs.would_lose");
    EXPECT_EQ(office.store->read()->last_seq(), before);
}

TEST_F(Packs, GiveNoFieldTheColumnOfAPlace) {
    const auto refused =
        set(replaced(test::kShopPack, "  { id = \"passed\"",
                     "  { id = \"spot_lon\", type = \"text\", zh = \"经\", en = \"Lon\" },\n"
                     "  { id = \"passed\""));

    ASSERT_EQ(refused.error().faults.size(), 1U);
    EXPECT_EQ(refused.error().faults.front().rule, "pack.repeated");
    EXPECT_EQ(refused.error().faults.front().says.zh, "“spot_lon”已经用过");
}

// A key over a computed field is compared by what the records will come to.
TEST_F(Packs, RefuseAComputedKeyThatRecordsWouldShare) {
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    ASSERT_TRUE(office.file("shop.firm", office.firm("B")));
    auto pack = replaced(test::kShopPack, "  { id = \"staff\"",
                         "  { id = \"mark\", type = \"integer\", zh = \"标记\", en = \"Mark\", "
                         "computed = \"staff * 2\" },\n  { id = \"staff\"");
    pack = replaced(pack, "unique = [[\"code\"]]", "unique = [[\"code\"], [\"mark\"]]");

    const auto refused = set(pack);

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "packs.would_lose");
    ASSERT_EQ(refused.error().faults.size(), 1U);
    EXPECT_THAT(refused.error().faults[0].says.zh, testing::EndsWith("“标记”相同"));
    EXPECT_THAT(office.verify(), IsEmpty());
}

TEST_F(Packs, TakeAComputedKeyWhoseValuesMoveUp) {
    for (const int staff : {1, 2, 3}) {
        auto values = office.firm(std::to_string(staff));
        values["staff"] = Decimal::whole(staff);
        ASSERT_TRUE(office.file("shop.firm", values));
    }
    const auto marked = [](const std::string& rule) {
        const auto pack = replaced(test::kShopPack, "  { id = \"closed_on\"",
                                   "  { id = \"mark\", type = \"integer\", zh = \"标记\", en = "
                                   "\"Mark\", computed = \"" +
                                       rule + "\" },\n  { id = \"closed_on\"");
        return replaced(pack, "unique = [[\"code\"]]", "unique = [[\"code\"], [\"mark\"]]");
    };
    const auto first = set(marked("staff"));
    ASSERT_TRUE(first) << words(first.error(), Language::English);
    const auto moved = set(marked("staff + 1"));
    ASSERT_TRUE(moved) << words(moved.error(), Language::English);

    const auto reader = office.store->read();
    EXPECT_TRUE(reader->find("shop.firm", 1, {Decimal::whole(4)}));
    EXPECT_FALSE(reader->find("shop.firm", 1, {Decimal::whole(1)}));
    EXPECT_THAT(office.verify(), IsEmpty());
    auto fourth = office.firm("4");
    fourth["staff"] = Decimal::whole(2);
    const auto refused = office.file("shop.firm", fourth);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults.at(0).rule, "record.duplicate");
}

TEST_F(Packs, AreReadAsOfTheirDay) {
    const auto before = office.store->read()->last_seq();
    ASSERT_TRUE(set(replaced(test::kShopPack, "店铺", "门店")));

    const auto reader = office.store->read();
    EXPECT_EQ(reader->catalogue().pack("shop")->title.zh, "门店");
    EXPECT_EQ(reader->as_of({before})->catalogue().pack("shop")->title.zh, "店铺");
    EXPECT_TRUE(set(replaced(test::kShopPack, "店铺", "门店")).value().unchanged);
}

TEST_F(Packs, LeaveTheOldOnesInUseWhenTheirActIsRefused) {
    const auto refused = office.store->write([&](Writer& writer) -> Result<void> {
        EXPECT_TRUE(writer.set_packs(
            {{"shop", {{"pack.toml", replaced(test::kShopPack, "店铺", "门店")}}}}, {"tester"}));
        return Refusal{Reason::Invalid, "test.refused"};
    });

    EXPECT_FALSE(refused);
    EXPECT_EQ(office.store->read()->catalogue().pack("shop")->title.zh, "店铺");
    EXPECT_TRUE(office.file("shop.firm", office.firm("A")));
    EXPECT_THAT(office.verify(), IsEmpty());
}

// 元 → 万元 would make every amount that is kept ten thousand times what was meant.
TEST_F(Packs, RefuseAnotherUnitOfAmountsThatAreKept) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    auto visit = office.visit(firm.record, "2021-03-04");
    visit["kind"] = "sudden";
    visit["fine"] = Decimal(50000, 2);
    ASSERT_TRUE(office.file("shop.visit", visit));
    const auto wanted = replaced(test::kShopPack, "unit = \"元\"", "unit = \"万元\"");

    const auto refused = set(wanted);

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, "packs.would_lose");
    ASSERT_EQ(refused.error().faults.size(), 1U);
    EXPECT_EQ(refused.error().faults[0].says.zh,
              "台账“检查”的“罚款”的单位由“元”改为“万元”，已填的1个数会变成别的意思");
    EXPECT_EQ(refused.error().faults[0].says.en,
              "In \"Visit\" the unit of \"Fine\" changes from \"元\" to \"万元\": 1 amount would "
              "mean something else");
    EXPECT_EQ(refused.error().faults[0].remedy.zh,
              "请写回 unit = \"元\"；要用新单位，另加一个新标识的字段");
    const auto without = replaced(test::kShopPack, "unit = \"元\", ", "");
    EXPECT_TRUE(set(without));  // Money is in 元 anyway.
    EXPECT_FALSE(set(wanted));
}

TEST_F(Packs, RefuseAnotherUnitOfAmountsInLines) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    const auto in = [](const std::string& unit) {
        return replaced(test::kShopPack, "en = \"Hours\"",
                        "en = \"Hours\", unit = \"" + unit + "\"");
    };
    ASSERT_TRUE(set(in("小时")));  // There was no unit to mean something else by.
    ASSERT_TRUE(office.write([&](Writer& writer) {
        const auto& schema = *writer.catalogue().schema("shop.visit");
        auto record = test::make_record(schema, office.visit(firm.record, "2021-03-04"));
        record.lines[0] = {{std::string("甲"), Decimal(15, 1)}};
        return writer.file("shop.visit", record, {"tester"});
    }));

    const auto changed = set(in("分钟"));
    const auto dropped = set(test::kShopPack);

    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().rule, "packs.would_lose");
    ASSERT_FALSE(dropped);
    EXPECT_EQ(dropped.error().faults[0].says.zh,
              "台账“检查”的“工时”的单位由“小时”改为不写单位，已填的1个数会变成别的意思");
}

TEST_F(Packs, TakeAnotherUnitOfWhatNobodyHasFilledIn) {
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    ASSERT_TRUE(office.file("shop.visit", office.visit(firm.record, "2021-03-04")));

    EXPECT_TRUE(set(replaced(test::kShopPack, "unit = \"元\"", "unit = \"万元\"")));
}

}  // namespace

}  // namespace qingshui::store
