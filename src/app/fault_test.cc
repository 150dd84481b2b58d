// Goal: what a person or a file asks for is done whole or not at all, wherever the database
// fails.
// Method: for n = 1, 2, 3 … a copy of one office on a database whose n-th call fails, once or
// from then on, until nothing fails any more. After each failure nobody was told that it was
// done, everything reads as before and verifies, and the same asked for again is done.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/probe_office.h"
#include "app/recording.h"
#include "store/fused_store.h"
#include "store/test_office.h"

namespace qingshui::app {
namespace {

using probe::Office;
using store::test::Fuse;
using testing::IsEmpty;

// What is asked for; true if the answer is that it was done.
using Act = std::function<bool(Office&)>;

const Act kFiling = [](Office& office) {
    return bool(file_record(office.actor, *office.store,
                            {"beacon.visit",
                             {{"place", "茶棚社区"},
                              {"visited_on", "2021-05-13"},
                              {"tower", "A1"},
                              {"note", "灯泡坏了"},
                              {"hands", "张伟|2.5\n李娜"}}}));
};

const Act kCorrecting = [](Office& office) {
    return bool(
        correct_record(office.actor, *office.store, {"beacon.tower", {{"height", "13"}}}, "A1"));
};

const Act kImporting = [](Office& office) {
    const std::vector<ImportFile> files = {{"areas.csv",
                                            "区域代码,区域名称,层级,启用日期\n"
                                            "341502005003,新社区,社区,2021-01-01\n"},
                                           {"灯塔.csv",
                                            "灯塔编号,所在区域,点亮日期,高度（米）\n"
                                            "A1,茶棚社区,2021-03-01,12.50\n"
                                            "B2,新社区,2021-03-02,8\n"},
                                           {"巡查.csv",
                                            "所在区域,巡查日期,灯塔,备注,出动人员\n"
                                            "新社区,2021-05-13,B2,门坏了,张伟|2.5\n"
                                            "茶棚社区,2021-05-14,A1,,\n"}};
    return bool(office.import(files));
};

// Everything that a reader can tell: the history's end, every record, every area.
std::vector<std::string> state_of(Office& office) {
    std::vector<std::string> state = office.rows("beacon.tower");
    for (auto& row : office.rows("beacon.visit")) state.push_back(std::move(row));
    const auto reader = office.store->read();
    state.push_back(fmt::format("{} entries, {} areas", reader->last_seq(), reader->tree().size()));
    for (const auto* word : {"灯泡", "门"}) {
        const auto found = reader->search("beacon.visit", word, 10).size();
        state.push_back(fmt::format("{} found", found));
    }
    return state;
}

bool is_done(const Act& act, Office& office) {
    try {
        return act(office);
    } catch (const Failure&) {
        return false;
    }
}

struct Failing : testing::TestWithParam<Fuse::Kind> {
    Failing() {
        office.import_or_throw("灯塔.csv", "灯塔编号,所在区域,点亮日期\nA1,茶棚社区,2021-02-01\n");
        before = state_of(office);
        office.store.reset();
    }
    // The office as it was at first, on a database with this fuse.
    void begin_anew() {
        office.store.reset();
        std::filesystem::remove_all(path);
        std::filesystem::copy(office.folder / "office", path,
                              std::filesystem::copy_options::recursive);
        office.store = store::test::open_fused(path, fuse, office.clock);
    }
    // How many calls failed, one after the other, before none did.
    int play(const Act& act) {
        begin_anew();
        EXPECT_TRUE(act(office));
        const auto after = state_of(office);
        EXPECT_NE(before, after);
        for (int calls = 0; !HasFailure(); ++calls) {
            begin_anew();
            fuse.set(calls, GetParam());
            const bool was_done = is_done(act, office);
            fuse.mend();
            EXPECT_TRUE(was_done || fuse.burnt > 0) << calls;
            EXPECT_EQ(state_of(office), was_done ? after : before) << calls;
            EXPECT_THAT(office.store->verify({}), IsEmpty()) << calls;
            if (was_done && fuse.burnt == 0) return calls;
            // What failed came after the commit: it takes nothing away.
            if (was_done) continue;
            EXPECT_TRUE(act(office)) << calls;
            EXPECT_EQ(state_of(office), after) << calls;
            EXPECT_THAT(office.store->verify({}), IsEmpty()) << calls;
        }
        return 0;
    }

    Office office;
    store::test::TemporaryFolder folder;
    std::string path = folder / "office";
    Fuse fuse;
    std::vector<std::string> before;
};

TEST_P(Failing, FilesWholeOrNotAtAll) { EXPECT_GT(play(kFiling), 10); }
TEST_P(Failing, CorrectsWholeOrNotAtAll) { EXPECT_GT(play(kCorrecting), 5); }
TEST_P(Failing, ImportsWholeOrNotAtAll) { EXPECT_GT(play(kImporting), 25); }

INSTANTIATE_TEST_SUITE_P(Calls, Failing, testing::Values(Fuse::Kind::Once, Fuse::Kind::ForGood),
                         [](const auto& kind) {
                             return kind.param == Fuse::Kind::Once ? "Once" : "ForGood";
                         });

}  // namespace
}  // namespace qingshui::app
