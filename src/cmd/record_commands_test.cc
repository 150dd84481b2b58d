#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "app/recording.h"
#include "cmd/probe_run.h"

namespace qingshui::cmd {
namespace {

using probe::run;
using testing::HasSubstr;

class RecordShow : public testing::Test {
protected:
    // A drill filed on 2021-06-01 and corrected two days later.
    void SetUp() override {
        office_.import_or_throw("演练.csv", "所在区域,日期,主题\n茶棚社区,2021-05-13,断电\n");
        number_ = std::to_string(office_.records("beacon.drill").front().id.number);
        office_.clock.set(Instant::at({app::probe::day("2021-06-03"), 8 * 3600}));
        const auto corrected = app::correct_record(office_.actor, *office_.store,
                                                   {"演练", {{"主题", "断水"}}}, number_);
        ASSERT_TRUE(corrected);
        office_.store.reset();  // The command opens it.
    }

    probe::Outcome show(std::vector<std::string> more, Language language = Language::Chinese) {
        std::vector<std::string> words = {"record", "show", office_.folder / "office", "演练",
                                          number_};
        words.insert(words.end(), more.begin(), more.end());
        return run(words, language);
    }

    app::probe::Office office_;
    std::string number_;
};

TEST_F(RecordShow, ShowsTheRecordAsTheBooksHeldItThen) {
    const auto then = show({"--as-of", "2021-06-02"});

    EXPECT_EQ(then.code, Done) << then.err;
    EXPECT_THAT(then.out, HasSubstr("断电"));
    EXPECT_THAT(then.out, HasSubstr("，按当时的账：2021-06-02）"));
    EXPECT_THAT(show({"--as-of", "2021-06-02"}, Language::English).out,
                HasSubstr(", the books as of 2021-06-02)"));
    EXPECT_THAT(show({}).out, HasSubstr("断水"));
}

TEST_F(RecordShow, TellsProgramsTheMomentToo) {
    const auto then = show({"--as-of", "2021-06-02 17:30", "--json"}).json();

    EXPECT_EQ(then.at("as_of"), "2021-06-02 17:30");
    EXPECT_EQ(then.at("fields").at("topic"), "断电");
    EXPECT_FALSE(show({"--json"}).json().get_object().contains("as_of"));
}

class RecordFind : public testing::Test {
protected:
    void SetUp() override {
        office_.import_or_throw("巡查.csv",
                                "所在区域,巡查日期,备注\n茶棚社区,2021-05-13,灯光昏暗 12.5 米\n");
        office_.store.reset();  // The command opens it.
    }
    probe::Outcome find(const std::vector<std::string>& typed) {
        std::vector<std::string> words = {"record", "find", office_.folder / "office", "--json"};
        words.insert(words.end(), typed.begin(), typed.end());
        return run(words);
    }
    std::size_t found(const std::vector<std::string>& typed) {
        return find(typed).json().as_array().size();
    }

    app::probe::Office office_;
};

TEST_F(RecordFind, LooksInOneRegisterOrInAll) {
    EXPECT_EQ(found({"昏暗"}), 1U);
    EXPECT_EQ(found({"昏暗", "12.5"}), 1U);
    EXPECT_EQ(found({"12.5", "昏暗"}), 1U);
    EXPECT_EQ(found({"巡查", "昏暗"}), 1U);
    EXPECT_EQ(found({"beacon.visit", "昏暗", "灯光"}), 1U);
    EXPECT_EQ(found({"灯塔", "昏暗"}), 0U);
    EXPECT_EQ(find({"昏暗"}).json().at(0).at("register"), "beacon.visit");
}

TEST_F(RecordFind, RefusesARegisterThatThereIsNot) {
    const auto refused = find({"beacon.vist", "昏暗"});
    EXPECT_EQ(refused.code, Refused);
    EXPECT_EQ(refused.json().at("refused").at("rule"), "register.unknown");
}

TEST(RecordHistory, TellsWhichRecordOfAKeyIsMeant) {
    app::probe::Office office;
    const app::RecordOrder tower = {
        "灯塔", {{"灯塔编号", "A1"}, {"所在区域", "茶棚社区"}, {"点亮日期", "2021-03-01"}}};
    const auto old = app::file_record(office.actor, *office.store, tower);
    ASSERT_TRUE(app::withdraw_record(office.actor, *office.store, {"灯塔", {}, "重复"}, "A1"));
    office.store.reset();
    const std::vector<std::string> words = {"record", "history", office.folder / "office", "灯塔",
                                            "A1"};
    const std::string heading = "记录 " + std::to_string(old->record.number) + "：\n";
    EXPECT_THAT(run(words).out, testing::Not(HasSubstr(heading)));

    office.store = store::open(office.folder / "office", office.clock).value();
    ASSERT_TRUE(app::file_record(office.actor, *office.store, tower));
    office.store.reset();
    EXPECT_THAT(run(words).out, HasSubstr(heading));
    EXPECT_THAT(run(words, Language::English).out,
                HasSubstr("Record " + std::to_string(old->record.number) + ":\n"));
}

}  // namespace
}  // namespace qingshui::cmd
