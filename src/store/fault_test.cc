// Goal: nothing is half done when the database fails, wherever it fails.
// Method: a connection that fails at its n-th call, for n = 1, 2, 3 … until an act gets
// through. After each failure the act has left no trace and the lane still works.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "store/fused_store.h"
#include "store/lane.h"
#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::Fuse;
using test::FusedConnection;
using test::TestOffice;

// A lane of its own on an office that has none, so that each act can be made to fail.
struct Fused : testing::Test {
    TestOffice office;
    Written firm = office.file("shop.firm", office.firm("A")).value();
    Fuse fuse;

    // Plays `act` with every call failing in turn. Returns how many failed before it was done.
    int play(const Lane::Act& act) {
        office.store.reset();
        const auto database = sql::open_sqlite(office.path() + "/office.db", sql::Open::Existing);
        int failed = 0;
        {
            FolderFiles files({office.path()}, 341502005);
            Lane lane(std::make_unique<FusedConnection>(database->connect(), fuse), files,
                      341502005, office.clock);
            while (!succeeds(lane, act, failed)) {
                ++failed;
                expect_no_trace(lane);
            }
        }
        office.store = open(office.path(), office.clock).value();
        EXPECT_THAT(office.verify(), testing::IsEmpty());
        return failed;
    }

private:
    bool succeeds(Lane& lane, const Lane::Act& act, int calls) {
        fuse.calls_left = calls;
        try {
            EXPECT_TRUE(lane.run(act));
            fuse.calls_left = -1;
            return true;
        } catch (const Failure&) {
            fuse.calls_left = -1;
            return false;
        }
    }
    static void expect_no_trace(Lane& lane) {
        const auto looked = lane.run([](Writer& writer) -> Result<void> {
            EXPECT_EQ(writer.last_seq(), kSeqBefore);
            EXPECT_EQ(writer.record_count("shop.firm"), 1);
            EXPECT_EQ(test::total(writer, "shop.staff", {Date::min(), Date::max()}), 10);
            EXPECT_EQ(writer.tree().size(), 3U);
            EXPECT_EQ(writer.catalogue().pack("shop")->title.zh, "店铺");
            return {};
        });
        EXPECT_TRUE(looked);
    }
    // The office, its packs, its area, two communities, one firm.
    static constexpr std::int64_t kSeqBefore = 6;
};

TEST_F(Fused, FilesAllOrNothing) {
    const int failed = play([&](Writer& writer) -> Result<void> {
        const auto& schema = *writer.catalogue().schema("shop.firm");
        TRY(writer.file("shop.firm", test::make_record(schema, office.firm("B")), {"t"}));
        TRY(writer.correct("shop.firm", firm.record, test::make_record(schema, office.firm("C")),
                           {"t"}));
        return {};
    });

    EXPECT_GT(failed, 8);
    EXPECT_EQ(office.store->read()->record_count("shop.firm"), 2);
}

TEST_F(Fused, FilesManyRowsAllOrNothing) {
    constexpr int kRows = 12;
    const int failed = play([&](Writer& writer) -> Result<void> {
        const auto& schema = *writer.catalogue().schema("shop.firm");
        for (int i = 0; i < kRows; ++i) {
            const auto values = office.firm(fmt::format("B{}", i));
            TRY(writer.file("shop.firm", test::make_record(schema, values), {"t"}));
        }
        return {};
    });

    EXPECT_GT(failed, 2 * kRows);
    const auto reader = office.store->read();
    EXPECT_EQ(reader->record_count("shop.firm"), kRows + 1);
    EXPECT_EQ(test::total(*reader, "shop.staff", {Date::min(), Date::max()}), 10 * (kRows + 1));
}

TEST_F(Fused, ChangesAreasAllOrNothing) {
    const int failed = play([&](Writer& writer) -> Result<void> {
        TRY(writer.change_areas(
            area::Found{test::day("2021-01-01"), writer.new_area_id(), office.root,
                        area::Code::parse("341502005009").value(), "南社区"},
            {"t"}));
        return {};
    });

    EXPECT_GT(failed, 4);
    EXPECT_EQ(office.store->read()->tree().size(), 4U);
}

TEST_F(Fused, TakesPacksIntoUseAllOrNothing) {
    auto pack = test::kShopPack;
    pack.replace(pack.find("店铺"), std::string("店铺").size(), "门店");
    pack +=
        "\n[indicator.more]\ntitle = { zh = \"家数\", en = \"Firms\" }\nunit = \"家\"\n"
        "of = \"firm\"\n";

    const int failed = play([&](Writer& writer) -> Result<void> {
        TRY(writer.set_packs({{"shop", {{"pack.toml", pack}}}}, {"t"}));
        return {};
    });

    EXPECT_GT(failed, 8);
    EXPECT_EQ(test::total(*office.store->read(), "shop.more", Period::year(2021)), 1);
}

}  // namespace

}  // namespace qingshui::store
