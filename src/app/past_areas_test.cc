// What became of records whose area was merged, as every way of reading has it.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/areas.h"
#include "app/counting.h"
#include "app/probe_office.h"
#include "app/recording.h"
#include "app/reporting.h"

namespace qingshui::app {
namespace {

using probe::day;
using testing::HasSubstr;
using Kind = AreaOrder::Kind;

// The usual packs, with a count of visits and a report that lists them.
probe::Packs packs() {
    auto packs = probe::packs();
    packs["past"] = {{"pack.toml", R"toml(
[pack]
id = "past"
title = { zh = "旧事", en = "The past" }
version = "1"
requires = ["beacon"]

[indicator.visits]
title = { zh = "巡查次数", en = "Visits" }
unit = "次"
of = "beacon.visit"

[report.annual]
title = { zh = "年度报告", en = "Annual report" }
heading = "{{area}}{{year}}年工作报告"
chapters = ["past"]
text = "annual.md"
)toml"},
                     {"annual.md", "{{chapters}}\n"},
                     {"report.md",
                      "巡查{{visits}}。\n\n"
                      "{{#each beacon.visit}}\n- {{visited_on}}在{{place}}\n{{/each}}\n"}};
    return packs;
}

// Two visits, one in each community; then the communities are merged from a day between them, so
// that the second visit lies in an area that had ended.
struct MergedOffice : probe::Office {
    MergedOffice() : Office(packs()) {
        import_or_throw("巡查.csv",
                        "所在区域,巡查日期\n茶棚社区,2021-05-13\n341502005002,2021-06-01\n");
        const AreaOrder order{Kind::Merge,
                              day("2021-05-20"),
                              {"茶棚社区", "皋城社区（一期）"},
                              {{"341502005003", "茶皋社区"}}};
        const auto done = change_areas(actor, *store, order, "区划调整");
        if (!done) throw Failure(words(done.error(), Language::English));
    }

    std::string counted(const std::string& area, const std::string& period) {
        const auto done = app::count(actor, *store->read(), {"past.visits", area, period, ""});
        if (!done) return words(done.error(), Language::Chinese);
        return fmt::format("{} {}", done->area_name, done->answer.value->text());
    }
    std::string reported(const std::string& area) {
        Reporting reporting(actor, store->read(), clock);
        const auto draft = reporting.draft({"annual", "2021", area, ""});
        return draft ? report::to_markdown(*draft) : words(draft.error(), Language::Chinese);
    }
};

TEST(PastAreas, LoseNoRecordOfAFigureInListsAndExports) {
    MergedOffice office;
    EXPECT_EQ(office.counted("", "2021"), "清水河街道 2");
    EXPECT_EQ(office.counted("茶皋社区", "2021"), "茶皋社区 1");
    const auto report = office.reported("");
    EXPECT_THAT(report, HasSubstr("巡查2次"));
    EXPECT_THAT(report, HasSubstr("- 2021年5月13日在茶棚社区"));
    EXPECT_THAT(report, HasSubstr("- 2021年6月1日在皋城社区（一期）"));
    const auto sheet = office.exported("beacon.visit", "out.csv");
    EXPECT_THAT(sheet, HasSubstr("341502005001 茶棚社区"));
    EXPECT_THAT(sheet, HasSubstr("341502005002 皋城社区（一期）"));
}

TEST(PastAreas, AreAskedAboutForAPeriodInWhichTheyEnded) {
    MergedOffice office;
    EXPECT_EQ(office.counted("茶棚社区", "2021"), "茶棚社区 1");
    EXPECT_EQ(office.counted("341502005001", "2021"), "茶棚社区 1");
    EXPECT_THAT(office.reported("茶棚社区"), HasSubstr("茶棚社区2021年工作报告"));
    const auto traced =
        trace(office.actor, *office.store->read(), {"past.visits", "茶棚社区", "2021", ""});
    ASSERT_TRUE(traced);
    EXPECT_EQ(traced->parts.size(), 1U);
}

TEST(PastAreas, AreRefusedWithTheirEndAndWhatTookThemOver) {
    MergedOffice office;
    EXPECT_EQ(office.counted("茶棚社区", "2022"),
              "2022年12月31日没有区域“茶棚社区”：它到2021年5月19日为止。\n"
              "  其后由“茶皋社区”接续：请填接续的区域，或核对日期。\n");
    EXPECT_EQ(office.counted("茶皋社区", "2020"),
              "2020年12月31日还没有区域“茶皋社区”：它从2021年5月20日起才有。\n"
              "  请核对日期。\n");
}

TEST(PastAreas, KeepTheirRecordsOpenToCorrection) {
    MergedOffice office;
    const auto second = office.records("beacon.visit").at(1);
    const auto corrected = [&](const std::string& field, const std::string& value) {
        const RecordOrder order{"beacon.visit", {{field, value}}, "补记"};
        const auto done =
            correct_record(office.actor, *office.store, order, std::to_string(second.id.number));
        return done ? "done" : words(done.error(), Language::Chinese);
    };
    EXPECT_EQ(corrected("人数", "3"), "done");
    EXPECT_THAT(corrected("巡查日期", "2021-06-02"),
                HasSubstr("在2021年6月2日不存在（2021年5月19日后已撤并）"));
}

TEST(PastAreas, TakeInWhatWasFoundedOnTheSameDay) {
    probe::Office office;
    const Date on = day("2021-07-01");
    const auto change = [&](const AreaOrder& order) {
        const auto done = change_areas(office.actor, *office.store, order, "区划调整");
        return done ? "done" : words(done.error(), Language::Chinese);
    };
    EXPECT_EQ(change({Kind::Found, on, {"清水河街道"}, {{"341502005009", "新社区"}}}), "done");
    EXPECT_EQ(change({Kind::Move, on, {"341502005001001", "新社区"}}), "done");
}

}  // namespace
}  // namespace qingshui::app
