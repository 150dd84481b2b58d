#include "app/recording.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"

namespace qingshui::app {
namespace {

using probe::Office;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Pair;
using testing::SizeIs;

RecordOrder visit() {
    return {"巡查",
            {{"所在区域", "茶棚社区"},
             {"巡查日期", "2021年5月13日"},
             {"cost", "1.5万元"},
             {"守塔人", "王小明"},
             {"Phone", "13800138000"},
             {"备注", "灯光昏暗"},
             {"hands", "张伟 | 2.5\n李娜"}},
            "第一次",
            "order-1"};
}

// "title=text" of each field.
std::vector<std::string> texts(const std::vector<ShownField>& fields) {
    std::vector<std::string> all;
    for (const auto& field : fields) all.push_back(field.title.zh + "=" + field.text);
    return all;
}

TEST(Recording, FilesWhatAPersonWritesDown) {
    Office office;
    const auto done = file_record(office.actor, *office.store, visit());
    ASSERT_TRUE(done) << words(done.error(), Language::Chinese);

    const auto reader = office.store->read();
    const auto record =
        show_record(office.actor, *reader, {"beacon.visit", std::to_string(done->record.number)});
    ASSERT_TRUE(record);
    EXPECT_EQ(record->seq, done->seq);
    EXPECT_THAT(texts(record->fields),
                ElementsAre("所在区域=341502005001 茶棚社区", "巡查日期=2021-05-13", "费用=15000",
                            "守塔人=王**", "联系电话=138****8000", "备注=灯光昏暗", "出动人数=2",
                            "出动人员=张伟 | 2.5\n李娜 | "));
}

TEST(Recording, DoesTheSameOrderOnce) {
    Office office;
    const auto first = file_record(office.actor, *office.store, visit());
    const auto second = file_record(office.actor, *office.store, visit());
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->repeated);
    EXPECT_EQ(second->record, first->record);
    EXPECT_THAT(office.records("beacon.visit"), SizeIs(1));
}

TEST(Recording, CorrectsOnlyWhatIsNamed) {
    Office office;
    const auto filed = file_record(office.actor, *office.store, visit());
    ASSERT_TRUE(filed);
    const std::string number = fmt::format("#{}", filed->record.number);

    const auto corrected = correct_record(
        office.actor, *office.store,
        {"巡查", {{"费用", "18,000元"}, {"守塔人", ""}, {"出动人员", "张伟"}}, "复核"}, number);
    ASSERT_TRUE(corrected) << words(corrected.error(), Language::Chinese);

    const auto reader = office.store->read();
    EXPECT_THAT(
        texts(show_record(office.actor, *reader, {"巡查", number})->fields),
        ElementsAre("所在区域=341502005001 茶棚社区", "巡查日期=2021-05-13", "费用=18000",
                    "联系电话=138****8000", "备注=灯光昏暗", "出动人数=1", "出动人员=张伟 | "));
    const auto again =
        correct_record(office.actor, *office.store, {"巡查", {{"费用", "18000"}}}, number);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->unchanged);
}

TEST(Recording, KnowsACorrectionAskedAgainAfterOthersChangedTheRecord) {
    Office office;
    office.import_or_throw("灯塔.csv", "灯塔编号,所在区域,点亮日期\n12,茶棚社区,2021-03-01\n");
    const auto correct = [&](const std::string& code, const std::string& height, const char* key) {
        return correct_record(office.actor, *office.store,
                              {"灯塔", {{"灯塔编号", code}, {"高度（米）", height}}, "复核", key},
                              "12");
    };
    const auto first = correct("13", "20", "k1");
    ASSERT_TRUE(first) << words(first.error(), Language::Chinese);
    const auto other =
        correct_record(office.actor, *office.store, {"灯塔", {{"高度（米）", "30"}}, "复核"}, "13");
    ASSERT_TRUE(other);

    const auto again = correct("13", "20", "k1");
    ASSERT_TRUE(again) << words(again.error(), Language::Chinese);
    EXPECT_TRUE(again->repeated);
    EXPECT_EQ(again->seq, first->seq);
    EXPECT_THAT(office.rows("beacon.tower"),
                ElementsAre("13;341502005001 茶棚社区;2021-03-01;30;"));
    const auto reused = correct("14", "20", "k1");
    ASSERT_FALSE(reused);
    EXPECT_EQ(reused.error().rule, "key.reused");
}

TEST(Recording, KnowsAWithdrawalAskedAgain) {
    Office office;
    office.import_or_throw("灯塔.csv", "灯塔编号,所在区域,点亮日期\n12,茶棚社区,2021-03-01\n");
    const RecordOrder order{"灯塔", {}, "拆除", "k1"};
    const auto first = withdraw_record(office.actor, *office.store, order, "12");
    ASSERT_TRUE(first);
    const auto again = withdraw_record(office.actor, *office.store, order, "12");
    ASSERT_TRUE(again) << words(again.error(), Language::Chinese);
    EXPECT_TRUE(again->repeated);
    EXPECT_EQ(again->record, first->record);
    EXPECT_FALSE(withdraw_record(office.actor, *office.store, {"灯塔", {}, "拆除", "k2"}, "12"));
}

TEST(Recording, KnowsRecordsByTheirKeyBeforeTheirNumber) {
    Office office;
    office.import_or_throw("灯塔.csv", "灯塔编号,所在区域,点亮日期\n12,茶棚社区,2021-03-01\n");
    const auto reader = office.store->read();
    const registry::Schema& schema = *reader->catalogue().schema("beacon.tower");
    const auto by_key = find_record(*reader, schema, "12");
    ASSERT_TRUE(by_key);
    const auto by_number = find_record(*reader, schema, std::to_string(by_key->number));
    ASSERT_TRUE(by_number);
    EXPECT_EQ(*by_key, *by_number);
}

TEST(Recording, TellsTheHistoryWithMasks) {
    Office office;
    const auto filed = file_record(office.actor, *office.store, visit());
    const std::string number = std::to_string(filed->record.number);
    ASSERT_TRUE(correct_record(office.actor, *office.store,
                               {"巡查", {{"联系电话", "13900139000"}, {"备注", ""}}, "复核"},
                               number));
    ASSERT_TRUE(withdraw_record(office.actor, *office.store, {"巡查", {}, "误报"}, number));

    const auto reader = office.store->read();
    const auto entries = show_history(office.actor, *reader, "巡查", number);
    ASSERT_TRUE(entries) << words(entries.error(), Language::Chinese);
    ASSERT_THAT(*entries, SizeIs(3));
    EXPECT_EQ((*entries)[0].act, "file");
    EXPECT_EQ((*entries)[0].actor, "张三");
    EXPECT_THAT((*entries)[0].changes, SizeIs(8));
    EXPECT_EQ((*entries)[1].reason, "复核");
    ASSERT_THAT((*entries)[1].changes, SizeIs(2));
    EXPECT_EQ((*entries)[1].changes[0].before, "138****8000");
    EXPECT_EQ((*entries)[1].changes[0].after, "139****9000");
    EXPECT_EQ((*entries)[1].changes[1].title.zh, "备注");
    EXPECT_EQ((*entries)[1].changes[1].after, "");
    EXPECT_EQ((*entries)[2].act, "withdraw");
    EXPECT_THAT((*entries)[2].changes, SizeIs(7));
    EXPECT_FALSE(show_record(office.actor, *reader, {"巡查", number}));
}

TEST(Recording, TellsTheHistoryOfAllThatBoreAKey) {
    Office office;
    const RecordOrder tower = {
        "灯塔", {{"灯塔编号", "A1"}, {"所在区域", "茶棚社区"}, {"点亮日期", "2021-03-01"}}};
    const auto first = file_record(office.actor, *office.store, tower);
    ASSERT_TRUE(withdraw_record(office.actor, *office.store, {"灯塔", {}, "重复"}, "A1"));
    const auto told = [&](std::string_view record) {
        std::vector<std::pair<std::string, std::int64_t>> acts;
        const auto entries = show_history(office.actor, *office.store->read(), "灯塔", record);
        if (!entries) return acts;
        for (const auto& entry : *entries) acts.emplace_back(entry.act, entry.record.number);
        return acts;
    };
    const std::int64_t old = first->record.number;
    EXPECT_THAT(told("A1"), ElementsAre(Pair("file", old), Pair("withdraw", old)));

    const auto second = file_record(office.actor, *office.store, tower);
    const std::int64_t now = second->record.number;
    EXPECT_THAT(told("Ａ１"),
                ElementsAre(Pair("file", old), Pair("withdraw", old), Pair("file", now)));
    EXPECT_THAT(told(std::to_string(old)), SizeIs(2));
    EXPECT_THAT(told(std::to_string(now)), SizeIs(1));
    EXPECT_THAT(told("A2"), IsEmpty());
}

TEST(Recording, FindsRecordsOfAllRegisters) {
    Office office;
    ASSERT_TRUE(file_record(office.actor, *office.store, visit()));
    const auto reader = office.store->read();

    const auto found = find_records(office.actor, *reader, "", "昏暗", 10);
    ASSERT_TRUE(found);
    ASSERT_THAT(*found, SizeIs(1));
    EXPECT_EQ(found->front().register_id, "beacon.visit");
}

TEST(Recording, ShowsThatSomethingChangedBehindItsMask) {
    Office office;
    const auto filed = file_record(office.actor, *office.store, visit());
    const std::string number = std::to_string(filed->record.number);
    ASSERT_TRUE(correct_record(office.actor, *office.store,
                               {"巡查", {{"联系电话", "13888888000"}}, "打错了"}, number));

    const auto entries = show_history(office.actor, *office.store->read(), "巡查", number);
    ASSERT_TRUE(entries);
    ASSERT_THAT(entries->back().changes, SizeIs(1));
    EXPECT_EQ(entries->back().changes[0].before, "138****8000");
    EXPECT_EQ(entries->back().changes[0].after, "138****8000");
}

TEST(Recording, FindsRecordsByTheirWords) {
    Office office;
    ASSERT_TRUE(file_record(office.actor, *office.store, visit()));
    const auto reader = office.store->read();

    const auto found = find_records(office.actor, *reader, "巡查", "昏暗", 10);
    ASSERT_TRUE(found);
    EXPECT_THAT(*found, SizeIs(1));
    EXPECT_THAT(*find_records(office.actor, *reader, "巡查", "明亮", 10), IsEmpty());
}

TEST(Recording, StaysWithinTheActorsArea) {
    Office office;
    const auto filed = file_record(office.actor, *office.store, visit());
    const std::string number = std::to_string(filed->record.number);
    const auto reader = office.store->read();
    access::Actor other = office.actor;
    other.scope =
        *reader->tree().find(*area::Code::parse("341502005002"), probe::day("2021-06-01"));
    const auto rule = [](const auto& refused) { return refused ? "" : refused.error().rule; };

    EXPECT_EQ(rule(show_record(other, *reader, {"巡查", number})), "access.outside");
    EXPECT_EQ(rule(show_history(other, *reader, "巡查", number)), "access.outside");
    EXPECT_EQ(rule(file_record(other, *office.store, visit())), "access.outside");
    EXPECT_EQ(rule(correct_record(other, *office.store, {"巡查", {{"备注", "x"}}}, number)),
              "access.outside");
    EXPECT_EQ(rule(withdraw_record(other, *office.store, {"巡查"}, number)), "access.outside");
    EXPECT_THAT(*find_records(other, *reader, "巡查", "昏暗", 10), IsEmpty());
}

TEST(RecordAsOf, ShowsWhatTheBooksHeldThenWithItsMasks) {
    Office office;
    const auto done = file_record(office.actor, *office.store, visit());
    const std::string number = std::to_string(done->record.number);
    office.clock.set(Instant::at({probe::day("2021-06-03"), 8 * 3600}));
    const auto corrected =
        correct_record(office.actor, *office.store, {"巡查", {{"备注", "灯已修好"}}}, number);
    ASSERT_TRUE(corrected);

    const auto reader = office.store->read();
    const auto then = show_record(office.actor, *reader, {"巡查", number, "2021-06-02"});

    ASSERT_TRUE(then) << words(then.error(), Language::Chinese);
    EXPECT_EQ(then->seq, done->seq);
    EXPECT_THAT(texts(then->fields), IsSupersetOf({"守塔人=王**", "备注=灯光昏暗"}));
    const auto after = show_record(office.actor, *reader, {"巡查", number, "2021-06-03 08:00"});
    EXPECT_THAT(texts(after->fields), Contains("备注=灯已修好"));
}

TEST(RecordAsOf, ShowsWhatWasWithdrawnSince) {
    Office office;
    const auto done = file_record(office.actor, *office.store, visit());
    const std::string number = std::to_string(done->record.number);
    office.clock.set(Instant::at({probe::day("2021-06-03"), 8 * 3600}));
    ASSERT_TRUE(withdraw_record(office.actor, *office.store, {"巡查"}, number));
    const auto reader = office.store->read();

    const auto then = show_record(office.actor, *reader, {"巡查", number, "2021年6月2日"});

    ASSERT_TRUE(then) << words(then.error(), Language::Chinese);
    EXPECT_THAT(texts(then->fields), Contains("备注=灯光昏暗"));
    const auto now = show_record(office.actor, *reader, {"巡查", number});
    ASSERT_FALSE(now);
    EXPECT_EQ(now.error().rule, "record.missing");
}

TEST(RecordAsOf, SaysThatTheBooksOfThenLackTheRecord) {
    Office office;
    office.clock.set(Instant::at({probe::day("2021-06-03"), 8 * 3600}));
    const auto done = file_record(office.actor, *office.store, visit());
    const std::string number = std::to_string(done->record.number);
    const auto reader = office.store->read();

    const auto refused = show_record(office.actor, *reader, {"巡查", number, "2021-06-02"});

    ASSERT_FALSE(refused);
    EXPECT_EQ(words(refused.error(), Language::Chinese),
              fmt::format("2021-06-02的账上，“巡查”中没有“{}”这条记录。\n"
                          "  它在那以后才登记，或在那以前已经撤回；请用 qingshui record history "
                          "查看来龙去脉。\n",
                          number));
    EXPECT_EQ(words(refused.error(), Language::English),
              fmt::format("In the books of 2021-06-02, “Visit” has no record “{}”.\n"
                          "  It was filed later, or withdrawn before; see its qingshui record "
                          "history.\n",
                          number));
}

}  // namespace
}  // namespace qingshui::app
