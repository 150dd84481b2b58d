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

}  // namespace
}  // namespace qingshui::cmd
