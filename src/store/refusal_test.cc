// What the door refuses, in the words that a person reads.

#include <limits>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::day;
using test::TestOffice;
using test::Values;

struct Door : testing::Test {
    TestOffice office;
    Written firm = office.file("shop.firm", office.firm("A")).value();

    // The single fault of a visit that differs from a good one in one field.
    Refusal fault_of(const std::string& field, const registry::Value& value) {
        auto values = office.visit(firm.record, "2021-03-04");
        values[field] = value;
        const auto refused = office.file("shop.visit", values);
        EXPECT_FALSE(refused);
        EXPECT_EQ(refused.error().rule, "record.faulty");
        EXPECT_EQ(refused.error().faults.size(), 1U);
        return refused.error().faults.front();
    }
    Result<Written> correct(Id<registry::Record> id, const Values& values,
                            std::optional<std::int64_t> expected_seq = {}) {
        return office.write([&](Writer& writer) {
            return writer.correct(
                "shop.firm", id, test::make_record(*writer.catalogue().schema("shop.firm"), values),
                {"李四", "更正"}, expected_seq);
        });
    }
};

void expect_words(const Refusal& refusal, std::string_view rule, const Text& says,
                  const Text& remedy) {
    EXPECT_EQ(refusal.rule, rule);
    EXPECT_EQ(refusal.says.zh, says.zh);
    EXPECT_EQ(refusal.says.en, says.en);
    EXPECT_EQ(refusal.remedy.zh, remedy.zh);
    EXPECT_EQ(refusal.remedy.en, remedy.en);
}

TEST_F(Door, RefusesAnAreaThatDoesNotExist) {
    expect_words(
        fault_of("place", registry::Key{77}), "area.unknown",
        {"“检查区域”指的区域不存在", "\"Area\" names an area that does not exist"},
        {"请从现有区域中选择，或先设立该区域", "Choose an area there is, or found it first"});
}

TEST_F(Door, RefusesAnAreaThatWasNotThereThatDay) {
    const auto late = office.found("341502005003", "南社区", office.root, "2021-05-01");

    expect_words(
        fault_of("place", registry::Key{late.number}), "area.not_live",
        {"“检查区域”“南社区”在2021年3月4日不存在（2021年5月1日才设立）",
         "\"Area\" names 南社区, which did not exist on 2021-03-04: it was founded on 2021-05-01"},
        {"请改选当日存在的区域，或核对日期",
         "Choose an area that existed on that day, or check the day"});
}

TEST_F(Door, RefusesAnAreaThatHasEnded) {
    ASSERT_TRUE(office.write([&](Writer& writer) {
        return writer.change_areas(area::Dissolve{day("2021-02-01"), office.west}, {"tester"});
    }));

    EXPECT_EQ(fault_of("place", registry::Key{office.west.number}).rule, "area.not_live");
}

TEST_F(Door, RefusesAReferenceToNothing) {
    expect_words(fault_of("firm", registry::Key{77}), "reference.unknown",
                 {"“企业”指的“企业”记录不存在",
                  "\"Firm\" refers to a record of \"Firm\" that does not exist"},
                 {"请先登记该“企业”，或改选已有记录",
                  "File that record of \"Firm\" first, or choose one there is"});
}

TEST_F(Door, RefusesASecondRecordWithTheSameKey) {
    const auto refused = office.file("shop.firm", office.firm("A"));

    const auto& whole = refused.error();
    expect_words(
        whole, "record.faulty",
        {"“企业”记录有1处错误，没有登记", "The record of \"Firm\" has 1 fault and was not kept"},
        {"请按下列提示逐项改正后重新提交", "Correct each of these and submit again"});
    const auto number = firm.record.number;
    expect_words(
        whole.faults.front(), "record.duplicate",
        {fmt::format("“代码”与已有记录“企业A”（编号{}）相同", number),
         fmt::format("\"Code\" is the same as in the record \"企业A\" (number {})", number)},
        {"请核对是否重复登记；如需修改，请更正已有记录",
         "Check whether it was filed before; to change it, correct that record"});
}

TEST_F(Door, TellsAllFaultsAtOnce) {
    const auto refused = office.file("shop.visit", {{"place", registry::Key{77}},
                                                    {"on_day", day("2021-03-04")},
                                                    {"firm", registry::Key{78}},
                                                    {"kind", std::string("planned")},
                                                    {"fine", Decimal::whole(5)}});

    std::vector<std::string> rules;
    for (const auto& fault : refused.error().faults) rules.push_back(fault.rule);
    EXPECT_THAT(rules, testing::ElementsAre("record.check", "reference.unknown", "area.unknown"));
}

TEST_F(Door, TakesWhiteSpaceAloneForNothing) {
    auto values = office.firm("A1");
    values["name"] = std::string("　\t ");
    const auto refused = office.file("shop.firm", values);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().faults.front().rule, "record.required");

    auto visit = office.visit(office.file("shop.firm", office.firm("A1"))->record, "2021-05-13");
    visit["note"] = std::string("\u00A0　");
    const auto filed = office.file("shop.visit", visit);
    ASSERT_TRUE(filed);
    const auto& schema = *office.store->read()->catalogue().schema("shop.visit");
    const auto kept = office.store->read()->record("shop.visit", filed->record);
    EXPECT_TRUE(registry::is_empty(kept->record.values[*schema.position("note")]));
}

TEST_F(Door, RefusesARegisterItDoesNotKnow) {
    const auto refused =
        office.write([](Writer& writer) { return writer.file("shop.frm", {}, {"tester"}); });

    expect_words(refused.error(), "register.unknown",
                 {"没有台账“shop.frm”", "There is no register \"shop.frm\""},
                 {"是不是“shop.firm”？", "Did you mean \"shop.firm\"?"});
}

TEST_F(Door, RefusesToCorrectWhatIsNotThere) {
    expect_words(correct({5}, office.firm("B")).error(), "record.missing",
                 {"“企业”中没有编号为5的记录", "\"Firm\" has no record number 5"},
                 {"它可能已被撤回；请重新查找", "It may have been withdrawn; look for it again"});
}

TEST_F(Door, RefusesToCorrectWhatAnotherChangedMeanwhile) {
    ASSERT_TRUE(correct(firm.record, office.firm("B")));

    expect_words(
        correct(firm.record, office.firm("C"), firm.seq).error(), "record.changed",
        {"“企业”记录“企业B”已由李四于2021-06-01 08:00:00改动，不再是您看到的样子",
         "The record \"企业B\" of \"Firm\" was changed by 李四 at 2021-06-01 08:00:00 "
         "since you read it"},
        {"请重新打开该记录，核对后再改", "Open the record again, compare, and correct it"});
}

TEST_F(Door, RefusesToWithdrawWhatOthersReferTo) {
    ASSERT_TRUE(office.file("shop.visit", office.visit(firm.record, "2021-03-04")));

    const auto refused = office.write(
        [&](Writer& writer) { return writer.withdraw("shop.firm", firm.record, {"tester"}); });

    expect_words(
        refused.error(), "record.referred",
        {"“企业”记录“企业A”还被其他记录引用，不能撤回",
         "Other records refer to the record \"企业A\" of \"Firm\"; it cannot be withdrawn"},
        {"请先更正或撤回引用它的记录", "Correct or withdraw the records that refer to it first"});
    EXPECT_EQ(refused.error().faults.front().says.zh, "“检查”记录“企业A 2021-03-04”引用了它");
    EXPECT_EQ(refused.error().faults.front().says.en,
              "The record \"企业A 2021-03-04\" of \"Visit\" refers to it");
}

TEST_F(Door, RefusesANumberThatWasUsed) {
    const auto refused = office.write([&](Writer& writer) {
        const auto& schema = *writer.catalogue().schema("shop.firm");
        return writer.file("shop.firm", test::make_record(schema, office.firm("B")), {"tester"},
                           firm.record);
    });

    const auto number = firm.record.number;
    expect_words(
        refused.error(), "record.exists",
        {fmt::format("编号{}已经用过，不能再用于“企业”的新记录", number),
         fmt::format("Number {} was used before and cannot name a new record of \"Firm\"", number)},
        {"请换一个编号，或由系统编号", "Use another number, or let the system choose one"});
}

// The greatest numbers would leave none for the records to come.
TEST_F(Door, RefusesANumberThatNoOfficeGave) {
    for (const std::int64_t number : {std::numeric_limits<std::int64_t>::max(), std::int64_t{0}}) {
        const auto refused = office.write([&](Writer& writer) {
            const auto& schema = *writer.catalogue().schema("shop.firm");
            return writer.file("shop.firm", test::make_record(schema, office.firm("B")), {"tester"},
                               Id<registry::Record>{number});
        });
        expect_words(
            refused.error(), "record.number",
            {fmt::format("编号{}不是本系统给“企业”记录的编号", number),
             fmt::format("{} is no number that this system gives records of \"Firm\"", number)},
            {"请核对编号；新记录请留空，由系统编号",
             "Check the number; leave it empty for a new record, which then gets one"});
    }
}

TEST_F(Door, WritesOnceForARequestSentTwice) {
    const Stamp stamp{"tester", "手机", "phone-1"};
    const auto first = office.file("shop.firm", office.firm("B"), stamp).value();
    office.clock.set({office.clock.now().ms + 60'000});

    const auto again = office.file("shop.firm", office.firm("B"), stamp).value();

    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.record, first.record);
    EXPECT_EQ(again.seq, first.seq);
    EXPECT_EQ(office.store->read()->record_count("shop.firm"), 2);
    expect_words(office.file("shop.firm", office.firm("C"), stamp).error(), "key.reused",
                 {"提交标识“phone-1”已用于2021-06-01 08:00:00的另一次提交，内容不同",
                  "The request key \"phone-1\" was used at 2021-06-01 08:00:00 for a request with "
                  "other content"},
                 {"新的提交请用新的标识", "Give a new request a key of its own"});
}

TEST_F(Door, RepeatsChangesOfAreasAndWithdrawalsByTheirKeys) {
    const auto founded = [&](const std::string& name) {
        return office.write([&](Writer& writer) {
            return writer.change_areas(
                area::Found{day("2021-01-01"), writer.new_area_id(), office.root,
                            area::Code::parse("341502005009").value(), name},
                {"tester", "", "area-1"});
        });
    };
    const auto first = founded("南社区").value();
    EXPECT_TRUE(founded("南社区").value().repeated);
    EXPECT_EQ(founded("南社区").value().record, first.record);
    EXPECT_EQ(founded("北社区").error().rule, "key.reused");

    const auto withdrawn = [&] {
        return office.write([&](Writer& writer) {
            return writer.withdraw("shop.firm", firm.record, {"tester", "误登", "gone-1"});
        });
    };
    EXPECT_FALSE(withdrawn().value().repeated);
    EXPECT_TRUE(withdrawn().value().repeated);
}

TEST(Refusals, RememberAKeyThatChangedNothing) {
    TestOffice office;
    const auto firm = office.file("shop.firm", office.firm("A")).value();
    const auto correct = [&](const test::Values& values, const Stamp& stamp) {
        return office.write([&](Writer& writer) {
            const auto& schema = *writer.catalogue().schema("shop.firm");
            return writer.correct("shop.firm", firm.record, test::make_record(schema, values),
                                  stamp);
        });
    };
    const auto first = correct(office.firm("A"), {"tester", "", "k1"}).value();
    EXPECT_TRUE(first.unchanged);
    EXPECT_EQ(first.seq, firm.seq + 1);
    ASSERT_TRUE(correct(office.firm("B"), {"tester"}));

    const auto again = correct(office.firm("A"), {"tester", "", "k1"}).value();
    EXPECT_TRUE(again.repeated);
    EXPECT_TRUE(again.unchanged);
    const auto reader = office.store->read();
    EXPECT_TRUE(reader->find("shop.firm", 0, {std::string("B")}));
    EXPECT_EQ(reader->history("shop.firm", firm.record).size(), 2U);
    const auto other = correct(office.firm("C"), {"tester", "", "k1"});
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().rule, "key.reused");
    EXPECT_THAT(office.verify(), testing::IsEmpty());
}

TEST(Refusals, RememberAKeyOfPacksAndBoundariesThatWereInUse) {
    TestOffice office;
    const auto use = [&](const std::string& pack, const Stamp& stamp) {
        return office.write([&](Writer& writer) {
            return writer.set_packs({{"shop", {{"pack.toml", pack}}}}, stamp);
        });
    };
    EXPECT_TRUE(use(test::kShopPack, {"tester", "", "k1"}).value().unchanged);
    ASSERT_TRUE(use(test::kShopPack + "\n# 新\n", {"tester"}));
    EXPECT_TRUE(use(test::kShopPack, {"tester", "", "k1"}).value().repeated);

    const auto bound = [&](double size, const Stamp& stamp) {
        const area::Boundary square{{{{0, 0}, {size, 0}, {size, size}, {0, size}, {0, 0}}, {}}};
        return office.write([&](Writer& writer) {
            return writer.set_boundary(office.east, square, Date::min(), stamp);
        });
    };
    ASSERT_TRUE(bound(1, {"tester"}));
    EXPECT_TRUE(bound(1, {"tester", "", "k2"}).value().unchanged);
    ASSERT_TRUE(bound(2, {"tester"}));
    EXPECT_TRUE(bound(1, {"tester", "", "k2"}).value().repeated);
    EXPECT_THAT(office.verify(), testing::IsEmpty());
}

TEST_F(Door, WritesNothingForACorrectionThatChangesNothing) {
    const auto before = office.store->read()->last_seq();

    const auto same = correct(firm.record, office.firm("A")).value();

    EXPECT_TRUE(same.unchanged);
    EXPECT_EQ(same.seq, firm.seq);
    EXPECT_EQ(office.store->read()->last_seq(), before);
}

TEST_F(Door, NeverChangesADocument) {
    const auto keep = [&](std::string_view body) {
        return office.write([&](Writer& writer) {
            return writer.keep_document("report", "2021年", body, {"tester"});
        });
    };
    EXPECT_TRUE(keep("正文"));
    EXPECT_TRUE(keep("正文").value().unchanged);
    expect_words(keep("改过的正文").error(), "document.exists",
                 {"已存有名为“2021年”的文件，内容不同；存档文件不能改动",
                  "A document named \"2021年\" is kept with other content and never changes"},
                 {"请换一个名称存档", "Keep it under another name"});
    EXPECT_EQ(office.store->read()->document("report", "2021年")->body, "正文");
}

TEST_F(Door, FindsRecordsByTwoCharacters) {
    auto values = office.visit(firm.record, "2021-03-04");
    values["note"] = std::string("油烟扰民，夜间噪声");
    const auto visit = office.file("shop.visit", values).value();
    const auto reader = office.store->read();

    for (const auto* words : {"油烟", "扰民 噪声", "夜间"}) {
        const auto found = reader->search("shop.visit", words, 10);
        ASSERT_EQ(found.size(), 1U) << words;
        EXPECT_EQ(found.front().id, visit.record);
    }
    EXPECT_TRUE(reader->search("shop.visit", "烟油", 10).empty());
    EXPECT_TRUE(reader->search("shop.visit", "油烟 消防", 10).empty());
}

TEST(OfficeFolder, RefusesInWords) {
    TestOffice office;
    const auto path = office.path();

    const auto busy = open(path, office.clock);
    expect_words(busy.error(), "office.busy",
                 {fmt::format("“{}”正由另一个程序使用", path),
                  fmt::format("\"{}\" is in use by another process", path)},
                 {"请等它结束，或关闭它后再试", "Wait for it to end, or close it, and try again"});
    const auto missing = open(office.folder / "none", office.clock);
    const auto none = office.folder / "none";
    expect_words(
        missing.error(), "office.missing",
        {fmt::format("“{}”里没有办公室", none), fmt::format("There is no office in \"{}\"", none)},
        {"请核对路径，或先用 qingshui init 建立", "Check the path, or make one: qingshui init"});
    const auto exists = restore("backup.zip", path);
    expect_words(exists.error(), "office.exists",
                 {fmt::format("“{}”里已经有一个办公室", path),
                  fmt::format("There is an office in \"{}\" already", path)},
                 {"请换一个空文件夹", "Choose an empty folder"});
}

TEST(OfficeFolder, LeavesNothingOfAnOfficeThatWasRefused) {
    const test::TemporaryFolder folder;
    FixedClock clock{test::start()};

    const auto refused =
        create(folder / "office", 341502005, "街道", {{"bad", {{"pack.toml", "x"}}}}, clock);

    EXPECT_EQ(refused.error().rule, "pack.faulty");
    EXPECT_FALSE(std::filesystem::exists(folder / "office"));
}

}  // namespace

}  // namespace qingshui::store
