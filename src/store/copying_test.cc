// An office moves to another place, of either engine, and is there as it was.

#include "store/copying.h"

#include <optional>

#include <gmock/gmock.h>

#include "json/json.h"
#include "registry/record_json.h"
#include "store/files.h"
#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::TestOffice;
using testing::IsEmpty;

constexpr std::int64_t kTenant = 341502005;

// Everything that an office says of its past and of its present.
std::vector<std::string> state_of(Store& store) {
    std::vector<std::string> state;
    const auto reader = store.read();
    for (const auto& entry : reader->entries(0, 100'000)) {
        state.push_back(entry.hash.hex() + " " + entry.after);
    }
    for (const auto& id : reader->catalogue().register_ids()) {
        const auto& schema = *reader->catalogue().schema(id);
        for (const auto& kept : reader->records(id, {0}, 100'000)) {
            state.push_back(std::to_string(kept.id.number) + " " +
                            json::print(registry::to_json(schema, kept.record)));
        }
    }
    for (const auto& kept : reader->search("shop.visit", "消防", 100)) {
        state.push_back("found " + std::to_string(kept.id.number));
    }
    return state;
}

// The places to copy between: folders, and a server where there is one to test with.
struct Copying : testing::TestWithParam<bool> {
    Copying() {
        if (GetParam() && sql::test::has_server()) schema_.emplace();
        const auto firm = office.file("shop.firm", office.firm("A")).value();
        auto visit = office.visit(firm.record, "2021-03-04");
        visit["note"] = std::string("检查消防通道");
        EXPECT_TRUE(office.file("shop.visit", visit));
        number = office.store->keep_attachment("会议纪要\n").value().number;
        office.store->files().put(kReportKey, test::signing_key());
        before = state_of(*office.store);
    }
    void SetUp() override {
        if (GetParam() && !schema_) GTEST_SKIP() << "QINGSHUI_TEST_POSTGRES names no server";
    }

    Address target() const { return schema_ ? schema_->url() : office.folder / "copy"; }
    // `at_each_page` is told how many rows are there by then.
    Result<std::vector<Copied>> copy(const std::function<void(std::int64_t)>& at_each_page =
                                         [](std::int64_t) {}) {
        office.store.reset();
        return copy_offices(office.place.address(), target(),
                            [&](std::int64_t done, std::int64_t) { at_each_page(done); });
    }
    std::unique_ptr<Store> copied() { return open(target(), office.clock).value(); }

    TestOffice office;
    std::string number;
    std::vector<std::string> before;

private:
    std::optional<sql::test::ServerSchema> schema_;
};

TEST_P(Copying, BringsEverythingToTheLetter) {
    const auto done = copy().value();

    ASSERT_EQ(done.size(), 1U);
    EXPECT_EQ(done.front().tenant, kTenant);
    EXPECT_EQ(done.front().title, "清水河街道");
    EXPECT_EQ(done.front().files, 2U);
    EXPECT_FALSE(done.front().was_there);
    const auto there = copied();
    EXPECT_EQ(state_of(*there), before);
    EXPECT_EQ(there->attachment(number).value(), "会议纪要\n");
    EXPECT_EQ(there->files().get(kReportKey), test::signing_key());
    EXPECT_EQ(test::total(*there->read(), "shop.staff", {Date::min(), Date::max()}), 10);
    EXPECT_THAT(there->verify({}), IsEmpty());
}

TEST_P(Copying, TheSameAgainFindsItThere) {
    ASSERT_TRUE(copy());

    EXPECT_TRUE(copy().value().front().was_there);
    EXPECT_EQ(state_of(*copied()), before);
}

TEST_P(Copying, LeavesAnotherOfficeAlone) {
    ASSERT_TRUE(copy());
    {
        const auto there = copied();
        office.store.reset();
        ASSERT_TRUE(there->write([&](Writer& writer) -> Result<void> {
            const auto& schema = *writer.catalogue().schema("shop.firm");
            TRY(writer.file("shop.firm", test::make_record(schema, office.firm("B")), {"t"}));
            return {};
        }));
    }

    const auto refused = copy().error();

    const auto place = target().shown();
    EXPECT_EQ(refused.rule, "office.exists");
    EXPECT_EQ(
        words(refused, Language::Chinese),
        "“" + place +
            "”里已经有代码为341502005的另一个办公室“清水河街道”。\n  没有复制；请换一个地方。\n");
    EXPECT_EQ(words(refused, Language::English),
              "There is another office 341502005 (\"清水河街道\") in \"" + place +
                  "\" already.\n  Nothing was copied; choose another place.\n");
    EXPECT_EQ(copied()->read()->record_count("shop.firm"), 2);
}

TEST_P(Copying, GoesOnWhereItWasCutShort) {
    std::vector<std::int64_t> first;
    const auto cut = [&](std::int64_t done) {
        first.push_back(done);
        if (first.size() == 3) throw Failure("cut short, as a test asked");
    };
    EXPECT_THROW(copy(cut), Failure);

    const auto refused = open(target(), office.clock).error();
    std::vector<std::int64_t> second;
    ASSERT_TRUE(copy([&](std::int64_t done) { second.push_back(done); }));

    EXPECT_EQ(refused.rule, "office.unfinished");
    EXPECT_EQ(words(refused, Language::Chinese),
              "“" + target().shown() +
                  "”里的办公室还没有复制完。\n  请再运行一次 qingshui copy，它会接着做完。\n");
    EXPECT_EQ(words(refused, Language::English),
              "The office in \"" + target().shown() +
                  "\" has not been copied whole.\n  Run qingshui copy once more; it goes on where "
                  "it was.\n");
    EXPECT_EQ(second.front(), first.back()) << "what was there is not copied again";
    EXPECT_EQ(state_of(*copied()), before);
}

TEST_P(Copying, BeginsAnewWhenTheOfficeHasChanged) {
    int pages = 0;
    const auto cut = [&](std::int64_t) {
        if (++pages == 4) throw Failure("cut short, as a test asked");
    };
    EXPECT_THROW(copy(cut), Failure);
    office.store = open(office.place.address(), office.clock).value();
    ASSERT_TRUE(office.file("shop.firm", office.firm("B")));
    before = state_of(*office.store);

    ASSERT_TRUE(copy());

    EXPECT_EQ(state_of(*copied()), before);
    EXPECT_THAT(copied()->verify({}), IsEmpty());
}

TEST_P(Copying, IsNotUsedIfItDoesNotVerify) {
    office.store.reset();
    if (test::on_server()) GTEST_SKIP() << "meddles with a file";
    sql::open_sqlite(office.path() + "/office.db", sql::Open::Existing)
        ->connect()
        ->prepare("update tally set amount = amount + 1 where indicator = 'shop.staff'")
        .execute({});

    const auto refused = copy().error();

    const auto place = target().shown();
    EXPECT_EQ(refused.rule, "copy.differs");
    EXPECT_EQ(refused.says.zh, "复制到“" + place + "”的“清水河街道”核对不符，没有启用");
    EXPECT_EQ(refused.says.en,
              "The copy of \"清水河街道\" in \"" + place + "\" does not verify and is not used");
    EXPECT_EQ(refused.remedy.zh, "请先用 qingshui verify 核对原来的办公室，再重新复制");
    EXPECT_EQ(refused.remedy.en, "Verify the office it was copied from, then copy it again");
    EXPECT_EQ(refused.faults.size(), 1U);
    EXPECT_EQ(open(target(), office.clock).error().rule, "office.unfinished");
}

INSTANTIATE_TEST_SUITE_P(To, Copying, testing::Bool(),
                         [](const auto& test) { return test.param ? "AServer" : "AFolder"; });

}  // namespace

}  // namespace qingshui::store
