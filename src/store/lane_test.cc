// The lane: many threads, one order, nothing half done.

#include <atomic>
#include <chrono>
#include <mutex>
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
    constexpr int kWaiting = 8;
    std::atomic<int> arrived = 0;
    std::mutex mutex;
    std::set<std::int64_t> seen;  // Records that a reader saw while an act was carried out.
    const auto file = [&](int number, bool is_first) {
        return office.store->write([&](Writer& writer) -> Result<void> {
            while (is_first && arrived < kWaiting) std::this_thread::yield();
            if (is_first) std::this_thread::sleep_for(std::chrono::milliseconds(100));
            const auto& schema = *writer.catalogue().schema("shop.firm");
            const auto firm = office.firm(std::to_string(number));
            TRY(writer.file("shop.firm", test::make_record(schema, firm), {"t"}));
            const std::lock_guard lock(mutex);
            seen.insert(office.store->read()->record_count("shop.firm"));
            return {};
        });
    };
    std::vector<std::thread> threads;
    threads.emplace_back([&] { EXPECT_TRUE(file(0, true)); });
    for (int i = 1; i <= kWaiting; ++i) {
        threads.emplace_back([&, i] {
            ++arrived;
            EXPECT_TRUE(file(i, false));
        });
    }
    for (auto& thread : threads) thread.join();

    // Each commit is one more number to be seen: with one for each act there were nine.
    EXPECT_LE(seen.size(), 3U);
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
