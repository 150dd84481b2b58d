// The lane: many threads, one order, nothing half done.

#include <atomic>
#include <functional>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "store/test_office.h"

namespace qingshui::store {

namespace {

using test::TestOffice;
using test::total;

TEST(Lane, AnswersEveryOneOfManyThreads) {
    TestOffice office;
    constexpr int kThreads = 8;
    constexpr int kEach = 40;
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < kEach; ++i) {
                const auto code = fmt::format("{}-{}", thread, i);
                if (!office.file("shop.firm", office.firm(code))) ++refused;
                // The same code by every thread: one of them gets it.
                if (!office.file("shop.firm", office.firm(fmt::format("x{}", i)))) ++refused;
            }
        });
    }
    for (auto& thread : threads) thread.join();

    const auto reader = office.store->read();
    EXPECT_EQ(refused, (kThreads - 1) * kEach);
    EXPECT_EQ(reader->record_count("shop.firm"), (kThreads + 1) * kEach);
    EXPECT_EQ(total(*reader, "shop.staff", {Date::min(), Date::max()}),
              10 * (kThreads + 1) * kEach);
    EXPECT_THAT(office.verify(), testing::IsEmpty());
}

// What waits while an act is carried out shares one commit: whoever reads beside the lane sees
// nothing of it until then.
TEST(Lane, CommitsTogetherWhatWaitsTogether) {
    TestOffice office;
    constexpr std::size_t kWaiting = 8;
    std::set<std::int64_t> seen;  // Records that a reader saw while an act was carried out.
    const auto file = [&](std::size_t number, const std::function<void()>& meanwhile) {
        return office.store->write([&](Writer& writer) -> Result<void> {
            meanwhile();
            const auto& schema = *writer.catalogue().schema("shop.firm");
            const auto firm = office.firm(std::to_string(number));
            TRY(writer.file("shop.firm", test::make_record(schema, firm), {"t"}));
            seen.insert(office.store->read()->record_count("shop.firm"));
            return {};
        });
    };
    std::vector<std::thread> threads;
    const auto let_the_others_arrive = [&] {
        for (std::size_t i = 1; i <= kWaiting; ++i) {
            threads.emplace_back([&, i] { EXPECT_TRUE(file(i, [] {})); });
        }
        while (office.store->queue_depth() < kWaiting) std::this_thread::yield();
    };

    ASSERT_TRUE(file(0, let_the_others_arrive));
    for (auto& thread : threads) thread.join();

    // None while the first was carried out, and then the first one alone.
    EXPECT_THAT(seen, testing::ElementsAre(0, 1));
    EXPECT_EQ(office.store->read()->record_count("shop.firm"), kWaiting + 1);
}

TEST(Lane, LeavesNoTraceOfWhatIsRefused) {
    TestOffice office;
    const auto before = office.store->read()->last_seq();

    const auto refused = office.store->write([&](Writer& writer) -> Result<void> {
        const auto& schema = *writer.catalogue().schema("shop.firm");
        EXPECT_TRUE(writer.file("shop.firm", test::make_record(schema, office.firm("A")), {"t"}));
        EXPECT_TRUE(writer.file("shop.firm", test::make_record(schema, office.firm("B")), {"t"}));
        return Refusal{Reason::Invalid, "test.refused"};
    });

    EXPECT_EQ(refused.error().rule, "test.refused");
    const auto reader = office.store->read();
    EXPECT_EQ(reader->last_seq(), before);
    EXPECT_EQ(reader->record_count("shop.firm"), 0);
    EXPECT_EQ(total(*reader, "shop.staff", {Date::min(), Date::max()}), 0);
    EXPECT_TRUE(office.file("shop.firm", office.firm("A")));
    EXPECT_THAT(office.verify(), testing::IsEmpty());
}

TEST(Lane, ThrowsToTheOneWhoseActThrew) {
    TestOffice office;

    EXPECT_THROW((void)office.store->write([](Writer& writer) -> Result<void> {
        (void)writer.new_area_id();
        throw Failure("thrown by a test");
    }),
                 Failure);

    EXPECT_TRUE(office.file("shop.firm", office.firm("A")));
}

TEST(Lane, LetsAnActReadWhatItWrote) {
    TestOffice office;

    const auto done = office.store->write([&](Writer& writer) -> Result<void> {
        const auto& schema = *writer.catalogue().schema("shop.firm");
        const auto written =
            TRY(writer.file("shop.firm", test::make_record(schema, office.firm("A")), {"t"}));
        EXPECT_TRUE(writer.record("shop.firm", written.record));
        EXPECT_EQ(total(writer, "shop.staff", {Date::min(), Date::max()}), 10);
        EXPECT_EQ(writer.find("shop.firm", 0, {std::string("A")}), written.record);
        return {};
    });

    ASSERT_TRUE(done);
    EXPECT_EQ(total(*office.store->read(), "shop.staff", {Date::min(), Date::max()}), 10);
}

TEST(Lane, KeepsReadersInTheirSnapshot) {
    TestOffice office;
    ASSERT_TRUE(office.file("shop.firm", office.firm("A")));
    const auto reader = office.store->read();
    EXPECT_EQ(reader->record_count("shop.firm"), 1);

    ASSERT_TRUE(office.file("shop.firm", office.firm("B")));
    const auto part = office.found("341502005003", "南社区", office.root);

    EXPECT_EQ(reader->record_count("shop.firm"), 1);
    EXPECT_FALSE(reader->tree().contains(part));
    EXPECT_EQ(office.store->read()->record_count("shop.firm"), 2);
    EXPECT_TRUE(office.store->read()->tree().contains(part));
}

}  // namespace

}  // namespace qingshui::store
