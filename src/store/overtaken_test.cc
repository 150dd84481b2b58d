// What a lane makes of a server's troubles: another process that came first, an answer that was
// lost on the way.

#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "store/fused_store.h"
#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::Fuse;
using test::FusedConnection;
using test::TestOffice;
using testing::IsEmpty;

ToldFailure trouble() { return {{"线断了", "The line broke"}, {"请重试", "Try again"}}; }

// What becomes of the next commit.
enum class Fate { Well, AnswerLost, RequestLost, Overtaken };

class Troubled final : public FusedConnection {
public:
    Troubled(std::unique_ptr<sql::Connection> inner, Fuse& fuse, Fate& fate)
        : FusedConnection(std::move(inner), fuse), fate_(fate) {}

    void commit() override {
        const auto fate = std::exchange(fate_, Fate::Well);
        if (fate == Fate::Well || fate == Fate::AnswerLost) FusedConnection::commit();
        if (fate == Fate::Well) return;
        FusedConnection::rollback();
        if (fate == Fate::Overtaken) throw sql::ConflictFailure(trouble());
        throw sql::LineFailure(trouble());
    }

private:
    Fate& fate_;
};

// A lane of its own on an office that has none.
struct TroubledLane : testing::Test {
    Result<void> file(const std::string& code) {
        return lane.run([&](Writer& writer) -> Result<void> {
            ++runs;
            const auto& schema = *writer.catalogue().schema("shop.firm");
            TRY(writer.file("shop.firm", test::make_record(schema, office.firm(code)), {"t"}));
            return {};
        });
    }
    std::int64_t firms() {
        std::int64_t count = 0;
        EXPECT_TRUE(lane.run([&](Writer& writer) -> Result<void> {
            count = writer.record_count("shop.firm");
            return {};
        }));
        return count;
    }

    std::unique_ptr<Home> moved_in() {
        office.store.reset();
        return open_home(office.place.address()).value();
    }

    TestOffice office;
    Fuse fuse;
    Fate fate = Fate::Well;
    int runs = 0;
    std::unique_ptr<Home> home = moved_in();
    std::unique_ptr<Files> files = home->files(341502005);
    Lane lane{std::make_unique<Troubled>(home->database().connect(), fuse, fate), *files, 341502005,
              office.clock};
};

TEST_F(TroubledLane, FindsDoneWhatHadNoAnswer) {
    fate = Fate::AnswerLost;

    EXPECT_TRUE(file("A"));

    EXPECT_EQ(runs, 1);
    EXPECT_EQ(firms(), 1);
    EXPECT_TRUE(file("B"));
    EXPECT_EQ(firms(), 2);
}

TEST_F(TroubledLane, DoesNotCallDoneWhatNeverArrived) {
    fate = Fate::RequestLost;

    EXPECT_THROW(file("A"), sql::LineFailure);

    EXPECT_EQ(firms(), 0);
    EXPECT_TRUE(file("A"));
    EXPECT_EQ(firms(), 1);
}

TEST_F(TroubledLane, RunsAgainWhatWasOvertaken) {
    fate = Fate::Overtaken;

    EXPECT_TRUE(file("A"));

    EXPECT_EQ(runs, 2);
    EXPECT_EQ(firms(), 1);
}

TEST(Servers, WriteForOneOfficeInOneOrder) {
    if (!test::on_server()) GTEST_SKIP() << "a folder has one process at a time";
    constexpr int kEach = 30;
    TestOffice office;
    const auto other = open(office.place.address(), office.clock).value();
    const auto fill = [&](Store& store, const char* sort) {
        for (int i = 0; i < kEach; ++i) {
            EXPECT_TRUE(store.write([&](Writer& writer) -> Result<void> {
                const auto& schema = *writer.catalogue().schema("shop.firm");
                const auto firm = office.firm(fmt::format("{}{}", sort, i));
                TRY(writer.file("shop.firm", test::make_record(schema, firm), {sort}));
                return {};
            }));
        }
    };

    std::thread beside([&] { fill(*other, "b"); });
    fill(*office.store, "a");
    beside.join();

    EXPECT_EQ(office.store->read()->record_count("shop.firm"), 2 * kEach);
    EXPECT_EQ(test::total(*other->read(), "shop.staff", {Date::min(), Date::max()}), 20 * kEach);
    EXPECT_THAT(office.verify(), IsEmpty());
}

// Declarations and areas that one process changes are known to the other's next act.
TEST(Servers, FollowEachOther) {
    if (!test::on_server()) GTEST_SKIP() << "a folder has one process at a time";
    TestOffice office;
    const auto other = open(office.place.address(), office.clock).value();
    const auto south = office.found("341502005009", "南社区", office.root);
    const auto pack = test::replaced(test::kShopPack, "zh = \"店铺\"", "zh = \"门店\"");
    ASSERT_TRUE(office.write([&](Writer& writer) {
        return writer.set_packs({{"shop", {{"pack.toml", pack}}}}, {"t"});
    }));

    EXPECT_TRUE(other->write([&](Writer& writer) -> Result<void> {
        EXPECT_TRUE(writer.tree().contains(south));
        EXPECT_EQ(writer.catalogue().pack("shop")->title.zh, "门店");
        auto firm = office.firm("A");
        firm["place"] = registry::Key{south.number};
        const auto& schema = *writer.catalogue().schema("shop.firm");
        TRY(writer.file("shop.firm", test::make_record(schema, firm), {"t"}));
        return {};
    }));
    EXPECT_THAT(office.verify(), IsEmpty());
}

}  // namespace

}  // namespace qingshui::store
